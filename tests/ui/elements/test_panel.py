"""Edits of the panel: each counts once, in order, and is acknowledged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from roi_model.editing import form
from roi_model.storage.presets import presets
from tests.ui import panel_driver
from tests.ui.panel_driver import rows
from tests.ui.seen import seen
from tests.ui.simulate import app, checked, press, scenario, session

FIRST = presets()[0].slug


def send(made: AppTest, message: Any) -> AppTest:
    """A message of the browser, as it comes."""
    name, _ = panel_driver._sent(made, "simulate")
    states = made._tree.get_widget_states()
    states.widgets.append(WidgetState(id=name, json_value=json.dumps({"edits": message})))
    return checked(made._run(states))


def slide(n: int, value: float, gesture: int | None = None) -> dict[str, Any]:
    return {"n": n, "path": "deal_value", "how": "slide", "value": value, "gesture": gesture or n}


def test_an_edit_counts_once_and_is_acknowledged() -> None:
    made = app()
    send(made, {"list": [slide(1001, 5000)], "have": []})
    assert (scenario(made).deal_value, len(session(made).undo)) == (5000, 1)
    press(made, "do-undo")
    # The browser sends what it has not heard of again, with something new behind it.
    send(made, {"list": [slide(1001, 5000), slide(1002, 6000)], "have": []})
    assert (scenario(made).deal_value, len(session(made).undo)) == (6000, 1)
    assert panel_driver._sent(made, "simulate")[1]["ack"] == 1002


def test_edits_of_one_message_count_in_the_order_they_were_made() -> None:
    made = send(app(), {"list": [slide(1002, 6000), slide(1001, 5000)], "have": []})
    assert scenario(made).deal_value == 6000


def test_a_drag_is_one_step_of_undo_told_from_its_start() -> None:
    made = app()
    start = scenario(made).deal_value
    for n, value in ((1001, 4500), (1002, 5000), (1003, 7000)):
        send(made, {"list": [slide(n, value, gesture=1000)], "have": []})
    assert len(session(made).undo) == 1
    assert session(made).change.before.deal_value == start
    send(made, {"list": [slide(1004, 8000)], "have": []})  # another gesture
    assert len(session(made).undo) == 2
    press(made, "do-undo")
    press(made, "do-undo")
    assert scenario(made).deal_value == start


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        "text",
        {"list": 3},
        {"list": [None, 5, {}, {"n": "1", "path": "deal_value", "how": "slide", "value": 1}]},
        {"list": [{"n": 1001, "path": ["x"], "how": "slide", "value": 1}]},
        {"list": [{"n": 1001, "path": "no/such/path", "how": "slide", "value": 1}]},
        {"list": [{"n": 1001, "path": "deal_value", "how": "explode", "value": 1}]},
        {"list": [{"n": 1001, "path": "deal_value", "how": "slide", "value": {"a": 1}}]},
        {"list": [{"n": 1001, "path": "deal_value", "how": "slide", "value": "much"}]},
        {"list": [{"n": 1001, "path": "name", "how": "type", "value": "x"}]},
        {"list": [{"n": 1001, "path": "turn/channels/none/saturation_spend", "how": "turn",
                   "value": True}]},
        {"list": [{"n": 1001, "path": "seasonality/13", "how": "type", "value": "1"}]},
        {"list": [], "have": "everything"},
    ],
)  # fmt: skip
def test_nonsense_is_left_aside(message: Any) -> None:
    made = send(app(), message)
    assert scenario(made) == seen(FIRST)
    assert session(made).undo == []


def test_what_the_browser_has_is_not_sent_again() -> None:
    made = app()
    _, first = panel_driver._sent(made, "simulate")
    assert len(first["parts"]) > 50
    have = [*first["parts"]]
    send(made, {"list": [slide(1001, 5000)], "have": have})
    _, then = panel_driver._sent(made, "simulate")
    assert set(then["parts"]).isdisjoint(have)
    assert len(json.dumps(then)) < len(json.dumps(first)) / 5


def test_every_input_of_the_column_is_drawn() -> None:
    """What a card places in the column stands there, once all that is switched on is on."""
    prefix = f"channels/{seen('in-house-sdr').channels[0].name}/"
    spend = f"turn/{prefix}saturation_spend"
    made = checked(panel_driver.edit(app(case="in-house-sdr"), spend, "turn", True))
    made = checked(panel_driver.edit(made, "opening_cash", "type", "20000"))
    wanted = {
        prefix + key if group == "channel" else key
        for group in form.GROUPS
        for key in form.column(group)
    }
    assert wanted <= set(rows(made))
