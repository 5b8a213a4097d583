"""One table in long form (date, words, amount) → dated costs; what is left out is listed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.columns import LongColumns, coarse_of, find_columns
from roi_model.reading.costs.credit_notes import (
    OUT,
    Received,
    credit_notes,
    negative_costs,
    paid_off,
    received,
    statement_total,
    turned,
)
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.figures import names_costs, tell_undated
from roi_model.reading.costs.layouts.price_list import refuse_price_list
from roi_model.reading.costs.layouts.spread import spread
from roi_model.reading.costs.ledgers import is_ledger
from roi_model.reading.costs.platforms.apart import kept_apart
from roi_model.reading.costs.repeated import repeated_rows
from roi_model.reading.costs.roles import is_expense_report
from roi_model.reading.costs.sides import all_credit_notes, are_movements, sides, signed_like, spent
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.cancelled import without_cancelled
from roi_model.reading.tables.currencies import one_currency, remark_foreign
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.thousands import unit_factor
from roi_model.reading.text.distinct import matching, only, rows_of, trimmed, where
from roi_model.reading.text.outlines import in_outline
from roi_model.reading.text.wording import fold_column, words_of
from roi_model.reading.values.amounts import (
    EMPTY,
    MAX_UNITS,
    OK,
    REASONS,
    TOO_LARGE,
    Amounts,
    Cells,
    amounts_given,
    exact_total,
    parse_together,
    take_apart,
)
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import (
    DATE_REASONS,
    Days,
    parse_dates,
    take_apart_dates,
)

# A total line says so in its first words; a supplier called "Total Access" has a date.
_TOTAL = rf"^ (?:grand |sous |sub |s )?(?:{'|'.join(sorted(words_of('total')))}|cumul)\b"
_ONLY_TOTAL = (
    r"^ (?:a reporter|report|reports|carried forward|brought forward) $"
    r"|^ (?:grand |sous |sub |s )?(?:total|totaux|totals|subtotal|subtotals|cumul)"
    r"(?: (?:general|generaux|ht|ttc|net|du|de|des|mois|mensuel|annuel|annee|for|pour|periode"
    r"|period|month|year|par|by|jan[a-z]*|fe[vb][a-z]*|mar[a-z]*|a[vp]r[a-z]*|ma[iy]|jui?[nl][a-z]*"
    r"|ao?u[a-z]*|sep[a-z]*|o[ck]t[a-z]*|nov[a-z]*|dec[a-z]*|\d+|records?|lignes?"
    r"|charges|depenses|costs?|expenses|couts?|operations?|mouvements?|debits?|credits?|compte"
    r"|a|au|reporter|euros?|eur|transactions?|amounts?|montants?|debito|credito|soll|haben))* $"
    r"|^ (?:gesamtsumme|gesamtbetrag|zwischensumme|subtotale|subtotaal|eindtotaal|suma total) $"
)
_FOR = r"^ (?:grand |sous |sub )?(?:total|totals|subtotal) (?:for|pour) "
_BALANCE = (
    r"^ (?:solde (?:initial|final|precedent|anterieur|au|reporte|crediteur|debiteur|comptable"
    r"|(?:de|d|en) (?:depart|debut|fin|ouverture|cloture))|ancien solde|nouveau solde"
    r"|report a nouveau|a nouveau|opening balance|closing balance|balance (?:brought|carried))"
)
# Below this share of negative amounts they are credit notes among costs; above it the sign
# convention itself is in doubt and asked.
_CREDIT_NOTES = 0.20
_TOTAL_LINE, _BALANCE_LINE = 3, 4
# Dates that are none as they stand, and the remark that says how they are read.
_SAID = {"excel_serial": "excel_serial", "epoch": "epochs", "week": "weeks"}


def read_costs(
    table: Table, has_header: bool, inquiry: Inquiry, *, accounts: bool = True
) -> Lines | None:
    """Dated costs, positive where money was spent; None where a question blocks.

    Without `accounts` the numbers of accounts, where there are some, tell no cost from others.
    Raises RefusedError where there is no date column, no amount column, no usable row or no line
    of an expense account where accounts are told.
    """
    ledger, report = is_ledger(table), is_expense_report(table.names)
    table = without_cancelled(table, inquiry, unapproved=report)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    refuse_price_list(table)
    columns = find_columns(table, has_header, inquiry, accounts=accounts)
    if columns is None:
        return None
    table = table.without_cut_rows(columns.needed)
    days, table, maybe = _days(table, columns, inquiry)
    single = one_currency(table, columns.money, inquiry, rates=True)
    if single is None:
        return None
    if days is not None and len(single) < len(table):
        days = days.only(np.isin(table.lines, single.lines))
        table = single
    remark_foreign(table, columns.money, inquiry)
    money = {c: take_apart(table.columns[c]) for c in columns.money}
    decimals = _decimals(table, columns, money, inquiry)
    if days is None or decimals is None:  # all that is unclear is asked at once
        return None
    units, scale, status, converted = _units(table, columns, money, decimals)
    sided = columns.debit is None and any(cells.sided for cells in money.values())
    for code, count in converted.items():
        if count:
            inquiry.note(f"converted_{code}", count=count)
    heading, suffixed = table.names[columns.money[0]], converted["suffix"] > 0
    factor = unit_factor(np.where(status == OK, units, 0), scale, heading, suffixed, inquiry)
    if factor is None:
        return None
    status[(status == OK) & (np.abs(units) > MAX_UNITS / factor)] = TOO_LARGE
    units = units * factor
    table = table.leave_out(status, (*REASONS, "no_side"))
    good = rows_of(status == OK)
    days, units = days.only(status == OK), units[good]
    words = [c for c in (columns.label, columns.category) if c is not None]
    repeats = repeated_rows(table, words, np.isin(table.lines, maybe), units, days)
    table, once = table.keep(~repeats, "total_line"), rows_of(~repeats)
    month, day, units = days.month[once], days.day[once], units[once]
    months = None if days.months is None else days.months[once]
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    units = turned(table, columns, units, inquiry)
    deducted = credit_notes(table, units, scale, inquiry)
    if deducted is None:
        return None
    paid = paid_off(table, columns, deducted)
    signed = _signed(table, columns, deducted, scale, ledger, sided, paid, inquiry)
    if signed is None:
        return None
    apart = kept_apart(table, columns, signed, paid, (month, day), scale, inquiry)
    if apart is None:
        return None
    units, out, undoes, came_in = apart.units, apart.out, apart.undoes, apart.came_in
    table, spent = table.leave_out(out, OUT), rows_of(out == 0)
    month, day, units, undoes = month[spent], day[spent], units[spent], undoes[spent]
    months = None if months is None else months[spent]
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    lines = _lines(table, columns, month, day, units, scale, months, inquiry)
    if undoes.any():
        lines = replace(lines, undoes=undoes)
    lines = replace(lines, received=came_in)
    remark_negative(lines, inquiry)
    if not len(lines):
        raise RefusedError("no_expense_account", count=table.rows_read)
    return lines


def remark_negative(lines: Lines, inquiry: Inquiry) -> None:
    """Doubt costs that add up to less than nothing, and say what would turn them."""
    total = exact_total(lines.units, lines.scale)
    if total < 0:
        inquiry.note("negative_total", total=total)


def _cells(table: Table, column: int | None) -> pa.Array:
    return pa.repeat("", len(table)) if column is None else trimmed(table.columns[column])


def _days(
    table: Table, columns: LongColumns, inquiry: Inquiry
) -> tuple[Days | None, Table, NDArray[np.int64]]:
    """Months per row; total lines, balances and rows without a date left out.

    With the lines of those that are dated and begin like a total: the figures must tell.
    """
    maybe = np.zeros(0, np.int64)
    header = table.names[columns.date]
    coarse = coarse_of(table, columns.date, inquiry)
    cells = take_apart_dates(table.columns[columns.date], coarse=coarse)
    if cells is None:
        return None, table.keep(np.zeros(len(table), bool), "bad_date"), maybe
    chosen = day_format(cells, header, inquiry)
    if chosen is None:
        return None, table, maybe
    if chosen in _SAID:
        inquiry.note(_SAID[chosen], column=header)
    days = parse_dates(cells, chosen)
    if days.apart:
        inquiry.note("date_spellings", column=header, count=days.apart)
    codes = days.status.astype(np.int8)
    undated = codes != 0
    for column in {columns.date, columns.label, columns.category, 0} - {None}:
        words = fold_column(in_outline(_cells(table, column)))
        if not matching(words, f"{_BALANCE}|{_TOTAL}|{_ONLY_TOTAL}").any():
            continue
        codes[matching(words, _BALANCE)] = _BALANCE_LINE
        total = matching(words, _TOTAL)
        codes[total & undated] = _TOTAL_LINE
        maybe = np.union1d(maybe, table.lines[total & ~undated])
        if column != columns.date:
            codes[matching(words, f"{_ONLY_TOTAL}|{_FOR}")] = _TOTAL_LINE
    keep = codes == 0
    tell_undated(table, undated & (codes <= 2), columns.money, columns.date, inquiry)
    table = table.leave_out(codes, (*DATE_REASONS, "total_line", "balance_line"))
    return days.only(keep), table, maybe


def _decimals(
    table: Table, columns: LongColumns, money: dict[int, Cells], inquiry: Inquiry
) -> dict[int, str] | None:
    """The decimal sign of every money column; debit and credit speak for each other."""
    groups = [[c] for c in money]
    if columns.debit is not None and columns.credit is not None:
        groups = [[columns.debit, columns.credit]]
    elif columns.fee is not None or columns.added:  # one writer wrote them
        beside = {columns.amount, columns.fee, *columns.added} - {None}
        groups = [[c for c in money if c in beside], *([c] for c in money if c not in beside)]
    decimals: dict[int, str] = {}
    for group in groups:
        gives = partial(amounts_given, money[group[0]])
        sign = decimal_sign([money[c] for c in group], table.names[group[0]], inquiry, gives)
        if sign is None:
            continue
        inquiry.decimal = inquiry.decimal or sign or None
        decimals.update(dict.fromkeys(group, sign or "."))
    return decimals if len(decimals) == len(money) else None


def _units(
    table: Table, columns: LongColumns, money: dict[int, Cells], decimals: dict[int, str]
) -> tuple[NDArray[np.int64], int, NDArray[np.int8], dict[str, int]]:
    """Units, their scale, a status per row (an index of REASONS; one beyond: no side)."""
    parsed, scale = parse_together(money, decimals)
    counted = [amounts.converted for amounts in parsed.values()]
    converted = {key: sum(one[key] for one in counted) for key in counted[0]}
    if columns.debit is not None and columns.credit is not None:
        debit, credit = parsed[columns.debit], parsed[columns.credit]
        # Some banks write what went out as negative debits: out is out, whatever its sign.
        flip = -1 if debit.units.max(initial=0) <= 0 and debit.units.min(initial=0) < 0 else 1
        if credit.units.max(initial=0) <= 0 and credit.units.min(initial=0) < 0:
            return flip * debit.units + credit.units, scale, pair_status(debit, credit), converted
        units = flip * debit.units - credit.units
        return units, scale, pair_status(debit, credit), converted
    assert columns.amount is not None
    amount = parsed[columns.amount]
    units, status = amount.units, amount.status
    for column in columns.added:
        units = units + parsed[column].units
        status = pair_status(Amounts(units, scale, status, {}), parsed[column])
    for tax in (columns.net_of, *columns.deducted):
        if tax is None:
            continue
        vat = parsed[tax]
        units = units - signed_like(vat.units, units)
        status = np.maximum(status, np.where(vat.status == EMPTY, OK, vat.status)).astype(np.int8)
    if columns.fee is not None:
        fee = parsed[columns.fee]
        units = units + np.where(units < 0, -1, 1) * np.abs(fee.units)
        status = np.maximum(status, np.where(fee.status == EMPTY, OK, fee.status)).astype(np.int8)
    if columns.times is not None:
        pieces = parsed[columns.times]
        units = np.rint(units * (pieces.units / 10**scale)).astype(np.int64)
        status = np.maximum(status, pieces.status).astype(np.int8)
    if columns.sense is not None:
        debit_side, credit_side = sides(table.columns[columns.sense])
        if columns.plus_in:
            debit_side, credit_side = credit_side, debit_side
        units = spent(units, debit_side, credit_side)
        no_side = ~debit_side & ~credit_side & (status == OK)
        status = np.where(no_side, len(REASONS), status).astype(np.int8)
    return units, scale, status, converted


def pair_status(debit: Amounts, credit: Amounts) -> NDArray[np.int8]:
    """A row is good where one side is and the other is or is empty; both empty is no amount."""
    worst = np.maximum(
        np.where(debit.status == EMPTY, OK, debit.status),
        np.where(credit.status == EMPTY, OK, credit.status),
    )
    both_empty = (debit.status == EMPTY) & (credit.status == EMPTY)
    status: NDArray[np.int8] = np.where(both_empty, EMPTY, worst).astype(np.int8)
    return status


def _signed(
    table: Table, columns: LongColumns, units: NDArray[np.int64], scale: int, ledger: bool,
    sided: bool, paid: NDArray[np.bool_], inquiry: Inquiry,
) -> tuple[NDArray[np.int64], Received | None] | None:  # fmt: skip
    """Costs made positive, and on a statement which rows are none; None where the sign is asked.

    Rows that are `paid` settle a card where what is positive was spent. All negative: that is how
    this file writes spending. A few negatives are credit notes. Many of both:
    income and spending in one column, or not; only the user knows which sign is which.
    """
    if columns.account is not None and not negative_costs(table, columns, units):
        return units, None
    if columns.sense is not None and columns.debit is None:
        column = table.columns[columns.sense]
        if columns.plus_in or (are_movements(column) and not ledger):
            inquiry.suppose({f"credits:{table.names[columns.sense]}": "income"})
        elif columns.label is not None and inquiry.answer("credits") is None:
            label = table.columns[columns.label]
            if all_credit_notes(only(label, units < 0), only(label, units > 0)):
                inquiry.suppose({f"credits:{table.names[columns.sense]}": "refunds"})
        return _credited(table, columns, units, scale, ledger, inquiry)
    if columns.debit is not None or sided:
        return _credited(table, columns, units, scale, ledger, inquiry)
    header = table.names[columns.amount or 0]
    own = units[~paid]
    negative, positive = int(np.sum(own < 0)), int(np.sum(own > 0))
    answer = inquiry.answer("sign", header, ("positive", "negative", "turned"))
    if answer is None and negative:
        if not positive:
            inquiry.note("negative_costs", column=header)
            answer = "negative"
        elif own.sum() > 0 and negative <= 2 * positive and (
            names_costs(header) or negative <= _CREDIT_NOTES * (negative + positive)
        ):  # fmt: skip
            inquiry.note("credit_notes", count=negative, column=header)
        else:
            spent = statement_total(table, columns, -units, scale)
            options = {"positive": {"all": exact_total(units[~paid | (units > 0)], scale)},
                       "negative": {"all": spent}}  # fmt: skip
            if positive <= _CREDIT_NOTES * (negative + positive):
                options["turned"] = {"all": exact_total(-units[~paid | (units < 0)], scale)}
            inquiry.ask("sign", header, options)
            return None
    if answer != "negative":
        return -units if answer == "turned" else units, None
    return -units, received(table, columns, -units)


def _credited(
    table: Table, columns: LongColumns, units: NDArray[np.int64], scale: int, ledger: bool,
    inquiry: Inquiry,
) -> tuple[NDArray[np.int64], Received | None] | None:  # fmt: skip
    """What the credit side is: money received (a bank's statement) or refunds of costs; asked."""
    credited = units < 0
    column = columns.credit if columns.credit is not None else columns.sense
    header = table.names[columns.money[0] if column is None else column]
    answer = inquiry.answer("credits", header, ("income", "refunds"))
    if answer is None and credited.any():
        if ledger or not any(map(is_balance, table.names)):
            options = {"income": {"all": statement_total(table, columns, units, scale)},
                       "refunds": {"all": exact_total(units, scale)}}  # fmt: skip
            inquiry.ask("credits", header, options)
            return None
        answer = "income"  # a running balance over no accounts: a bank's statement
    if answer != "income":
        return units, None
    return units, received(table, columns, units)


def _lines(
    table: Table, columns: LongColumns, month: NDArray[np.int64], day: NDArray[np.int64],
    units: NDArray[np.int64], scale: int, months: NDArray[np.int64] | None, inquiry: Inquiry,
) -> Lines:  # fmt: skip
    account = None
    keep = np.ones(len(table), bool)
    if columns.account is not None:
        account = _cells(table, columns.account)
        keep = where(account, lambda numbers: pc.starts_with(numbers, "6"))
        if not keep.all():
            inquiry.note("other_accounts", count=int(np.sum(~keep)))
    rows = rows_of(keep)
    words = [only(_cells(table, column), keep) for column in (columns.label, columns.category)]
    label, category = words[0], None if columns.category is None else words[1]
    if columns.label is None and category is not None:
        label = category
    lines = Lines(month[rows], units[rows], scale, table.lines[rows], label, day[rows], category,
                  None if account is None else only(account, keep))  # fmt: skip
    if months is None:
        return lines
    if longer := int(np.sum(months[rows] > 1)):
        inquiry.note("spread", count=longer)
    return spread(lines, months[rows])
