"""Bookings of one line each: the account debited, the account credited, one amount."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.accounts import ask_sides
from roi_model.reading.ledgers.columns import bare, number_of
from roi_model.reading.ledgers.postings import Postings, costs_of, french_side
from roi_model.reading.sorting.plans import COST, NEITHER, load_plan, name_side
from roi_model.reading.tables.currencies import one_currency
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import OK, REASONS, parse_together, take_apart
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import DATE_REASONS, parse_dates, take_apart_dates

_ACCOUNT = r"(?:account|acct|a c|compte|cpte|konto|kto|conto|cuenta|conta|rekening|grootboek)"
_DEBIT = r"(?:debit|debited|dr|debite|a debiter|de debit|soll|dare|debe|de cargo|debito|debet)"
_CREDIT = (
    r"(?:credit|credited|cr|credite|a crediter|de credit|haben|avere|haber|de abono|credito|kredit)"
)
_BESIDE = r"(?: (?:number|no|nr|code|name|nummer|nombre|numero|id))?"
_SIDES = tuple(
    re.compile(rf"(?:{_ACCOUNT}{_BESIDE} ?{side}|{side} ?{_ACCOUNT}){_BESIDE}|{side}{_ACCOUNT}")
    for side in (_DEBIT, _CREDIT)
)
_AMOUNT = re.compile(r"betrag|umsatz|montant|amount|import[eo]|valor|bedrag|sum(?:me|a)|belop")
# VAT that stands in the amount itself would have to be taken out.
_TAX = re.compile(
    r"(?:steuer|ust|mwst|tva|vat|iva|btw|tax) ?(?:schlussel|satz|code|key|rate|taux|%)?"
    r"|bu schlussel|(?:taux|code) (?:de )?tva|(?:aliquota|codice|tipo de|taxa de) iva|btw ?code"
)
_LABELS = ("buchungstext", "text", "libelle", "description", "descrizione", "descripcion",
           "descricao", "omschrijving", "memo", "narration", "details")  # fmt: skip
_FRENCH, _GERMAN = ("compte", "libelle", "montant"), ("konto", "soll", "haben")
_NUMBERED = 0.9


def both_sides_headings(row: list[str] | tuple[str, ...]) -> int:
    """How many cells of a row head columns of such bookings.

    >>> both_sides_headings(["Datum", "Sollkonto", "Habenkonto", "Betrag"])
    3
    """
    cells = [fold(cell) for cell in row]
    sides = _side_columns(cells)
    return 0 if sides is None else 2 + sum(bool(_AMOUNT.search(cell)) for cell in cells)


def is_both_sides(table: Table) -> bool:
    """Whether lines name the account debited and the one credited, by numbers or names, beside one
    amount without VAT.
    """
    cells = [fold(name) for name in table.names]
    sides = _side_columns(cells)
    if sides is None or _amount_column(table, cells, sides) is None or _date_column(table) is None:
        return False
    taxed = (i for i, cell in enumerate(cells) if _TAX.fullmatch(cell))
    return not any(bool(filled(table.columns[i]).any()) for i in taxed)


def read_both_sides(source: Source, inquiry: Inquiry) -> Lines | None:
    """What was debited to accounts of costs, less what was credited to them.

    German numbers are SKR03 or SKR04, which is asked; French ones are the national plan; else the
    words of an account's name say what it is, or it is asked. None where a question blocks.
    """
    table = source.table
    cells = [fold(name) for name in table.names]
    sides, at = _side_columns(cells), _date_column(table)
    money = None if sides is None else _amount_column(table, cells, sides)
    assert sides is not None and money is not None and at is not None
    inquiry.columns = {"date": table.names[at], "amount": table.names[money],
                       "account": table.names[sides[0]]}  # fmt: skip
    table = table.without_cut_rows([at, *sides, money])
    single = one_currency(table, [money], inquiry)
    sign = decimal_sign([take_apart(table.columns[money])], table.names[money], inquiry)
    dates = take_apart_dates(table.columns[at], serials=False)
    if dates is None:
        raise RefusedError("no_date", columns=", ".join(table.names))
    chosen = day_format(dates, table.names[at], inquiry)
    if single is None or sign is None or chosen is None:
        return None
    if len(single) < len(table):
        table, dates = single, take_apart_dates(single.columns[at], serials=False)
        assert dates is not None
    decimal = inquiry.decimal = sign or "."
    read = parse_dates(dates, chosen)
    parsed, scale = parse_together({0: take_apart(table.columns[money])}, {0: decimal})
    codes = parsed[0].status.astype(np.int8)
    dateless = (codes == OK) & (read.status != 0)
    codes[dateless] = len(REASONS) + read.status[dateless]
    good = codes == 0
    table = table.leave_out(codes, (*REASONS, *DATE_REASONS))
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    postings = _postings(table, sides, cells, read.month[good], read.day[good],
                         parsed[0].units[good], scale)  # fmt: skip
    return _costs(postings, cells, inquiry)


def _postings(
    table: Table, sides: tuple[int, int], cells: list[str], month: NDArray[np.int64],
    day: NDArray[np.int64], units: NDArray[np.int64], scale: int,
) -> Postings:  # fmt: skip
    """Two postings a line: the amount on the account debited, and against the one credited."""
    label = next((trimmed(table.columns[cells.index(word)]) for word in _LABELS if word in cells),
                 pa.repeat("", len(table)).dictionary_encode())  # fmt: skip
    accounts = [trimmed(table.columns[column]) for column in sides]
    account = pa.concat_arrays([one.cast(pa.string()) for one in accounts])
    both = bool(filled(accounts[0]).all() and filled(accounts[1]).all())
    rows = np.arange(len(table))
    twice = pa.concat_arrays([label.cast(pa.string())] * 2)
    found = Postings(
        np.tile(month, 2), np.tile(day, 2), np.concatenate([units, -units]), scale, account,
        account, twice, np.tile(table.lines, 2), np.tile(rows, 2) if both else None,
    )  # fmt: skip
    return found.only(filled(account))


def _costs(postings: Postings, cells: list[str], inquiry: Inquiry) -> Lines | None:
    """The postings of costs by the plan of their numbers, or by their names."""
    values, index = coded(postings.account)
    names = [str(value) for value in values.to_pylist()]
    numbers = {name: number_of(name) for name in names}
    numbered = np.array([bool(numbers[name]) for name in names] or [False])[index].mean()
    words = " ".join(cells).split()
    plan: str | None = None
    sides = dict.fromkeys(names, "")
    if numbered >= _NUMBERED and any(word.startswith(_FRENCH) for word in words):
        plan = ""
        sides = {name: french_side(numbers[name]) for name in names}
    elif numbered >= _NUMBERED and any(part in word for word in words for part in _GERMAN):
        options = {one: {"all": _total(postings, one, numbers)} for one in ("skr03", "skr04")}
        plan = inquiry.ask("ledger_plan", "", options)
        if plan is None:
            return None
        known = load_plan(plan)
        inquiry.note("ledger_plan", plan=known.called)
        sides = {name: known.side(numbers[name]) or NEITHER for name in names}
    else:
        sides = {name: name_side(bare(name)) for name in names}
        sums = pd.Series(postings.units).groupby(index).sum()
        unknown = {name: int(sums.get(i, 0)) for i, name in enumerate(names) if not sides[name]}
        told = {name: side for name, side in sides.items() if side}
        said = ask_sides(unknown, postings.scale, inquiry, named=told)
        if said is None:
            return None
        sides |= said
    return costs_of(postings, sides, BY_NAME if plan is None else plan, inquiry, numbers=numbers)


def _total(postings: Postings, plan: str, numbers: dict[str, str]) -> float:
    values, index = coded(postings.account)
    known = load_plan(plan)
    costs = np.array([known.side(numbers[str(v)]) == COST for v in values.to_pylist()], bool)[index]
    return float(postings.units[costs].sum() / 10**postings.scale)


def _side_columns(cells: list[str]) -> tuple[int, int] | None:
    """The columns of the accounts debited and credited among folded headings."""
    found = [next((i for i, cell in enumerate(cells) if side.fullmatch(cell)), -1)
             for side in _SIDES]  # fmt: skip
    return (found[0], found[1]) if min(found) >= 0 else None


def _amount_column(table: Table, cells: list[str], sides: tuple[int, int]) -> int | None:
    """The one column of amounts; None where there is none, or several."""
    known = cost_roles(table.names)
    told = [c for role in ("amount_net", "amount") for c in known.get(role, [])] or [
        i for i, cell in enumerate(cells) if _AMOUNT.search(cell)
    ]
    told = [c for c in dict.fromkeys(told) if c not in sides]
    return told[0] if len(told) == 1 else None


def _date_column(table: Table) -> int | None:
    dates = cost_roles(table.names).get("date", [])
    return next(iter(dates), None)
