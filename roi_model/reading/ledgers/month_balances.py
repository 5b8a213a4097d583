"""Sums and balances by month: a line for each account, the months across, as "Summen und Salden"
and "balance mensuelle" print them."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.roles import cost_roles, planning
from roi_model.reading.costs.statement.beside import say_beside
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.columns import account_columns
from roi_model.reading.ledgers.headings import in_order
from roi_model.reading.ledgers.postings import Postings, costs_of, french_side, texts
from roi_model.reading.sorting.plans import COST, NEITHER, load_plan
from roi_model.reading.tables.month_headers import lacks_year, month_columns
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, matching, plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import EMPTY, OK, parse_together, take_apart
from roi_model.reading.values.asked import decimal_sign, year_of
from roi_model.reading.values.date_shapes import readings

_ACCOUNTS = {"konto", "kto", "kontonr", "kontonummer", "konto nr", "sachkonto", "compte",
             "n compte", "no compte", "numero compte", "numero de compte"}  # fmt: skip
_GERMAN = ("konto", "kto", "sachkonto")
_NUMBER = r"^\s*\d{3,9}\s*$"
_PLAN = re.compile(r"\bskr ?0?([34])\b")
_BALANCES = {"saldo", "solde", "endsaldo", "solde final", "eb wert", "saldo gesamt", "total"}
_MOST = 0.5
_FEW = 3


def is_month_balances(table: Table) -> bool:
    """Whether each line is an account by its number, with the months across, accounts of the
    balance sheet among them."""
    months = month_columns(table.names)
    at = _account(table)
    if len(months) < 2 or at is None or "date" in cost_roles(table.names):
        return False
    numbers, _ = coded(trimmed(table.columns[at]))
    told = matching(numbers, _NUMBER)
    first = {number[:1] for number in numbers.filter(pa.array(told)).to_pylist()}
    return len(first) > _FEW and float(told.mean()) > _MOST


def _account(table: Table) -> int | None:
    cells = [fold(name) for name in table.names]
    named = next((i for i, cell in enumerate(cells) if cell in _ACCOUNTS), None)
    return next(iter(account_columns(cells)), None) if named is None else named


def read_month_balances(source: Source, inquiry: Inquiry) -> Lines | None:
    """What was booked on accounts of costs, a cost for each month; sums of classes left out.

    German numbers are SKR03 or SKR04: a title says it, or it is asked. None where a question
    blocks. Raises RefusedError where months come twice, are planned, or do not add up to the
    balance beside them.
    """
    table = in_order(source.table)
    at = _account(table)
    assert at is not None
    if planned := planning([source.sheet, *source.titles]):
        raise RefusedError("planned", column=planned)
    months = month_columns(table.names)
    keys = _months(table, months, source, inquiry)
    cells = {i: take_apart(table.columns[i]) for i in range(len(table.names))
             if i in months or fold(table.names[i]) in _BALANCES}  # fmt: skip
    sign = decimal_sign([cells[i] for i in months], table.names[months[0]], inquiry)
    if keys is None or sign is None:
        return None
    inquiry.decimal = sign or "."
    parsed, scale = parse_together(cells, dict.fromkeys(cells, inquiry.decimal))
    units = {i: np.where(one.status == OK, one.units, 0) for i, one in parsed.items()}
    bad = np.any([(parsed[i].status != OK) & (parsed[i].status != EMPTY) for i in months], axis=0)
    numbered = matching(trimmed(table.columns[at]), _NUMBER)
    codes = np.where(~numbered, 1, np.where(bad, 2, 0)).astype(np.int8)
    _refuse_balances(units, months, codes == 0)
    inquiry.note("months_across", count=len(months))
    say_beside(table, months, inquiry)
    inquiry.columns = {"account": table.names[at], "amount": table.names[months[0]]}
    numbers = [cell.strip() for cell in plain(table.columns[at]).to_pylist()]
    names = _names(table, at)
    rows = np.flatnonzero(codes == 0)
    kept = [(row, i) for i in months for row in rows.tolist() if units[i][row]]
    lines = table.lines
    table.leave_out(codes, ("", "total_line", "not_a_number"))
    postings = Postings(
        np.array([keys[i] for _, i in kept], np.int64), np.ones(len(kept), np.int64),
        np.array([units[i][row] for row, i in kept], np.int64), scale,
        texts([numbers[row] for row, _ in kept]).cast(pa.string()),
        texts([names[row] for row, _ in kept]).cast(pa.string()),
        texts([names[row] for row, _ in kept]).cast(pa.string()), lines[[row for row, _ in kept]],
    )  # fmt: skip
    plan = _plan(source, fold(table.names[at]), postings, inquiry)
    if plan is None:
        return None
    sides = {n: (load_plan(plan).side(n) or NEITHER) if plan else french_side(n) for n in numbers}
    return costs_of(postings, sides, plan, inquiry)


def _names(table: Table, account: int) -> list[str]:
    words = [i for i, name in enumerate(table.names) if i != account
             and not month_columns([name]) and fold(name) not in _BALANCES]  # fmt: skip
    if not words:
        return [""] * len(table)
    return [(cell or "").strip() for cell in plain(table.columns[words[0]]).to_pylist()]


def _months(
    table: Table, months: list[int], source: Source, inquiry: Inquiry
) -> dict[int, int] | None:
    """The month of each column; None where its year is asked."""
    year = ""
    if any(lacks_year(table.names[i]) for i in months):
        found = year_of(" ".join([*source.titles, inquiry.name]), inquiry, alone=True)
        if found is None:
            return None
        year = f" {found}"
    keys: dict[int, int] = {}
    for i in months:
        told = set(readings(f"{table.names[i]}{year}", serials=False).values())
        if len({(y, m) for y, m, _ in told}) != 1:
            raise RefusedError("statement_months", columns=table.names[i])
        y, m, _ = told.pop()
        keys[i] = 12 * y + m - 1
    if len(set(keys.values())) < len(keys):  # budget beside actual, last year's beside this one's
        raise RefusedError("ledger_layout", columns=table.headed)
    return keys


def _refuse_balances(
    units: dict[int, NDArray[np.int64]], months: list[int], rows: NDArray[np.bool_]
) -> None:
    """Refuse months whose last is the balance, as each is the sum of those before it."""
    booked = sum(units[i] for i in months)
    for i, column in units.items():
        told = rows & (column != 0) & (booked != 0)
        if i not in months and told.any():
            last = (column == units[months[-1]])[told].mean()
            if last > _MOST and (column == booked)[told].mean() < _MOST:
                raise RefusedError("cumulated_months")


def _plan(source: Source, heading: str, postings: Postings, inquiry: Inquiry) -> str | None:
    """The number plan: that of a title, the French one by the heading, or asked."""
    said = {f"skr0{n}" for title in source.text.split("\n", source.dialect.header_row or 1)
            for n in _PLAN.findall(fold(title))}  # fmt: skip
    if not heading.startswith(_GERMAN):
        return ""
    if len(said) == 1:
        inquiry.note("ledger_plan", plan=load_plan(min(said)).called)
        return said.pop()
    numbers = postings.account.to_pylist()
    options = {}
    for name in ("skr03", "skr04"):
        cost = np.array([load_plan(name).side(number) == COST for number in numbers], bool)
        options[name] = {"all": int(postings.units[cost].sum()) / 10**postings.scale}
    return inquiry.ask("ledger_plan", "", options)
