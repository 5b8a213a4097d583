"""What the engine is timed on: a preset, and a plan of five channels over sixty months with draws.

Every numeric input of the plan has a value, so that every one of them can vary by draw.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from roi_model import Benefit, Channel, CostLine, Effect, Initiative, Role, Scenario
from roi_model.declaration.card import Card
from roi_model.declaration.paths import get_value, numeric_paths

DRAWS = 10_000
MONTHS = 60
SPREAD = 0.2
"""Half the width of every draw, as a share of the scenario's own value."""

NAMES = ("LinkedIn", "Calls", "Trade shows", "Content", "Partners")
SEASONS = (1.0, 1.1, 1.2, 1.1, 1.0, 0.9, 0.6, 0.4, 1.2, 1.3, 1.2, 0.8)


def plan(*, own_cycles: bool = False, seasons: bool = False, initiatives: bool = False) -> Scenario:
    """Five channels, three roles, four cost lines and a benefit, over sixty months.

    `own_cycles` gives every channel its own cycle, `seasons` adds seasonality and a team whose
    hours limit the volume, `initiatives` two that split every channel's cohorts.
    """
    return Scenario(
        name="Benchmark",
        horizon_months=MONTHS,
        campaign_months=48,
        seasonality=SEASONS if seasons else None,
        cycle_months=4.5,
        cycle_cv=0.6,
        monthly_fee=120,
        repeat_orders=0.5,
        commission=0.05,
        commission_employer_rate=0.4,
        enforce_capacity=seasons,
        channels=tuple(_channel(number, own_cycles) for number in range(len(NAMES))),
        team=(
            Role(title="SDR", fte=2, gross_salary=2800, time_share=0.8, ramp_months=3),
            Role(title="Closer", fte=1, gross_salary=4500, time_share=0.6, ramp_months=2),
            Role(title="Manager", fte=1, gross_salary=5500, time_share=0.2, start_month=4),
        ),
        costs=(
            CostLine(name="CRM", category="tools", amount=400, every="month"),
            CostLine(name="Data", category="tools", amount=250, every="month", start_month=2),
            CostLine(name="Training", category="training", amount=6000, every="once"),
            CostLine(name="Agency", category="agency", amount=1500, every="month", end_month=24),
        ),
        benefits=(Benefit(name="Brand", annual_value=5000, probability=0.5),),
        initiatives=_initiatives() if initiatives else (),
    )


def _channel(number: int, own_cycle: bool) -> Channel:
    made = Channel(
        name=NAMES[number],
        contacts=1500.0 + 250 * number,
        monthly_cost=500.0 + 300 * number,
        lead_price=2.0 + number,
        meeting_cost=40,
        start_month=1 + number,
        end_month=48 if number % 2 else None,
        incrementality=0.9,
    )
    return replace(made, cycle_months=2.0 + 1.5 * number, cycle_cv=0.5) if own_cycle else made


def _initiatives() -> tuple[Initiative, ...]:
    return (
        Initiative(
            name="Coaching",
            start_month=7,
            one_off=4000,
            effects=(Effect("quote_to_customer", 1.15), Effect("cycle_months", 0.9)),
        ),
        Initiative(
            name="Better lists",
            start_month=13,
            monthly_cost=300,
            effects=(Effect("contact_to_lead", 1.2),),
        ),
    )


def draws(scenario: Scenario, count: int = DRAWS, seed: int = 1) -> dict[str, NDArray[np.float64]]:
    """Draws for every numeric input, each within `SPREAD` of its value and a legal plan together.

    Whole inputs are rounded; months that the horizon bounds stay within the horizon of their draw.
    """
    generator = np.random.default_rng(seed)
    known = numeric_paths(scenario)
    made = {
        path: _drawn(generator, card, float(get_value(scenario, path)), count)
        for path, card in known.items()
    }
    for path, card in known.items():
        if card.within_horizon:
            made[path] = np.minimum(made[path], made["horizon_months"])
    return made


def _drawn(
    generator: np.random.Generator, card: Card, value: float, count: int
) -> NDArray[np.float64]:
    half = SPREAD * value
    if value == 0:  # a fifth of nothing is nothing: a twentieth of the slider instead
        half = 0.05 * (card.slider.high if card.slider else 1.0)
    if card.whole:
        half = max(half, 1.0)
    low, high = max(card.low, value - half), min(card.high, value + half)
    if card.key == "horizon_months":
        high = value
    drawn = generator.uniform(low, high, count)
    return drawn.round() if card.whole else drawn
