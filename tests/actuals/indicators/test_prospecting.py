"""Indicators from contact to customer by hand, beside the plan's own."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model.actuals.coverage import coverage_of
from roi_model.actuals.indicators.activity import COUNTED, monthly_events
from roi_model.actuals.indicators.prospecting import (
    INDICATORS,
    prospecting,
    selling_costs,
    with_activity,
    won_by_month,
)
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.targets import Target, judge
from roi_model.projection import project
from roi_model.reading.reading import read
from roi_model.texts import LANGUAGES, text
from tests.actuals.forecasts import COSTS, DAY, DEALS
from tests.actuals.indicators.lists import PLAN, lists

COST = {"2024-01": 900.0, "2024-02": 600.0}


def test_each_indicator_of_the_month_and_of_the_plan() -> None:
    january, february, march = prospecting(project(PLAN), monthly_events(*lists()), "2024-01", COST)
    actual = {name: january[name]["actual"] for name in INDICATORS}
    assert actual == {
        "cost_per_lead": 900 / 4, "cost_per_qualified": 900 / 2, "contact_to_lead": 4 / 20,
        "qualified_per_lead": 2 / 4, "meetings_per_call": 2 / 20, "contact_to_customer": 1 / 20,
    }  # fmt: skip
    planned = {name: january[name]["plan"] for name in INDICATORS}
    assert planned == pytest.approx({
        "cost_per_lead": 600 / 8, "cost_per_qualified": 600 / 4, "contact_to_lead": 0.2,
        "qualified_per_lead": 0.5, "meetings_per_call": 2 / 40, "contact_to_customer": 0.5 / 40,
    })  # fmt: skip
    # Customers come after their contacts: both are counted to date.
    assert february["contact_to_customer"]["actual"] == (1 + 1) / (20 + 20)
    assert march["contact_to_customer"]["actual"] == (1 + 1 + 2) / (20 + 20 + 20)
    assert march["cost_per_lead"] == {
        "actual": None, "plan": pytest.approx(75), "reason": "no_costs",
    }  # fmt: skip


def test_what_is_not_known_says_why_in_both_languages() -> None:
    [*_, march] = prospecting(project(PLAN), monthly_events(*lists("calls_fr.csv")), "2024-01")
    reasons = {march[name]["reason"] for name in (*COUNTED, *INDICATORS)} - {None}
    assert reasons == {"no_leads_known", "no_status_known", "no_customers_known", "no_costs"}
    unsaid = monthly_events(*lists("calls_fr.csv")).assign(meetings=float("nan"))
    [*_, last] = prospecting(project(PLAN), unsaid, "2024-01")
    assert last["meetings_per_call"]["reason"] == "no_outcomes_known"
    nobody = monthly_events(*lists()) * 0
    [*_, empty] = prospecting(project(PLAN), nobody, "2024-01", dict.fromkeys(nobody.index, 1.0))
    reasons |= {empty[name]["reason"] for name in INDICATORS}
    assert {"no_leads", "no_qualified", "no_contacts"} <= reasons
    for lang in LANGUAGES:
        assert all(text(f"calibration.reason.{reason}", lang) for reason in reasons)
        assert all(text(f"calibration.indicator.{name}", lang) for name in (*COUNTED, *INDICATORS))


def test_deals_won_stand_for_customers_where_no_list_has_them() -> None:
    counts = monthly_events(*lists("calls_fr.csv"))
    won = {"2024-01": 2.0, "2024-02": 1.0, "2024-03": 0.0}
    first, second, _ = prospecting(project(PLAN), counts, "2024-01", won=won)
    assert first["contact_to_customer"]["actual"] == 2 / 20
    assert second["contact_to_customer"]["actual"] == 3 / 40


def test_months_outside_the_plan_have_no_plan() -> None:
    [line, *_] = prospecting(project(PLAN), monthly_events(*lists()), "2024-02")
    assert line["leads"] == {"actual": 4, "plan": None, "reason": None}
    assert line["cost_per_lead"]["plan"] is None


def test_costs_and_wins_of_covered_months() -> None:
    entries = read(COSTS, name="c.csv")
    assert selling_costs(entries.entries, coverage_of([entries])) == {
        "2024-01": 350, "2024-02": 330,
    }  # fmt: skip
    table = DEALS.copy()
    reading = type("R", (), {"usable": True, "entries": entries.entries.head(0), "deals": table,
                             "as_of": DAY, "name": "d"})  # fmt: skip
    assert won_by_month(table, coverage_of([reading])) == {"2024-01": 2, "2024-02": 0}
    assert won_by_month(table.head(0), coverage_of([])) == {}


def test_targets_follow_the_lists() -> None:
    """Three months of lists and nothing else: what they count is actual, spending is the plan's."""
    found = with_activity(reforecast(PLAN), monthly_events(*lists()))
    assert found.actual_months == 3
    for metric, value, status, actual in (
        ("qualified_per_lead", 0.4, "met", (2 + 1 + 1) / 10),
        ("meetings_per_call", 0.2, "missed", 6 / 60),
        ("contact_to_customer", 0.05, "met", 4 / 60),
    ):
        told = judge(Target(metric, value, 3), found)
        assert (told["status"], told["actual"]) == (status, pytest.approx(actual))
    told = judge(Target("cost_per_qualified", 500, 3), found)
    assert told["actual"] is None and told["status"] == "on_track"
    assert told["expected"] == pytest.approx(3 * 600 / 4) and told["plan"] == pytest.approx(150)
    later = judge(Target("meetings_per_call", 0.07, 6), found)
    assert later["expected"] == pytest.approx((6 + 3 * 2) / (60 + 3 * 40))
    assert later["status"] == "at_risk"


def test_a_plan_without_lists_is_on_its_own_course() -> None:
    found = reforecast(PLAN)
    assert with_activity(found, pd.DataFrame(columns=list(COUNTED))) is found
    told = judge(Target("cost_per_qualified", 150, 6), found)
    assert (told["status"], told["actual"]) == ("on_track", None)
    for metric in ("cost_per_lead", "qualified_per_lead", "contact_to_customer"):
        assert judge(Target(metric, 1, 6), found)["expected"] is not None
        for lang in LANGUAGES:
            assert text(f"calibration.target.{metric}", lang)
