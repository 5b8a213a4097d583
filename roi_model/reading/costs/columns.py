"""A long table's columns → which holds the date, the amount, the words; asked where in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.figures import sold
from roi_model.reading.costs.layouts.told_once import line_amounts
from roi_model.reading.costs.ledgers import NUMBERED, cells_but_totals
from roi_model.reading.costs.money import HALF, MOSTLY, MoneyPicker, hit
from roi_model.reading.costs.roles import (
    BEGINNING,
    SPENT,
    cost_roles,
    headings_of,
    planning,
)
from roi_model.reading.costs.sides import signed_like
from roi_model.reading.inquiry import Gives, Inquiry, RefusedError
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, matching
from roi_model.reading.text.wording import fold, fold_column, without_unit, worded, words_of
from roi_model.reading.values.dates import date_format, months_given, parse_dates, take_apart_dates
from roi_model.reading.values.month_series import in_one_month
from roi_model.reading.values.recurrence import ENDS, NEXT, months_of_price
from roi_model.reading.values.undated import (
    DOTTED_DAY,
    coarse_for,
    dated_but_for_words,
    names_spans,
    only_compact_days,
    short_months,
)

# In a ledger the names of accounts stand among the dates: fewer are enough under a date's header.
_SOME = 0.1
_DUE = re.compile(r"\b(?:due|echeance|fallig\w*|vencimiento|vencimento|scadenza|verval\w*)\b")
"""In a heading, folded: when a bill is to be paid."""
# One word with a figure in it ("BILL/2026/10/0003") numbers something.
_NUMBER = r"^\s*\S*\d\S*\s*$"
_DATED = {word for word in headings_of("date") if " " not in word}


@dataclass(frozen=True)
class LongColumns:
    """Column numbers of a long table; `net_of` is a column to deduct (VAT from a gross amount),
    `times` one to multiply by (a quantity), `fee` one that the bank or the platform took beside it.

    `added` are further columns of amounts, `deducted` further ones of VAT. `charged` is a column of
    fees that stand in the amount already. `plus_in` says that a plus on the side is money received.
    """

    date: int
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    sense: int | None = None
    net_of: int | None = None
    times: int | None = None
    category: int | None = None
    label: int | None = None
    account: int | None = None
    fee: int | None = None
    charged: int | None = None
    added: tuple[int, ...] = ()
    deducted: tuple[int, ...] = ()
    plus_in: bool = False

    @property
    def money(self) -> list[int]:
        """The columns amounts are read from."""
        columns = (self.amount, self.debit, self.credit, self.net_of, self.times, self.fee,
                   *self.added, *self.deducted)  # fmt: skip
        return [column for column in columns if column is not None]

    @property
    def fees(self) -> int | None:
        """The column of what the bank or the platform took, in the amount already or beside it."""
        return self.charged if self.fee is None else self.fee

    @property
    def needed(self) -> list[int]:
        """The columns without which a row says nothing."""
        return [self.date, *self.money] + ([self.sense] if self.sense is not None else [])


def find_columns(
    table: Table, has_header: bool, inquiry: Inquiry, *, accounts: bool = True
) -> LongColumns | None:
    """The role of every column by header words and content; None where a question blocks.

    Without `accounts` the numbers of a column of accounts are no chart's.

    Raises RefusedError where no column holds dates or none holds amounts.
    """
    roles = line_amounts(table, cost_roles(table.names), inquiry) if has_header else {}
    picker = _Picker(table, roles, inquiry)
    date = picker.date()
    money = picker.money(date) if date is not None else None
    if date is None or money is None or not (picker.spent(money) and picker.bought(money, date)):
        return None
    picker.remark_periods(money, date)
    picker.as_ends_are(date)
    taken = {date, *money.values(), *picker.added, *picker.deducted}
    words = picker.words(taken, accounts)
    columns = LongColumns(date, **money, **words, charged=picker.charged, added=picker.added,
                          deducted=picker.deducted, plus_in=picker.plus_in)  # fmt: skip
    shown = {"date": date, **money, **words}
    inquiry.columns = {role: table.names[column] for role, column in shown.items()}
    return columns


def coarse_of(table: Table, column: int, inquiry: Inquiry) -> str:
    """What a column may date its rows by beside days, as `date_shapes.readings` takes it."""
    header = table.names[column]
    said = inquiry.answer("short_month", header) == "month"
    return coarse_for(header, table.columns[column], said=said)


class _Picker(MoneyPicker):
    def date(self) -> int | None:
        given = self.given("date_column")
        if given is not None:
            return given
        named = {c: self._share(c) for c in self.roles.get("date", [])}
        for column, share in named.items():
            if share >= HALF:
                return self._issued(column)
        open_ = [c for c in range(len(self.sample)) if c not in self.used]
        free = [c for c in open_ if self._dates(c)]
        # When something is due, due again, or ended, dates no cost.
        names = {c: fold(self.table.names[c]) for c in free}
        ends = ENDS | words_of("ends")
        free = [c for c in free if not NEXT.search(names[c]) and names[c] not in ends] or free
        free = [c for c in free if not _DUE.search(names[c])] or free
        free = self._but_months(free)
        if not free and max(named.values(), default=0) < _SOME:
            spans = [c for c in range(len(self.sample)) if names_spans(self.table.names[c])]
            free = [c for c in open_ if only_compact_days(self.sample[c])]
            free = free or [c for c in spans if self._share(c) >= MOSTLY][:1]
        if len(free) == 1 or (len(free) > 1 and self._in_one_month(free)):
            return free[0]
        if not free and max(named.values(), default=0) >= _SOME:
            return max(named, key=lambda c: named[c])
        if not free:
            self._ask_short_months(named)
            return None
        self.ask("date_column", {c: self._months(c) for c in free})
        return None

    def _issued(self, due: int) -> int:
        """The column of the days on which bills were made out, where a heading is of the days on
        which they are due: the only other one of days, none of them later. Else the column itself.
        """
        last = self._ordinals(due) if _DUE.search(fold(self.table.names[due])) else None
        if last is None:
            return due
        days = {c: self._ordinals(c) for c in range(len(self.sample))
                if c not in self.used and self._dates(c)}  # fmt: skip
        found = [c for c, day in days.items() if day is not None and (day <= last).all()]
        return found[0] if len(found) == 1 else due

    def _ordinals(self, column: int) -> NDArray[np.int64] | None:
        """A column's days in their order; None where a cell is none, or may be two."""
        cells = take_apart_dates(self.table.columns[column])
        shape = None if cells is None else date_format(cells)
        if cells is None or shape is None or not shape.format:
            return None
        days = parse_dates(cells, shape.format)
        return None if (days.status != 0).any() else np.asarray(days.month * 31 + days.day)

    def _but_months(self, columns: list[int]) -> list[int]:
        """The columns without those of months whose heading names no date, where another is of
        full days and its heading does."""
        dated = {c for c in columns if _DATED & set(fold(self.table.names[c]).split())}
        days = {c for c in columns if self._whole_days(c)}
        return [c for c in columns if c in dated | days] if dated & days else columns

    def _whole_days(self, column: int) -> bool:
        """Whether a column holds dates, and others than the first days of months."""
        cells = take_apart_dates(self.sample[column], serials=False)
        if cells is None or cells.share < MOSTLY:
            return False
        return any(day != 1 for found in cells.readings for _, _, day in found.values())

    def _ask_short_months(self, named: Iterable[int]) -> None:
        """Ask whether 01/24 is a month of 2024 or a day of some January.

        Raises RefusedError where no column under a heading of dates holds such, or these are days.
        """
        for column in named:
            if not short_months(self.table.columns[column]):
                continue
            header, cells = self.table.names[column], self.table.columns[column]
            apart = take_apart_dates(cells, coarse="headed")
            months = {} if apart is None else months_given(apart, "%m/%y")
            example = next(iter(cells_but_totals(cells).to_pylist()))
            answers: dict[str, Gives] = {"month": months, "day": {}}
            if self.inquiry.ask("short_month", header, answers, example=example) is None:
                return
        raise self.refusal("no_date")

    def _in_one_month(self, columns: list[int]) -> bool:
        """Whether days lie in the same month in every row that names something: which of them dates
        a cost is no matter then. A row without a word is a total, over all of them perhaps.
        """
        named = np.zeros(len(self.table), bool)
        for column, cells in enumerate(self.table.columns):
            if column not in columns:
                named |= worded(cells)
        rows = pa.array(named)
        return in_one_month([self.table.columns[column].filter(rows) for column in columns])

    def _share(self, column: int) -> float:
        """Share of a column's distinct values that are dates, total lines not counted."""
        coarse = coarse_of(self.table, column, self.inquiry)
        cells = take_apart_dates(cells_but_totals(self.sample[column]), coarse=coarse)
        return 0.0 if cells is None else cells.share

    def _dates(self, column: int) -> bool:
        values = self.sample[column]
        plain = matching(values, r"^\s*[\d.,]+\s*$") & ~matching(values, DOTTED_DAY)
        if hit(plain) > HALF:
            return False  # 200112 is an amount as well as a month: a header must say
        cells = take_apart_dates(values, serials=False, coarse="periods")
        return cells is not None and (cells.share >= MOSTLY or dated_but_for_words(cells))

    def _months(self, column: int) -> dict[str, object]:
        coarse = coarse_of(self.table, column, self.inquiry)
        cells = take_apart_dates(self.table.columns[column], coarse=coarse)
        shape = date_format(cells) if cells is not None else None
        if cells is None or shape is None or not (shape.format or shape.candidates):
            return {}
        return months_given(cells, shape.format or shape.candidates[0])

    def bought(self, money: dict[str, int], date: int) -> bool:
        """Whether the amounts were spent: where the headings are of sales, it is asked first.

        Raises RefusedError where they are what one sells.
        """
        column = money.get("amount")
        told = "" if column is None else sold(self.table.names, self.table.names[column])
        if column is None or not told or any(map(is_balance, self.table.names)):
            return True
        if "sense" in money and told == self.table.names[column]:  # "Umsatz", "S/H": what moved
            return True
        dated = self._dated(date) & (self.values(column) != 0)
        options: dict[str, Gives] = {"no": lambda: self._spent(money, dated),
                                     "yes": {"rows": int(dated.sum())}}  # fmt: skip
        answer = self.inquiry.ask("sold", "", options, columns=told)
        if answer == "yes":
            raise RefusedError("sold", columns=told)
        return answer == "no"

    def _dated(self, date: int) -> NDArray[np.bool_]:
        """Rows with a day, which a total or a heading among them lacks."""
        cells = take_apart_dates(self.table.columns[date])
        if cells is None:
            return np.zeros(len(self.table), bool)
        return np.array([bool(one) for one in cells.readings], bool)[cells.index]

    def _spent(self, money: dict[str, int], dated: NDArray[np.bool_]) -> dict[str, object]:
        """What the rows with a day add up to, less their VAT where it is deducted."""
        if self.total(money["amount"])["all"] is None:
            return {"all": None}
        amounts = self.values(money["amount"])
        taxes = [money["net_of"], *self.deducted] if "net_of" in money else []
        less = sum(signed_like(self.values(tax), amounts) for tax in taxes)
        return {"all": round(float((amounts - less)[dated].sum()), 2)}

    def spent(self, money: dict[str, int]) -> bool:
        """Whether the amounts were spent: where heading or title plan them, it is asked first.

        Raises RefusedError where they are planned alone.
        """
        column = money.get("amount")
        header = "" if column is None else self.table.names[column]
        header = planning([header]) or ("" if SPENT.search(fold(header)) else self.inquiry.plan)
        if column is None or not header:
            return True
        options: dict[str, Gives] = {"no": lambda: self.total(column), "yes": {}}
        answer = self.inquiry.ask("planned", header, options)
        if answer == "yes":
            raise RefusedError("planned", column=header)
        return answer == "no"

    def remark_periods(self, money: dict[str, int], date: int) -> None:
        """Say that a price per month or year, beside its beginning, counts once and no more."""
        names = [self.table.names[column] for column in money.values()]
        period = [name for name in names if months_of_price(name)]
        if period and BEGINNING.search(fold(self.table.names[date])):
            self.inquiry.note("counted_once", column=period[0], date=self.table.names[date])

    def as_ends_are(self, date: int) -> None:
        """Take the days on which a report's lines begin to be written as those on which they end,
        which may tell the day from the month."""
        names = [{fold(name), without_unit(fold(name))} for name in self.table.names]
        began = take_apart_dates(self.table.columns[date])
        ends = [c for c, said in enumerate(names) if said & words_of("ends")]
        if began is None or not names[date] & words_of("begins"):
            return
        for cells in (take_apart_dates(self.table.columns[c]) for c in ends):
            told = None if cells is None else date_format(cells).format
            if told in date_format(began).candidates:
                self.inquiry.suppose({f"date_format:{self.table.names[date]}": told})

    def words(self, taken: set[int], accounts: bool = True) -> dict[str, int]:
        chosen: dict[str, int] = {}
        for role in ("category", "label", "account") if accounts else ("category", "label"):
            given = self.given(f"{role}_column")
            columns = [given] if given is not None else self.roles.get(role, [])
            columns = [c for c in columns if c not in taken]
            if role == "account":
                columns = [c for c in columns if self._accounts(c)]
            if columns:
                chosen[role] = columns[0]
                taken.add(columns[0])
        if "label" not in chosen and "category" not in chosen:
            named = [c for c in self.roles.get("account", []) if c not in taken]
            free = [
                c
                for c in range(len(self.sample))
                if c not in taken and (c not in self.used or c in named) and self._words(c)
            ]
            if free:
                chosen["label"] = max(free, key=self._said)
        return chosen

    def _accounts(self, column: int) -> bool:
        """Whether a column holds chart-of-accounts numbers, class 6 among them."""
        cells = cells_but_totals(self.sample[column])
        numbered = hit(matching(cells, NUMBERED))
        return numbered >= MOSTLY and bool(matching(cells, r"^6[0-9]").any())

    def _said(self, column: int) -> tuple[bool, int]:
        """How much a column says: words before numbers, then how many different things its words
        say, figures and numbers of no account."""
        values = fold_column(coded(self.sample[column])[0])
        told = len(pc.unique(pc.replace_substring_regex(values, r" \S*\d\S*", "")))
        return hit(matching(self.sample[column], _NUMBER)) < HALF, told

    def _words(self, column: int) -> bool:
        return hit(worded(self.sample[column])) >= HALF
