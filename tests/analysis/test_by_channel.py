"""The figures of each channel: they make up those of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.analysis.by_channel import STAGES, by_channel
from roi_model.declaration.scenario import Channel, Role, Scenario
from roi_model.storage.presets import preset, presets

EVERY = pytest.mark.parametrize("slug", [p.slug for p in presets()])


@EVERY
def test_the_channels_add_up_to_the_plan(slug: str) -> None:
    scenario = preset(slug).scenario
    plan, found = project(scenario), by_channel(scenario)
    for stage in STAGES:
        assert sum(c.stages[stage] for c in found) == pytest.approx(plan.monthly[stage].sum())
    leads = [c.stages["leads"] for c in found]
    costs = [c.cost_per_lead or 0.0 for c in found]
    spent = sum(n * cost for n, cost in zip(leads, costs, strict=True))
    assert spent / sum(leads) == pytest.approx(plan.metrics["cost_per_lead"].value)


def test_capacity_cuts_every_channel() -> None:
    scenario = Scenario(
        name="Busy",
        channels=(Channel(name="A", contacts=4000), Channel(name="B", contacts=2000)),
        team=(Role(title="SDR", fte=0.5, end_month=12),),
        enforce_capacity=True,
    )
    free = by_channel(replace(scenario, enforce_capacity=False))
    held = by_channel(scenario)
    assert sum(c.stages["meetings"] for c in held) == pytest.approx(
        project(scenario).monthly["meetings"].sum()
    )
    assert all(h.customers < f.customers for h, f in zip(held, free, strict=True))


def test_the_next_unit_is_told_where_volume_follows_the_budget() -> None:
    scenario = preset("inbound-and-outbound").scenario
    step = 1.0
    more = replace(
        scenario,
        channels=tuple(
            replace(c, monthly_cost=c.monthly_cost + step) if c.name == "Inbound" else c
            for c in scenario.channels
        ),
    )
    gained = [project(s).flows.by_channel["gross_profit"].sum() for s in (scenario, more)]
    paid = [project(s).costs["advertising"] for s in (scenario, more)]
    expected = (gained[1] - gained[0]) / (paid[1] - paid[0])
    assert by_channel(scenario)[0].marginal == pytest.approx(expected, rel=1e-3)
    assert by_channel(presets()[0].scenario)[0].marginal is None


def test_a_channel_without_leads_has_no_cost_per_lead() -> None:
    scenario = Scenario(name="Idle", channels=(Channel(name="A"), Channel(name="B", contacts=0)))
    assert by_channel(scenario)[1].cost_per_lead is None


def test_budgets_that_no_sum_hits_exactly() -> None:
    spends = [0.1 * number for number in range(1, 21)]  # added in another order: another last bit
    channels = tuple(
        Channel(name=f"C{at}", monthly_cost=spend, saturation_spend=spend, reference_spend=spend)
        for at, spend in enumerate(spends)
    )
    found = by_channel(Scenario(name="Many", channels=channels))
    assert len(found) == 20
    assert all(one.marginal is not None and one.marginal > 0 for one in found)
