"""The inputs of a channel: their spreads, and those that stand for the case's own."""

from __future__ import annotations

from roi_model import Channel, Scenario
from roi_model.declaration.card import cards


def test_the_sensitive_inputs_have_a_spread() -> None:
    expected = {
        "beta": ["contact_to_lead", "lead_to_qualified", "qualified_to_meeting",
                 "meeting_to_quote", "quote_to_customer", "gross_margin", "retention"],
        "lognormal": ["cycle_months", "deal_value"],
        "triangular": ["contacts"],
    }  # fmt: skip
    for kind, keys in expected.items():
        for key in keys:
            found = cards(Channel)[key]
            assert found.spread is not None and found.spread.kind == kind, key


def test_an_override_takes_its_card_from_what_it_overrides() -> None:
    for key in ("cycle_months", "cycle_cv", "deal_value", "monthly_fee", "gross_margin",
                "retention", "repeat_orders"):  # fmt: skip
        own, base = cards(Channel)[key], cards(Scenario)[key]
        assert (own.fr, own.en, own.unit, own.low, own.high, own.slider) == (
            base.fr, base.en, base.unit, base.low, base.high, base.slider,
        )  # fmt: skip
        assert own.nullable and own.default is None
