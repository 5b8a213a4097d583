"""What one more unit of each budget earns."""

from __future__ import annotations

from roi_model.analysis.search.allocate import marginal_curves
from roi_model.charts import marginal
from tests.charts.compared import PLAN, SHARED


def test_a_point_marks_each_budget() -> None:
    frame = marginal.frame(marginal_curves(PLAN, 9000, points=31), SHARED)
    chosen = frame.dropna(subset=["chosen"]).set_index("channel")
    assert chosen["monthly_cost"].to_dict() == SHARED.monthly_cost
    assert chosen["chosen"].to_dict() == SHARED.marginal
    assert frame["marginal"].max() <= marginal.CEILING * max(1, *SHARED.marginal.values())  # type: ignore[arg-type]
    plain = marginal.frame(marginal_curves(PLAN, 9000, points=31))
    assert plain["chosen"].isna().all() and len(plain) == 62
    assert marginal.frame([]).empty
