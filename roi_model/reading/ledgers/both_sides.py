"""Bookings of one line each: the account debited, the account credited, one amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.accounts import SWISS, ask_sides, swiss_sides
from roi_model.reading.ledgers.columns import bare, number_of
from roi_model.reading.ledgers.postings import Postings, costs_of, french_side
from roi_model.reading.sorting.plans import COST, NEITHER, load_plan, name_side
from roi_model.reading.tables.currencies import one_currency
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import OK, REASONS, parse_together, take_apart
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import DATE_REASONS, parse_dates, take_apart_dates

_ACCOUNT = r"(?:account|acct|a c|compte|cpte|konto|kto|conto|cuenta|conta|rekening|grootboek)"
_DEBIT = r"(?:debit|debited|dr|debite|a debiter|de debit|soll|dare|debe|de cargo|debito|debet|wn)"
_CREDIT = (
    r"(?:credit|credited|cr|credite|a crediter|de credit|haben|avere|haber|de abono|credito|kredit"
    r"|ma)"
)
_BESIDE = r"(?: (?:number|no|nr|code|name|nummer|nombre|numero|id))?"
_SIDES = tuple(
    re.compile(rf"(?:{_ACCOUNT}{_BESIDE} ?{side}|{side} ?{_ACCOUNT}){_BESIDE}|{side}{_ACCOUNT}")
    for side in (_DEBIT, _CREDIT)
)
# "Soll", "Haben" alone head accounts where every line has both and an amount beside.
_ALONE = tuple(re.compile(side) for side in (_DEBIT, _CREDIT))
_AN_ACCOUNT = r"^\s*\d[\d.-]{2,9}(?:\s+\D.*)?$"
_A_SUM = r"^\s*\d+[.,]\d\d$"
_AMOUNT = re.compile(
    r"betrag|umsatz|montant|amount|import[eo]|valor|bedrag|sum(?:me|a)|belop|kwota"
)
# What may say that VAT stands in the amount itself, and accounts that VAT itself is booked on.
_TAX = re.compile(
    r"(?:steuer|ust|mwst|tva|vat|iva|btw|tax) ?(?:schlussel|satz|code|key|rate|taux|%)?"
    r"|bu schlussel|(?:taux|code) (?:de )?tva|(?:aliquota|codice|tipo de|taxa de) iva|btw ?code"
)
_VAT = re.compile(r"^(?:15[78]|17[78]|140|380|4456|4457|445|472|477)\d*$")
_VAT_WORDS = re.compile(r"\b(?:vat|tva|vorsteuer|umsatzsteuer|mwst|iva|btw|gst)\b")
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s*%?")
_HIGHEST = 27
_LABELS = ("buchungstext", "text", "libelle", "description", "descrizione", "descripcion",
           "descricao", "omschrijving", "memo", "narration", "details")  # fmt: skip
_SPANISH = "cuenta"  # classes as the French have them, other accounts within
# Beside an amount in the currency of the document, that of the books.
_BASE = re.compile(
    r"(?:basis|haus|leit|firmen|landes)wahrung|(?:base|home|company|local) currency"
    r"|devise (?:de )?(?:base|reference|tenue)|valuta (?:di )?base|(?:moneda|divisa) base"
)
_CURRENCY = re.compile(r"wahrung|currency|currency code|devise|divisa|moneda|valuta|moeda")
_FRENCH, _GERMAN = ("compte", "libelle", "montant"), ("soll", "haben")
_NUMBERED = 0.9


def both_sides_headings(row: list[str] | tuple[str, ...]) -> int:
    """How many cells of a row head columns of such bookings.

    >>> both_sides_headings(["Datum", "Sollkonto", "Habenkonto", "Betrag"])
    3
    """
    cells = [fold(cell) for cell in row]
    sides = _side_columns(cells, _SIDES)
    return 0 if sides is None else 2 + sum(bool(_AMOUNT.search(cell)) for cell in cells)


def is_both_sides(table: Table) -> bool:
    """Whether lines name the account debited and the one credited, by numbers or names, beside one
    amount.
    """
    cells = [fold(name) for name in table.names]
    sides = _sides_of(table, cells)
    if sides is None or _date_column(table) is None:
        return False
    return _amount_column(table, cells, sides) is not None


def read_both_sides(source: Source, inquiry: Inquiry) -> Lines | None:
    """What was debited to accounts of costs, less what was credited to them.

    German numbers are SKR03 or SKR04, which is asked; French ones are the national plan; else the
    words of an account's name say what it is, or it is asked; so is VAT at a rate beside the
    amount. None where a question blocks. Raises RefusedError where VAT is known by a key alone.
    """
    table = source.table
    cells = [fold(name) for name in table.names]
    sides, at = _sides_of(table, cells), _date_column(table)
    money = None if sides is None else _amount_column(table, cells, sides)
    assert sides is not None and money is not None and at is not None
    inquiry.columns = {"date": table.names[at], "amount": table.names[money],
                       "account": table.names[sides[0]]}  # fmt: skip
    table = table.without_cut_rows([at, *sides, money])
    single = _in_one_currency(table, money, inquiry)
    sign = decimal_sign([take_apart(table.columns[money])], table.names[money], inquiry)
    dates = take_apart_dates(table.columns[at], serials=False)
    if dates is None:
        raise RefusedError("no_date", columns=table.headed)
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
    rates = _rates(table, cells, postings)
    return None if rates is None else _costs(postings, rates, cells, inquiry)


def _in_one_currency(table: Table, money: int, inquiry: Inquiry) -> Table | None:
    """The lines in one currency: all, where amounts are in that of the books, which is the one of
    lines whose two amounts are the same."""
    base = _BASE.search(fold(table.names[money]))
    codes = [i for i, name in enumerate(table.names) if _CURRENCY.fullmatch(fold(name))]
    if base is None or len(codes) != 1:
        return one_currency(table, [money], inquiry)
    amounts = [trimmed(table.columns[i]).cast(pa.string()) for i, name in enumerate(table.names)
               if i != money and _AMOUNT.search(fold(name))]  # fmt: skip
    same = [pc.equal(one, trimmed(table.columns[money]).cast(pa.string())) for one in amounts]
    own = {code for one in same for code in trimmed(table.columns[codes[0]]).cast(pa.string())
           .filter(one).to_pylist() if code}  # fmt: skip
    inquiry.currencies.chosen = own.pop() if len(own) == 1 else ""
    return table


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


def _rates(table: Table, cells: list[str], postings: Postings) -> NDArray[np.float64]:
    """The rate of VAT that stands in each posting's amount, in percent; 0 where VAT is booked on
    accounts of its own. Raises RefusedError where keys say it.
    """
    none = np.zeros(len(postings))
    taxed = [i for i, cell in enumerate(cells) if _TAX.fullmatch(cell)]
    told = [i for i in taxed if bool(filled(table.columns[i]).any())]
    accounts = [str(value) for value in coded(postings.account)[0].to_pylist()]
    if not told or any(_VAT.match(number_of(a)) or _VAT_WORDS.search(fold(a)) for a in accounts):
        return none
    values, index = coded(trimmed(table.columns[told[0]]))
    found = [_RATE.fullmatch(str(value)) if value else None for value in values.to_pylist()]
    read = [float(one.group(1).replace(",", ".")) if one else 0.0 for one in found]
    keyed = any(value and not one for value, one in zip(values.to_pylist(), found, strict=True))
    if keyed or max(read) > _HIGHEST or not re.search(r"satz|rate|taux|aliquota|tipo|taxa",
                                                      cells[told[0]]):  # fmt: skip
        raise RefusedError("booking_tax_keys", column=table.names[told[0]])
    by_line = dict(zip(table.lines.tolist(), np.array(read)[index].tolist(), strict=True))
    return np.array([by_line[line] for line in postings.line.tolist()])


def _without_vat(
    postings: Postings, costs: NDArray[np.bool_], rates: NDArray[np.float64], inquiry: Inquiry
) -> Postings | None:
    """Amounts on accounts of costs without VAT; None where it is asked whether it is in them."""
    at = costs & (rates > 0)
    if not at.any():
        return postings
    bare_ = np.round(postings.units / (1 + rates / 100)).astype(np.int64)
    net = np.where(at, bare_, postings.units)
    one = 10**postings.scale
    options = {"yes": {"all": int(net[costs].sum()) / one},
               "no": {"all": int(postings.units[costs].sum()) / one}}  # fmt: skip
    said = inquiry.ask("vat_included", inquiry.columns["amount"], options)
    if said == "yes":
        inquiry.note("vat_of_rates", count=int(at.sum()),
                     amount=int((postings.units - net).sum()) / one)  # fmt: skip
        return replace(postings, units=net, entry=None)
    return None if said is None else postings


def _costs(
    postings: Postings, rates: NDArray[np.float64], cells: list[str], inquiry: Inquiry
) -> Lines | None:
    """The postings of costs by the plan of their numbers, or by their names."""
    values, index = coded(postings.account)
    names = [str(value) for value in values.to_pylist()]
    numbers = {name: number_of(name) for name in names}
    numbered = np.array([bool(numbers[name]) for name in names] or [False])[index].mean()
    words = " ".join(cells).split()
    swiss = inquiry.currencies.chosen == "CHF"  # other accounts under the same numbers
    own = swiss_sides(numbers) if swiss else {}
    plan: str | None = None
    sides = dict.fromkeys(names, "")
    if numbered >= _NUMBERED and not own and any(word.startswith(_FRENCH) for word in words):
        plan = ""
        sides = {name: french_side(numbers[name]) for name in names}
    elif _bare(names) and not swiss and any(part in word for word in words for part in _GERMAN):
        options = {one: {"all": _total(postings, one, numbers)} for one in ("skr03", "skr04")}
        plan = inquiry.ask("ledger_plan", "", options)
        if plan is None:
            return None
        known = load_plan(plan)
        inquiry.note("ledger_plan", plan=known.called)
        sides = {name: known.side(numbers[name]) or NEITHER for name in names}
    else:
        classed = numbered >= _NUMBERED and any(word.startswith(_SPANISH) for word in words)
        sides = {name: french_side(numbers[name]) if classed else name_side(bare(name))
                 for name in names}  # fmt: skip
        sums = pd.Series(postings.units).groupby(index).sum()
        unknown = {name: int(sums.get(i, 0)) for i, name in enumerate(names) if not sides[name]}
        if own:
            sides |= {name: side for name, side in own.items() if side}
            unknown = {name: amount for name, amount in unknown.items() if not sides[name]}
            inquiry.note("ledger_plan", plan=SWISS)
        told = {name: side for name, side in sides.items() if side and not own.get(name)}
        said = ask_sides(unknown, postings.scale, inquiry, named=told)
        if said is None:
            return None
        sides |= said
    costs = np.array([sides[name] == COST for name in names] or [False], bool)[index]
    net = _without_vat(postings, costs, rates, inquiry)
    if net is None:
        return None
    return costs_of(net, sides, BY_NAME if plan is None else plan, inquiry, numbers=numbers)


def _bare(names: list[str]) -> bool:
    """Whether accounts are numbers without names, which a plan alone can tell."""
    return all(name.isdigit() for name in names)


def _total(postings: Postings, plan: str, numbers: dict[str, str]) -> float:
    values, index = coded(postings.account)
    known = load_plan(plan)
    costs = np.array([known.side(numbers[str(v)]) == COST for v in values.to_pylist()], bool)[index]
    return float(postings.units[costs].sum() / 10**postings.scale)


def _sides_of(table: Table, cells: list[str]) -> tuple[int, int] | None:
    """The columns of the accounts debited and credited, by their headings, or headed by the side
    alone where all cells are accounts.
    """
    found = _side_columns(cells, _SIDES)
    alone = _side_columns(cells, _ALONE)
    if found is not None or alone is None or not len(table):
        return found
    columns = [trimmed(table.columns[i]) for i in alone]
    if any(matching(one, _A_SUM).all() for one in columns):
        return None
    return alone if all(matching(one, _AN_ACCOUNT).all() for one in columns) else None


def _side_columns(cells: list[str], sides: Sequence[re.Pattern[str]]) -> tuple[int, int] | None:
    """The columns of two sides among folded headings."""
    found = [next((i for i, cell in enumerate(cells) if side.fullmatch(cell)), -1)
             for side in sides]  # fmt: skip
    return (found[0], found[1]) if min(found) >= 0 else None


def _amount_column(table: Table, cells: list[str], sides: tuple[int, int]) -> int | None:
    """The one column of amounts; None where there is none, or several."""
    known = cost_roles(table.names)
    told = [c for role in ("amount_net", "amount") for c in known.get(role, [])] or [
        i for i, cell in enumerate(cells) if _AMOUNT.search(cell)
    ]
    base = [i for i, cell in enumerate(cells) if _AMOUNT.search(cell) and _BASE.search(cell)]
    told = [c for c in dict.fromkeys(base or told) if c not in sides]
    return told[0] if len(told) == 1 else None


def _date_column(table: Table) -> int | None:
    dates = cost_roles(table.names).get("date", [])
    return next(iter(dates), None)
