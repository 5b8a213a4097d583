"""What stands behind an input: its grade and source, the scenario's own or those of the card."""

from __future__ import annotations

from collections.abc import Mapping

from roi_model.declaration.card import Card
from roi_model.declaration.paths import get_value
from roi_model.declaration.scenario import Scenario
from roi_model.editing.following import given_at
from roi_model.formatting import number_exact
from roi_model.formatting.inputs import BETWEEN, effect_label, value_words
from roi_model.texts import text


def backing(scenario: Scenario, path: str, card: Card, lang: str) -> tuple[str, str]:
    """Grade and source of an input: the scenario's own, else those of the default value.

    Both back the value they were given at: elsewhere the input is a guess, and its source says what
    it was. A benchmark backs the default alone. The card's own source is said in `lang`.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Channel
    >>> demo = Scenario(name="Demo", channels=(Channel(name="Calls"),), discount_rate=0.2)
    >>> backing(demo, "discount_rate", cards(Scenario)["discount_rate"], "en")
    ('guess', '')
    """
    own = scenario.evidence.get(path)
    if own is not None:
        moved = was(scenario, path, lang)
        return ("guess", moved) if moved else (own["grade"], own["source"])
    if get_value(scenario, path) == card.default:
        return card.evidence.grade, card.evidence.source(lang)
    return "guess", ""


def was(scenario: Scenario, path: str, lang: str) -> str:
    """What evidence was given of, where its input stands elsewhere now; else empty.

    >>> from roi_model.declaration.scenario import Channel
    >>> said = {"source": "orders", "grade": "measured", "value": 18_000}
    >>> was(Scenario(name="Demo", channels=(Channel(name="Calls"),), deal_value=15_500,
    ...              evidence={"deal_value": said}), "deal_value", "en")
    'was €18,000, measured: orders'
    """
    value = given_at(scenario, "evidence", path)
    if value is None:
        return ""
    own = scenario.evidence[path]
    shown = (
        BETWEEN.join(
            f"{effect_label(key.partition('#')[0], lang)} × {number_exact(factor, lang)}"
            for key, factor in value.items()
        )
        if isinstance(value, Mapping) and path.startswith("initiatives/")
        else value_words(path, value, scenario.currency, lang)
    )
    grade = text(f"ui.grade.{own['grade']}", lang).lower()
    key = "was_by" if own["source"] else "was"
    return text(f"ui.evidence.{key}", lang, value=shown, grade=grade, source=own["source"])
