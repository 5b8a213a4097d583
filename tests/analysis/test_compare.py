"""Why A became B: against the definition written out, scenario by scenario and order by order."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from roi_model.analysis.change.changes import Between
from roi_model.analysis.change.compare import Comparison, compare
from roi_model.analysis.change.shapley import EXACT_UP_TO
from roi_model.declaration.paths import get_value, with_value
from roi_model.metrics import CARDS, REASONS
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.strategies import scenarios

Step = Callable[[Scenario], Scenario]


def one(metric: str, scenario: Scenario) -> float:
    value = project(scenario).metrics[metric].value
    return math.nan if value is None else float(value)


def order_by_order(start: Scenario, steps: list[Step], metric: str) -> list[float]:
    """What each step adds, in the mean over every order of taking them."""
    sums = [0.0] * len(steps)
    for order in permutations(range(len(steps))):
        case = start
        for step in order:
            before, case = case, steps[step](case)
            sums[step] += one(metric, case) - one(metric, before)
    return [total / math.factorial(len(steps)) for total in sums]


def contributions(found: Comparison) -> dict[str, float]:
    made = {}
    for part in found.parts:
        assert part.contribution is not None
        made[part.path] = part.contribution
    return made


def sold(contacts: float, rate: float, value: float) -> Scenario:
    """One month of leads that all buy at once."""
    rest = ("lead_to_qualified", "qualified_to_meeting", "meeting_to_quote", "quote_to_customer")
    channel = Channel(
        name="Calls", contacts=contacts, contact_to_lead=rate, **dict.fromkeys(rest, 1.0)
    )
    return Scenario(
        name="Case", channels=(channel,), campaign_months=1, cycle_months=0, deal_value=value
    )


def test_the_worked_example() -> None:
    """MODEL 4: 100 leads × 10 % × 5,000 against 120 × 8 % × 5,500."""
    found = compare(sold(100, 0.10, 5000), sold(120, 0.08, 5500), "revenue")
    assert found.a == pytest.approx(50_000) and found.b == pytest.approx(52_800)
    assert found.difference == pytest.approx(2800)
    assert contributions(found) == pytest.approx(
        {
            "channels/Calls/contact_to_lead": -11_566 - 2 / 3,
            "channels/Calls/contacts": 9433 + 1 / 3,
            "deal_value": 4933 + 1 / 3,
        },
        rel=1e-12,
    )
    assert found.parts[0].path == "channels/Calls/contact_to_lead"
    assert (found.exact, found.left_out, found.reason) == (True, 0.0, None)


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


@settings(max_examples=15)
@given(scenarios(), scenarios(), st.sampled_from(["npv", "net_gain", "customers_signed"]))
def test_parts_add_up(left: dict[str, Any], right: dict[str, Any], metric: str) -> None:
    a, b = scenario_from_dict(left), scenario_from_dict(right)
    found = compare(a, b, metric)
    assert found.difference == pytest.approx(one(metric, b) - one(metric, a), rel=1e-12)
    total = math.fsum(contributions(found).values())
    assert found.difference is not None
    assert abs(total - found.difference) <= 1e-9 * max(1.0, abs(found.difference))
    assert found.exact == (len(found.parts) <= EXACT_UP_TO)


@pytest.mark.parametrize("seed", range(12))
def test_changed_numbers_as_by_definition(seed: int) -> None:
    rng = Random(seed)
    a = preset("inbound-and-outbound").scenario
    movable = {
        "deal_value": 7000.0,
        "horizon_months": 30,
        "campaign_months": 20,
        "market": 1.2,
        "channels/Inbound/monthly_cost": 4500.0,
        "channels/Outbound/quote_to_customer": 0.3,
        "channels/Outbound/deal_value": 5500.0,  # inherited before
        "channels/Inbound/end_month": 9,  # the campaign's end before
        "team/SDR/fte": 2.0,
        "costs/Tools/end_month": 6,
        "enforce_capacity": True,
    }
    paths = rng.sample(list(movable), 4)

    def step(path: str) -> Step:
        return lambda case: with_value(case, path, movable[path])

    b = a
    for path in paths:
        b = with_value(b, path, movable[path])
    found = compare(a, b, "npv")
    expected = order_by_order(a, [step(path) for path in paths], "npv")
    assert contributions(found) == pytest.approx(dict(zip(paths, expected, strict=True)), abs=1e-6)
    for part in found.parts:
        assert (part.before, part.after) == (get_value(a, part.path), movable[part.path])


ADS = Channel(name="Ads", contacts=400, monthly_cost=900)
PLAN = Scenario(
    name="Plan",
    channels=(Channel(name="Calls"),),
    enforce_capacity=True,
    deal_value=30_000,
    costs=(CostLine(name="CRM", category="tools", amount=300),),
    initiatives=(Initiative(name="Pitch", effects=(Effect(parameter="deal_value", factor=1.1),)),),
)


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


def test_a_channel_takes_another_s_place() -> None:
    """In-house or bought: one channel for the other, never a plan without any."""
    make = preset("in-house-sdr").scenario
    buy = preset("outsourced-appointments").scenario
    found = compare(make, buy, "cac")
    assert found.reason is None and found.left_out == 0.0
    by_path = {part.path: part for part in found.parts}
    swap = by_path["channels/In-house SDR"]
    assert (swap.before, swap.after) == ("In-house SDR", "Outsourced appointments")
    assert set(by_path) == {
        "channels/In-house SDR", "team/Commercial", "costs/Tools", "costs/Launch/amount",
    }  # fmt: skip
    assert math.fsum(contributions(found).values()) == pytest.approx(found.difference, rel=1e-12)


def test_a_new_name_moves_nothing() -> None:
    a = dataclasses.replace(
        PLAN,
        channels=(ADS,),
        initiatives=(
            Initiative(
                name="Pitch", effects=(Effect(parameter="deal_value", factor=1.1, channel="Ads"),)
            ),
        ),
    )
    b = dataclasses.replace(
        a,
        name="Other",
        channels=(dataclasses.replace(ADS, name="Google Ads"),),
        costs=(dataclasses.replace(PLAN.costs[0], name="HubSpot"),),
        initiatives=(
            Initiative(
                name="Pitch",
                effects=(Effect(parameter="deal_value", factor=1.1, channel="Google Ads"),),
            ),
        ),
    )
    found = compare(a, b, "roi")
    assert found.difference == 0.0
    assert [(p.path, p.before, p.after, p.contribution) for p in found.parts] == [
        ("channels/Ads", "Ads", "Google Ads", 0.0),
        ("costs/CRM", "CRM", "HubSpot", 0.0),
    ]


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


@pytest.mark.parametrize("side", ["a", "b", "both"])
def test_undefined_on_a_side(side: str) -> None:
    poor = dataclasses.replace(PLAN, deal_value=1.0)
    pair = {"a": (poor, PLAN), "b": (PLAN, poor), "both": (poor, with_value(poor, "market", 2.0))}
    found = compare(*pair[side], "payback_month")
    assert found.difference is None
    assert (found.undefined_in, found.reason) == (side, "not_within_horizon")
    assert found.parts and all(part.contribution is None for part in found.parts)
    assert (found.a is None, found.b is None) == (side in ("a", "both"), side in ("b", "both"))


def test_orders_through_an_undefined_value_do_not_count() -> None:
    a = dataclasses.replace(
        sold(100, 0.5, 4000), costs=(CostLine(name="Fair", amount=50_000, every="once"),)
    )
    dearer = with_value(a, "deal_value", 4_000_000.0)
    fewer = with_value(a, "channels/Calls/contacts", 0.1)
    b = with_value(dearer, "channels/Calls/contacts", 0.1)
    assert math.isnan(one("payback_month", fewer))
    found = compare(a, b, "payback_month")
    assert found.left_out == 0.5
    middle = one("payback_month", dearer)
    assert contributions(found) == pytest.approx(
        {
            "deal_value": middle - one("payback_month", a),
            "channels/Calls/contacts": one("payback_month", b) - middle,
        },
        abs=1e-12,
    )


def test_no_order_can_be_followed() -> None:
    """All contacts in one month of the year: without its start, the season reaches nobody."""
    january, july = ((0.0,) * month + (1.0,) + (0.0,) * (11 - month) for month in (0, 6))
    a = dataclasses.replace(sold(100, 0.5, 4000), start="2026-01", seasonality=january)
    b = dataclasses.replace(sold(100, 0.5, 4000), start="2026-07", seasonality=july)
    found = compare(a, b, "cac")
    assert found.a == found.b and found.difference == 0.0
    assert (found.undefined_in, found.reason, found.left_out) == ("between", "no_customers", 1.0)
    assert [(part.path, part.contribution) for part in found.parts] == [
        ("seasonality", None), ("start", None),
    ]  # fmt: skip


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


def test_an_unknown_metric() -> None:
    with pytest.raises(KeyError):
        compare(PLAN, PLAN, "glory")


def test_many_changes_are_sampled_and_still_add_up() -> None:
    a = preset("inbound-and-outbound").scenario
    b = a
    rng = Random(7)
    moved = 0
    for channel in a.channels:
        for key in ("contacts", "contact_to_lead", "lead_to_qualified", "qualified_to_meeting",
                    "meeting_to_quote", "quote_to_customer", "meeting_cost"):  # fmt: skip
            path = f"channels/{channel.name}/{key}"
            value = get_value(b, path)
            if value and value < 1:
                b = with_value(b, path, value * rng.uniform(0.7, 1.0))
                moved += 1
    b = with_value(with_value(b, "deal_value", 8000.0), "gross_margin", 0.5)
    b = with_value(with_value(b, "retention", 0.7), "dso_days", 10.0)
    found = compare(a, b, "npv")
    assert not found.exact and len(found.parts) == moved + 4 > EXACT_UP_TO
    assert math.fsum(contributions(found).values()) == pytest.approx(found.difference, rel=1e-12)
    assert found == compare(a, b, "npv")
    other = contributions(compare(a, b, "npv", seed=1))
    largest = abs(found.parts[0].contribution or 0)
    for path, part in contributions(found).items():
        assert abs(part - other[path]) < 0.05 * largest
