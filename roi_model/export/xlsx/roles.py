"""The rows of a role: seats filled, those who start, hours there (MODEL 8.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.writing.grid import Grid, Row


@dataclass(frozen=True)
class RoleRows:
    """Shares of a role's seats by month: `filled`, and `starters`, the first ones among them."""

    filled: Row
    starters: Row
    hours: Row

    def joiners(self, grid: Grid, month: int, start: str) -> str:
        """Who starts in a month in the place of somebody who left."""
        return f"IF({grid.month.at(month)}={start},0,{self.starters.at(month)})"


def write_role(
    grid: Grid,
    inputs: InputCells,
    name: str,
    window: Callable[[int], str],
    factors: Callable[[int], str],
) -> RoleRows:
    """Write them; `window` is 1 while the role is paid, `factors` what initiatives multiply by."""
    t, prefix = grid.book.t, f"team/{name}/"
    start, vacant = inputs[prefix + "start_month"], inputs[prefix + "replacement_months"]
    ramp = f"MAX({inputs[prefix + 'ramp_months']},1E-9)"
    kept = grid.scalar(
        t("row.kept_seats", name=name), f"(1-{inputs[prefix + 'attrition']})^(1/12)", "weight"
    )
    filled = grid.reserve()

    def seats(m: int) -> str:
        """Of itself alone: two rows that read each other cannot be worked out row by row."""
        if m == 0:
            return "0"
        now = grid.month.at(m)
        left = f"INDEX({filled.span(0, m - 1)},1,{now}-{vacant})"
        back = f"IF({now}-1-{vacant}>={start},(1-{kept})*{left},0)"
        return f"IF({now}={start},1,{kept}*{filled.at(m - 1)}+{back})"

    def starting(m: int) -> str:
        return f"{filled.at(m)}-{kept}*{filled.at(m - 1)}" if m else "0"

    def hours(m: int) -> str:
        age = f"({grid.month.at(m)}-{grid.month.span(0, m)})"
        skill = f"({age}+0.5)/{ramp}"
        able = f"(({skill}<1)*{skill}+({skill}>=1))"
        working = f"SUMPRODUCT({starters.span(0, m)},{kept}^{age},{able})"
        return f"{window(m)}*{working}*{people}{factors(m)}"

    people = "*".join(
        (inputs[prefix + "fte"], inputs[prefix + "time_share"], inputs["selling_hours"])
    )
    grid.row(t("row.filled", name=name), seats, "weight", total=False, at=filled)
    starters = grid.row(t("row.starters", name=name), starting, "weight", total=False)
    return RoleRows(filled, starters, grid.row(name, hours, "count"))
