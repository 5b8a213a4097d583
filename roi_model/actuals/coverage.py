"""What each file covers, in whole months and categories: outside it the plan stands, not 0."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.inquiry import Finding
from roi_model.reading.values.dates import year_month

TOPIC = "calibration"
DEALS = "deals"
_SLACK = 5
"""Days by which a month's last line may come earlier than in every month before it."""
THIN = 0.2
"""Share of the other months' median below which a first or last month is not taken for whole."""
_OTHERS = 3
"""Months with spending beside it that are needed to say what is usual."""


@dataclass(frozen=True)
class Cover:
    """What one file covers: whole calendar months `first` to `last` (YYYY-MM), and categories.

    Without `gaps`, months between them in which the file has no line at all. `running` is a last
    month that had not ended when the file was taken, `thin` a first or last one that holds too
    little to be whole. Deals and lists have no categories; their kind is that of the file.
    """

    name: str = ""
    kind: str = "costs"
    first: str = ""
    last: str = ""
    categories: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    running: str | None = None
    thin: tuple[str, ...] = ()

    @property
    def partial(self) -> tuple[str, ...]:
        """The months that the file holds in part."""
        return (*self.thin, *([self.running] if self.running else []))

    @property
    def months(self) -> tuple[str, ...]:
        """The months covered, in order."""
        if not self.first or not self.last:
            return ()
        span = range(_number(self.first), _number(self.last) + 1)
        return tuple(m for m in map(year_month, span) if m not in self.gaps)

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return {
            "file": self.name, "kind": self.kind, "first": self.first or None,
            "last": self.last or None, "categories": list(self.categories),
            "gaps": list(self.gaps), "running": self.running, "thin": list(self.thin),
        }  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What the user says a file covers; what is None is left as found."""

    first: str | None = None
    last: str | None = None
    categories: tuple[str, ...] | None = None


_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
_MOST = 200


def covers_text(said: Mapping[str, Chosen]) -> str:
    """What was said of files, by what tells them, as text."""
    return json.dumps([[key, *astuple(one)] for key, one in list(said.items())[-_MOST:]])


def read_covers(text: str | None) -> dict[str, Chosen]:
    """The same again; what is not of our making is left aside.

    >>> said = {"a": Chosen("2024-01", None, ("tools",))}
    >>> read_covers(covers_text(said)) == said
    True
    """
    try:
        return {str(row[0]): _read_cover(*row[1:]) for row in json.loads(text or "[]")[:_MOST]}
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}


def _read_cover(first: Any, last: Any, categories: Any) -> Chosen:
    for month in (first, last):
        if month is not None and _MONTH.fullmatch(month) is None:
            raise ValueError(month)
    kinds = None if categories is None else tuple(c for c in CATEGORIES if c in categories)
    return Chosen(first, last, kinds)


@dataclass(frozen=True)
class Coverage:
    """The files' covers together: a month of a category is covered where one of them covers it."""

    covers: tuple[Cover, ...] = field(default=())

    @cached_property
    def cells(self) -> frozenset[tuple[str, str]]:
        """(month, category) of all costs covered."""
        return frozenset(
            (month, category)
            for one in self.covers
            for month in one.months
            for category in one.categories
        )

    @cached_property
    def months(self) -> frozenset[str]:
        """The months of which some costs are covered."""
        return frozenset(month for month, _ in self.cells)

    @cached_property
    def deal_months(self) -> tuple[str, ...]:
        """The months whose deals are covered, in order."""
        return self.months_of(DEALS)

    def months_of(self, kind: str) -> tuple[str, ...]:
        """The months covered by files of a kind that has no categories, in order."""
        found = {m for one in self.covers if one.kind == kind for m in one.months}
        return tuple(sorted(found))

    def to_json(self) -> list[dict[str, Any]]:
        """One object a file."""
        return [one.to_json() for one in self.covers]

    def notes(self) -> list[Finding]:
        """What is not covered, where a reader would take it for covered."""
        made = []
        for one in self.covers:
            if one.running:
                made.append(
                    Finding("still_running", {"name": one.name, "month": one.running}, TOPIC)
                )
            if one.thin:
                values = {"name": one.name, "months": ", ".join(one.thin)}
                made.append(Finding("thin_months", values, TOPIC))
            if one.gaps:
                values = {"name": one.name, "months": ", ".join(one.gaps)}
                made.append(Finding("gap_months", values, TOPIC))
        return made


def cover_of_costs(
    entries: pd.DataFrame, name: str = "", today: date | None = None, chosen: Chosen | None = None
) -> Cover:
    """What one file's costs cover: from its first selling cost to its last, in whole months.

    The last month is still running where `today` (the clock's by default) lies in it, or where its
    last line comes more than five days before that of every earlier month and before its end. A
    first or last month is thin where the categories of every other month cost less than a fifth of
    those months' median in it, or less than nothing (a credit note alone). A month without any
    line and a category without any selling cost are not covered.

    >>> from roi_model.reading.reading import read
    >>> rows = b"date;label;cost\\n2025-01-15;Google Ads;10\\n2025-02-15;Google Ads;10\\n"
    >>> found = cover_of_costs(read(rows + b"2025-03-02;Google Ads;1\\n").entries)
    >>> found.first, found.last, found.categories, found.running
    ('2025-01', '2025-02', ('advertising',), '2025-03')
    """
    selling = entries["selling"].astype(bool)
    if not selling.any():
        return Cover(name)
    month, category = month_numbers(entries["month"]), places(entries["category"])
    latest = entries["day"].groupby(month).max()
    days = {int(number): int(day) for number, day in latest.items()}
    kept = selling.to_numpy(bool)
    counted = sorted(map(int, np.unique(month[kept])))
    first, last, running = counted[0], counted[-1], None
    if last == max(days) and is_running(days, today):
        last, running = last - 1, last
    costs = (entries["amount"] * entries["share"]).astype(float)[selling]
    cells = costs.groupby([month[kept], category[0][kept]])
    spent = cells.sum().unstack(fill_value=0.0).loc[:last]
    thin = [month for month in (first, last) if _is_thin(spent, month)]
    first, last = first + (first in thin), last - (last in thin)
    used = {category[1][place] for place in np.unique(category[0][kept])}
    gaps = tuple(year_month(m) for m in range(first, last + 1) if m not in days)
    return _choose(
        Cover(
            name, "costs", year_month(first), year_month(last),
            tuple(c for c in CATEGORIES if c in used), gaps,
            None if running is None else year_month(running), tuple(map(year_month, thin)),
        ),
        chosen,
    )  # fmt: skip


def cover_of_deals(
    deals: pd.DataFrame, as_of: pd.Timestamp | None = None, name: str = "",
    chosen: Chosen | None = None, today: date | None = None,
) -> Cover:  # fmt: skip
    """The whole months of one file's deals, from its first to that of `as_of`.

    `as_of` is the latest day of the deals by default. A later one was said by somebody: its month
    has ended on its last day alone; otherwise as for costs.
    """
    return _cover_of_days(
        pd.concat([deals["created"], deals["closed"]]), DEALS, as_of, name, chosen, today
    )


def cover_of_events(
    events: pd.DataFrame, as_of: pd.Timestamp | None = None, name: str = "",
    chosen: Chosen | None = None, today: date | None = None,
) -> Cover:  # fmt: skip
    """The whole months of one list of leads, calls or customers, as for deals."""
    kind = f"{events['kind'].iloc[0]}s"
    return _cover_of_days(events["day"], kind, as_of, name, chosen, today)


def _cover_of_days(
    days_of_file: pd.Series, kind: str, as_of: pd.Timestamp | None, name: str,
    chosen: Chosen | None, today: date | None,
) -> Cover:  # fmt: skip
    events = days_of_file.dropna()
    if as_of is not None and not pd.isna(as_of):
        events = events[events <= as_of]
    if not len(events):
        return Cover(name, kind)
    end = events.max() if as_of is None or pd.isna(as_of) else pd.Timestamp(as_of)
    months = events.dt.year * 12 + events.dt.month - 1
    days = {int(m): int(d) for m, d in events.dt.day.groupby(months).max().items()}
    last, running = end.year * 12 + end.month - 1, None
    if end.normalize() > events.max().normalize():
        over = end.day == end.days_in_month
    else:
        over = not is_running(days, today)
    if not over:
        last, running = last - 1, last
    found = Cover(name, kind, year_month(min(days)), year_month(last),
                  running=None if running is None else year_month(running))  # fmt: skip
    return _choose(found, chosen)


def is_running(days: Mapping[int, int], today: date | None = None) -> bool:
    """Whether the last month had not ended, by the day of the last line of each month."""
    last = max(days)
    length = calendar.monthrange(last // 12, last % 12 + 1)[1]
    now = today or date.today()
    if now.year * 12 + now.month - 1 == last:
        return now.day < length
    earlier = [day for month, day in days.items() if month < last]
    usual = min([*earlier, length]) if earlier else 0
    return days[last] < usual - _SLACK


def _is_thin(spent: pd.DataFrame, month: int) -> bool:
    """Whether a month's costs (rows: months, columns: categories) are far below all others'.

    Told by the categories that recur in every other month, for what comes now and then tells
    nothing; with fewer than three other months with spending nobody knows what is usual.
    """
    others = spent.drop(index=month, errors="ignore")
    others = others[others.sum(axis=1) > 0]
    if month not in spent.index or len(others) < _OTHERS:
        return False
    recurring = others.columns[(others > 0).all(axis=0)]
    usual = float(others[recurring].sum(axis=1).median())
    return float(spent.loc[month, recurring].sum()) < THIN * usual


def coverage_of(
    readings: Iterable[Any], as_of: pd.Timestamp | date | str | None = None,
    chosen: Mapping[str, Chosen] | Sequence[Chosen | None] | None = None,
    today: date | None = None,
) -> Coverage:  # fmt: skip
    """What several readings cover; `as_of` where somebody said on which day they were taken.

    `chosen` is by file name ("" for every file) or one by reading; `today` is the day of whoever
    asks, the clock's by default.
    """
    day = None if as_of is None else pd.Timestamp(as_of)
    made = []
    for place, reading in enumerate(readings):
        if not reading.usable:
            continue
        name = getattr(reading, "name", "")
        if chosen is None or isinstance(chosen, Mapping):
            said = None if chosen is None else chosen.get(name, chosen.get(""))
        else:
            said = chosen[place]
        if len(reading.entries):
            taken = today if day is None else day.date()
            made.append(cover_of_costs(reading.entries, name, taken, said))
        deals = getattr(reading, "deals", None)
        if deals is not None and len(deals):
            latest = reading.as_of if day is None else day
            made.append(cover_of_deals(deals, latest, name, said, today))
        events = getattr(reading, "events", None)
        if events is not None and len(events):
            made.append(cover_of_events(events, day, name, said, today))
    return Coverage(tuple(made))


def _choose(found: Cover, chosen: Chosen | None) -> Cover:
    """The cover as the user says: months that were named are covered whole."""
    if chosen is None:
        return found
    if chosen.first is not None or chosen.last is not None:
        thin = tuple(m for m in found.thin
                     if not (chosen.first if m < found.first else chosen.last))  # fmt: skip
        found = replace(
            found, first=chosen.first or found.first, last=chosen.last or found.last, gaps=(),
            running=None if chosen.last else found.running, thin=thin,
        )  # fmt: skip
    return found if chosen.categories is None else replace(found, categories=chosen.categories)


def in_coverage(entries: pd.DataFrame, coverage: Coverage) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows lie in a month and category that is covered."""
    (month, months), (category, categories) = places(entries["month"]), places(entries["category"])
    cells = coverage.cells
    known = np.array([[(m, c) in cells for c in categories] for m in months], bool)
    return known.reshape(len(months), len(categories))[month, category]


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def places(column: pd.Series) -> tuple[NDArray[np.intp], list[str]]:
    """The place of each row's value among the distinct ones, and these as text, in their order.

    >>> at, names = places(pd.Series(["b", "a", "b"]))
    >>> at.tolist(), names
    ([1, 0, 1], ['a', 'b'])
    """
    found, values = pd.factorize(column)
    names = [str(value) for value in values]
    order = sorted(range(len(names)), key=names.__getitem__)
    return np.argsort(order)[found], [names[place] for place in order]


def month_numbers(column: pd.Series) -> NDArray[np.int64]:
    """The months since year 0 of each row, from a column of YYYY-MM; each is read once.

    >>> month_numbers(pd.Series(["2024-01", "2023-12"])).tolist()
    [24288, 24287]
    """
    at, months = places(column)
    return np.array([_number(month) for month in months], np.int64)[at]
