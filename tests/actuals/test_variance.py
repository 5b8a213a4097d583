"""Plan against actual, by hand-worked figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.actuals.variance import variance
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.projection import project
from roi_model.reading.reading import read

PLAN = Scenario(
    name="Plan",
    start="2024-01",
    horizon_months=6,
    campaign_months=6,
    channels=(Channel(name="Calls", contacts=0, meeting_cost=0),),
    team=(Role(title="SDR", gross_salary=2000, employer_rate=0.5),),
    costs=(
        CostLine(name="CRM", category="tools", amount=400),
        CostLine(name="Launch", category="training", amount=3000, every="once"),
    ),
)
ACTUAL = b"""date;label;cost
2023-12-20;HubSpot;100,50
2024-01-15;HubSpot;350,00
2024-01-31;Payroll;3000,00
2024-02-10;Formation;2500,25
2024-02-28;Payroll;3100,00
2024-03-02;Loyer;1200,00
2024-09-02;HubSpot;99,00
"""


def rows(frame, *columns: str) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_by_category_and_month_up_to_the_last_actual_month() -> None:
    found = variance(PLAN, project(PLAN), read(ACTUAL).entries)
    assert found.start == "2024-01"
    assert found.last_month == "2024-02"
    assert not found.start_assumed
    assert found.before == 100.5  # before the plan starts
    assert found.after == 99.0  # after its horizon of six months
    assert rows(found.frame, "month", "category", "plan", "actual", "difference") == [
        ("2024-01", "people", 3000.0, 3000.0, 0.0),
        ("2024-01", "tools", 400.0, 350.0, -50.0),
        ("2024-01", "training", 3000.0, 0.0, -3000.0),  # month 0 stands in the first month
        ("2024-02", "people", 3000.0, 3100.0, 100.0),
        ("2024-02", "tools", 400.0, 0.0, -400.0),
        ("2024-02", "training", 0.0, 2500.25, 2500.25),
    ]
    assert rows(found.frame, "difference_to_date")[-1] == (-499.75,)


def test_months_and_categories_add_up_to_the_same() -> None:
    found = variance(PLAN, project(PLAN), read(ACTUAL).entries)
    assert rows(found.by_month(), "month", "plan", "actual") == [
        ("2024-01", 6400.0, 3350.0),
        ("2024-02", 3400.0, 5600.25),
    ]
    assert found.by_month()["actual_to_date"].iloc[-1] == 8950.25
    assert found.by_category()["actual"].sum() == 8950.25
    assert found.by_category()["category"].tolist() == ["training", "tools", "people"]


def test_the_forecast_is_actual_to_date_then_the_plan() -> None:
    projection = project(PLAN)
    found = variance(PLAN, projection, read(ACTUAL).entries)
    amounts = found.forecast.groupby("source")["amount"].sum()
    assert amounts["actual"] == 8950.25
    assert amounts["plan"] == pytest.approx(projection.monthly["investment"][3:].sum(), rel=1e-12)


def test_what_is_not_selling_does_not_count_and_shares_do() -> None:
    entries = read(ACTUAL, answers={"share:Payroll": "0.5"}).entries
    found = variance(PLAN, project(PLAN), entries)
    assert "Loyer" in set(entries["label"])
    assert found.by_month()["actual"].tolist() == [1850.0, 4050.25]


def test_start_by_argument_by_scenario_or_assumed() -> None:
    entries = read(ACTUAL).entries
    undated = replace(PLAN, start=None)
    assert variance(undated, project(undated), entries).start_assumed
    assert variance(undated, project(undated), entries).start == "2023-12"
    assert variance(PLAN, project(PLAN), entries, start="2024-02").frame["month"].iloc[0] == (
        "2024-02"
    )


def test_no_costs_in_the_plans_months_gives_an_empty_frame() -> None:
    entries = read(ACTUAL).entries
    found = variance(PLAN, project(PLAN), entries, start="2030-01")
    assert found.last_month is None
    assert len(found.frame) == 0
    assert found.before == pytest.approx(9149.75)
    nothing = variance(PLAN, project(PLAN), entries.iloc[:0])
    assert nothing.last_month is None
    assert nothing.to_json()["by_month"] == []
