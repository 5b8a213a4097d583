"""The incremental view (MODEL 4): each lever against the same plan without it.

Both plans are worked out by the slow reference, not by the engine. Tolerance 1e-9 of the amounts
of which the lines are differences.
"""

from __future__ import annotations

import copy
import dataclasses
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given

from roi_model import Channel, Effect, Initiative, Role, Scenario, project
from roi_model.analysis.change.levers import SHARED, held_back, is_trifling, levers, together
from roi_model.declaration.scenario import EFFECT_PARAMETERS
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.compare import close
from tests.engine.reference import Reference
from tests.engine.reference_metrics import payback, present, reference
from tests.engine.strategies import scenarios


def without(raw: dict[str, Any], name: str) -> dict[str, Any]:
    changed = copy.deepcopy(raw)
    for initiative in changed["initiatives"]:
        if initiative["name"] == name:
            initiative["enabled"] = False
    return changed


def number(made: Reference, name: str) -> float:
    found = made.metrics[name]
    assert not isinstance(found, str)
    return found


def lever(name: str, parameter: str, factor: float, cost: float, kind: str = "lever") -> Initiative:
    effect = Effect(parameter=parameter, factor=factor)
    return Initiative(name=name, kind=kind, one_off=cost, effects=(effect,))


LEVERS = (
    lever("Training", "quote_to_customer", 1.2, 4000),
    lever("Ads", "contacts", 1.5, 9000),
    lever("Downturn", "deal_value", 0.8, 0, kind="assumption"),
    lever("Loyalty", "retention", 1.1, 2000),
)

CASE = dataclasses.replace(preset("inbound-and-outbound").scenario, initiatives=LEVERS)
NAMES = ["Training", "Ads", "Loyalty"]


def with_only(names: tuple[str, ...]) -> Scenario:
    kept = tuple(i for i in LEVERS if i.kind == "assumption" or i.name in names)
    return dataclasses.replace(CASE, initiatives=kept)


def value(metric: str, names: tuple[str, ...]) -> float:
    found = project(with_only(names)).metrics[metric].value
    assert found is not None
    return float(found)


@given(scenarios())
def test_each_line_is_the_difference_of_two_plans(raw: dict[str, Any]) -> None:
    expected_names = [
        idea["name"]
        for idea in raw.get("initiatives", [])
        if idea.get("enabled", True) and idea.get("kind", "lever") == "lever"
    ]
    found = levers(scenario_from_dict(raw))
    assert [line["name"] for line in found] == expected_names
    if not found:
        return
    plan = reference(raw)
    size = sum(abs(flow) for name in ("revenue", "investment") for flow in plan.monthly[name])
    rate = (1 + raw.get("discount_rate", 0.10)) ** (1 / 12) - 1
    for line in found:
        bare = reference(without(raw, line["name"]))
        amounts = size + sum(abs(flow) for flow in bare.monthly["revenue"])
        spent, earned = (
            number(plan, name) - number(bare, name) for name in ("investment", "gross_profit")
        )
        flows = [
            a - b for a, b in zip(plan.monthly["cash_flow"], bare.monthly["cash_flow"], strict=True)
        ]
        close(line["investment"], spent, "investment", scale=amounts)
        close(line["gross_profit"], earned, "gross_profit", scale=amounts)
        close(line["npv"], present(flows, rate), "npv", scale=amounts)
        if spent > 1e-6 * max(1.0, amounts):
            assert line["roi"] is not None
            wanted = (earned - spent) / spent
            assert line["roi"] == pytest.approx(wanted, rel=1e-6, abs=1e-6)
            assert "roi" not in line["reasons"]
        elif spent < -1e-6 * max(1.0, amounts):
            assert line["roi"] is None  # it saves money: there is nothing to return on
            assert line["reasons"]["roi"] == "no_investment"
        total = 0.0
        running = [total := total + flow for flow in flows]
        months = payback(running)
        clear = min(abs(level) for level in running[1:]) > 1e-6 * amounts
        if clear and isinstance(months, str):
            assert line["payback_month"] is None
            assert line["reasons"]["payback_month"] == months
        elif clear:
            assert line["payback_month"] == pytest.approx(months, abs=1e-5)


BASE: dict[str, Any] = {
    "name": "By hand",
    "horizon_months": 12,
    "campaign_months": 2,
    "cycle_months": 0,
    "dso_days": 0,
    "commission": 0,
    "gross_margin": 0.5,
    "deal_value": 100,
    "channels": [
        {
            "name": "A",
            "contacts": 10,
            "contact_to_lead": 0.5,
            "lead_to_qualified": 1,
            "qualified_to_meeting": 1,
            "meeting_to_quote": 1,
            "quote_to_customer": 1,
            "meeting_cost": 0,
        }
    ],
}


def lines(*initiatives: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = levers(scenario_from_dict({**BASE, "initiatives": list(initiatives)}))
    return {line["name"]: line for line in found}


def test_two_levers_that_need_one_another() -> None:
    """5 customers a month at 100: ×1.5 customers and ×2 value, over two months, half margin.

    With both 5·1.5·200·2·0.5 = 1,500; without the first 1,000, without the second 750.
    """
    found = lines(
        {"name": "More", "one_off": 200, "effects": [{"parameter": "contacts", "factor": 1.5}]},
        {"name": "Dearer", "one_off": 500, "effects": [{"parameter": "deal_value", "factor": 2}]},
    )
    more, dearer = found["More"], found["Dearer"]
    assert (more["investment"], more["gross_profit"]) == pytest.approx((200, 500))
    assert more["roi"] == pytest.approx(1.5)
    assert more["payback_month"] == pytest.approx(200 / 250)  # within month 1
    assert (dearer["investment"], dearer["gross_profit"]) == pytest.approx((500, 750))
    assert dearer["roi"] == pytest.approx(0.5)
    assert dearer["payback_month"] == pytest.approx(1 + 125 / 375)
    r = 1.1 ** (1 / 12)
    assert more["npv"] == pytest.approx(-200 + 250 / r + 250 / r**2)


def test_a_lever_that_saves_money_has_no_return_on_it() -> None:
    found = lines({"name": "Stop", "effects": [{"parameter": "contacts", "factor": 0}]})
    assert found["Stop"]["investment"] == 0
    assert found["Stop"]["gross_profit"] == pytest.approx(-500)
    assert found["Stop"]["roi"] is None
    reasons = {"roi": "no_investment", "payback_month": "not_within_horizon"}
    assert found["Stop"]["reasons"] == reasons


def test_assumptions_and_what_is_off_have_no_line() -> None:
    effects = [{"parameter": "contacts", "factor": 0.5}]
    assert not lines(
        {"name": "Crisis", "kind": "assumption", "effects": effects},
        {"name": "Later", "enabled": False, "effects": effects},
    )


@pytest.mark.parametrize("parameter", EFFECT_PARAMETERS)
def test_a_lever_on_any_parameter_has_its_line(parameter: str) -> None:
    raw = {
        "name": "One lever",
        "monthly_fee": 50,
        "repeat_orders": 1,
        "channels": [{"name": "A", "lead_price": 5}, {"name": "B"}],
        "team": [{"title": "SDR"}],
        "initiatives": [
            {"name": "L", "one_off": 100, "effects": [{"parameter": parameter, "factor": 1.1}]}
        ],
    }
    (line,) = levers(scenario_from_dict(raw))
    without = {**raw, "initiatives": []}
    there, gone = (project(scenario_from_dict(case)).metrics for case in (raw, without))
    for metric in ("investment", "gross_profit", "npv"):
        assert line[metric] == pytest.approx(there[metric].value - gone[metric].value, abs=1e-6)


@pytest.mark.parametrize("metric", SHARED)
def test_the_mean_over_all_orders(metric: str) -> None:
    found = together(CASE)
    shares = {line["name"]: line[metric] for line in found["levers"]}
    orders = list(permutations(NAMES))
    for at, name in enumerate(NAMES):
        added = [
            value(metric, order[: order.index(name) + 1])
            - value(metric, order[: order.index(name)])
            for order in orders
        ]
        assert shares[name] == pytest.approx(sum(added) / len(orders), rel=1e-9), at
    whole = value(metric, tuple(NAMES)) - value(metric, ())
    assert found[metric] == pytest.approx(whole, rel=1e-12)
    assert sum(shares.values()) == pytest.approx(whole, rel=1e-12)
    assert found["exact"]


def test_lines_one_by_one_do_not_add_up_but_shares_do() -> None:
    apart = sum(line["gross_profit"] for line in levers(CASE))
    found = together(CASE)
    assert abs(apart - found["gross_profit"]) > 1000
    assert found["roi"] == pytest.approx(
        (found["gross_profit"] - found["investment"]) / found["investment"], rel=1e-12
    )


def test_one_lever_has_it_all() -> None:
    alone = with_only(("Ads",))
    found = together(alone)
    line = levers(alone)[0]
    assert found["levers"][0]["npv"] == pytest.approx(line["npv"], rel=1e-12)
    assert found["roi"] == pytest.approx(line["roi"], rel=1e-12)


def test_no_lever_brings_nothing() -> None:
    found = together(with_only(()))
    assert found == dict.fromkeys(SHARED, 0.0) | {"roi": None, "levers": [], "exact": True}


def test_a_lever_that_the_hours_leave_nothing_of_is_found() -> None:
    """40 hours a month, all of them asked for: twice the contacts bring nothing within them."""
    ads = Initiative(name="Ads", effects=(Effect(parameter="contacts", factor=2.0),))
    pitch = Initiative(name="Pitch", effects=(Effect(parameter="quote_to_customer", factor=1.2),))
    busy = Scenario(
        name="Busy",
        channels=(Channel(name="Calls", hours_per_lead=2.0),),
        team=(Role(title="SDR"),),
        initiatives=(ads, pitch),
    )
    assert held_back(busy) == ["Ads"]
    free = dataclasses.replace(
        busy, channels=(dataclasses.replace(busy.channels[0], hours_per_lead=0.01),)
    )
    assert held_back(free) == []
    assert held_back(dataclasses.replace(busy, team=())) == []


def test_a_return_on_a_trifling_sum_is_none_to_tell() -> None:
    lines = [{"investment": amount} for amount in (-50.0, 0.0, 99.0, 100.0)]
    assert [is_trifling(line, 10_000.0) for line in lines] == [True, True, True, False]
