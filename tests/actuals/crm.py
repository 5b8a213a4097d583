"""A plan, the deals of its CRM and what it spent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from roi_model.actuals.suggestion import Suggestion
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from tests.actuals.pipelines import deals

PLAN = Scenario(
    name="Plan",
    start="2024-01",
    channels=(Channel(name="Salons & foires"), Channel(name="LinkedIn", deal_value=7000)),
)


def crm(count: int = 240, source: str = "", seed: int = 1) -> pd.DataFrame:
    """Deals of a year with a conversion of 0.3, a cycle of 2 months and amounts near 4,000."""
    rng = np.random.default_rng(seed)
    rows = []
    end = pd.Timestamp("2024-12-31")
    for _ in range(count):
        created = pd.Timestamp("2024-01-01") + pd.Timedelta(days=int(rng.integers(0, 365)))
        closed = created + pd.Timedelta(days=int(rng.gamma(4, 0.5) * 30.4375))
        won = rng.random() < 0.3
        done = closed <= end and (won or rng.random() < 0.7)
        state = "open" if not done else "won" if won else "lost"
        amount = float(rng.lognormal(8.2, 0.4)) if rng.random() < 0.9 else float("nan")
        rows.append((f"{created:%Y-%m-%d}", f"{closed:%Y-%m-%d}" if done else "", state, amount,
                     source))  # fmt: skip
    return deals(*rows)


def by_path(found: object) -> dict[str, Suggestion]:
    return {one.path: one for one in found.suggestions}  # type: ignore[attr-defined]


COSTS = b"""date;label;cost
2024-01-15;HubSpot;350,00
2024-02-15;HubSpot;370,00
2024-02-20;Payroll;6390,00
2024-01-20;Payroll;6390,00
2024-02-28;Google Ads;900,00
"""


def spending(**more: object) -> Scenario:
    table: dict[str, object] = {
        "name": "Plan",
        "start": "2024-01",
        "channels": (Channel(name="Ads", monthly_cost=500),),
        "team": (Role(title="SDR", fte=2, employer_rate=0.42, time_share=0.5),),
        "costs": (CostLine(name="CRM", category="tools", amount=400),),
    }
    return Scenario(**{**table, **more})  # type: ignore[arg-type]
