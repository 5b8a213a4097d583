"""Worlds with a known truth: a plan, the deals a year of it left behind, and what came after.

Plain code on the calendar, which knows nothing of how a forecast is made. A world differs from the
plan by factors on volume, rate, cycle and value; its deals are created at one stage of the funnel,
by chance evenly over each month, win with the product of the rates from there on, and sign after
the rest of the cycle. Losses are written down four times out of five.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from roi_model.declaration.scenario import Channel, Scenario
from tests.actuals.pipelines import COLUMNS

MONTH = 30.4375
KNOWN, AHEAD = 12, 6
STAGES = ("lead", "qualified", "meeting", "quote")
RATES = ("lead_to_qualified", "qualified_to_meeting", "meeting_to_quote", "quote_to_customer")
TOLD = 0.8

# 120 contacts make 48 leads, 24 qualified, 18 meetings, 12 quotes and 3.6 customers a month.
PLAN = Scenario(
    name="World", start="2024-01", horizon_months=24, campaign_months=24, cycle_months=4,
    cycle_cv=0.6, deal_value=5000, gross_margin=0.6, dso_days=0, commission=0,
    channels=(Channel(name="Calls", contacts=120, contact_to_lead=0.4, lead_to_qualified=0.5,
                      qualified_to_meeting=0.75, meeting_to_quote=2 / 3, quote_to_customer=0.3,
                      meeting_cost=0),),
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """How a world differs from the plan, as factors; the rate's is that of the whole funnel."""

    volume: float = 1.0
    rate: float = 1.0
    cycle: float = 1.0
    value: float = 1.0


TRUTHS = {
    "as planned": Truth(),
    "half the volume": Truth(volume=0.5),
    "wins half as often": Truth(rate=0.5),
    "takes half as long again": Truth(cycle=1.5),
    "all at once": Truth(volume=1.5, rate=0.6, cycle=0.75, value=1.4),
}


@dataclass(frozen=True)
class World:
    """Deals as known after twelve months, and the won business of the six months after."""

    deals: pd.DataFrame
    as_of: pd.Timestamp
    ahead: float
    closed: int


def rest_of(plan: Scenario, stage: str) -> tuple[float, float, float]:
    """Deals a month, chance to win and months to signature of a deal created at `stage`."""
    channel = plan.channels[0]
    first = STAGES.index(stage)
    monthly = channel.contacts * channel.contact_to_lead
    for name in RATES[:first]:
        monthly *= getattr(channel, name)
    chance = float(np.prod([getattr(channel, name) for name in RATES[first:]]))
    return monthly, chance, plan.cycle_months * (4 - first) / 4


def world(seed: list[int], stage: str, truth: Truth, plan: Scenario = PLAN) -> World:
    """One world, by chance; the same seed gives the same deals."""
    rng = np.random.default_rng(seed)
    monthly, chance, mean = rest_of(plan, stage)
    # The steps of a cycle add up to it: their laws have one scale.
    scale = plan.cycle_months * plan.cycle_cv**2 * truth.cycle
    first = pd.Timestamp(plan.start or "2024-01")
    end = first + pd.DateOffset(months=KNOWN)
    later = end + pd.DateOffset(months=AHEAD)
    rows, ahead, closed = [], 0.0, 0
    for month in range(KNOWN + AHEAD):
        begin = first + pd.DateOffset(months=month)
        days = (begin + pd.DateOffset(months=1) - begin).days
        for _ in range(rng.poisson(monthly * truth.volume)):
            created = begin + pd.Timedelta(days=rng.uniform(0, days))
            won = rng.random() < chance * truth.rate
            took = rng.gamma(mean * truth.cycle / scale, scale) if won else rng.gamma(1.5, 1.2)
            done = created + pd.Timedelta(days=took * MONTH)
            amount = plan.deal_value * truth.value * rng.lognormal(-0.08, 0.4)
            told = won or rng.random() < TOLD
            if won and end <= done < later:
                ahead += amount
            if created < end:
                over = told and done < end
                closed += over
                state = "open" if not over else "won" if won else "lost"
                day = done.normalize() if over else pd.NaT
                rows.append((str(len(rows)), created.normalize(), day, state, round(amount, 2),
                             "", "", "", "", len(rows) + 2))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"created": "datetime64[ns]", "closed": "datetime64[ns]", "amount": float}
    )
    return World(table, end - pd.Timedelta(days=1), ahead, closed)


def smaller(plan: Scenario, share: float) -> Scenario:
    """The plan with a share of its contacts."""
    channel = plan.channels[0]
    return replace(plan, channels=(replace(channel, contacts=channel.contacts * share),))
