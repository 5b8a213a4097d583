"""Won business by month, first orders and the KPIs by month, by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from scipy import stats

from roi_model.actuals.won_business import first_orders, kpi_history, monthly_deals
from roi_model.declaration.scenario import Channel, Effect, Initiative, Scenario
from roi_model.reading.reading import read
from tests.actuals.pipelines import deals

# 40 quotes a month, a quarter of them signed in the same month, at 1,000.
PLAN = Scenario(
    name="Plan",
    start="2024-01",
    horizon_months=12,
    campaign_months=12,
    cycle_months=0,
    deal_value=1000,
    channels=(
        Channel(name="Calls", contacts=40, contact_to_lead=1, lead_to_qualified=1,
                qualified_to_meeting=1, meeting_to_quote=1, quote_to_customer=0.25),
    ),
)  # fmt: skip

NAN = float("nan")

DEALS = deals(
    *[("2024-01-10", "2024-02-10", "won", 1500.0, "")] * 9,
    *[("2024-01-15", "2024-02-20", "won", NAN, "")] * 3,
    *[("2024-02-01", "2024-02-28", "lost", 700.0, "")] * 18,
    *[("2024-02-05", "", "open", 700.0, "")] * 20,
    ("2023-12-15", "2024-01-14", "won", 500.0, ""),  # created before the plan, won in it
    ("2024-01-15", "2024-03-31", "won", 9999.0, ""),  # won after the day looked at
)


def test_first_orders_are_counted_as_a_crm_does() -> None:
    rich = replace(
        PLAN, monthly_fee=100, repeat_orders=4, dso_days=90,
        channels=(replace(PLAN.channels[0], incrementality=0.4),),
        initiatives=(Initiative(name="Training", start_month=7,
                                effects=(Effect(parameter="deal_value", factor=1.5),)),),
    )  # fmt: skip
    orders = first_orders(rich)
    assert orders[1:7] == pytest.approx([10_000] * 6)
    assert orders[7:] == pytest.approx([15_000] * 6)


def test_deals_by_month() -> None:
    months = monthly_deals(DEALS, pd.Timestamp("2024-04-05"))
    assert months.index.tolist() == ["2023-12", "2024-01", "2024-02", "2024-03", "2024-04"]
    assert months["created"].tolist() == [1, 13, 38, 0, 0]
    assert months["won"].tolist() == [0, 1, 12, 1, 0]
    assert months["lost"].tolist() == [0, 0, 18, 0, 0]
    assert months["amount"].tolist() == [0, 500, 13_500, 9999, 0]
    assert months["without_amount"].tolist() == [0, 0, 3, 0, 0]
    days = [30, (9 * 31 + 3 * 36) / 12, 76]
    assert months["cycle_months"].dropna().tolist() == pytest.approx([d / 30.4375 for d in days])


COSTS = b"date;label;cost\n2024-01-31;HubSpot;1300,00\n2024-02-29;HubSpot;600,00\n"


def test_kpis_by_month_or_the_reason_why_not() -> None:
    entries = read(COSTS).entries
    history = kpi_history(DEALS, entries, pd.Timestamp("2024-04-05"))
    january, february, march, april = history[1:]
    assert january["conversion"] == {"value": 13 / 13, "reason": None}
    assert january["cpl"]["value"] == 100 and january["cac"]["value"] == 1300
    assert february["conversion"]["value"] == 0  # none of those created in it is won
    assert february["cac"]["value"] == 50
    assert february["cycle_months"]["value"] == pytest.approx((9 * 31 + 3 * 36) / 12 / 30.4375)
    assert march["conversion"] == {"value": None, "reason": "no_deals_created"}
    assert march["cac"] == {"value": None, "reason": "no_costs"}
    assert april["cycle_months"] == {"value": None, "reason": "no_customers"}
    assert kpi_history(DEALS, None)[0]["cpl"]["reason"] == "no_costs"


def test_the_conversion_of_a_month_is_corrected_for_its_age() -> None:
    """Won over Σ F(age), F from another library; a month too young for one says so."""
    day = pd.Timestamp("2024-03-31")
    table = deals(
        *[("2024-01-10", "2024-02-10", "won", 1.0, "")] * 2,
        *[("2024-01-10", "", "open", 1.0, "")] * 18,
        *[("2024-03-25", "", "open", 1.0, "")] * 20,
    )
    first, _, third = kpi_history(table, None, day, (3.0, 0.5))
    age = (day - pd.Timestamp("2024-01-10")).days / 30.4375
    share = stats.gamma(4, scale=0.75).cdf(age)
    assert first["conversion"]["value"] == pytest.approx(2 / (20 * share), rel=1e-9)
    assert third["conversion"] == {"value": None, "reason": "too_young"}


def test_deals_without_any_date_stand_in_no_month() -> None:
    table = deals(("", "", "won", 5.0, ""), ("", "", "open", 5.0, ""))
    assert len(monthly_deals(table)) == 0
    assert kpi_history(table, None) == []


def test_history_starts_with_the_first_cost_or_deal() -> None:
    costs = read(b"date,label,cost\n2025-01-31,Google Ads,100\n2025-03-31,Google Ads,100\n").entries
    late = deals(("2025-03-05", "2025-03-31", "won", 1000.0, ""))
    months = kpi_history(late, costs)
    assert [month["month"] for month in months] == ["2025-01", "2025-02", "2025-03"]
    assert [month["cost"] for month in months] == [100.0, None, 100.0]
    before, within = months[0], months[2]
    assert [before[count] for count in ("created", "won", "lost", "amount")] == [None] * 4
    for name in ("conversion", "cpl", "cac", "cycle_months"):
        assert before[name] == {"value": None, "reason": "no_deals_known"}
    assert months[1]["cac"]["reason"] == "no_costs"
    assert within["cac"]["value"] == 100
    early = deals(("2024-12-05", "2025-03-31", "won", 1000.0, ""))
    assert kpi_history(early, costs)[0]["month"] == "2024-12"
