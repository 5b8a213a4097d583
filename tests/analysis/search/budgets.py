"""Channels with a saturation, and what a split of the budget over them earns."""

from __future__ import annotations

from roi_model import Channel, Scenario, project
from roi_model.declaration.paths import with_value

RATES = (
    "contact_to_lead", "lead_to_qualified", "qualified_to_meeting", "meeting_to_quote",
    "quote_to_customer",
)  # fmt: skip


def channel(name: str, most: float, half: float, shape: float = 1.0, **other: float) -> Channel:
    """A channel whose gross profit is most · Sᵅ/(Sᵅ+Kᵅ) in its one month."""
    return Channel(
        name=name,
        contacts=most / 100 / 2,  # at the reference, half of all; 100 a customer
        **dict.fromkeys(RATES, 1.0),
        meeting_cost=other.pop("meeting_cost", 0),
        monthly_cost=half,
        saturation_spend=half,
        reference_spend=half,
        saturation_shape=shape,
        **other,
    )


def case(*channels: Channel, **other: object) -> Scenario:
    return Scenario(
        name="Case",
        channels=channels,
        campaign_months=1,
        cycle_months=0,
        deal_value=100,
        gross_margin=1,
        commission=0,
        **other,  # type: ignore[arg-type]
    )


def profit(scenario: Scenario, spends: dict[str, float]) -> float:
    for name, amount in spends.items():
        scenario = with_value(scenario, f"channels/{name}/monthly_cost", amount)
    value = project(scenario).metrics["gross_profit"].value
    assert value is not None
    return float(value)


TWO = case(channel("Search", 100_000, 10_000), channel("Fairs", 100_000, 40_000))
