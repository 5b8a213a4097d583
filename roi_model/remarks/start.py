"""A first case of one's own: a ready-made one with another volume and another price."""

from __future__ import annotations

from dataclasses import replace

from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps, level
from roi_model.remarks.plausibility import published


def volume_of(scenario: Scenario) -> float:
    """Contacts approached a month, of all channels; of steps by month, the first."""
    return sum(level(channel.contacts) for channel in scenario.channels)


def price_key(scenario: Scenario) -> str:
    """The input that is the price: the fee of a subscription, else the value of a deal."""
    return "monthly_fee" if scenario.monthly_fee else "deal_value"


def adapted(
    scenario: Scenario, volume: float, price: float, *, budget_follows: bool = True
) -> Scenario:
    """The scenario with `volume` contacts a month and a price of `price` (in its currency).

    The channels keep their shares of the volume; with `budget_follows` their monthly budgets grow
    with it, as a lead costs what it cost. With another price the sales cycle moves to the nearer
    end of what is published there, where it lies outside. Raises ScenarioError where a value is not
    allowed.

    >>> from roi_model.declaration.scenario import Channel
    >>> calls = Channel(name="Calls", contacts=100, monthly_cost=500)
    >>> case = Scenario(name="Demo", channels=(calls,), deal_value=5_000, cycle_months=2)
    >>> made = adapted(case, 300, 60_000)
    >>> made.channels[0].contacts, made.channels[0].monthly_cost, made.deal_value
    (300.0, 1500.0, 60000.0)
    >>> made.cycle_months
    3.0
    """
    before = volume_of(scenario)
    ratio = volume / before if before else 1.0

    def times(value: float | Steps) -> float | Steps:
        return value.scaled_to(value.first * ratio) if isinstance(value, Steps) else value * ratio

    channels = tuple(
        replace(
            channel,
            contacts=times(channel.contacts),
            monthly_cost=times(channel.monthly_cost) if budget_follows else channel.monthly_cost,
        )
        for channel in scenario.channels
    )
    price_now = {price_key(scenario): float(price)}
    made = replace(scenario, channels=channels, **price_now)  # type: ignore[arg-type]
    rule = published(made).get("cycle_months")
    if rule is None or price == level(getattr(scenario, price_key(scenario))):
        return made
    return replace(made, cycle_months=float(min(max(made.cycle_months, rule.low), rule.high)))
