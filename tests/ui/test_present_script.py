"""The script of a meeting: its steps kept, played forth and back, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from tests.ui.simulate import app, session
from ui import present_script
from ui.present_script import LONGEST, MOST, Step


def presenting() -> AppTest:
    return app(lang="en").switch_page("pages/present/present.py").run()


def plan(made: AppTest) -> Scenario:
    found: Scenario = session(made).now.scenario
    return found


def keep(made: AppTest, *steps: Step) -> AppTest:
    session(made).extras.setdefault("chosen", {})["present-script"] = [s.written() for s in steps]
    return made.run()


def press(made: AppTest, key: str) -> AppTest:
    made.button(key=key).click()
    made.run()
    assert not made.exception
    return made


PRICE = Step("Twice the price", {"deal_value": 8000.0})
MARGIN = Step("And a better margin", {"gross_margin": 0.7})


def test_a_step_sets_its_own_positions_and_those_before_it() -> None:
    made = keep(presenting(), PRICE, MARGIN)
    before = plan(made)
    press(made, "script-next")
    assert (plan(made).deal_value, plan(made).gross_margin) == (8000.0, before.gross_margin)
    press(made, "script-next")
    assert (plan(made).deal_value, plan(made).gross_margin) == (8000.0, 0.7)
    assert made.button(key="script-next").disabled
    press(press(made, "script-back"), "script-back")
    assert plan(made) == before
    assert made.button(key="script-back").disabled


def test_what_the_room_moved_besides_stays() -> None:
    made = press(keep(presenting(), PRICE), "script-next")
    other = made.session_state["roi_session"].now.scenario
    session(made).now = session(made).now.of(replace(other, dso_days=10.0))
    press(made, "script-back")
    assert (plan(made).deal_value, plan(made).dso_days) == (4000.0, 10.0)


def test_a_step_is_added_at_the_positions_of_the_moment_and_removed() -> None:
    made = presenting()
    made.text_input(key="script-say").set_value("Where we stand").run()
    press(made, "script-add")
    (kept,) = session(made).extras["chosen"]["present-script"]
    step = present_script._read(kept)
    assert step is not None and step.say == "Where we stand" and 3 <= len(step.values) <= 4
    assert made.text_input(key="script-say").value == ""
    press(made, "script-remove-0")
    assert session(made).extras["chosen"]["present-script"] == []


def test_an_input_that_is_gone_counts_for_nothing() -> None:
    made = keep(presenting(), Step("Old", {"channels/Gone/contacts": 5.0, "deal_value": 9000.0}))
    press(made, "script-next")
    assert plan(made).deal_value == 9000.0


def test_no_more_steps_than_a_meeting_holds() -> None:
    made = keep(presenting(), *[PRICE] * MOST)
    with pytest.raises(KeyError):
        made.button(key="script-add")


@pytest.mark.parametrize("odd", ["", "[]", "7", '["a"]', '["a", [1]]', '["a", {"x": "y"}]', "{"])
def test_what_is_no_step_is_left_aside(odd: str) -> None:
    assert present_script._read(odd) is None


def test_a_step_is_read_as_it_was_written() -> None:
    long = Step("x" * (LONGEST + 5), {"deal_value": 1.5})
    assert present_script._read(PRICE.written()) == PRICE
    assert present_script._read(long.written()) == Step("x" * LONGEST, {"deal_value": 1.5})
