"""An initiative in words: effects, costs, and what the calculation leaves out."""

from __future__ import annotations

import pytest

from roi_model.declaration.scenario import Channel, Effect, Initiative, Role, Scenario
from roi_model.texts import text
from ui.levers.levers_words import cost_months, cost_words, effects_words, remarks

CLOSING = Effect(parameter="quote_to_customer", factor=1.2)


def case(**more: object) -> Scenario:
    fields: dict[str, object] = {
        "name": "Case",
        "horizon_months": 24,
        "campaign_months": 12,
        "channels": (Channel(name="A"), Channel(name="B")),
        "team": (Role(title="SDR"),),
    }
    return Scenario(**{**fields, **more})  # type: ignore[arg-type]


def initiative(**more: object) -> Initiative:
    fields: dict[str, object] = {"name": "Training", "start_month": 1, "effects": (CLOSING,)}
    return Initiative(**{**fields, **more})  # type: ignore[arg-type]


def said(key: str, lang: str = "en", **values: object) -> str:
    return text(f"pages.levers.{key}", lang, **values)


def test_effects_are_said_with_their_month_and_channel() -> None:
    on_a = Effect(parameter="contacts", factor=0.85, channel="A")
    words = effects_words(initiative(effects=(CLOSING, on_a), delay_months=4), "en")
    assert words == ["Quote → customer × 1.2", "Contacts per month × 0.85 (A)", "from month 5"]
    assert effects_words(initiative(start_month=0), "fr") == [
        "Devis → client × 1,2",
        "dès le début",
    ]


def test_costs_are_said_with_their_months() -> None:
    paid = initiative(one_off=3000, monthly_cost=200, start_month=3)
    assert cost_words(paid, "EUR", "en") == "€3,000 once + €200 a month"
    assert cost_months(paid, case(), "en") == "months 3 to 12"
    assert cost_words(initiative(), "EUR", "en") == said("no_cost")
    assert cost_months(initiative(one_off=3000), case(), "en") == ""


def test_nothing_to_remark_on_an_ordinary_lever() -> None:
    assert remarks(initiative(one_off=3000, monthly_cost=100), case(), "en") == []


@pytest.mark.parametrize(
    ("changes", "scenario", "wanted"),
    [
        (
            {"start_month": 20, "delay_months": 5},
            {},
            said("after_horizon", month=25, horizon=24),
        ),
        ({"start_month": 25}, {}, said("cost_after_horizon", month=25, horizon=24)),
        ({"delay_months": 12}, {}, said("after_campaign", month=13, last=12)),
        (
            {"start_month": 13, "delay_months": 0, "monthly_cost": 10},
            {"channels": (Channel(name="A", end_month=20),)},
            said("monthly_after_campaign", month=13, last=12),
        ),
        ({"effects": ()}, {}, said("nothing")),
        (
            {"effects": (Effect(parameter="quote_to_customer", factor=5),)},
            {},
            said("capped", parameter="Quote → customer"),
        ),
        (
            {"effects": (Effect(parameter="repeat_orders", factor=2),)},
            {},
            said("nothing_to_multiply", parameter="Repeat orders a year"),
        ),
        ({"effects": (Effect(parameter="retention", factor=1.05),)}, {}, said("nothing_to_keep")),
        (
            {"effects": (Effect(parameter="people_cost", factor=0.8),)},
            {"team": ()},
            said("no_team"),
        ),
        (
            {"effects": (Effect(parameter="selling_hours", factor=1.1),)},
            {"team": (), "enforce_capacity": True},
            said("no_team"),
        ),
        (
            {"effects": (Effect(parameter="hours_per_lead", factor=0.8),)},
            {},
            said("hours_to_spare"),
        ),
        (
            {"effects": (Effect(parameter="hours_per_quote", factor=0.8),)},
            {"channels": (Channel(name="A", hours_per_quote=0),), "enforce_capacity": True},
            said("nothing_to_multiply", parameter="Hours per quote"),
        ),
    ],
)
def test_what_does_not_count_is_said(
    changes: dict[str, object], scenario: dict[str, object], wanted: str
) -> None:
    assert remarks(initiative(**changes), case(**scenario), "en") == [wanted]


def test_a_cap_is_reached_together() -> None:
    """0.25 × 1.5 × 3 is over 1; neither factor alone would be."""
    other = initiative(name="Other", effects=(Effect(parameter="quote_to_customer", factor=3),))
    mine = initiative(effects=(Effect(parameter="quote_to_customer", factor=1.5),))
    wanted = said("capped", parameter="Quote → customer")
    assert remarks(mine, case(initiatives=(other,)), "en") == [wanted]
    assert remarks(mine, case(), "en") == []


def test_retention_matters_with_a_fee_on_one_channel() -> None:
    kept = initiative(effects=(Effect(parameter="retention", factor=1.05),))
    channels = (Channel(name="A"), Channel(name="B", monthly_fee=50))
    assert remarks(kept, case(channels=channels), "en") == []
