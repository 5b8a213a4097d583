"""A tab that begins from an address."""

from __future__ import annotations

import pytest

from roi_model.texts import text
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, app, headline, move, params, press, scenario, session, then_all


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


@pytest.mark.parametrize("param", ["case", "base"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_broken_link_is_said_and_the_default_case_shown(param: str, lang: str) -> None:
    made = app(**{param: f"{FIRST}.1.broken", "lang": lang})
    assert scenario(made) == seen(FIRST, lang)
    assert [w.value for w in made.warning] == [text("ui.link.broken", lang)]
