"""Plan against actual spending, by calendar month and category, up to the last actual month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from roi_model.actuals.coverage import Coverage, cover_of_costs, in_coverage, month_numbers
from roi_model.actuals.smoothing import smooth as without_reversals
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.spending import CATEGORIES
from roi_model.projection import Projection
from roi_model.reading.values.dates import year_month


@dataclass(frozen=True)
class Variance:
    """Plan against actual. Money is positive where spent; a positive difference is overspending.

    `frame` is tidy, one row per calendar month and category that the files cover and that has a
    plan or an actual amount; outside of `coverage` the plan stands, and nothing is compared:
    month, plan_month (1 = the plan's first), category, plan, actual, difference = actual − plan,
    and the three again to date (plan_to_date, actual_to_date, difference_to_date).
    `forecast` has month, plan_month, category, amount, source ("actual" where covered up to
    the last actual month, else "plan", to the horizon). `before` and `after` are actual costs
    dated outside the plan, `uncovered` those of a month or category that the files do not cover
    whole (a month still running): they are in neither frame. `start_assumed` says that neither the
    scenario nor the caller named the calendar month of month 1: the first actual month was taken.
    """

    start: str | None
    last_month: str | None
    frame: pd.DataFrame
    forecast: pd.DataFrame
    before: float = 0.0
    after: float = 0.0
    start_assumed: bool = False
    uncovered: float = 0.0
    coverage: Coverage = field(default_factory=Coverage)

    def by_category(self) -> pd.DataFrame:
        """Plan, actual and difference to date by category, the widest difference first."""
        sums = self.frame.groupby("category", as_index=False)[["plan", "actual"]].sum()
        sums["difference"] = sums["actual"] - sums["plan"]
        order = sums["difference"].abs().sort_values(ascending=False, kind="stable").index
        return sums.loc[order].reset_index(drop=True)

    def by_month(self) -> pd.DataFrame:
        """Plan, actual and difference by month, all categories together, and to date."""
        sums = self.frame.groupby(["month", "plan_month"], as_index=False)[["plan", "actual"]].sum()
        return _with_differences(sums, None)

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return {
            "start": self.start,
            "start_assumed": self.start_assumed,
            "last_month": self.last_month,
            "by_month_and_category": self.frame.to_dict("records"),
            "by_category": self.by_category().to_dict("records"),
            "by_month": self.by_month().to_dict("records"),
            "reforecast": self.forecast.to_dict("records"),
            "before": self.before,
            "after": self.after,
            "uncovered": self.uncovered,
            "coverage": self.coverage.to_json(),
        }


def first_month(
    scenario: Scenario, entries: pd.DataFrame | None, deals: pd.DataFrame | None,
    start: str | None = None, events: pd.DataFrame | None = None,
) -> str:  # fmt: skip
    """Month 1 as YYYY-MM: given, the scenario's, the first of the selling costs, deals, events."""
    if start or scenario.start:
        return str(start or scenario.start)
    if entries is not None and entries["selling"].astype(bool).any():
        return min(map(str, entries["month"][entries["selling"].astype(bool)].unique()))
    if deals is not None and len(deals) and deals["created"].notna().any():
        return str(deals["created"].min().strftime("%Y-%m"))
    if events is not None and len(events):
        return str(events["day"].min().strftime("%Y-%m"))
    return "2000-01"  # nothing is dated: only the plan's own month numbers matter


def month_number(month: str) -> int:
    """YYYY-MM as months since year 0, so that months subtract.

    >>> month_number("2024-03") - month_number("2023-12")
    3
    """
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def variance(
    scenario: Scenario,
    projection: Projection,
    entries: pd.DataFrame,
    start: str | None = None,
    *,
    smooth: bool = False,
    coverage: Coverage | None = None,
) -> Variance:
    """Compare the plan's investment with what was spent, up to the last month with actual costs.

    `entries` is `Reading.entries`, or several concatenated; what counts is amount · share of the
    rows where selling is true. Month 0 of the plan (one-off spending at the start) is paid at the
    beginning of the first calendar month, so its plan stands in that month, with month 1's.
    `start` (YYYY-MM) overrides the scenario's own; `smooth` gives negative months back to the
    earlier ones they correct (see `smoothing.smooth`). `coverage` is what the files cover
    (`coverage_of`); without it, that of the entries as one file. Source: MODEL 6.
    """
    covered = coverage or Coverage((cover_of_costs(entries),))
    entries = without_reversals(entries) if smooth else entries
    counted = entries[entries["selling"].astype(bool)]
    first_plan = start or scenario.start
    if not len(counted):
        empty = pd.DataFrame(columns=["month", "plan_month", "category", "plan", "actual"])
        return Variance(first_plan, None, _with_differences(empty, "category"),
                        _forecast({}, {}, frozenset(), 0, 0, 0), coverage=covered)  # fmt: skip
    numbers = pd.Series(month_numbers(counted["month"]), counted.index)
    origin = month_number(first_plan) if first_plan else int(numbers.min())
    plan_month = numbers - origin + 1
    amounts = counted["amount"] * counted["share"]
    horizon = scenario.horizon_months
    known = in_coverage(counted, covered)
    dated = (plan_month >= 1) & (plan_month <= horizon)
    inside = dated & known
    last = int(plan_month[inside].max()) if inside.any() else 0
    spent = amounts[inside].groupby([plan_month[inside], counted["category"][inside]]).sum()
    actual = {(int(month), str(category)): float(v) for (month, category), v in spent.items()}
    plan = planned_costs(projection)
    cells = frozenset((month_number(m) - origin + 1, c) for m, c in covered.cells)
    rows = [
        (year_month(origin + m - 1), m, c, plan.get((m, c), 0.0), actual.get((m, c), 0.0))
        for m in range(1, last + 1)
        for c in CATEGORIES
        if (m, c) in cells and any((k, c) in plan or (k, c) in actual for k in range(1, last + 1))
    ]
    frame = pd.DataFrame(rows, columns=["month", "plan_month", "category", "plan", "actual"])
    return Variance(
        start=year_month(origin),
        last_month=year_month(origin + last - 1) if last else None,
        frame=_with_differences(frame, "category"),
        forecast=_forecast(plan, actual, cells, origin, last, horizon),
        before=float(amounts[plan_month < 1].sum()),
        after=float(amounts[plan_month > horizon].sum()),
        start_assumed=first_plan is None,
        uncovered=float(amounts[dated & ~known].sum()),
        coverage=covered,
    )


def planned_costs(projection: Projection) -> dict[tuple[int, str], float]:
    """Planned spending by plan month and category, month 0 added to month 1; zeros left out."""
    plan: dict[tuple[int, str], float] = {}
    for category, series in projection.monthly_costs.items():
        for month, value in enumerate(series):
            if value:
                key = (max(month, 1), category)
                plan[key] = plan.get(key, 0.0) + float(value)
    return plan


def _with_differences(frame: pd.DataFrame, group: str | None) -> pd.DataFrame:
    # An empty frame has no types of its own: cumulating needs them.
    frame = frame.astype({"plan": float, "actual": float})
    frame["difference"] = frame["actual"] - frame["plan"]
    for name in ("plan", "actual", "difference"):
        column = frame.groupby(group)[name] if group else frame[name]
        frame[f"{name}_to_date"] = column.cumsum()
    return frame


def _forecast(
    plan: dict[tuple[int, str], float], actual: dict[tuple[int, str], float],
    cells: frozenset[tuple[int, str]], origin: int, last: int, horizon: int,
) -> pd.DataFrame:  # fmt: skip
    """Actual amounts to date where they are covered, the plan's elsewhere, to the horizon."""
    rows = []
    for month in range(1, horizon + 1):
        for category in CATEGORIES:
            happened = month <= last and (month, category) in cells
            value = (actual if happened else plan).get((month, category))
            if value:
                rows.append((year_month(origin + month - 1), month, category, value,
                             "actual" if happened else "plan"))  # fmt: skip
    return pd.DataFrame(rows, columns=["month", "plan_month", "category", "amount", "source"])
