"""What each change brought, against the definition."""

from __future__ import annotations

import dataclasses
import math
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roi_model import Channel, CostLine, Scenario
from roi_model.analysis.change.compare import compare
from roi_model.declaration.paths import get_value, with_value
from roi_model.shapley import EXACT_UP_TO
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from tests.analysis.change.plans import PLAN, Step, contributions, one, order_by_order
from tests.engine.strategies import scenarios


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
