"""When cumulative cash comes up to 0: rows of the months below it, and of those it rises from."""

from __future__ import annotations

from roi_model.export.xlsx.writing.grid import Grid, Row, rounding


class Crossings:
    """Where cumulative cash comes up to 0: rows that say below or not, and rising or not."""

    def __init__(self, grid: Grid, series: dict[str, Row]) -> None:
        self.series = series
        self.below, self.rises = {}, {}
        t = grid.book.t
        for name, row in self.series.items():
            grid.heading(t(f"part.crossings_{name}"))
            small = grid.scalar(t("row.rounding"), f"-{rounding(row)}", "weight")
            below = self.below[name] = grid.row(
                t("row.below"),
                lambda m, row=row, small=small: f"IF({row.at(m)}<{small},{grid.month.at(m)},-1)",  # type: ignore[misc]
                "whole", total=False,
            )  # fmt: skip
            self.rises[name] = grid.row(
                t("row.rises"),
                lambda m, below=below: (  # type: ignore[misc]
                    f"IF(AND({below.at(m)}>=0,{below.at(m + 1)}<0),{grid.month.at(m)},1000)"
                    if m < below.last
                    else "1000"
                ),
                "whole", total=False,
            )  # fmt: skip
            if name == "cash":  # months that only rounding tells from the lowest are as low
                low = f"MIN({row.all})-{small}"
                self.as_low = grid.row(
                    t("row.as_low"),
                    lambda m, row=row, low=low: f"IF({row.at(m)}<={low},{grid.month.at(m)},1000)",  # type: ignore[misc]
                    "whole", total=False,
                )  # fmt: skip

    def trough(self) -> str:
        """The first month as low as the lowest cash; 0 where cash is never below 0."""
        return f"IF(MAX({self.below['cash'].all})<0,0,MIN({self.as_low.all}))"

    def last(self, name: str, never: str) -> str:
        """The last crossing: 0 where the series is never below 0, `never` where it ends there."""
        below, series = self.below[name], self.series[name]
        at = f"MAX({below.all})"
        ends = f"{below.at(below.last)}>=0"
        return f"IF({at}<0,0,IF({ends},{never},{_between(series, at)}))"

    def first(self, name: str, never: str) -> str:
        """The first crossing, whatever comes after."""
        below, rises, series = self.below[name], self.rises[name], self.series[name]
        at = f"MIN({rises.all})"
        return f"IF(MAX({below.all})<0,0,IF({at}=1000,{never},{_between(series, at)}))"


def _between(series: Row, at: str) -> str:
    here, there = f"INDEX({series.all},1,{at}+1)", f"INDEX({series.all},1,{at}+2)"
    return f"{at}-{here}/({there}-{here})"
