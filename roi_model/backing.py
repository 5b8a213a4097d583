"""What stands behind an input: its grade and source, the scenario's own or those of the card."""

from __future__ import annotations

from roi_model.card import Card
from roi_model.paths import get_value
from roi_model.scenario import Scenario


def backing(scenario: Scenario, path: str, card: Card, lang: str) -> tuple[str, str]:
    """Grade and source of an input: the scenario's own, else those of the default value.

    A benchmark backs the default alone: another value without a source is a guess. The card's own
    source is said in `lang`.

    >>> from roi_model.card import cards
    >>> from roi_model.scenario import Channel
    >>> demo = Scenario(name="Demo", channels=(Channel(name="Calls"),), discount_rate=0.2)
    >>> backing(demo, "discount_rate", cards(Scenario)["discount_rate"], "en")
    ('guess', '')
    """
    own = scenario.evidence.get(path)
    if own is not None:
        return own["grade"], own["source"]
    if get_value(scenario, path) == card.default:
        return card.evidence.grade, card.evidence.source(lang)
    return "guess", ""
