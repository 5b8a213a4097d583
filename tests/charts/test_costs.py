"""Costs by category, sorted and whole."""

from __future__ import annotations

import pytest

from roi_model.charts import costs
from roi_model.projection import Projection, project
from tests.charts.drawn import scenario


def test_costs_are_sorted_and_whole(case: Projection, before: Projection) -> None:
    frame = costs.frame(case, before)
    assert frame["amount"].is_monotonic_decreasing
    assert frame["amount"].sum() == pytest.approx(case.metrics["investment"].value, rel=1e-9)
    assert frame["share"].sum() == pytest.approx(1.0, rel=1e-12)
    assert frame["position"].tolist() == list(range(len(frame)))
    assert "travel" not in set(frame["category"])


def test_a_category_only_the_baseline_had_is_kept(case: Projection) -> None:
    fair = {"name": "Fair", "category": "events", "amount": 900, "every": "once"}
    frame = costs.frame(case, project(scenario(costs=[fair])))
    row = frame.set_index("category").loc["events"]
    assert (row["amount"], row["baseline_amount"]) == (0.0, 900.0)


def test_costs_of_nothing_are_an_empty_frame() -> None:
    free = scenario(team=[], costs=[], channels=[{"name": "Friends", "contacts": 0}])
    frame = costs.frame(project(free))
    assert frame.empty
    assert list(frame.columns) == list(costs.COLUMNS)
