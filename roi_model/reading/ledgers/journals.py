"""Journals of hledger, ledger and beancount, as their own exporters write them in CSV."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.accounts import ask_sides
from roi_model.reading.ledgers.postings import Postings, closing, costs_of
from roi_model.reading.sorting.plans import COST, RESULT, REVENUE, result_account, root_side
from roi_model.reading.tables.currencies import one_currency
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, each, joined, trimmed
from roi_model.reading.values.amounts import OK, REASONS, convention, parse_together, take_apart
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import (
    DATE_REASONS,
    parse_dates,
    take_apart_dates,
)

_ACCOUNT = ("account",)
_AMOUNT = ("position", "amount", "change", "number", "units", "weight")
_COMMODITY = ("commodity", "currency")
_LABEL = ("description", "payee", "narration", "maxwidth_payee_c48", "maxwidth_narration_c80")
_ENTRY = ("txnidx", "id")
_TELLING = {"txnidx", "narration", "position", "otheraccounts", *_LABEL[3:]}
# The columns that `ledger csv` writes, without a header.
_LEDGER = {"date": 0, "code": 1, "payee": 2, "account": 3, "commodity": 4, "amount": 5}
_LEDGER_WIDTH = 8
# One figure, its commodity before or after it; a price or a lot ("{", "@") is another figure.
_ONE = r"^\s*([^\d.,\s{@+-]*\s*[+-]?\s*[^\d.,\s{@+-]*)\s*(\d[\d.,\x{00A0} ]*?)\s*([^\d{@,;]*)\s*$"
_LOOKED_AT = 200
_MOSTLY = 0.9


def journal_headings(row: list[str] | tuple[str, ...]) -> int:
    """How many cells of a row head columns of such an export.

    >>> journal_headings(["txnidx", "date", "account", "amount"]), journal_headings(["Account"])
    (4, 0)
    """
    cells = {cell.strip().lower() for cell in row}
    known = cells & {"date", *_ACCOUNT, *_AMOUNT, *_COMMODITY, *_LABEL, *_ENTRY, "otheraccounts"}
    return len(known) if cells & _TELLING else 0


def is_journal(table: Table) -> bool:
    """Whether a table has the columns of one, or is `ledger csv`, which names none."""
    names = {name.strip().lower() for name in table.names}
    if "txnidx" in names and {"account", "otheraccounts"} & names:
        return True
    if {"date", "account"} <= names and names & _TELLING and names & set(_AMOUNT):
        return True
    return _is_ledger_csv(table)


def _is_ledger_csv(table: Table) -> bool:
    if len(table.names) != _LEDGER_WIDTH or not len(table):
        return False
    accounts = coded(table.columns[_LEDGER["account"]].slice(0, _LOOKED_AT))[0].to_pylist()
    rooted = [bool(root_side(name)) for name in accounts]
    return any(":" in name for name in accounts) and sum(rooted) >= _MOSTLY * len(rooted)


def read_journal(source: Source, inquiry: Inquiry) -> Lines | None:
    """The postings on accounts of expenses; their names say the category.

    The first word of an account says what it is; where no list knows it, it is asked. Entries that
    close the year are left out. Raises RefusedError for the register of one account alone.
    """
    table = source.table
    at = _columns(table)
    if "account" not in at:
        raise RefusedError("journal_account")
    for needed, code in (("date", "no_date"), ("amount", "no_amount")):
        if needed not in at:
            raise RefusedError(code, columns=table.headed)
    table = table.without_cut_rows(sorted(at[key] for key in ("date", "account", "amount")))
    account = trimmed(table.columns[at["account"]])
    sides = _sides(table, account, at, inquiry)
    if sides is None:
        return None
    values, index = coded(account)
    side = np.array([sides[v] for v in values.to_pylist()] or [""], object)[index]
    live = np.ones(len(table), bool)
    if "entry" in at or "label" in at:
        live = ~closing(_entries(table, at), side)
    if not live.all():
        inquiry.note("closing_entries", count=int((~live).sum()))
    kept = table.only(live & np.isin(side, [COST, REVENUE]))  # of others nothing is listed
    if not len(kept):
        raise RefusedError("no_ledger_costs", count=table.rows_read)
    return _lines(kept, at, sides, inquiry)


def _columns(table: Table) -> dict[str, int]:
    if _is_ledger_csv(table):
        return {**_LEDGER, "label": _LEDGER["payee"]}
    names = [name.strip().lower() for name in table.names]
    found: dict[str, int] = {}
    for role, known in (("date", ("date",)), ("account", _ACCOUNT), ("amount", _AMOUNT),
                        ("commodity", _COMMODITY), ("entry", _ENTRY)):  # fmt: skip
        at = [names.index(name) for name in known if name in names]
        if at:
            found[role] = at[0]
    return found


def _entries(table: Table, at: dict[str, int]) -> NDArray[np.int64]:
    """A number for every entry: the file's own, else its day and its words."""
    if "entry" in at:
        return coded(table.columns[at["entry"]])[1].astype(np.int64)
    words = joined(table.columns[at["date"]], table.columns[at["label"]])
    return coded(words)[1].astype(np.int64)


def _sides(
    table: Table, account: pa.Array, at: dict[str, int], inquiry: Inquiry
) -> dict[str, str] | None:
    """What every account is; None where one is asked."""
    names = coded(account)[0].to_pylist()
    sides = {name: RESULT if result_account(name) else root_side(name) for name in names}
    unknown = [name for name, side in sides.items() if not side]
    if not unknown:
        return sides
    roots = dict.fromkeys(name.split(":", 1)[0] for name in unknown)
    units, scale = _rough(table, at)
    sums = pd.Series(units).groupby(coded(account)[1]).sum()
    amounts = {root: sum(int(sums.get(i, 0)) for i, name in enumerate(names)
                         if name.split(":", 1)[0] == root) for root in roots}  # fmt: skip
    said = ask_sides(amounts, scale, inquiry, named={})
    if said is None:
        return None
    return {name: side or said[name.split(":", 1)[0]] for name, side in sides.items()}


def _rough(table: Table, at: dict[str, int]) -> tuple[NDArray[np.int64], int]:
    """The figures of all rows, whatever their commodity: what a question shows."""
    cells = take_apart(_figures(table.columns[at["amount"]]))
    parsed, scale = parse_together({0: cells}, {0: convention(cells).decimal or "."})
    return np.where(parsed[0].status == OK, parsed[0].units, 0), scale


def _figures(column: pa.Array) -> pa.Array:
    """The amounts without their commodities; cells of several figures stay as they are."""

    def bare(values: pa.Array) -> pa.Array:
        sign = pc.if_else(pc.match_substring_regex(values, r"^[^\d]*-"), "-", "")
        figure = pc.replace_substring_regex(values, _ONE, r"\2")
        one = pc.match_substring_regex(values, _ONE)
        plain = pc.binary_join_element_wise(sign, pc.utf8_trim_whitespace(figure), "")
        return pc.if_else(one, plain, values)

    return each(trimmed(column), bare)


def _commodities(column: pa.Array) -> pa.Array:
    def bare(values: pa.Array) -> pa.Array:
        words = pc.replace_substring_regex(values, r"[-+\d.,\s\x{00A0}]", "")
        return pc.if_else(pc.match_substring_regex(values, _ONE), words, "")

    return each(trimmed(column), bare)


def _lines(
    table: Table, at: dict[str, int], sides: dict[str, str], inquiry: Inquiry
) -> Lines | None:
    amounts = table.columns[at["amount"]]
    commodity = table.columns[at["commodity"]] if "commodity" in at else _commodities(amounts)
    # A column of commodities is read as one of currencies: its own heading is no currency's.
    names = tuple("" if i == at.get("commodity") else n for i, n in enumerate(table.names))
    table = replace(table, names=(*names, "currency", "figure"),
                    columns=(*table.columns, trimmed(commodity), _figures(amounts)))  # fmt: skip
    single = one_currency(table, [len(table.names) - 1], inquiry)
    decimal = decimal_sign([take_apart(table.columns[-1])], "", inquiry)
    if single is None or inquiry.blocked:
        return None
    table = single
    days = take_apart_dates(table.columns[at["date"]], serials=False)
    if days is None:
        raise RefusedError("no_date", columns=table.headed)
    chosen = day_format(days, "", inquiry)
    if chosen is None:
        return None
    read = parse_dates(days, chosen)
    table = table.leave_out(read.status, DATE_REASONS)
    read = read.only(read.status == 0)
    parsed, scale = parse_together({0: take_apart(table.columns[-1])}, {0: decimal or "."})
    good = parsed[0].status == OK
    table = table.leave_out(parsed[0].status, REASONS)
    read = read.only(good)
    inquiry.decimal = decimal or None
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    account = trimmed(table.columns[at["account"]])
    worded = [i for i, n in enumerate(table.names) if n.strip().lower() in _LABEL]
    worded = [at["label"]] if "label" in at else worded
    label = trimmed(table.columns[worded[0]]) if worded else pa.repeat("", len(table))
    for column in worded[1:]:
        label = joined(label, trimmed(table.columns[column]))
    inquiry.columns = {"account": "account", "amount": "amount", "date": "date"}
    named = each(account, lambda v: pc.replace_substring_regex(v, r"^[^:]*:|:", " "))
    postings = Postings(read.month, read.day, parsed[0].units[good], scale, account, named,
                        trimmed(label), table.lines)  # fmt: skip
    return costs_of(postings, sides, BY_NAME, inquiry)
