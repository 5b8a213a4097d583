"""General ledgers of QuickBooks, Xero and Sage: the account heads its lines, or is a column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.costs.sides import sides as said_sides
from roi_model.reading.costs.sides import spent
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.accounts import ask_sides, french_classes, sides_by_class
from roi_model.reading.ledgers.columns import (
    DUTCH,
    KINDS,
    LABELS,
    NOMINAL,
    balance_column,
    bare,
    class_side,
    date_column,
    entry_column,
    line_accounts,
    money_columns,
    number_of,
    side_column,
    type_column,
)
from roi_model.reading.ledgers.headings import Groups, find_groups, in_order
from roi_model.reading.ledgers.postings import Postings, costs_of, french_side, texts
from roi_model.reading.sorting.plans import (
    COST,
    NEITHER,
    REVENUE,
    load_plan,
    name_side,
    section_side,
)
from roi_model.reading.tables.cancelled import without_cancelled
from roi_model.reading.tables.currencies import one_currency
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, instead, joined, matching, trimmed, where
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import (
    EMPTY,
    OK,
    Cells,
    exact_total,
    parse_together,
    take_apart,
)
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import (
    parse_dates,
    take_apart_dates,
)

_BALANCE = (
    r"^ (?:beginning balance|opening balance|closing balance|ending balance|net movement|net change"
    r"|balance forward|balance brought forward|brought forward|balance carried forward"
    r"|initial balance|solde (?:initial|final|anterieur|precedent|reporte|d ouverture)|a nouveaux?"
    r"|report(?: a nouveau| au| solde| du solde)|ancien solde|balance b f"
    r"|total movement|saldovortrag|anfangsbestand|eroffnungssaldo"
    r"|(?:begin|eind)saldo|openingsbalans|progressivo"
    r"|saldo (?:precedente|iniziale|finale|inicial|final|anterior))\b|^ reports? $"
)
# What exports call the kinds of their accounts.
_TYPES = (
    (
        NEITHER,
        r"asset|liabilit|equity|bank|receivable|payable|credit card|inventory|balance"
        r"|actif|passif|capitaux",
    ),
    (
        COST,
        r"expense|cost|overhead|depreciation|purchase|wages|superannuation|direct"
        r"|charge|achat",
    ),
    (REVENUE, r"income|revenue|sales|turnover|produit|vente"),
)
_FRENCH = ("libelle", "solde", "compte", "mouvement")
_SPANISH = ("asiento", "n asiento", "subcuenta", "cuenta contable", "haber")
_OWED = (
    r"(?:klanten|leveranciers|handels(?:debiteuren|crediteuren|vorderingen|schulden)"
    r"|(?:terugvorderbare|terug te vorderen|verschuldigde|te betalen) btw)\b"
)
# By what an account is, the documents of which it has none.
_DOCUMENTS = {REVENUE: ("document_cost", "document_back"), COST: ("document_sale",)}
_LONG = 6
_MOST = 200_000


def read_grouped(source: Source, inquiry: Inquiry) -> Lines | None:
    """The lines under accounts of costs, debits minus credits; headings, totals, balances left out.

    What an account is, its type or number says, else the words of its name, else it is asked. Says
    whether the lines of each account add up to its total. None where a question blocks.
    """
    table = without_cancelled(in_order(source.table), inquiry)
    cells = [fold(name) for name in table.names]
    at = date_column(table)
    assert at is not None
    money, columns = money_columns(cells), line_accounts(table)
    inquiry.columns = {"date": table.names[at], "amount": table.names[money[0]]}
    dates = take_apart_dates(table.columns[at], serials=False)
    if dates is None:
        raise RefusedError("no_date", columns=table.headed)
    parsed = _amounts(table, money, inquiry)
    chosen = day_format(dates, table.names[at], inquiry)
    if parsed is None or chosen is None:
        return None
    units, status, scale = parsed
    read = parse_dates(dates, chosen)
    month, day, dated = read.month, read.day, read.status == 0
    words = fold_column(_first_words(table))
    label = _label(table, cells)
    if columns:
        name, parents, groups = _named_by_columns(table, columns), {}, None
        below = ~filled(table.columns[at]) & filled(name) & (status == OK)
        month, day, dated = _dates_below(month, day, dated, below)
    else:
        groups = find_groups(table, at, dated, balance_column(cells))
        name, parents = groups.account, groups.parents
    balance = matching(words, _BALANCE) | matching(fold_column(label), _BALANCE)
    codes = np.zeros(len(table), np.int8)
    codes[status != OK] = 4
    codes[status == EMPTY] = 5
    codes[~dated] = 6
    codes[~dated & matching(words, r"^ (?:sub |grand )?tota(?:ls?|ux|al)\b|\btotal $")] = 1
    codes[balance] = 2
    if groups is not None:
        codes[groups.headings] = 3
        _say_totals(groups, units, codes == 0, balance & (status == OK), scale, inquiry)
    good = codes == 0
    table = table.leave_out(codes, ("", "total_line", "balance_line", "account_heading",
                                    "not_a_number", "no_amount", "no_date"))  # fmt: skip
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    keep = pa.array(good)
    kind = next((cells.index(k) for k in KINDS if k in cells), None)
    postings = Postings(
        month[good], day[good], units[good], scale, name.filter(keep).cast(pa.string()),
        name.filter(keep).cast(pa.string()), label.filter(keep), table.lines,
        number=_number(table, cells),
    )  # fmt: skip
    if one_currency(table, money, inquiry) is None:
        return None
    types = None if kind is None else trimmed(table.columns[kind])
    natural = len(money) == 1 and side_column(source.table) is None
    if (typed := type_column(source.table)) is not None:
        inquiry.note("sides_by_type", column=source.table.names[typed])
    return _costs(postings, parents, types, natural, table, inquiry)


def _costs(
    postings: Postings, parents: dict[str, str], types: pa.Array | None, natural: bool,
    table: Table, inquiry: Inquiry,
) -> Lines | None:  # fmt: skip
    """The postings of costs by the account's type, number or name."""
    names, index = coded(postings.account)
    values = names.to_pylist()
    sums = pd.Series(postings.units).groupby(index).sum()
    cells = {fold(name) for name in table.names}
    plan = _plan(values, cells)
    # The plans of Spain and Belgium have the classes of the French one, other accounts within.
    classed = plan is None and all(map(number_of, values)) and (
        any(cell in cells for cell in _SPANISH) or (bool(cells & DUTCH) and _is_belgian(values))
        or french_classes({name: number_of(name) for name in values})
    )  # fmt: skip
    sides, told = {}, {}
    for i, name in enumerate(values):
        side = "" if types is None else _typed(types, index == i)
        number = number_of(name)
        if not side and plan is not None:
            side = load_plan(plan).side(number) or NEITHER if plan else french_side(number)
        side = side or class_side(number) or (french_side(number) if classed else "")
        side = side or _within(name, parents)
        if not side:
            side = name_side(bare(name)) or name_side(bare(parents.get(name, "")))
            told[name] = side
        sides[name] = side
    for name in _contradicted(table, told, values, index):
        sides[name] = told[name] = ""
    unknown = {name: int(sums.get(i, 0)) for i, name in enumerate(values) if not sides[name]}
    by_class = sides_by_class({name: number_of(name) for name in values}, sides)
    found = {name: by_class.get(name, "") for name in unknown}
    if not natural:
        found |= _by_sides(postings, values, index, unknown, told)
    sides |= found
    told |= found
    unknown = {name: int(sums.get(i, 0)) for i, name in enumerate(values) if not sides[name]}
    named = {name: side for name, side in told.items() if side}
    said = ask_sides(unknown, postings.scale, inquiry, named=named)
    if said is None:
        return None
    sides |= said
    earned = np.array([sides[v] == REVENUE for v in values], bool)[index]
    if natural and postings.units[earned].sum() > 0:
        # These programs write what was earned as positive, as they do what was spent.
        units = np.where(earned, -postings.units, postings.units)
        postings = replace(postings, units=units)
    keys = [number_of(v) if plan is not None else bare(v) for v in values]
    of_key: dict[str, set[str]] = {}
    for value, key in zip(values, keys, strict=True):
        of_key.setdefault(key, set()).add(sides[value])
    keys = [value if len(of_key[key]) > 1 else key for value, key in zip(values, keys, strict=True)]
    account = texts(keys).cast(pa.string())
    at = pa.array(index)
    named_ = texts([bare(v) for v in values]).cast(pa.string()).take(at)
    numbered = replace(postings, account=account.take(at), name=named_)
    keyed = {key: sides[v] for v, key in zip(values, keys, strict=True)}
    return costs_of(numbered, keyed, BY_NAME if plan is None else plan, inquiry)


def _contradicted(
    table: Table, told: Mapping[str, str], values: list[str], index: NDArray[np.int32]
) -> list[str]:
    """The accounts whose name tells a side, and whose lines are all of documents of the other one:
    "Contract sales" that is booked by bills alone is asked about."""
    if not set(told.values()) & _DOCUMENTS.keys():
        return []
    contrary = {side: np.zeros(len(table), bool) for side in _DOCUMENTS}
    for column in map(fold_column, table.columns):
        for side, topics in _DOCUMENTS.items():
            words = pa.array(f" {word} " for topic in topics for word in words_of(topic))
            contrary[side] |= where(column, partial(pc.is_in, value_set=words))
    known = ((i, name, told.get(name)) for i, name in enumerate(values))
    return [name for i, name, side in known
            if side in contrary and contrary[side][index == i].all()]  # fmt: skip


def _within(name: str, parents: Mapping[str, str]) -> str:
    """What the section that an account stands in says, however deep, as in a profit and loss."""
    seen = {name}
    while (name := parents.get(name, "")) and name not in seen:
        if side := section_side(name):
            return side
        seen.add(name)
    return ""


def _by_sides(
    postings: Postings, values: list[str], index: NDArray[np.int32], unknown: Collection[str],
    told: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """What accounts are by the sides they were booked on: what is `unknown` and only ever credited
    is no cost, but for what may be a cost given back; costs by their name that never were
    debited are asked about, and revenue that was debited of more than it was credited."""
    debited, credited = (set(index[rows].tolist()) for rows in
                         (postings.units > 0, postings.units < 0))  # fmt: skip
    sums = pd.Series(postings.units).groupby(index).sum()
    kinds = {number_of(name)[:1] for i, name in enumerate(values)
             if i in debited and told.get(name) == COST} - {""}  # fmt: skip
    asked = any(name in unknown and i in debited for i, name in enumerate(values))
    found = {}
    for i, name in enumerate(values):
        if name in unknown and i not in debited:
            # It may be a cost that was only given back: one of the first figure that costs
            # have, or of a ledger whose accounts are asked about anyway.
            found[name] = "" if asked or number_of(name)[:1] in kinds else NEITHER
        elif (told.get(name) == COST and i not in debited) or (
            told.get(name) == REVENUE and (i not in credited or sums[i] > 0)
        ):
            found[name] = ""
    return found


def _plan(names: list[str], cells: set[str]) -> str | None:
    """The number plan of the accounts: the French one (""), Sage's, or None for names alone."""
    numbers = [number_of(name) for name in names]
    if not all(numbers):
        return None
    if any(cell.startswith(_FRENCH) for cell in cells):
        return ""
    if cells & DUTCH and not _is_belgian(names) and all(bare(name) != name for name in names):
        return "nl"
    return "sage_uk" if cells & NOMINAL and all(len(n) == 4 for n in numbers) else None


def _is_belgian(names: list[str]) -> bool:
    """Whether numbers are of Belgium's plan: its class 4 is who owes and is owed, costs in Holland.

    Without accounts of class 4, long numbers of classes 6 and 7 alone are.
    """
    fourth = [bare(name) for name in names if number_of(name).startswith("4")]
    if fourth:
        return any(re.match(_OWED, fold(name)) for name in fourth)
    return all(len(number_of(name)) >= _LONG and number_of(name)[0] in "67" for name in names)


def _typed(types: pa.Array, rows: NDArray[np.bool_]) -> str:
    word = fold(types.filter(pa.array(rows))[0].as_py() or "")
    return next((side for side, pattern in _TYPES if re.search(pattern, word)), "")


def _named_by_columns(table: Table, columns: list[int]) -> pa.Array:
    """Number and name of each row's account, as one; where rows name it once, it holds below."""
    parts = [trimmed(table.columns[i]) for i in columns]
    name = trimmed(joined(parts[0], parts[1])) if len(parts) > 1 else parts[0]
    words = fold_column(name)
    return instead(name, pa.repeat("", len(table)), matching(words, r"^ (?:total|report total)"))


def _dates_below(
    month: NDArray[np.int64], day: NDArray[np.int64], dated: NDArray[np.bool_],
    below: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:  # fmt: skip
    """The date of an entry's first line for those `below`, which have an account and an amount."""
    order = np.where(dated, np.arange(len(dated)), -1)
    last = np.maximum.accumulate(order) if len(order) else order
    lacking = ~dated & below & (last >= 0)
    at = np.where(lacking, last, np.arange(len(dated)))
    return month[at], day[at], dated | lacking


def _amounts(
    table: Table, money: list[int], inquiry: Inquiry
) -> tuple[NDArray[np.int64], NDArray[np.int8], int] | None:
    """Debit minus credit per row, why a row has no amount, and the scale."""
    cells: dict[int, Cells] = {i: take_apart(table.columns[i]) for i in money}
    sign = decimal_sign(cells.values(), table.names[money[0]], inquiry)
    if sign is None:
        return None
    decimal = inquiry.decimal = sign or "."
    parsed, scale = parse_together(cells, dict.fromkeys(cells, decimal))
    first = parsed[money[0]]
    side = side_column(table)
    if side is not None:
        debit, credit = said_sides(table.columns[side])
        status = np.where((first.status == OK) & ~(debit | credit), EMPTY, first.status)
        return spent(first.units, debit, credit), status.astype(np.int8), scale
    if len(money) == 1:
        return first.units, first.status, scale
    second = parsed[money[1]]
    empty = (first.status == EMPTY) & (second.status == EMPTY)
    worst = np.maximum(np.where(first.status == EMPTY, OK, first.status),
                       np.where(second.status == EMPTY, OK, second.status))  # fmt: skip
    return first.units - second.units, np.where(empty, EMPTY, worst).astype(np.int8), scale


def _first_words(table: Table) -> pa.Array:
    """The first filled cell of every row."""
    found = trimmed(table.columns[0])
    for column in table.columns[1:]:
        found = instead(found, trimmed(column), ~filled(found))
    return found


def _label(table: Table, cells: list[str]) -> pa.Array:
    columns = [trimmed(table.columns[cells.index(word)]) for word in LABELS if word in cells]
    if not columns:
        return pa.repeat("", len(table))
    found = columns[0]
    for column in columns[1:]:
        found = joined(found, column)
    return trimmed(found).cast(pa.string())


def _number(table: Table, cells: list[str]) -> pa.Array | None:
    """What numbers the entry of every row; None where no column does, or not on all rows, or of so
    many that a program closed the year, which says so itself."""
    column = entry_column(cells) if len(table) <= _MOST else None
    if column is None or not filled(table.columns[column]).all():
        return None
    return trimmed(table.columns[column]).cast(pa.string())


def _say_totals(
    groups: Groups, units: NDArray[np.int64], posted: NDArray[np.bool_],
    balances: NDArray[np.bool_], scale: int, inquiry: Inquiry,
) -> None:  # fmt: skip
    """Say whether the lines of every account add up to its total line, with the balance that they
    begin with or without it."""
    apart, within = {}, set(groups.parents.values())
    compared = [name for name in groups.totals if name not in within]
    for name in compared:
        row, lines = groups.totals[name], groups.rows_of(name)
        gap = int(units[row] - units[lines & posted].sum()) if units[row] else 0
        if gap and gap != int(units[lines & balances].sum()):
            apart[name] = gap
    if apart:
        worst = max(apart, key=lambda name: abs(apart[name]))
        inquiry.note("ledger_incomplete", count=len(apart), account=worst,
                     difference=exact_total(np.array([apart[worst]]), scale))  # fmt: skip
    elif compared:
        inquiry.note("ledger_complete", count=len(compared))
