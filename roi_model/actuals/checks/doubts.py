"""What makes one file's figures doubtful, before anything is concluded from them."""

from __future__ import annotations

from collections.abc import Sequence

from roi_model.actuals.coverage import Cover, Coverage
from roi_model.actuals.variance import month_number, variance
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading
from roi_model.reading.values.dates import year_month

TOPIC = "checks"
FAR = 5.0
"""How many times more, or less, than the plan is taken for a slip rather than for spending."""
UNSURE = frozenset(
    {
        "archived_lost", "categories_across", "cells_errors", "cells_formulas", "cells_quoted",
        "columns_aside", "converted_suffix", "counted_once", "credit_notes", "date_format_shared",
        "expected_amounts", "gross_amounts", "negative_costs", "payroll", "payroll_uncharged",
        "series_taken", "sheet_taken", "unbalanced", "unbalanced_rejected", "unit",
    }
)  # fmt: skip
"""Remarks of a reading on what was decided by less than a certain rule."""


def is_unsure(reading: Reading) -> bool:
    """Whether something in a file was decided by less than a certain rule."""
    return any(found.code in UNSURE for found in reading.notes)


def doubts(
    reading: Reading, scenario: Scenario, plan: Projection, start: str, covers: Sequence[Cover]
) -> tuple[Finding, ...]:
    """What is doubtful in one file that may be used; `plan` is the scenario's projection.

    `start` is month 1 (YYYY-MM), `covers` what this file covers. A total below 0
    ("negative_total"), no month in common with the plan ("outside_plan"), `FAR` times what the plan
    spends in the months and categories that both have, or less than its part ("far_above",
    "far_below"; values: name, actual, plan and times, the latter at least 1).
    """
    if not reading.usable:
        return ()
    made = []
    name = {"name": reading.name}
    if len(reading.entries) and reading.total() < 0:
        made.append(Finding("negative_total", {**name, "total": reading.total()}, TOPIC))
    origin = month_number(start)
    ends = origin, origin + scenario.horizon_months - 1
    months = sorted({month for one in covers for month in (*one.months, *one.partial)})
    if months and not any(ends[0] <= month_number(month) <= ends[1] for month in months):
        values = {**name, "first": months[0], "last": months[-1],
                  "plan_first": start, "plan_last": year_month(ends[1])}  # fmt: skip
        made.append(Finding("outside_plan", values, TOPIC))
    return (*made, *_far(reading, scenario, plan, start, covers))


def _far(
    reading: Reading, scenario: Scenario, plan: Projection, start: str, covers: Sequence[Cover]
) -> list[Finding]:
    if not len(reading.entries) or not reading.entries["selling"].any():
        return []
    frame = variance(scenario, plan, reading.entries, start, coverage=Coverage(tuple(covers))).frame
    both = frame.groupby("category")[["plan", "actual"]].sum()
    both = both[both["plan"] > 0]
    planned, actual = float(both["plan"].sum()), float(both["actual"].sum())
    if planned <= 0 or actual <= 0:
        return []
    values = {"name": reading.name, "actual": actual, "plan": planned}
    if actual >= FAR * planned:
        return [Finding("far_above", {**values, "times": actual / planned}, TOPIC)]
    if actual * FAR <= planned:
        return [Finding("far_below", {**values, "times": planned / actual}, TOPIC)]
    return []
