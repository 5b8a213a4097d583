"""A list of people with their pay and the days of their hiring: costs of the months worked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.entries import Lines, copies
from roi_model.reading.costs.figures import is_count
from roi_model.reading.costs.layouts.price_list import PRICE
from roi_model.reading.costs.pay.words import is_pay
from roi_model.reading.costs.roles import BEGINNING, cost_roles
from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.on_request.months import Months, by_line, gives_of, months_under
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, plain, trimmed
from roi_model.reading.text.wording import fold, worded, words_of
from roi_model.reading.values.amounts import values_of
from roi_model.reading.values.asked import last_month
from roi_model.reading.values.dates import date_format, parse_dates, take_apart_dates, year_month
from roi_model.reading.values.recurrence import ENDS, months_of_price

_YEAR, _OFFERED = 12, 3
_MOST_ROWS = 20_000
"""Lines of the longest list of people that somebody keeps."""
_OF_PAY = re.compile(r"\b(?:period|periode|pay|paie|periodo|zeitraum|abrechnung\w*)\b")


@dataclass(frozen=True)
class Hired:
    """The heading over the days on which people were hired, and the years in which some were by
    days that can be read in two ways."""

    header: str
    column: int
    unsure: frozenset[int]


def hired(table: Table, inquiry: Inquiry) -> Hired | None:
    """The column of the days on which people were hired, in a list of them that has no other date;
    None where a table is none.

    It is taken for the date of each line, to be told apart by `worked`. Days that may be months are
    not asked about where that does not matter to the year that is named.
    """
    column = _column(table) if len(table) <= _MOST_ROWS else None
    if column is None:
        return None
    header = table.names[column]
    cells = take_apart_dates(table.columns[column])
    if cells is None:
        return None
    found, unsure = date_format(cells), frozenset[int]()
    if found.candidates:
        first, *others = (parse_dates(cells, one).month for one in found.candidates)
        apart = np.logical_or.reduce([first != other for other in others])
        unsure = frozenset((first[apart] // _YEAR).tolist())
        if inquiry.answer("worked", header) not in {str(year) for year in unsure}:
            inquiry.suppose({f"date_format:{header}": found.candidates[0]})
    inquiry.suppose({"date_column": header})
    return Hired(header, column, unsure)


def _column(table: Table) -> int | None:
    """The one column that says when people were hired: by its heading, or as when they began where
    others are of pay, or of what each of them does and what that costs a year."""
    names = [fold(name) for name in table.names]
    priced = any(months_of_price(name) for name in table.names)
    if any(PRICE.search(name) for name in names) or not (priced or any(map(is_pay, names))):
        return None
    found = [c for c, name in enumerate(names) if name in words_of("hired")]
    if not found and _lists_people(table, names, priced):
        found = [c for c, name in enumerate(names)
                 if BEGINNING.search(name) and not _OF_PAY.search(name)]  # fmt: skip
    others = [c for c in cost_roles(table.names).get("date", [])
              if c not in found and not _leaves(names[c])]  # fmt: skip
    dated = any(take_apart_dates(table.columns[c]) is not None for c in others)
    return found[0] if len(found) == 1 and not dated else None


def _lists_people(table: Table, names: list[str], priced: bool) -> bool:
    """Whether a table has a line for each person, with pay, or a role and what it costs a year or
    month: not for each period of pay, which has an end on every line."""
    roles = bool(set(names) & words_of("role_held"))
    pay = any(is_pay(name) and not is_count(name) and values_of(column).any()
              for name, column in zip(names, table.columns, strict=True))  # fmt: skip
    if not (pay or (roles and priced)) or not len(table):
        return False
    ended = any(_leaves(name) and filled(column).all()
                for name, column in zip(names, table.columns, strict=True))  # fmt: skip
    said = [trimmed(column) for column in table.columns if worded(column).all()]
    return not ended and any(len(coded(column)[0]) == len(table) for column in said)


def _leaves(name: str) -> bool:
    return name in words_of("left_on") or name in ENDS


def worked(lines: Lines | None, table: Table, hired: Hired, inquiry: Inquiry) -> Lines | None:
    """The pay of people in the months that each worked of the year that one names, a yearly amount
    in twelfths; None where it must ask.

    Of the reader's year no month is counted that is still to come. Raises ValueError for an answer
    that is no year.
    """
    answer = inquiry.answer("worked", hired.header)
    if answer is not None and not re.fullmatch(r"(?:19|20)\d\d", answer):
        raise ValueError(f"worked: {answer!r}; allowed: a year of four digits")
    this = last_month() // _YEAR
    years = [this - ago for ago in range(_OFFERED)]
    period = None if lines is None else _periods(lines, table, inquiry)
    if lines is None or period is None:
        if answer is None:
            inquiry.ask("worked", hired.header, {str(year): {} for year in years})
        return None
    inquiry.notes[:] = [note for note in inquiry.notes if note.code != "counted_once"]
    left = months_under(table, _leaves, inquiry)
    until = None if left is None else by_line(lines, table, left)
    if answer is None:
        options: dict[str, Gives] = {}
        for year in years:
            over = _of_year(lines, period, until, year)
            if len(over):
                options[str(year)] = {} if year in hired.unsure else gives_of(over)
        inquiry.ask("worked", hired.header, options)
        return None
    over = _of_year(lines, period, until, int(answer))
    if len(over):
        people = len(set(over.line.tolist()))
        last = year_month(int(over.month.max()))
        inquiry.note("worked", column=hired.header, year=answer, people=people, last=last)
    return over


def _periods(lines: Lines, table: Table, inquiry: Inquiry) -> Months | None:
    """The months that each amount is for, by its heading or else by the one that others say; None
    where it is asked."""
    if "amount" in inquiry.columns:
        heads = [inquiry.columns["amount"]] * len(lines)
        if is_pay(heads[0]):
            inquiry.note("payroll_uncharged", columns=heads[0])
    else:  # each is headed by its kind of pay
        heads = [name or "" for name in plain(_kinds(lines)).to_pylist()]
    period = np.array([months_of_price(head) for head in heads], np.int64)
    said = {months for name in table.names if (months := months_of_price(name))}
    if len(said) == 1:
        period[period == 0] = min(said)
    if (period > 0).all():
        return period
    header = next(head for head, months in zip(heads, period, strict=True) if not months)
    answer = inquiry.ask("pay_period", header, {"year": {}, "month": {}})
    if answer is None:
        return None
    period[period == 0] = _YEAR if answer == "year" else 1
    return period


def _kinds(lines: Lines) -> pa.Array:
    return lines.label if lines.category is None else lines.category


def _of_year(lines: Lines, period: Months, left: Months | None, year: int) -> Lines:
    """The lines in each month of a year that was worked and is no later than the reader's."""
    first = year * _YEAR
    begun = np.maximum(lines.month, first)
    until = np.full(len(lines), min(first + _YEAR - 1, last_month()), np.int64)
    if left is not None:
        until = np.where(left >= 0, np.minimum(until, left), until)
    times = np.clip(until - begun + 1, 0, _YEAR)
    at, nth = copies(times)
    month = begun[at] + nth
    whole, of_year = np.abs(lines.units[at]), period[at] == _YEAR
    part = whole // _YEAR + (month - first < whole % _YEAR)
    units = np.where(of_year, part, whole) * np.sign(lines.units[at])
    return replace(lines.taken(at), month=month, units=units)
