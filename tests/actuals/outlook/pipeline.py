"""A plan of 40 deals a month, and pipelines made by plain loops whose truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.reforecast import Reforecast, reforecast
from roi_model.actuals.suggestion import apply, with_volumes
from roi_model.declaration.scenario import Channel, Scenario
from tests.actuals.pipelines import deals, reading

PLAN = Scenario(
    name="Plan", start="2024-01", horizon_months=12, campaign_months=12, cycle_months=2,
    cycle_cv=0.5, deal_value=1000, commission=0.1,
    channels=(Channel(name="Calls", contacts=40, contact_to_lead=1, lead_to_qualified=1,
                      qualified_to_meeting=1, meeting_to_quote=1, quote_to_customer=0.25),),
)  # fmt: skip
DAY = pd.Timestamp("2024-06-30")


def made(
    seed: int, *, volume: float = 40, rate: float = 0.25, cycle: float = 2.0, told: float = 0.5,
    value: float = 1000, day: pd.Timestamp = DAY, source: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Deals from January on, as an export of `day` has them."""
    rng = np.random.default_rng(seed)
    rows = []
    for created in pd.date_range("2024-01-01", day):
        for _ in range(rng.poisson(volume * 12 / 366)):
            won, written = rng.random() < rate, rng.random() < told
            closed = created + pd.Timedelta(days=int(rng.gamma(4, cycle * 30.4375 / 4)))
            over = closed <= day and (won or written)
            state = "open" if not over else "won" if won else "lost"
            amount = round(value * float(rng.lognormal(-0.08, 0.4)), 2)
            rows.append((str(created.date()), str(closed.date()) if over else "", state, amount,
                         source))  # fmt: skip
    return deals(*rows)


def forecast(
    table: pd.DataFrame, plan: Scenario = PLAN, day: pd.Timestamp = DAY, *,
    start: str = "2024-01", **more: Any,
) -> Reforecast:  # fmt: skip
    """The re-forecast as the command line has it."""
    found = calibrate(plan, [reading(table, str(day.date()))], start=start)
    taken = with_volumes((o for o in found.suggestions if o.telling), found.suggestions)
    return reforecast(
        plan, apply(plan, taken), deals=table, as_of=day, start=start, calibration=found, **more
    )
