"""When cumulative cash comes up to 0: rows of the months below it, and of those it rises from."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.writing.grid import Grid, Row


@dataclass(frozen=True)
class Crossing:
    """A month between two in which a series comes up to 0, and whether there is one.

    `month` is 0 where the series is never below 0.
    """

    comes: str
    month: str


class Crossings:
    """The last crossing of each series, and of cash the first one and the month of the trough."""

    def __init__(self, grid: Grid, calendar: Calendar, series: dict[str, Row]) -> None:
        self.grid, self.calendar, self.t = grid, calendar, grid.book.t
        self.never = calendar.inputs.convention("never")
        self.last: dict[str, Crossing] = {}
        for name, row in series.items():
            grid.heading(self.t(f"part.crossings_{name}"))
            small = calendar.rounding(grid, row)
            below = grid.row(
                self.t("row.below"), f"IF({row.now}<-{small},{grid.month.now},-1)", "whole",
                unit="month", total=False,
            )  # fmt: skip
            at = self._month(f"MAX({below.all})", "row.last_month_below")
            self.last[name] = self._between(row, at, f"{below.cell(below.last)}<0")
            if name == "cash":
                self._first(row, below, at)
                self._trough(row, small, at)

    def _month(self, formula: str, label: str) -> str:
        return self.grid.scalar(self.t(label), formula, "whole", unit="month")

    def _first(self, row: Row, below: Row, last: str) -> None:
        """The first crossing, whatever comes after; the cell after the last month is empty."""
        rises = self.grid.row(
            self.t("row.rises"),
            f"IF(AND({below.now}>=0,{below.after}<0),{self.grid.month.now},{self.never})",
            "whole", unit="month", total=False,
        )  # fmt: skip
        rise = self._month(f"MIN({rises.all})", "row.first_month_of")
        at = self._month(f"MIN({rise},{last})", "row.first_month_below")
        self.first = self._between(row, at, f"OR({last}<0,{rise}<{self.never})")

    def _trough(self, row: Row, small: str, last: str) -> None:
        """The first month as low as the lowest; months that only rounding tells apart are."""
        lowest = self.grid.scalar(self.t("row.lowest"), f"MIN({row.all})", "cents")
        as_low = self.grid.row(
            self.t("row.as_low"),
            f"IF({row.now}<={lowest}+{small},{self.grid.month.now},{self.never})",
            "whole", unit="month", total=False,
        )  # fmt: skip
        self.trough = self._month(f"IF({last}<0,0,MIN({as_low.all}))", "row.trough")

    def _between(self, row: Row, at: str, comes: str) -> Crossing:
        """Where a straight line from a month to the next comes up to 0."""
        place = self.grid.scalar(
            self.t("row.place_before"),
            f"MAX(1,MIN({at}+1,COLUMNS({row.all})-1))",
            "whole",
            unit="number",
        )
        here, there = (
            self.grid.scalar(self.t(f"row.{key}"), f"INDEX({row.all},1,{place}{more})", "cents")
            for key, more in (("balance_before", ""), ("balance_there", "+1"))
        )
        share = f"IF({here}={there},0,-{here}/({there}-{here}))"
        rise = self.grid.scalar(self.t("row.part_of_month"), share, "weight", unit="months")
        month = self.grid.scalar(self.t("row.crossing"), f"IF({at}<0,0,{at}+{rise})", "months")
        return Crossing(comes, month)
