"""The inputs of a case: the core ones by label and default, and the range of every number."""

from __future__ import annotations

import math
from typing import Any

import pytest

from roi_model import Scenario
from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import PARTS
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine import reference as contract
from tests.storage.cases import problems, whole

NAMED = {
    "channels": {"name": "A"},
    "team": {"title": "Rep"},
    "costs": {"name": "CRM"},
    "initiatives": {"name": "Idea"},
    "benefits": {"name": "Method"},
}

RANGES = {
    "": {
        "horizon_months": (3, 120), "campaign_months": (1, 120), "discount_rate": (0, 0.5),
        "market": (0.25, 2), "cycle_months": (0, 36), "cycle_cv": (0, 1.5), "deal_value": (0, 1e7),
        "monthly_fee": (0, 1e6), "gross_margin": (0, 1), "retention": (0, 1),
        "repeat_orders": (0, 52), "dso_days": (0, 365), "commission": (0, 1),
        "commission_employer_rate": (0, 1), "selling_hours": (1, 200), "ltv_cap_months": (12, 120),
        "opening_cash": (-1e8, 1e8), "other_cash": (-1e7, 1e7), "cash_floor": (0, 1e8),
    },
    "channels": {
        "contacts": (0, 1e7), **{rate: (0, 1) for rate in contract.RATES}, "monthly_cost": (0, 1e7),
        "lead_price": (0, 1e7), "meeting_cost": (0, 1e7), "start_month": (1, 120),
        "end_month": (1, 120), "incrementality": (0, 1), "saturation_spend": (0, 1e7),
        "saturation_shape": (0.2, 3), "reference_spend": (0, 1e7), "hours_per_lead": (0, 100),
        "hours_per_meeting": (0, 100), "hours_per_quote": (0, 100), "cycle_months": (0, 36),
        "cycle_cv": (0, 1.5), "deal_value": (0, 1e7), "monthly_fee": (0, 1e6),
        "gross_margin": (0, 1), "retention": (0, 1), "repeat_orders": (0, 52),
    },
    "team": {
        "fte": (0, 1000), "gross_salary": (0, 1e6), "employer_rate": (0, 1), "time_share": (0, 1),
        "start_month": (1, 120), "end_month": (1, 120), "ramp_months": (0, 24),
        "attrition": (0, 0.95), "replacement_months": (0, 12), "replacement_cost": (0, 1e6),
    },
    "costs": {"amount": (0, 1e7), "start_month": (0, 120), "end_month": (1, 120)},
    "initiatives": {
        "start_month": (0, 120), "delay_months": (0, 120), "one_off": (0, 1e7),
        "monthly_cost": (0, 1e7),
    },
    "benefits": {"annual_value": (0, 1e7), "probability": (0, 1), "start_month": (1, 120)},
    "effects": {"factor": (0, 10)},
}  # fmt: skip
"""The ranges of MODEL 1; where it gives none (costs, initiatives: money) those of its channels."""


def every_number() -> list[tuple[str, str, Card]]:
    found = []
    for group, entity in [("", Scenario), *PARTS.items()]:
        found += [(group, key, card) for key, card in cards(entity).items() if card.is_number]
    return found


def placed(group: str, key: str, value: Any) -> tuple[dict[str, Any], str]:
    """A scenario of 120 months with one value at its place, and the path of that value."""
    if not group:
        return whole(**{"horizon_months": 120, key: value}), key
    if group == "effects":
        effect = {"parameter": "contacts", "factor": 1, key: value}
        idea = {"name": "Idea", "effects": [effect]}
        return whole(initiatives=[idea]), f"initiatives/Idea/effects/contacts/{key}"
    item = {**NAMED[group], key: value}
    if (group, key) == ("costs", "start_month"):
        item["every"] = "once"  # a monthly cost starts in month 1 at the earliest
    if key == "saturation_spend":
        item["reference_spend"] = 1
    raw = whole(horizon_months=120) | {group: [item]}
    return raw, f"{group}/{next(iter(NAMED[group].values()))}/{key}"


def ids(case: Any) -> str | None:
    return case if isinstance(case, str) else None


def test_every_number_has_its_range_here() -> None:
    assert {(group, key) for group, key, _ in every_number()} == {
        (group, key) for group, ranges in RANGES.items() for key in ranges
    }


@pytest.mark.parametrize(("group", "key", "card"), every_number(), ids=ids)
def test_ranges(group: str, key: str, card: Card) -> None:
    """Both ends are legal; a step outside names path, value, range and unit, in both languages."""
    low, high = RANGES[group][key]
    for legal in (low, high):
        scenario_from_dict(placed(group, key, legal)[0])
    for wrong in (low - 1, high + 1, high * 1000):
        raw, path = placed(group, key, wrong)
        problem = problems(raw)[path]
        assert problem.code == "out_of_range"
        for lang in ("fr", "en"):
            sentence = problem.sentence(lang)
            assert path in sentence and problem.value in sentence
            assert f"{low:g}" in sentence
            assert f"{high:g}" in sentence or f"{high:,.0f}" in sentence or "horizon" in sentence
            unit = problem.unit
            assert unit == card.unit.value, "a range is said in its unit"
        assert float(problem.value) == wrong


@pytest.mark.parametrize(("group", "key", "card"), every_number(), ids=ids)
def test_wrong_types(group: str, key: str, card: Card) -> None:
    for wrong in ("12", True, [1], {"a": 1}, math.nan, math.inf, -math.inf):
        raw, path = placed(group, key, wrong)
        if card.steps and wrong == {"a": 1}:  # a table of months, with one that is none
            assert problems(raw)[f"{path}/a"].code == "steps_month"
            continue
        problem = problems(raw)[path]
        assert problem.code in ("not_a_number", "out_of_range", "not_whole")
        if not isinstance(wrong, float):
            assert problem.code == "not_a_number"
        assert path in problem.sentence("en")


@pytest.mark.parametrize(("group", "key", "card"), every_number(), ids=ids)
def test_null_and_halves(group: str, key: str, card: Card) -> None:
    """null only where the contract gives it a meaning; months come whole."""
    may_be_null = (
        key in ("campaign_months", "end_month", "saturation_spend", "reference_spend")
        or key == "opening_cash"
        or (group == "channels" and key in contract.INHERITED)
        or (group == "costs" and key == "start_month")
    )
    raw, path = placed(group, key, None)
    if may_be_null:
        scenario_from_dict(raw)
    else:
        assert problems(raw)[path].code == "null"
    if key.endswith("_month") or key in ("horizon_months", "campaign_months", "ltv_cap_months"):
        raw, path = placed(group, key, 13.5)
        assert problems(raw)[path].code == "not_whole"
        assert scenario_from_dict(placed(group, key, 13.0)[0])
