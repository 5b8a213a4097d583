"""A long table's columns → which holds the date, the amount, the words; asked where in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.ledgers import cells_but_totals
from roi_model.reading.costs.roles import A_PERIOD, BEGINNING, SPENT, cost_roles, planning
from roi_model.reading.inquiry import Gives, Inquiry, RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import (
    EMPTY,
    convention,
    exact_total,
    parse_amounts,
    take_apart,
)
from roi_model.reading.values.dates import date_format, months_given, take_apart_dates

_SAMPLE = 2000
_MOSTLY = 0.8
_HALF = 0.5
_PRICE = {"prix", "price", "prix ht", "unit cost", "cout unitaire", "prix unitaire ht"}
_QUANTITY = {"quantite", "quantity", "qty", "qte"}
# Rates of VAT in percent in Europe; percent points by which rounding to the cent moves them.
_VAT_RATES = (0, 2.1, 4, 5, 5.5, 6, 7, 7.7, 8, 8.1, 8.5, 9, 10, 12, 13, 14, 16, 17, 18, 19, 19.6,
              20, 21, 22, 23, 24, 25, 27)  # fmt: skip
_NEARLY = 0.05
# In a ledger the names of accounts stand among the dates: fewer are enough under a date's header.
_SOME = 0.1


@dataclass(frozen=True)
class LongColumns:
    """Column numbers of a long table; `net_of` is a column to deduct (VAT from a gross amount),
    `times` one to multiply by (a quantity)."""

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

    @property
    def money(self) -> list[int]:
        """The columns amounts are read from."""
        columns = (self.amount, self.debit, self.credit, self.net_of, self.times)
        return [column for column in columns if column is not None]

    @property
    def needed(self) -> list[int]:
        """The columns without which a row says nothing."""
        return [self.date, *self.money] + ([self.sense] if self.sense is not None else [])


def find_columns(table: Table, has_header: bool, inquiry: Inquiry) -> LongColumns | None:
    """The role of every column by header words and content; None where a question blocks.

    Raises RefusedError where no column holds dates or none holds amounts.
    """
    picker = _Picker(table, cost_roles(table.names) if has_header else {}, inquiry)
    date = picker.date()
    money = picker.money(date) if date is not None else None
    if date is None or money is None or not picker.spent(money):
        return None
    picker.remark_periods(money, date)
    taken = {date, *money.values()}
    words = picker.words(taken)
    columns = LongColumns(date, **money, **words)
    shown = {"date": date, **money, **words}
    inquiry.columns = {role: table.names[column] for role, column in shown.items()}
    return columns


def _hit(hits: NDArray[np.bool_]) -> float:
    """The share of rows that are hit; 0 where there are none."""
    return float(hits.mean()) if hits.size else 0.0


class _Picker:
    def __init__(self, table: Table, roles: dict[str, list[int]], inquiry: Inquiry) -> None:
        self.table, self.roles, self.inquiry = table, roles, inquiry
        size = min(len(table), _SAMPLE)
        # Spread over the whole file: its first rows may be all one kind.
        at = pa.array(np.linspace(0, max(len(table) - 1, 0), size).astype(np.int64))
        self.sample = [column.take(at) for column in table.columns]
        self.used = {column for columns in roles.values() for column in columns}

    def _given(self, about: str) -> int | None:
        """The column the user answered, by its name or its number from 1."""
        answer = self.inquiry.answer(about)
        if answer is None:
            return None
        if answer in self.table.names:
            return self.table.names.index(answer)
        if answer.isdigit() and 1 <= int(answer) <= len(self.table.names):
            return int(answer) - 1
        raise ValueError(f"{about}: {answer!r} is no column; columns: "
                         f"{', '.join(self.table.names)}")  # fmt: skip

    def date(self) -> int | None:
        given = self._given("date_column")
        if given is not None:
            return given
        named = {c: self._share(c) for c in self.roles.get("date", [])}
        for column, share in named.items():
            if share >= _HALF:
                return column
        free = [c for c in range(len(self.sample)) if c not in self.used and self._dates(c)]
        if len(free) == 1:
            return free[0]
        if not free and max(named.values(), default=0) >= _SOME:
            return max(named, key=lambda c: named[c])
        if not free:
            raise self._refusal("no_date")
        self._ask("date_column", {c: self._months(c) for c in free})
        return None

    def _share(self, column: int) -> float:
        """Share of a column's distinct values that are dates, total lines not counted."""
        cells = take_apart_dates(cells_but_totals(self.sample[column]))
        return 0.0 if cells is None else cells.share

    def _dates(self, column: int) -> bool:
        values = self.sample[column]
        if _hit(matching(values.drop_null(), r"^\s*[\d.,]+\s*$")) > _HALF:
            return False  # 200112 is an amount as well as a month: a header must say
        cells = take_apart_dates(values, serials=False)
        return cells is not None and cells.share >= _MOSTLY

    def _months(self, column: int) -> dict[str, object]:
        cells = take_apart_dates(self.table.columns[column])
        shape = date_format(cells) if cells is not None else None
        if cells is None or shape is None or not (shape.format or shape.candidates):
            return {}
        return months_given(cells, shape.format or shape.candidates[0])

    def money(self, date: int) -> dict[str, int] | None:
        given = self._given("amount_column")
        if given is not None:
            return {"amount": given}
        debit = self._numeric("debit", date)
        credit = self._numeric("credit", date)
        if debit and credit:
            return {"debit": debit[0], "credit": credit[0]}
        net = self._numeric("amount_net", date)
        if net:
            return self._whole(net[0], date)
        amounts = self._numeric("amount", date)
        gross, vat = self._numeric("amount_gross", date), self._numeric("vat", date)
        vat = [c for c in vat if not self._rates(c, [*gross, *amounts])]
        if not amounts and gross:
            if len(vat) == 1:
                return {"amount": gross[0], "net_of": vat[0]}
            self.inquiry.note("gross_amounts", column=self.table.names[gross[0]])
            return {"amount": gross[0]}
        amounts = amounts or debit
        if not amounts:
            amounts = [
                c
                for c in range(len(self.sample))
                if c not in self.used and c != date and self._figures(c) >= _MOSTLY
            ]
            amounts = amounts or self._misnamed(date)
        if not amounts:
            raise self._refusal("no_amount")
        if len(amounts) > 1 or (amounts[0] not in self.used and self._numbered(amounts[0])):
            self._ask("amount_column", {c: self._total(c) for c in amounts})
            return None
        sense = self.roles.get("sense", []) or self._sides(date)
        if len(vat) == 1 and not sense:
            return self._with_vat(amounts[0], vat[0])
        return {"amount": amounts[0], "sense": sense[0]} if sense else self._whole(amounts[0], date)

    def spent(self, money: dict[str, int]) -> bool:
        """Whether the amounts were spent: where heading or title plan them, it is asked first.

        Raises RefusedError where they are planned alone.
        """
        column = money.get("amount")
        header = "" if column is None else self.table.names[column]
        header = planning([header]) or ("" if SPENT.search(fold(header)) else self.inquiry.plan)
        if column is None or not header:
            return True
        options: dict[str, Gives] = {"no": lambda: self._total(column), "yes": {}}
        answer = self.inquiry.ask("planned", header, options)
        if answer == "yes":
            raise RefusedError("planned", column=header)
        return answer == "no"

    def remark_periods(self, money: dict[str, int], date: int) -> None:
        """Say that a price per month or year, beside its beginning, counts once and no more."""
        names = [self.table.names[column] for column in money.values()]
        period = [name for name in names if A_PERIOD.search(fold(name))]
        if period and BEGINNING.search(fold(self.table.names[date])):
            self.inquiry.note("counted_once", column=period[0], date=self.table.names[date])

    def _whole(self, amount: int, date: int) -> dict[str, int] | None:
        """The amount; a price beside a quantity may be that of one piece: asked."""
        counts = [c for c in self.roles.get("ignored", [])
                  if fold(self.table.names[c]) in _QUANTITY]  # fmt: skip
        quantity = [c for c in counts if self._figures(c) >= _HALF]
        header = self.table.names[amount]
        if fold(header) not in _PRICE or not quantity or self._ones(quantity[0]):
            return {"amount": amount}
        options: dict[str, Gives] = {"yes": {}, "no": lambda: self._total(amount)}
        answer = self.inquiry.ask("per_piece", header, options,
                                  quantity=self.table.names[quantity[0]])  # fmt: skip
        if answer is None:
            return None
        return {"amount": amount, "times": quantity[0]} if answer == "yes" else {"amount": amount}

    def _ones(self, column: int) -> bool:
        cells, _ = coded(trimmed(self.table.columns[column]))
        return set(cells.to_pylist()) <= {"", "1", "1,0", "1.0", "1,00", "1.00"}

    def _rates(self, column: int, amounts: list[int]) -> bool:
        """Whether a column headed VAT holds its rate in percent ("20") instead of its amount."""
        rates, known = self._values(column), np.array(_VAT_RATES)
        if not amounts or not np.isin(rates, known).all():
            return False
        net = self._values(amounts[0]) - rates
        with np.errstate(divide="ignore", invalid="ignore"):
            percent = np.nan_to_num(np.abs(rates / net))[:, None] * 100
        # As amounts they would be a rate's share of what they stand beside, in every row.
        fits: bool = (np.abs(percent - known) < _NEARLY).any(axis=1).all()
        return not fits

    def _values(self, column: int) -> NDArray[np.float64]:
        cells = take_apart(self.table.columns[column])
        amounts = parse_amounts(cells, convention(cells).decimal)
        return np.asarray(amounts.units / 10**amounts.scale, np.float64)

    def _sides(self, date: int) -> list[int]:
        """Columns that hold nothing but debit and credit marks, whatever their header says."""
        free = [c for c in range(len(self.sample)) if c not in self.used and c != date]
        return [c for c in free if self._marks(c)]

    def _marks(self, column: int) -> bool:
        cells = {fold(v) for v in coded(self.sample[column])[0].to_pylist()} - {""}
        return bool(cells) and cells <= {"d", "c", "debit", "credit", "dr", "cr"}

    def _with_vat(self, amount: int, vat: int) -> dict[str, int] | None:
        """An amount beside a VAT column, neither called net nor gross: asked."""
        header = self.table.names[amount]
        answer = self.inquiry.answer("vat_included", header, ("yes", "no"))
        if answer is not None:
            return {"amount": amount, "net_of": vat} if answer == "yes" else {"amount": amount}
        whole, tax = self._total(amount)["all"], self._total(vat)["all"]
        both = isinstance(whole, float) and isinstance(tax, float)
        less = round(float(whole) - float(tax), 2) if both else None  # type: ignore[arg-type]
        self.inquiry.ask("vat_included", header, {"no": {"all": whole}, "yes": {"all": less}})
        return None

    def _numeric(self, role: str, date: int) -> list[int]:
        named = [c for c in self.roles.get(role, []) if c != date]
        mostly = [c for c in named if self._figures(c) >= _HALF]
        # A header that says "amount" is believed where only a few of its cells are.
        return mostly or [c for c in named if self._figures(c) > 0][:1]

    def _numbered(self, column: int) -> bool:
        """Whether a column's figures may be numbers of something: as long as each other, whole."""
        cells = {v.strip() for v in coded(self.sample[column])[0].to_pylist()} - {""}
        lengths = {len(cell) for cell in cells}
        return len(lengths) == 1 and min(lengths) >= 5 and all(map(str.isdecimal, cells))

    def _misnamed(self, date: int) -> list[int]:
        """Columns of figures under a header that promises words ("Coût" for a label, say)."""
        named = self.roles.get("label", []) + self.roles.get("category", [])
        return [c for c in named if c != date and self._figures(c) >= _MOSTLY]

    def _figures(self, column: int) -> float:
        """Share of a column's filled cells that are amounts."""
        cells = take_apart(self.sample[column])
        there = (cells.fixed != EMPTY)[cells.index] & filled(self.sample[column])
        return _hit(cells.numeric[cells.index][there])

    def _total(self, column: int) -> dict[str, object]:
        cells = take_apart(self.table.columns[column])
        seen = convention(cells)
        if seen.ambiguous:
            return {"all": None}
        amounts = parse_amounts(cells, seen.decimal)
        return {"all": exact_total(amounts.units, amounts.scale)}

    def words(self, taken: set[int]) -> dict[str, int]:
        chosen: dict[str, int] = {}
        for role in ("category", "label", "account"):
            given = self._given(f"{role}_column")
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
                chosen["label"] = max(free, key=lambda c: len(coded(self.sample[c])[0]))
        return chosen

    def _accounts(self, column: int) -> bool:
        """Whether a column holds chart-of-accounts numbers, class 6 among them."""
        cells = cells_but_totals(self.sample[column])
        numbered = _hit(matching(cells, r"^[1-9]\d{2,9}[A-Z]*(?:\s|$)"))
        return numbered >= _MOSTLY and bool(matching(cells, r"^6[0-9]").any())

    def _words(self, column: int) -> bool:
        return _hit(matching(self.sample[column], r"[\p{L}]{2,}")) >= _HALF

    def _ask(self, about: str, gives: Mapping[int, Gives]) -> None:
        names = [self.table.names[c] for c in gives]
        unique = len({fold(n) for n in names}) == len(names)
        answers = names if unique else [str(c + 1) for c in gives]
        options = dict(zip(answers, gives.values(), strict=True))
        self.inquiry.ask(about, "", options, columns=", ".join(names))

    def _refusal(self, code: str) -> RefusedError:
        return RefusedError(code, columns=", ".join(self.table.names[:12]))
