"""What leads from one plan to another: each difference is one part."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from roi_model import (
    Benefit,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Role,
    Scenario,
    ScenarioError,
    project,
)
from roi_model.analysis.change.changes import Between, _of_legal_parts
from roi_model.analysis.change.compare import compare
from roi_model.declaration.paths import get_value, with_value
from roi_model.metrics import CARDS, REASONS
from roi_model.storage.scenario_file import scenario_from_dict
from tests.analysis.change.plans import ADS, PLAN, Step, contributions, one, order_by_order
from tests.engine.strategies import scenarios


@given(scenarios(), scenarios())
def test_the_ends_are_the_two_scenarios(left: dict[str, Any], right: dict[str, Any]) -> None:
    """However different: with no change made, one scenario, with all of them made, the other."""
    a, b = scenario_from_dict(left), scenario_from_dict(right)
    between = Between(a, b)
    count = len(between.changes)
    ends = np.array([[False] * count, [True] * count]).reshape(2, count)
    found = between.figures(list(CARDS), ends)
    for end, scenario in enumerate((a, b)):
        metrics = project(scenario).metrics
        size = sum(abs(one(name, scenario)) for name in ("revenue", "investment"))
        for name, metric in metrics.items():
            figure = found[name]
            assert (REASONS[figure.codes[end]] or None) == metric.reason, (name, end)
            if metric.value is not None:
                difference = name in ("cash_trough", "receivables_at_horizon")
                allowed = 1e-9 * max(1.0, abs(metric.value), size * difference)
                assert abs(figure.values[end] - metric.value) <= allowed, (name, end)


def changed(**values: Any) -> Step:
    return lambda case: dataclasses.replace(case, **values)


def added(group: str, item: Any) -> Step:
    return lambda case: dataclasses.replace(case, **{group: (*getattr(case, group), item)})


PARTS: dict[str, Step] = {
    "channels/Ads": added("channels", ADS),
    # The first role of a plan without a team: capacity binds from now on.
    "team/SDR": added("team", Role(title="SDR", fte=0.5)),
    "costs/CRM": changed(costs=()),
    "initiatives/Automation": added(
        "initiatives",
        Initiative(
            name="Automation",
            monthly_cost=200,
            effects=(Effect(parameter="contacts", factor=1.4, channel="Calls"),),
        ),
    ),
    "initiatives/Pitch/effects/quote_to_customer": changed(
        initiatives=(
            Initiative(
                name="Pitch",
                effects=(
                    Effect(parameter="deal_value", factor=1.1),
                    Effect(parameter="quote_to_customer", factor=1.3),
                ),
            ),
        )
    ),
    "benefits/Brand": added("benefits", Benefit(name="Brand", annual_value=3000)),
}


@pytest.mark.parametrize("metric", ["roi", "extended_roi", "npv", "cac", "payback_month"])
@pytest.mark.parametrize(
    "paths",
    [
        ["channels/Ads", "team/SDR", "costs/CRM"],
        ["initiatives/Automation", "team/SDR", "benefits/Brand"],
        ["initiatives/Pitch/effects/quote_to_customer", "channels/Ads", "costs/CRM"],
    ],
)
def test_parts_that_come_and_go_as_by_definition(paths: list[str], metric: str) -> None:
    steps = [PARTS[path] for path in paths]
    b = PLAN
    for step in steps:
        b = step(b)
    expected = order_by_order(PLAN, steps, metric)
    assert not np.isnan(expected).any()
    found = compare(PLAN, b, metric)
    assert contributions(found) == pytest.approx(
        dict(zip(paths, expected, strict=True)), rel=1e-9, abs=1e-9
    )
    back = compare(b, PLAN, metric)
    assert contributions(back) == pytest.approx(
        {path: -part for path, part in contributions(found).items()}, rel=1e-9, abs=1e-9
    )
    for part in found.parts:
        if part.path in ("channels/Ads", "team/SDR"):
            assert (part.before, part.after) == (None, part.path.split("/")[1])
        if part.path == "costs/CRM":
            assert (part.before, part.after) == ("CRM", None)


def test_saturation_switched_on_is_one_part() -> None:
    a = dataclasses.replace(PLAN, channels=(dataclasses.replace(ADS, monthly_cost=0),))
    on = changed(
        channels=(
            dataclasses.replace(ADS, monthly_cost=0, saturation_spend=500.0, reference_spend=900.0),
        )
    )
    both = dataclasses.replace(
        a,
        deal_value=7000,
        channels=(
            dataclasses.replace(ADS, monthly_cost=2000, saturation_spend=500, reference_spend=900),
        ),
    )

    def spend(case: Scenario) -> Scenario:
        return with_value(case, "channels/Ads/monthly_cost", 2000.0)

    def switch(case: Scenario) -> Scenario:
        kept = case.channels[0].monthly_cost
        return with_value(on(case), "channels/Ads/monthly_cost", kept)

    steps = [switch, spend, changed(deal_value=7000.0)]
    expected = order_by_order(a, steps, "net_gain")
    paths = ["channels/Ads/saturation_spend", "channels/Ads/monthly_cost", "deal_value"]
    assert contributions(compare(a, both, "net_gain")) == pytest.approx(
        dict(zip(paths, expected, strict=True)), rel=1e-9
    )


def test_a_cost_paid_in_another_way_is_one_part() -> None:
    once = CostLine(name="CRM", category="training", amount=2000, every="once")
    b = dataclasses.replace(PLAN, costs=(once,), deal_value=6000)
    steps = [changed(costs=(once,)), changed(deal_value=6000.0)]
    found = compare(PLAN, b, "roi")
    assert contributions(found) == pytest.approx(
        dict(zip(["costs/CRM", "deal_value"], order_by_order(PLAN, steps, "roi"), strict=True)),
        rel=1e-9,
    )
    line = next(part for part in found.parts if part.path == "costs/CRM")
    assert line.before == {"category": "tools", "amount": 300, "every": "month"}
    assert line.after == {"category": "training", "amount": 2000, "every": "once"}


def test_seasons_and_their_start() -> None:
    season = tuple(float(month) for month in range(1, 13))
    a = dataclasses.replace(PLAN, start="2026-03", horizon_months=14)
    b = dataclasses.replace(a, start="2026-09", seasonality=season)
    steps = [changed(start="2026-09"), changed(seasonality=season)]
    expected = dict(zip(["start", "seasonality"], order_by_order(a, steps, "npv"), strict=True))
    found = compare(a, b, "npv")
    assert contributions(found) == pytest.approx(expected, rel=1e-9)
    part = next(part for part in found.parts if part.path == "seasonality")
    assert (part.before, part.after) == (None, list(season))
    assert compare(a, dataclasses.replace(a, start="2027-01"), "npv").parts == ()


def test_the_default_written_out_is_no_change() -> None:
    b = dataclasses.replace(
        PLAN, campaign_months=12, channels=(Channel(name="Calls", end_month=12, retention=0.85),)
    )
    found = compare(PLAN, b, "roi")
    assert found.parts == () and found.difference == 0.0


def test_currencies_are_not_mixed() -> None:
    with pytest.raises(ScenarioError) as refused:
        compare(PLAN, dataclasses.replace(PLAN, currency="USD"), "npv")
    assert "nothing is converted" in str(refused.value)


@pytest.mark.parametrize("metric", ["npv", "cac"])
def test_plans_of_more_channels_together_than_one_may_have(metric: str) -> None:
    many = tuple(Channel(name=f"C{n}", meeting_cost=n, monthly_cost=n) for n in range(1, 51))
    a = dataclasses.replace(PLAN, channels=many)
    found = compare(a, PLAN, metric)
    assert found.difference == pytest.approx(one(metric, PLAN) - one(metric, a), rel=1e-12)
    total = math.fsum(contributions(found).values())
    assert total == pytest.approx(found.difference, rel=1e-12)
    gone = [part for part in found.parts if part.after is None]
    assert {part.path for part in gone} == {f"channels/{channel.name}" for channel in many}


def test_a_case_with_the_parts_of_two_leaves_no_trace_in_either() -> None:
    """A case remembers where its paths lead; one that holds more parts is not that case."""
    case, path = dataclasses.replace(PLAN), f"costs/{PLAN.costs[-1].name}/amount"
    assert get_value(case, "deal_value") == PLAN.deal_value  # begins to remember
    other = CostLine(name="Phone", category="tools", amount=50)
    both = _of_legal_parts(case, costs=(other, *PLAN.costs))
    assert get_value(both, path) == get_value(case, path) == PLAN.costs[-1].amount
