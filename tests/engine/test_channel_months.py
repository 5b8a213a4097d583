"""What each channel brings and costs by month: it adds up to the plan, whatever the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import Channel, CostLine, Scenario, project
from roi_model.declaration.initiatives import Effect, Initiative
from roi_model.declaration.steps import Steps
from roi_model.engine.channel_months import OWN_KINDS
from roi_model.storage.scenario_file import load_scenario

PRESETS = ("in-house-sdr", "inbound-and-outbound", "quarter-campaign", "trade-show")
MIXED = Scenario(
    name="Mixed", start="2025-03", horizon_months=18, campaign_months=9, commission=0.05,
    cycle_months=2.5, seasonality=(1, 2, 1, 1, 0, 1, 1, 1, 1, 1, 3, 1), monthly_fee=50,
    channels=(
        Channel(name="A", contacts=300, lead_price=12, monthly_cost=900, start_month=2),
        Channel(name="B", contacts=80, deal_value=9000, gross_margin=0.3, end_month=6),
    ),
    costs=(CostLine(name="CRM", category="tools", amount=100),),
    initiatives=(Initiative(name="Pitch", start_month=3, one_off=500, effects=(
        Effect(parameter="quote_to_customer", factor=1.5, channel="A"),
        Effect(parameter="deal_value", factor=1.2),)),),
)  # fmt: skip


BY_MONTH = replace(
    MIXED, deal_value=Steps.of({1: 5000.0, 4: 5500.0}),
    channels=(
        replace(MIXED.channels[0], contacts=Steps.of({1: 300.0, 5: 100.0}),
                monthly_cost=Steps.of({1: 900.0, 3: 400.0})),
        MIXED.channels[1],
    ),
)  # fmt: skip
CASES = {"mixed": MIXED, "by month": BY_MONTH}


@pytest.mark.parametrize("name", [*PRESETS, *CASES])
def test_channels_by_month_add_up_to_the_plan(name: str) -> None:
    case = CASES.get(name) or load_scenario(f"data/presets/{name}.json")
    plan = project(case)
    months = plan.channel_months
    for stage in ("contacts", "leads", "qualified", "meetings", "quotes", "customers"):
        assert months[stage].sum(axis=1) == pytest.approx(plan.monthly[stage], abs=1e-9)
    lines = plan.channels
    own = sum(months[f"cost/{kind}"] for kind in OWN_KINDS).sum(axis=0)
    assert own == pytest.approx([line["own_cost"] for line in lines], abs=1e-6)
    signed = months["customers"].sum(axis=0)
    assert signed == pytest.approx([line["customers_signed"] for line in lines], abs=1e-9)
    common = {line.category for line in case.costs} | {i.category for i in case.initiatives}
    for kind in set(OWN_KINDS) - common:
        planned = plan.monthly_costs.get(kind, 0.0)
        assert months[f"cost/{kind}"].sum(axis=1) == pytest.approx(planned, abs=1e-9)


@pytest.mark.parametrize("case", [MIXED, BY_MONTH], ids=CASES)
def test_first_orders_are_those_of_the_plan_without_what_recurs(case: Scenario) -> None:
    bare = replace(case, monthly_fee=0.0, repeat_orders=0.0)
    plan, months = project(bare), project(case).channel_months
    assert months["first_orders"].sum(axis=1) == pytest.approx(plan.monthly["revenue"])
    margin = plan.monthly["revenue"] - plan.monthly["direct_costs"]
    assert months["first_margin"].sum(axis=1) == pytest.approx(margin)
