"""Plan and actual beside one another."""

from __future__ import annotations

from roi_model.charts.actuals import plan_actual


def test_plan_and_actual_compare_only_known_months() -> None:
    frame = plan_actual.frame_by_month([100.0, 200.0, 300.0], {0: 150.0, 1: 150.0, 7: 1.0})
    assert frame["difference"].tolist()[:2] == [50.0, -50.0]
    assert frame[["actual", "difference"]].iloc[2].isna().all()


def test_plan_and_actual_keep_what_only_one_side_has() -> None:
    frame = plan_actual.frame_by_category(
        {"people": 100.0, "tools": 20.0, "travel": 0.0}, {"people": 90.0, "events": 50.0}
    )
    assert frame["category"].tolist() == ["people", "events", "tools"]
    assert frame["difference"].tolist() == [-10.0, 50.0, -20.0]
