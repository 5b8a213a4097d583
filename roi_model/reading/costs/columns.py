"""A long table's columns → which holds the date, the amount, the words; asked where in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.figures import is_count, is_planned, sold
from roi_model.reading.costs.ledgers import cells_but_totals
from roi_model.reading.costs.roles import (
    A_PERIOD,
    BEGINNING,
    ONE_RATE,
    SPENT,
    cost_roles,
    planning,
)
from roi_model.reading.costs.sides import holds_sides, holds_signs
from roi_model.reading.inquiry import Gives, Inquiry, RefusedError
from roi_model.reading.tables.running_balance import BALANCES, added_up
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import (
    EMPTY,
    convention,
    exact_total,
    parse_amounts,
    take_apart,
)
from roi_model.reading.values.dates import date_format, months_given, take_apart_dates
from roi_model.reading.values.undated import (
    DOTTED_DAY,
    coarse_for,
    dated_but_for_words,
    names_spans,
    only_compact_days,
)

_SAMPLE = 2000
_MOSTLY = 0.8
_HALF = 0.5
_PRICE = {"prix", "price", "prix ht", "unit cost", "cout unitaire", "prix unitaire ht"}
_BALANCES = {"solde", "balance", "running balance", "account balance", "solde comptable", "saldo",
             "kontostand"}  # fmt: skip
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
    `times` one to multiply by (a quantity), `fee` one that the bank or the platform took beside it.

    `added` are further columns of amounts, `deducted` further ones of VAT. `plus_in` says that a
    plus on the side is money received.
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
    if date is None or money is None or not (picker.spent(money) and picker.bought(money)):
        return None
    picker.remark_periods(money, date)
    taken = {date, *money.values(), *picker.added, *picker.deducted}
    words = picker.words(taken)
    columns = LongColumns(date, **money, **words, added=picker.added, deducted=picker.deducted,
                          plus_in=picker.plus_in)  # fmt: skip
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
        self.added: tuple[int, ...] = ()
        self.deducted: tuple[int, ...] = ()
        self.plus_in = False

    def _given(self, about: str, besides: tuple[str, ...] = ()) -> int | None:
        """The column the user answered, by its name or its number from 1; none for `besides`."""
        answer = self.inquiry.answer(about)
        if answer is None or (answer in besides and answer not in self.table.names):
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
        open_ = [c for c in range(len(self.sample)) if c not in self.used]
        free = [c for c in open_ if self._dates(c)]
        if not free and max(named.values(), default=0) < _SOME:
            spans = [c for c in range(len(self.sample)) if names_spans(self.table.names[c])]
            free = [c for c in open_ if only_compact_days(self.sample[c])]
            free = free or [c for c in spans if self._share(c) >= _MOSTLY][:1]
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
        coarse = coarse_for(self.table.names[column])
        cells = take_apart_dates(cells_but_totals(self.sample[column]), coarse=coarse)
        return 0.0 if cells is None else cells.share

    def _dates(self, column: int) -> bool:
        values = self.sample[column]
        plain = matching(values, r"^\s*[\d.,]+\s*$") & ~matching(values, DOTTED_DAY)
        if _hit(plain) > _HALF:
            return False  # 200112 is an amount as well as a month: a header must say
        cells = take_apart_dates(values, serials=False, coarse="periods")
        return cells is not None and (cells.share >= _MOSTLY or dated_but_for_words(cells))

    def _months(self, column: int) -> dict[str, object]:
        coarse = coarse_for(self.table.names[column])
        cells = take_apart_dates(self.table.columns[column], coarse=coarse)
        shape = date_format(cells) if cells is not None else None
        if cells is None or shape is None or not (shape.format or shape.candidates):
            return {}
        return months_given(cells, shape.format or shape.candidates[0])

    def money(self, date: int) -> dict[str, int] | None:
        """The columns amounts are read from, by role; None where it is asked."""
        given = self._given("amount_column", ("all",))
        debit, credit = self._numeric("debit", date), self._numeric("credit", date)
        if given is None and self.inquiry.answer("amount_column") != "all" and debit and credit:
            return {"debit": debit[0], "credit": credit[0]}
        side = self._side(date)
        money = {"amount": given} if given is not None else self._amount(date, debit, side)
        if money is None:
            return None
        fee = self._fee(money) if "net_of" not in money else {}
        if fee is None or (side and self._plus(side[0], money["amount"]) is None):
            return None
        return {**money, **fee, **({"sense": side[0]} if side else {})}

    def _amount(self, date: int, debit: list[int], side: list[int]) -> dict[str, int] | None:
        """The amount of every row, and the VAT to deduct from it."""
        net = self._numeric("amount_net", date)
        if net:
            return self._whole(net[0], date)
        amounts = self._numeric("amount", date)
        gross, vat = self._numeric("amount_gross", date), self._numeric("vat", date)
        vat = [c for c in vat if not self._rates(c, [*gross, *amounts])]
        vat = self._each_rate(vat) if len(vat) > 1 else vat
        if not amounts and gross:
            if vat and (len(vat) == 1 or self.deducted):
                return {"amount": gross[0], "net_of": vat[0]}
            self.inquiry.note("gross_amounts", column=self.table.names[gross[0]])
            return {"amount": gross[0]}
        amounts = amounts or debit
        if not amounts:
            amounts = self._free(date) or self._misnamed(date) or self._balanced(date)
        if not amounts:
            raise self._refusal("no_amount")
        amounts = self._apart(amounts)
        if self.inquiry.answer("amount_column") == "all":
            self.added = tuple(amounts[1:])
            return {"amount": amounts[0]}
        if len(amounts) > 1 or (amounts[0] not in self.used and self._numbered(amounts[0])):
            self._ask("amount_column", {c: self._total(c) for c in amounts})
            return None
        self._remark_planned(date, amounts[0])
        if vat and (len(vat) == 1 or self.deducted) and not side:
            return self._with_vat(amounts[0], vat)
        return {"amount": amounts[0]} if side else self._whole(amounts[0], date)

    def _free(self, date: int) -> list[int]:
        """Columns of figures under no word we know: none that are counts, plans or numbers of
        something, where others are left."""
        free = [c for c in range(len(self.sample))
                if c not in self.used and c != date and self._figures(c) >= _MOSTLY]  # fmt: skip
        free = [c for c in free if not is_count(self.table.names[c])]
        spent = [c for c in free if not is_planned(self.table.names[c])]
        return spent or free

    def _remark_planned(self, date: int, amount: int) -> None:
        """Say which columns beside the amount are what was planned or hoped for."""
        names = [self.table.names[c] for c in range(len(self.sample))
                 if c not in (date, amount) and c not in self.used and self._figures(c) >= _MOSTLY
                 and is_planned(self.table.names[c])]  # fmt: skip
        if names:
            self.inquiry.note("columns_aside", columns=", ".join(names))

    def _each_rate(self, vat: list[int]) -> list[int]:
        """One column of VAT: that of all rates, or the first of those of a rate each."""
        whole = [c for c in vat if not ONE_RATE.fullmatch(fold(self.table.names[c]))]
        if whole:
            return whole[:1] if len(whole) == 1 else vat
        self.deducted = tuple(vat[1:])
        return vat

    def _fee(self, money: dict[str, int]) -> dict[str, int] | None:
        """A column of fees beside the amount: none, one that is added; None where it is asked."""
        fees = [c for c, name in enumerate(self.table.names)
                if fold(name) in words_of("fee") and c not in money.values()
                and self._figures(c) >= _HALF]  # fmt: skip
        header = self.table.names[money["amount"]]
        if len(fees) != 1 or self.added:
            return {}
        fee, amounts = self._values(fees[0]), self._values(money["amount"])
        if not fee.any() or self._in_balance(amounts, np.abs(fee)) is False:
            return {}
        name = self.table.names[fees[0]]
        if (amounts < 0).any() or self._in_balance(amounts, np.abs(fee)):
            self.inquiry.note("fees_added", column=name)
            return {"fee": fees[0]}
        whole, more = float(amounts.sum()), float(np.abs(fee).sum())
        options: dict[str, Gives] = {"yes": {"all": round(whole + more, 2)},
                                     "no": {"all": round(whole, 2)}}  # fmt: skip
        answer = self.inquiry.ask("fees", name, options, amount=header)
        return None if answer is None else {"fee": fees[0]} if answer == "yes" else {}

    def _in_balance(self, amounts: NDArray[np.float64], fees: NDArray[np.float64]) -> bool | None:
        """Whether the running balance, or a total beside, takes fees on top; None if none tells."""
        for column, name in enumerate(self.table.names):
            if fold(name) in _BALANCES and self._figures(column) >= _MOSTLY and len(amounts) > 1:
                order = np.argsort(self.table.lines, kind="stable")
                moved = np.diff(self._values(column)[order])
                for steps, cut in ((amounts[order][1:], fees[order][1:]),
                                   (-amounts[order][:-1], -fees[order][:-1])):  # fmt: skip
                    told = np.abs(cut) > 0
                    if told.any() and np.allclose(moved[told], (steps - cut)[told], atol=0.005):
                        return True
                    if told.any() and np.allclose(moved[told], steps[told], atol=0.005):
                        return False
        return None

    def _side(self, date: int) -> list[int]:
        """The column that says which side an amount is on, by its heading or by its cells alone."""
        named = [c for c in self.roles.get("sense", [])
                 if holds_sides(self.sample[c]) or holds_signs(self.sample[c])]  # fmt: skip
        if named or self.roles.get("sense"):
            return named or self.roles["sense"]
        words = {c for role in ("category", "label") for c in self.roles.get(role, [])}
        free = [
            c for c in range(len(self.sample)) if c != date and (c not in self.used or c in words)
        ]
        return [c for c in free if holds_sides(self.sample[c]) or holds_signs(self.sample[c])]

    def _plus(self, side: int, amount: int) -> bool | None:
        """Whether a plus is money received, where a column holds signs; None where it is asked."""
        values = self._values(amount)
        if not holds_signs(self.table.columns[side]) or not (values >= 0).all():
            return False
        plus = np.array([v.strip() == "+" for v in self.table.columns[side].to_pylist()], bool)
        options: dict[str, Gives] = {
            "received": {"all": round(float(values[~plus].sum()), 2)},
            "spent": {"all": round(float(values[plus].sum()), 2)},
        }
        answer = self.inquiry.ask("plus", self.table.names[side], options)
        self.plus_in = answer == "received"
        return None if answer is None else self.plus_in

    def bought(self, money: dict[str, int]) -> bool:
        """Whether the amounts were spent: where the headings are of sales, it is asked first.

        Raises RefusedError where they are what one sells.
        """
        column = money.get("amount")
        told = "" if column is None else sold(self.table.names, self.table.names[column])
        if column is None or not told or any(fold(n) in _BALANCES for n in self.table.names):
            return True
        options: dict[str, Gives] = {"no": lambda: self._total(column), "yes": {}}
        answer = self.inquiry.ask("sold", "", options, columns=told)
        if answer == "yes":
            raise RefusedError("sold", columns=told)
        return answer == "no"

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

    def _with_vat(self, amount: int, vat: list[int]) -> dict[str, int] | None:
        """An amount beside a VAT column, neither called net nor gross: asked."""
        header = self.table.names[amount]
        answer = self.inquiry.answer("vat_included", header, ("yes", "no"))
        if answer is not None:
            self.deducted = self.deducted if answer == "yes" else ()
            return {"amount": amount, "net_of": vat[0]} if answer == "yes" else {"amount": amount}
        whole, *taxes = (self._total(column)["all"] for column in (amount, *vat))
        known = isinstance(whole, float) and all(isinstance(tax, float) for tax in taxes)
        paid = float(str(whole)) - sum(float(str(tax)) for tax in taxes) if known else 0.0
        less = round(paid, 2) if known else None
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

    def _apart(self, amounts: list[int]) -> list[int]:
        """The columns of amounts without those that only say again what another says."""
        if len(amounts) < 2 or any(c in self.used for c in amounts):
            return amounts
        seen: dict[bytes, int] = {}
        for column in amounts:
            seen.setdefault(self._values(column).tobytes(), column)
        return list(seen.values())

    def _balanced(self, date: int) -> list[int]:
        """The column of amounts among those headed as a balance: another one adds it up."""
        ignored = [c for c in self.roles.get("ignored", []) if c != date]
        named = [c for c in ignored if fold(self.table.names[c]) in BALANCES]
        named = [c for c in named if self._figures(c) >= _MOSTLY]
        found = added_up({c: self.table.columns[c] for c in named})
        return named if found is None else [found]

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
        balances = all(fold(name) in BALANCES for name in names)
        if about == "amount_column" and len(gives) > 1 and not balances and "all" not in options:
            sums = [float(str(one)) for one in _alls(gives.values()) if one is not None]
            whole = round(sum(sums), 2) if len(sums) == len(gives) else None
            options["all"] = {"all": whole}
        self.inquiry.ask(about, "", options, columns=", ".join(names))

    def _refusal(self, code: str) -> RefusedError:
        return RefusedError(code, columns=", ".join(self.table.names[:12]))


def _alls(gives: Iterable[Gives]) -> list[object]:
    """The totals that answers would give, those known without working them out."""
    return [None if callable(given) else given.get("all") for given in gives]
