"""A tab that begins from an address."""

from __future__ import annotations

import pytest

from roi_model.texts import text
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, app, headline, move, params, press, scenario, session, then_all
from ui.session import arrival, browser_copy, state
from ui.session.session import from_parameters


def test_the_address_rebuilds_the_session_elsewhere() -> None:
    made = move(app(lang="fr"), "deal_value", 2)
    press(made, "do-pin")
    move(made, "cycle_months", 1)
    made.selectbox(key="frame_currency").set_value("CHF")
    then_all(made)
    other = app(**params(made))
    assert scenario(other) == scenario(made)
    assert session(other).now.baseline == session(made).now.baseline
    assert (session(other).currency, session(other).lang) == ("CHF", "fr")
    assert headline(other) == headline(made)
    assert "CHF" in headline(other)[3]


@pytest.mark.parametrize("reload", [True, False])
def test_a_refresh_goes_by_what_the_tab_kept_an_address_by_itself(
    reload: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of a refresh is that of when the key was pressed: an edit may be younger."""
    made = move(app(lang="en"), "deal_value", 2)
    address, kept = params(made), browser_copy.tab(session(move(made, "cycle_months", 1)))
    new = from_parameters(address, "en-GB")
    new.asking = "1"
    monkeypatch.setattr(state, "held", lambda: new)
    arrival.recall({"ask": "1", "tab": kept, "reload": reload})
    shown = new.now if reload else new.undo[-1]  # one undo away where the address goes first
    assert shown.scenario.cycle_months == scenario(made).cycle_months
    assert (new.now.scenario.cycle_months == scenario(made).cycle_months) == reload


@pytest.mark.parametrize("param", ["case", "base"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_broken_link_is_said_and_the_default_case_shown(param: str, lang: str) -> None:
    made = app(**{param: f"{FIRST}.1.broken", "lang": lang})
    assert scenario(made) == seen(FIRST, lang)
    assert [w.value for w in made.warning] == [text("ui.link.broken", lang)]
