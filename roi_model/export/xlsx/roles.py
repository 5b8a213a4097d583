"""The rows of a role: seats filled, those who start, hours there (MODEL 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.writing.grid import Grid, Row


@dataclass(frozen=True)
class RoleRows:
    """Shares of a role's seats by month: `filled`, and `joiners` in the place of who left."""

    filled: Row
    joiners: Row
    hours: Row


def write_role(grid: Grid, calendar: Calendar, name: str) -> RoleRows:
    """Write them; the flag of the role is 1 while it is paid."""
    t, inputs, prefix = grid.book.t, calendar.inputs, f"team/{name}/"
    paid, lag = calendar.flags[prefix], calendar.lag
    start, vacant = inputs[prefix + "start_month"], inputs[prefix + "replacement_months"]
    year, tiny, half = (inputs.convention(key) for key in ("months_per_year", "tiny", "half"))
    grid.heading(name)
    kept = grid.scalar(
        t("row.kept_seats"), f"(1-{inputs[prefix + 'attrition']})^(1/{year})", "weight"
    )
    ramp = grid.scalar(t("row.ramp"), f"MAX({inputs[prefix + 'ramp_months']},{tiny})", "months")
    people = "*".join(
        (inputs[prefix + "fte"], inputs[prefix + "time_share"], inputs["selling_hours"])
    )
    able = grid.scalar(t("row.hours_of_all"), people, "count", unit="hours")
    now = calendar.month.now
    first = grid.flag(t("row.first"), f"IF({now}={start},1,0)")
    again = grid.flag(t("row.again"), f"IF({now}>{start}+{vacant},1,0)")
    filled = grid.reserve()
    # Of itself alone: two rows that read each other cannot be worked out row by row.
    left = f"INDEX({filled.earlier},1,MAX(1,{now}+1-{vacant}))"
    seats = f"{first.now}+{kept}*{filled.before}+{again.now}*(1-{kept})*{left}"
    grid.row(t("row.filled"), seats, "weight", total=False, at=filled)
    starters = grid.row(
        t("row.starters"), f"{filled.now}-{kept}*{filled.before}", "weight", total=False
    )
    joiners = grid.row(t("row.joiners"), f"{starters.now}*(1-{first.now})", "weight", total=False)
    age = f"({lag.now}-1)"
    work = grid.row(
        t("row.work_by_age"), f"{kept}^{age}*MIN(1,({age}+{half})/{ramp})", "weight", total=False
    )
    working = grid.row(
        t("row.working"), f"SUMPRODUCT({starters.so_far},{work.tail(lag.now)})", "weight",
        total=False,
    )  # fmt: skip
    hours = grid.row(
        t("row.hours_there"),
        f"{paid.now}*{working.now}*{able}{calendar.team_factors('selling_hours')}",
        "count", unit="hours", key=t("row.hours_there"),
    )  # fmt: skip
    return RoleRows(filled, joiners, hours)
