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


# What each is measured in, as finance and sales speak of it.
UNITS = {
    "percent": "roi roi_gross roi_revenue roi_total_cost cash_roi discounted_roi extended_roi "
    "annualised_roi irr mirr peak_utilisation capacity_roi",
    "multiple": "ltv_cac",
    "month": "cash_trough_month lowest_balance_month",
    "months": "payback_month first_crossing_month discounted_payback_month cac_payback_month "
    "capacity_payback_month cash_out_month",
    "money": "cash_trough npv cac period_cac cost_per_lead ltv receivables_at_horizon revenue "
    "direct_costs gross_profit investment net_gain lowest_balance funding_need",
    "number": "customers_signed customers_ultimate customers_incremental customers_after_horizon "
    "break_even_customers hours_short",
}
LOWER = (
    "payback_month first_crossing_month discounted_payback_month cac_payback_month "
    "capacity_payback_month cac period_cac cost_per_lead direct_costs investment "
    "break_even_customers peak_utilisation hours_short funding_need"
)
NEITHER = "cash_trough_month lowest_balance_month receivables_at_horizon customers_after_horizon"
# A gain of nothing is where a return is 0; a plan whose customers bring what they cost is where
# lifetime value is what one cost; a rate of return is set against the discount rate.
BREAK_EVEN = {
    (0.0, ""): "roi roi_revenue roi_total_cost cash_roi discounted_roi extended_roi "
    "annualised_roi capacity_roi npv cash_trough net_gain",
    (1.0, ""): "roi_gross ltv_cac peak_utilisation",
    (None, ""): "irr mirr",
    (1.0, "ltv_cac"): "cac ltv",
    (1.0, "peak_utilisation"): "hours_short",
    (0.0, "net_gain"): "customers_signed gross_profit investment break_even_customers",
}


def test_units_which_way_is_better_and_where_a_plan_breaks_even() -> None:
    assert {name: found.unit for name, found in CARDS.items()} == {
        name: unit for unit, names in UNITS.items() for name in names.split()
    }
    better = dict.fromkeys(CARDS, "higher")
    better |= dict.fromkeys(LOWER.split(), "lower") | dict.fromkeys(NEITHER.split(), None)
    assert {name: found.better for name, found in CARDS.items()} == better
    told = {
        name: (found.breaks_even.level, found.breaks_even.of)
        for name, found in CARDS.items()
        if found.breaks_even is not None
    }
    assert told == {name: level for level, names in BREAK_EVEN.items() for name in names.split()}
