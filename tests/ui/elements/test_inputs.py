"""An input as it is typed and shown: exact, or refused and kept on screen."""

from __future__ import annotations

from roi_model.declaration.paths import with_value
from roi_model.editing import edits, entry
from roi_model.storage import link
from tests.ui.panel_driver import slider_says
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, app, entered, move, scenario, session, type_into


def test_any_legal_value_counts_exactly() -> None:
    made = type_into(app(lang="fr"), "deal_value", "4 321,07 €")
    assert scenario(made).deal_value == 4321.07
    assert "4\u202f321,07" in slider_says(made, "deal_value")
    type_into(made, "deal_value", "9 000 000")  # far beyond the slider's end
    assert scenario(made).deal_value == 9_000_000


def test_an_impossible_value_is_refused_and_kept_on_screen() -> None:
    made = app(lang="fr")
    for typed in ("140 %", "beaucoup"):
        type_into(made, "gross_margin", typed)
        assert scenario(made) == seen(FIRST, "fr")
        assert entered(made, "gross_margin") == typed
    move(made, "deal_value")  # another input does not make it vanish
    assert entered(made, "gross_margin") == "beaucoup"
    type_into(made, "gross_margin", "55")
    assert scenario(made).gross_margin == 0.55
    assert session(made).refused == {}


def test_values_are_shown_with_all_their_digits() -> None:
    plan = with_value(seen(FIRST), "deal_value", 1234.56789)
    made = app(case=link.encode(plan, FIRST), lang="en")
    card = edits.card_of(plan, "deal_value")
    assert entered(made, "deal_value") == entry.written(card, 1234.56789, "EUR", "en")
    type_into(made, "deal_value", entered(made, "deal_value"))
    assert scenario(made) == plan
