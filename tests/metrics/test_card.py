"""The cards of the metrics: complete, true to their figures, read wherever metrics are shown."""

from __future__ import annotations

import math

import numpy as np
import pytest

from roi_model import project
from roi_model.analysis.explain import explain
from roi_model.metrics import CARDS, LIMITED
from roi_model.metrics.card import Words, card
from roi_model.metrics.figure import ratio
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES


def test_what_is_set_against_another_names_one() -> None:
    for found in CARDS.values():
        assert found.breaks_even is None or (found.breaks_even.of or found.name) in CARDS
    assert LIMITED == {"capacity_roi": "roi", "capacity_payback_month": "payback_month"}
    assert all(CARDS[name].unit == CARDS[plain].unit for name, plain in LIMITED.items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_made_of_the_terms(lang: str) -> None:
    wanted = {"fr": "chiffre d’affaires − encaissements", "en": "revenue − receipts"}
    assert CARDS["receivables_at_horizon"].formula(lang) == wanted[lang]


def test_a_card_needs_a_name_of_its_own_and_one_formula() -> None:
    words = Words("A", "B.", "C")
    with pytest.raises(ValueError, match="roi"):
        card("roi", "percent", "higher", fr=words, en=words, expression=lambda m: m.revenue)
    with pytest.raises(ValueError, match="bare"):
        card("bare", "percent", "higher", fr=words, en=words)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> str:
    """A metric of one card, as the next engineer adds it."""
    words = Words("Revenue per lead", "What a lead brings.", "The more the better.")
    monkeypatch.setattr("roi_model.metrics.card.CARDS", kept := dict(CARDS))
    made = card(
        "revenue_per_lead", "money", "higher", fr=words, en=words,
        expression=lambda m: ratio(m.revenue, m.leads, "no_leads"),
    )  # fmt: skip
    monkeypatch.setitem(CARDS, made.name, kept[made.name])
    return made.name


def test_one_card_is_all_a_metric_needs(declared: str) -> None:
    """It is calculated, explained, put in words and formatted, for one case and for draws."""
    from roi_model import formatting

    scenario = presets()[0].scenario
    projection = project(scenario)
    value = projection.metrics[declared].value
    assert isinstance(value, float)
    assert math.isclose(
        value, projection.monthly["revenue"].sum() / projection.monthly["leads"].sum()
    )
    assert formatting.metric(declared, value, "EUR", "en").startswith("€")
    assert explain(projection, declared).formula == "{revenue} / {leads}"
    assert CARDS[declared].formula("en") == "revenue ÷ leads"
    assert "channels" not in explain(projection, declared).terms
    drawn = project(scenario, {"deal_value": [1000.0, 2000.0]}).metrics[declared].value
    assert isinstance(drawn, np.ndarray) and drawn[1] > drawn[0]
