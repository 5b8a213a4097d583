"""A plan of two months that are over, and its forecast."""

from __future__ import annotations

import pandas as pd

from roi_model.actuals.reforecast import Reforecast, reforecast
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.reading.reading import read
from tests.actuals.pipelines import deals

# 4 quotes a month, 1 customer; 1,000 and 60 % margin; 900 of pay; cash two months later.
PLAN = Scenario(
    name="Plan", start="2024-01", horizon_months=6, campaign_months=6, cycle_months=0,
    deal_value=1000, dso_days=60, commission=0,
    channels=(Channel(name="Calls", contacts=4, contact_to_lead=1, lead_to_qualified=1,
                      qualified_to_meeting=1, meeting_to_quote=1, meeting_cost=0),),
    team=(Role(title="SDR", gross_salary=300, employer_rate=0),),
    costs=(CostLine(name="CRM", category="tools", amount=100, every="once"),),
)  # fmt: skip

COSTS = b"""date;label;cost
2024-01-31;Payroll;350,00
2024-02-29;Payroll;280,00
2024-02-29;HubSpot;50,00
"""

DEALS = deals(
    *[("2024-01-05", "2024-01-20", "won", 1200.0, "")] * 2,
    *[("2024-01-05", "2024-02-20", "lost", 900.0, "")] * 3,
    ("2024-02-05", "", "open", 900.0, ""),
)

DAY = pd.Timestamp("2024-02-29")


def both(scenario: Scenario = PLAN, **more: object) -> Reforecast:
    given_ = {"entries": read(COSTS).entries, "deals": DEALS, "as_of": DAY, **more}
    return reforecast(scenario, **given_)  # type: ignore[arg-type]
