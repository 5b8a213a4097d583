"""A DATEV batch of bookings (EXTF): unsigned amounts, debit or credit, day and month alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.datev_head import Head, day_of, read_head
from roi_model.reading.ledgers.postings import Postings, costs_of
from roi_model.reading.sorting.plans import COST, REVENUE, Plan, load_plan
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, instead, matching, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import OK, REASONS, convention, exact_total, parse_together
from roi_model.reading.values.amounts import take_apart as amounts_of
from roi_model.reading.values.dates import DATE_REASONS

_AMOUNT, _SENSE, _CURRENCY = "umsatz ohne soll haben kz", "soll haben kennzeichen", "wkz umsatz"
_BASE, _ACCOUNT, _OTHER = "basis umsatz", "konto", "gegenkonto ohne bu schlussel"
_KEY, _DAY, _TEXT, _NUMBER = "bu schlussel", "belegdatum", "buchungstext", "belegfeld 1"
_REVERSAL = "generalumkehr"
_NEEDED = (_AMOUNT, _SENSE, _ACCOUNT, _OTHER, _DAY)
_PLANS = {"03": "skr03", "3": "skr03", "04": "skr04", "4": "skr04"}
# What the tax keys of DATEV take out of an amount, in percent; reverse charge leaves it whole.
_RATES = {
    "": 0, "1": 0, "2": 7, "3": 19, "4": 5, "5": 16, "6": 5, "7": 16, "8": 7, "9": 19, "10": 0,
    "11": 0, "12": 0, "13": 0, "16": 0, "17": 0, "18": 0, "19": 0, "40": 0, "46": 0, "47": 0,
    "91": 0, "92": 0, "94": 0, "95": 0, "96": 5, "97": 16, "98": 7, "99": 19,
}  # fmt: skip
_CHOICES = ("0", "7", "19", "5", "16")
# From July to December 2020 the usual keys took out less, and those of old rates the usual ones.
_LOWER = {19: 16, 7: 5}
_SWAPPED = {"4": 7, "5": 19, "6": 7, "7": 19}
_LOWERED = range(2020 * 12 + 6, 2020 * 12 + 12)
# The first of two figures that says a booking is taken back, and that of the keys it belongs to.
_TAKES_BACK = {"2": "", "3": "9", "6": "1", "7": "5", "8": "4"}


def datev_headings(row: list[str] | tuple[str, ...]) -> int:
    """How many cells of a row head columns of a batch of bookings.

    >>> datev_headings(["Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "Konto"])
    3
    """
    return len({_folded(cell) for cell in row} & {*_NEEDED, _KEY, _TEXT, _NUMBER, _CURRENCY})


def _folded(heading: str) -> str:
    folded = fold(heading)
    if folded.startswith(_REVERSAL):  # "Generalumkehr (GU)"
        return _REVERSAL
    folded = folded.replace("basisumsatz", _BASE)  # as programs that leave the hyphen out head it
    return folded.replace("ue", "u") if "schlue" in folded else folded


def is_datev(table: Table) -> bool:
    """Whether a table has the columns of a batch of bookings."""
    return set(_NEEDED) <= {_folded(name) for name in table.names}


def read_datev(source: Source, inquiry: Inquiry) -> Lines | None:
    """The bookings on accounts of costs, without the VAT that DATEV takes out of them itself.

    The year is that of the header; a reversal (Generalumkehr) takes its booking back, whether its
    column says so or its key, and on whichever side its program writes it. Asked: the
    number plan and the year where the header lacks them, the rate of a tax key that is not known.
    Raises RefusedError for a plan other than SKR03 and SKR04.
    """
    head = read_head(source, inquiry)
    if head is None:
        return None
    table = source.table
    at = {_folded(name): i for i, name in reversed(list(enumerate(table.names)))}
    if _REVERSAL not in at:
        inquiry.note("datev_no_reversals")
    inquiry.columns = {role: table.names[at[key]] for role, key in
                       (("date", _DAY), ("amount", _AMOUNT), ("account", _ACCOUNT),
                        ("sense", _SENSE))}  # fmt: skip
    table = table.without_cut_rows([at[key] for key in _NEEDED])
    month, day, table = _days(table, at[_DAY], head)
    amounts = _amounts(table, at, head, inquiry)
    good = amounts[1] == 0
    table = table.leave_out(amounts[1], (*REASONS, "no_side", "other_currency"))
    book = _Book(table, at, month[good], day[good], amounts[0][good], amounts[2], head)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    plan = _plan(head, book, inquiry)
    rates = None if plan is None else book.rates(plan, inquiry)
    if plan is None or rates is None:
        return None
    inquiry.note("ledger_plan", plan=plan.called)
    net = book.net(plan, rates)
    if net.counted:
        inquiry.note("vat_taken_out", count=net.counted, amount=net.vat / 10**book.scale)
    if book.discounts():
        inquiry.note("datev_discount", count=book.discounts())
    sides = {v: plan.side(v) for v in coded(net.postings.account)[0].to_pylist()}
    return costs_of(net.postings, sides, plan.name, inquiry)


def _days(
    table: Table, column: int, head: Head
) -> tuple[NDArray[np.int64], NDArray[np.int64], Table]:
    """Month and day of every row, and the table without rows that have none."""
    values, index = coded(trimmed(table.columns[column]))
    found = [day_of(value, head) for value in values.to_pylist()]
    why = [0 if f else 2 if v else 1 for f, v in zip(found, values.to_pylist(), strict=True)]
    status = np.array(why or [0], np.int8)
    month = np.array([f.year * 12 + f.month - 1 if f else 0 for f in found] or [0], np.int64)
    day = np.array([f.day if f else 0 for f in found] or [0], np.int64)
    codes = status[index]
    good = codes == 0
    return month[index][good], day[index][good], table.leave_out(codes, DATE_REASONS)


def _amounts(
    table: Table, at: dict[str, int], head: Head, inquiry: Inquiry
) -> tuple[NDArray[np.int64], NDArray[np.int8], int]:
    """Units on the debit of Konto per row, why a row has none, and the scale."""
    column = table.columns[at[_AMOUNT]]
    foreign = np.zeros(len(table), bool)
    if _CURRENCY in at:
        own = matching(trimmed(table.columns[at[_CURRENCY]]), f"^(?:{head.currency})?$")
        foreign = ~own
    based = np.zeros(len(table), bool)
    if _BASE in at and foreign.any():
        based = foreign & filled(table.columns[at[_BASE]])
        column = instead(column, table.columns[at[_BASE]], based)
    cells = amounts_of(column)
    decimal = convention(cells).decimal or ","
    inquiry.decimal, inquiry.date_format = decimal, "%d%m"
    parsed, scale = parse_together({0: cells}, {0: decimal})
    units, status = parsed[0].units, parsed[0].status.astype(np.int8)
    sense = trimmed(table.columns[at[_SENSE]])
    debit, credit = matching(sense, "^[Ss]$"), matching(sense, "^[Hh]$")
    status = np.where((status == OK) & ~debit & ~credit, len(REASONS), status)
    status = np.where((status == OK) & foreign & ~based, len(REASONS) + 1, status)
    return np.where(credit, -units, units), status.astype(np.int8), scale


def _plan(head: Head, book: _Book, inquiry: Inquiry) -> Plan | None:
    if head.plan in _PLANS:
        return load_plan(_PLANS[head.plan])
    if head.plan:
        raise RefusedError("datev_plan", plan=head.plan)
    options = {name: {"all": book.total(load_plan(name))} for name in ("skr03", "skr04")}
    chosen = inquiry.ask("ledger_plan", "", options)
    return None if chosen is None else load_plan(chosen)


@dataclass(frozen=True)
class _Net:
    postings: Postings
    counted: int
    vat: int


class _Book:
    """The bookings as they stand: both accounts, tax key, amount on the debit of the first."""

    def __init__(
        self, table: Table, at: dict[str, int], month: NDArray[np.int64], day: NDArray[np.int64],
        units: NDArray[np.int64], scale: int, head: Head,
    ) -> None:  # fmt: skip
        self.table, self.at, self.month, self.day, self.scale = table, at, month, day, scale
        self.account = self._numbers(at[_ACCOUNT], head.length)
        self.other = self._numbers(at[_OTHER], head.length)
        keys = trimmed(table.columns[at[_KEY]]) if _KEY in at else pa.repeat("", len(table))
        self.keys, self.key_at = coded(keys)
        kinds = [_kind(key) for key in self.keys.to_pylist()]
        self.kinds = [kind for kind, _ in kinds]
        flagged = np.zeros(len(table), bool)
        if _REVERSAL in at:
            flagged = matching(trimmed(table.columns[at[_REVERSAL]]), "^(?:1|[GgJj])$")
        keyed = np.array([back for _, back in kinds] or [False], bool)[self.key_at] & ~flagged
        if keyed.any() and self._turned(keyed, units):
            keyed[:] = False
        self.units = np.where(flagged | keyed, -units, units)

    def _turned(self, keyed: NDArray[np.bool_], units: NDArray[np.int64]) -> bool:
        """Whether reversals by key stand on the other side already, as programs differ in this:
        whether more of them meet a booking of the same accounts and amount there."""
        (first, at), (second, other_at) = coded(self.account), coded(self.other)
        number = {v: i for i, v in enumerate({*first.to_pylist(), *second.to_pylist()})}
        one = np.array([number[v] for v in first.to_pylist()], np.int64)[at]
        two = np.array([number[v] for v in second.to_pylist()], np.int64)[other_at]
        pair = np.minimum(one, two) * len(number) + np.maximum(one, two)
        amount = np.where(one > two, -units, units)
        near = ~keyed & np.isin(pair, pair[keyed])
        booked = set(zip(pair[near].tolist(), amount[near].tolist(), strict=True))
        back = zip(pair[keyed].tolist(), amount[keyed].tolist(), strict=True)
        return sum(((p, -u) in booked) - ((p, u) in booked) for p, u in back) > 0

    def _numbers(self, column: int, length: int) -> pa.Array:
        """Account numbers as long as the header says; longer ones are of people."""
        values, index = coded(trimmed(self.table.columns[column]))
        numbers = [v.zfill(length) if v.isdigit() and len(v) <= length else f"#{v}"
                   for v in values.to_pylist()]  # fmt: skip
        return pa.DictionaryArray.from_arrays(pa.array(index), pa.array(numbers, pa.string()))

    def discounts(self) -> int:
        """How many bookings carry a cash discount, which DATEV books elsewhere by itself."""
        if "skonto" not in self.at:
            return 0
        return int(matching(self.table.columns[self.at["skonto"]], "[1-9]").sum())

    def total(self, plan: Plan, said: Mapping[str, int] | None = None) -> float:
        """The costs in a plan, with rates `said` of tax keys; one that is not known is none."""
        net = self.net(plan, {**dict.fromkeys(self.kinds, 0), **_RATES, **(said or {})})
        values, index = coded(net.postings.account)
        cost = np.array([plan.side(v) == COST for v in values.to_pylist()], bool)[index]
        return exact_total(net.postings.units[cost], self.scale)

    def rates(self, plan: Plan, inquiry: Inquiry) -> dict[str, int] | None:
        """The rate of VAT of every tax key; None where one is asked."""
        rates = dict(_RATES)
        counted = self._counts(self.account, plan) | self._counts(self.other, plan)
        for kind in dict.fromkeys(self.kinds):
            used = np.array([k == kind for k in self.kinds], bool)[self.key_at] & counted
            if not kind or kind in rates or not used.any():
                continue
            options = {rate: {"all": self.total(plan, {kind: int(rate)})} for rate in _CHOICES}
            rate = inquiry.ask("tax_key", kind, options, count=int(used.sum()))
            rates[kind] = int(rate or 0)
        return None if inquiry.blocked else rates

    def _counts(self, accounts: pa.Array, plan: Plan) -> NDArray[np.bool_]:
        values, index = coded(accounts)
        found = [plan.side(v) in (COST, REVENUE) for v in values.to_pylist()]
        mask: NDArray[np.bool_] = np.array(found, bool)[index]
        return mask

    def net(self, plan: Plan, rates: dict[str, int]) -> _Net:
        """Both sides of every booking, the VAT of what is cost or revenue taken out of it."""
        first, second = self._counts(self.account, plan), self._counts(self.other, plan)
        parts = []
        for accounts, sign, own in ((self.account, 1, first & ~second), (self.other, -1, second)):
            values, index = coded(accounts)
            fixed = np.array([plan.rate(v) for v in values.to_pylist()], np.int64)[index]
            keyed = np.array([rates.get(k, 0) for k in self.kinds] or [0], np.int64)[self.key_at]
            none = np.array([not k for k in self.kinds] or [True], bool)[self.key_at]
            rate = np.where(own, np.where(none, fixed, keyed), 0)
            lowered = np.isin(self.month, list(_LOWERED))
            then = np.array([_SWAPPED.get(k, 0) for k in self.kinds] or [0], np.int64)[self.key_at]
            swapped = lowered & own & (then > 0)
            for usual, low in _LOWER.items():
                rate = np.where(lowered & (rate == usual), low, rate)
            vat = _vat(self.units, np.where(swapped, then, rate))
            parts.append((sign * (self.units - vat), vat))
        text = self._text()
        texts = pa.concat_arrays([text.cast(pa.string())] * 2)
        account = pa.concat_arrays([self.account.cast(pa.string()), self.other.cast(pa.string())])
        postings = Postings(
            np.tile(self.month, 2), np.tile(self.day, 2), np.concatenate([p for p, _ in parts]),
            self.scale, account, pa.repeat("", len(account)), texts,
            np.tile(self.table.lines, 2),
        )  # fmt: skip
        vat = np.concatenate([v for _, v in parts])
        return _Net(postings, int((vat != 0).sum()), int(np.abs(vat).sum()))

    def _text(self) -> pa.Array:
        """What was booked, or its number where nothing is said."""
        columns = [self.table.columns[self.at[key]] for key in (_TEXT, _NUMBER) if key in self.at]
        if not columns:
            return pa.repeat("", len(self.table))
        first = trimmed(columns[0])
        return instead(first, trimmed(columns[-1]), ~filled(first))


def _kind(key: str) -> tuple[str, bool]:
    """The tax key of a cell, and whether the figure before it says the booking is taken back.

    >>> [_kind(key) for key in ("09", "29", "20", "39", "3", "94")]
    [('9', False), ('9', True), ('', True), ('99', True), ('3', False), ('94', False)]
    """
    bare = key.lstrip("0")
    if re.fullmatch("[23678][0-9]", bare):
        return (_TAKES_BACK[bare[0]] + bare[1]).lstrip("0"), True
    return bare, False


def _vat(units: NDArray[np.int64], rate: NDArray[np.int64]) -> NDArray[np.int64]:
    """The VAT in gross amounts, to the cent, halves away from zero.

    >>> _vat(np.array([11900, -11900, 10000]), np.array([19, 19, 7])).tolist()
    [1900, -1900, 654]
    """
    whole = 100 + rate
    found: NDArray[np.int64] = np.sign(units) * ((2 * np.abs(units) * rate + whole) // (2 * whole))
    return found
