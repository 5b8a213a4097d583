"""The sample lists, read, and a plan beside them."""

from __future__ import annotations

import pandas as pd

from roi_model.actuals.coverage import Coverage, coverage_of
from roi_model.actuals.indicators.activity import joined_events
from roi_model.declaration.scenario import Channel, CostLine, Scenario
from roi_model.reading.reading import read
from tests.reading.variants import SAMPLES

FILES = ("calls_fr.csv", "leads_plain_fr.csv", "customers_fr.csv")
# 40 contacts a month, 8 leads, 4 qualified, 2 meetings, 1 quote, half a customer at once; 600 spent
PLAN = Scenario(
    name="Calls", start="2024-01", horizon_months=6, campaign_months=6, cycle_months=0,
    deal_value=1000, dso_days=0, commission=0,
    channels=(Channel(name="Calls", contacts=40, contact_to_lead=0.2, lead_to_qualified=0.5,
                      qualified_to_meeting=0.5, meeting_to_quote=0.5, quote_to_customer=0.5,
                      meeting_cost=0),),
    costs=(CostLine(name="Phone", category="tools", amount=600),),
)  # fmt: skip


def lists(*names: str) -> tuple[pd.DataFrame, Coverage]:
    readings = [read((SAMPLES / name).read_bytes(), name=name) for name in names or FILES]
    return joined_events(readings), coverage_of(readings)
