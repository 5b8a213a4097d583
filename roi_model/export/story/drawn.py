"""A page of a document, and the pictures it may hold: data alone, drawn by slides and by paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["point", "other", "good", "bad", "total", "plan", "actual", "forecast"]
"""What a mark stands for: the case in point, those beside it, more or less of the figure, a sum;
plan, actual and forecast where they stand in one picture (outlined, filled, hatched: IBCS)."""
Scale = Literal["money", "share", "change", "count", "points"]
"""Of figures; a change is a share with its sign, points are hundredths."""


@dataclass(frozen=True)
class Row:
    """One row: what is said left of its bar, the bar from `start` to `end`, what is said right.

    `start` is 0 but for a bar that floats; a row without a bar has both at None.
    """

    left: tuple[str, ...]
    start: float | None
    end: float | None
    right: tuple[str, ...] = ()
    role: Role = "other"


@dataclass(frozen=True)
class Rows:
    """Bars in the rows of a table, all on one scale from zero.

    `left` and `right` head the columns, `measure` what the bars are, with its unit. `labelled`
    bars carry their value; of others it stands to the right. `widths` are shares of the page: the
    columns left, the bars, the columns right.
    """

    left: tuple[str, ...]
    measure: str
    right: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    scale: Scale
    labelled: bool = True
    floating: bool = False
    worded: bool = False
    """Whether words stand to the right, not figures."""
    pairs: tuple[tuple[float, float], ...] = ()
    """Instead of single bars: from the middle of each row to either side (worse, better)."""


@dataclass(frozen=True)
class Line:
    """One line over the months, with the name that stands at its end."""

    name: str
    values: tuple[float, ...]
    role: Literal["point", "band", "other", "limit"]


@dataclass(frozen=True)
class Months:
    """Lines or columns by month; `names` are those of the months, month 0 first.

    Columns are one series, those above `limit` stand out; `limit_name` stands at its line.
    """

    measure: str
    names: tuple[str, ...]
    scale: Scale
    lines: tuple[Line, ...] = ()
    columns: tuple[float, ...] = ()
    limit: float | None = None
    limit_name: str = ""


@dataclass(frozen=True)
class Outlook:
    """What comes month by month beside the plan, in amounts of 0 and above.

    Columns of the `plan`, outlined; in them what has happened, `actual`, filled, and on top of it
    what is expected, hatched: both come to `reached`, and lie between `low` and `high`. `pace` is
    what a target leaves to each month, NaN where it leaves nothing, empty without a target. `names`
    are those of the months, `words` those of plan, actual, reached and pace; `said_reached` and
    `said_plan` the amounts as they are written.
    """

    measure: str
    names: tuple[str, ...]
    plan: tuple[float, ...]
    actual: tuple[float, ...]
    reached: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    words: tuple[str, ...]
    pace: tuple[float, ...] = ()
    said_reached: tuple[str, ...] = ()
    said_plan: tuple[str, ...] = ()
    scale: Scale = "money"


@dataclass(frozen=True)
class Steps:
    """What to do, in order: what, why, by when."""

    heads: tuple[str, str, str]
    steps: tuple[tuple[str, str, str], ...]


Picture = Rows | Months | Outlook | Steps


@dataclass(frozen=True)
class Page:
    """One message, the picture that proves it, what follows, where it is from, how to read it."""

    key: str
    title: str
    picture: Picture
    so_what: str
    reading: str
    source: str


def window(rows: Sequence[Row], pairs: Sequence[tuple[float, float]] = ()) -> tuple[float, float]:
    """From where to where the bars go, zero always among it.

    >>> window([Row(("a",), 0.0, -5.0), Row(("b",), 0.0, 20.0)])
    (-5.0, 20.0)
    """
    ends = [end for row in rows for end in (row.start, row.end) if end is not None]
    ends += [end for pair in pairs for end in pair]
    return min([0.0, *ends]), max([0.0, *ends])
