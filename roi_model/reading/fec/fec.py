"""A French FEC (fichier des écritures comptables) → costs of class 6 by account and month."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.costs import pair_status, remark_negative
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.sides import sides
from roi_model.reading.fec.header import ORDER, fec_columns, has_gap, has_sides, is_headless
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.nothing_left import refuse_shifted
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, each, matching, trimmed
from roi_model.reading.values.amounts import (
    OK,
    REASONS,
    Cells,
    exact_total,
    parse_amounts,
    parse_together,
    take_apart,
)
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import (
    DATE_REASONS,
    DateCells,
    Days,
    parse_dates,
    take_apart_dates,
    year_month,
)

# The tax text allows AAAAMMJJ; other French orders are met. Month first never is.
_FORMATS = tuple(
    ["%Y%m%d", "%d%m%Y", "%d%m%y"]
    + [f.format(s) for s in "/-. " for f in ("%d{0}%m{0}%Y", "%Y{0}%m{0}%d", "%d{0}%m{0}%y")]
)


# Accounts that the result goes to when the books are closed: 12, or 88 and 89 on the way there.
_RESULT = "^(?:12|88|89)"
_OPENING = r"^(?:an|ran|ano)$|nouveau|r[ée]ouverture|opening"
_NAMELESS = "FEC"


def read_fec(source: Source, inquiry: Inquiry) -> Lines | None:
    """Class-6 lines as debit − credit, and class-70 income; None where a question blocks.

    Negative months stay (reversals of accruals). EcritureNum repeats in real files and is no key;
    the period is the entries', not the file name's. Closing entries, which bring class 6 back to
    zero, are left out and said; so is whether debits equal credits, to the cent.
    """
    return read_entries(source.table, inquiry)


def read_entries(table: Table, inquiry: Inquiry) -> Lines | None:
    """The same of the table alone, whose columns are called as the law calls them."""
    # Short rows only lack the last columns, which the law leaves empty: but where an unknown name
    # stands among those of the law, it may be a name too many.
    refuse_shifted(table, len(table.present) if has_gap(table.names) else 0)
    columns = _columns(table)
    missing = [c for c in ("EcritureDate", "CompteNum") if c not in columns]
    pair = [c for c in ("Debit", "Credit") if c in columns]
    sense = "Montant" in columns and "Sens" in columns
    if missing or (len(pair) < 2 and not sense):
        lacking = missing or ["Debit", "Credit"]
        raise RefusedError("fec_columns", name=_NAMELESS, columns=", ".join(lacking))
    money = ["Montant", "Sens"] if len(pair) < 2 else pair
    needed = ("EcritureDate", "CompteNum", *money)
    inquiry.columns = {key: table.names[columns[key]] for key in needed}
    table = table.without_cut_rows([columns[key] for key in needed])
    table = _without_totals(table, columns)
    numbered = matching(trimmed(table.columns[columns["CompteNum"]]), r"^[1-9]\d")
    table = table.keep(numbered, "no_account")

    days, table = _days(table, columns["EcritureDate"], inquiry)
    cells = {c: take_apart(table.columns[columns[c]]) for c in money if c != "Sens"}
    decimal = _decimal(cells, inquiry)
    if decimal is None or days is None:
        return None
    table, debit, credit, scale, days = _money(table, columns, cells, decimal, days)
    if _signed_credits(debit, credit):
        credit = -credit
        inquiry.note("signed_credits")
    if not len(table):
        raise RefusedError("no_usable_row", name=_NAMELESS, count=table.rows_read)
    account = trimmed(table.columns[columns["CompteNum"]])
    code, values = _balance(debit, credit, scale, days, bool(len(table.rejections)))
    inquiry.note(code, **values)
    turned = _swapped(account, debit - credit, scale, inquiry)
    if turned is None:
        return None
    debit, credit = (credit, debit) if turned else (debit, credit)
    closing = _closing(table, columns, account, days)
    if closing.any():
        inquiry.note("closing_entries", count=int(closing.sum()))
    opening = _opening(table, columns)
    if opening:
        inquiry.note("opening_entries", count=opening)
    lines = _lines(table, columns, account, debit - credit, scale, days, ~closing)
    if not len(lines):
        raise RefusedError("no_costs", name=_NAMELESS, count=table.rows_read)
    if _brought_to_zero(lines):
        raise RefusedError("closed_books", name=_NAMELESS)
    remark_negative(lines, inquiry)
    inquiry.note("period", first=year_month(int(lines.month.min())),
               last=year_month(int(lines.month.max())))  # fmt: skip
    return lines


def _columns(table: Table) -> dict[str, int]:
    """Standard name → column; a spoilt header is told by its place where all others fit."""
    columns = fec_columns(table.names)
    if not columns and is_headless(table):
        columns = {name: i for i, name in enumerate(ORDER) if i < len(table.names)}
        if has_sides(table):
            columns["Montant"], columns["Sens"] = columns.pop("Debit"), columns.pop("Credit")
        return columns
    if "Montant" in columns and "Sens" in columns:
        return columns
    in_place = sum(columns.get(name) == i for i, name in enumerate(ORDER))
    if in_place >= 13:
        for i, name in enumerate(ORDER[: len(table.names)]):
            if name not in columns and i not in columns.values():
                columns[name] = i
    return columns


def _without_totals(table: Table, columns: dict[str, int]) -> Table:
    """Without a footer's total line: no account, no date, an amount all the same."""
    first = each(trimmed(table.columns[0]), pc.utf8_lower)
    total = matching(first, r"^(?:sous[- ]|grand )?tota(?:l|ux)\b")
    number = matching(table.columns[columns["CompteNum"]], r"\d")
    return table.keep(~total | number, "total_line")


def _days(table: Table, column: int, inquiry: Inquiry) -> tuple[Days | None, Table]:
    cells: DateCells | None = take_apart_dates(table.columns[column], serials=False)
    if cells is None:
        return None, table.keep(np.zeros(len(table), bool), "bad_date")
    chosen = day_format(cells, table.names[column], inquiry, _FORMATS)
    if chosen is None:
        return None, table
    days = parse_dates(cells, chosen, _FORMATS)
    good = days.status == 0
    if not good.all():
        table = table.leave_out(days.status, DATE_REASONS)
        days = days.only(good)
    return days, table


def _decimal(cells: dict[str, Cells], inquiry: Inquiry) -> str | None:
    decimal = decimal_sign(
        cells.values(), next(iter(cells)), inquiry, lambda sign: {"all": _net(cells, sign)}
    )
    if decimal is None:
        return None
    inquiry.decimal = decimal or None
    return decimal or ","


def _net(cells: dict[str, Cells], sign: str) -> float:
    """The sum of the first money column (debits) in a convention."""
    amounts = parse_amounts(next(iter(cells.values())), sign)
    return exact_total(amounts.units, amounts.scale)


def _money(
    table: Table, columns: dict[str, int], cells: dict[str, Cells], decimal: str, days: Days
) -> tuple[Table, NDArray[np.int64], NDArray[np.int64], int, Days]:
    """Debit and credit per row in units, rows without a readable amount left out."""
    parsed, scale = parse_together(cells, dict.fromkeys(cells, decimal))
    if "Montant" in parsed:
        amount = parsed["Montant"]
        is_debit, is_credit = sides(table.columns[columns["Sens"]])
        debit = np.where(is_debit, amount.units, 0)
        credit = np.where(is_credit, amount.units, 0)
        status = np.where(is_debit | is_credit, amount.status, len(REASONS)).astype(np.int8)
    else:
        debit, credit = parsed["Debit"].units, parsed["Credit"].units
        status = pair_status(parsed["Debit"], parsed["Credit"])
    good = status == OK
    if not good.all():
        table = table.leave_out(status, (*REASONS, "no_side"))
        debit, credit = debit[good], credit[good]
        days = days.only(good)
    return table, debit, credit, scale, days


def _signed_credits(debit: NDArray[np.int64], credit: NDArray[np.int64]) -> bool:
    """Whether credits carry a minus of their own: read so, the books are nearer to balance."""
    left, right = int(debit.sum()), int(credit.sum())
    return right < 0 and abs(left + right) < abs(left - right)


def _swapped(
    account: pa.Array, units: NDArray[np.int64], scale: int, inquiry: Inquiry
) -> bool | None:
    """Whether debits are in the column of credits; None where costs below 0 have it asked.

    A year of costs ends on the debit side, one of income on the credit side.
    """
    cost, income = (int(units[matching(account, prefix)].sum()) for prefix in ("^6", "^7"))
    if cost >= 0 or income < 0:
        return False
    whole = cost / 10**scale
    answer = inquiry.ask("swapped", "", {"yes": {"all": -whole}, "no": {"all": whole}})
    return None if answer is None else answer == "yes"


def _balance(
    debit: NDArray[np.int64], credit: NDArray[np.int64], scale: int, days: Days, rejected: bool
) -> tuple[str, dict[str, float | str]]:
    """The remark on whether debits equal credits, and its values."""
    difference = debit - credit
    sides = {"debit": debit, "credit": credit}
    totals = {side: exact_total(units, scale) for side, units in sides.items()}
    if not difference.sum():
        return "balanced", {**totals}
    per_day = pd.Series(difference).groupby(days.month * 100 + days.day).sum()
    first = int(per_day[per_day != 0].index[0])
    day = f"{year_month(first // 100)}-{first % 100:02d}"
    apart = exact_total(difference, scale)
    code = "unbalanced_rejected" if rejected else "unbalanced"
    return code, {**totals, "difference": apart, "day": day}


def _closing(
    table: Table, columns: dict[str, int], account: pa.Array, days: Days
) -> NDArray[np.bool_]:
    """Lines of entries made of classes 6, 7 and the result alone: they carry it to the balance."""
    result = matching(account, _RESULT)
    none = np.zeros(len(table), bool)
    if not result.any():
        return none
    parts = [pd.Series(days.month * 100 + days.day)]
    # A row cut short has no number: those are an entry like the others, not none.
    parts += [pd.Series(coded(table.columns[columns[c]])[1])
              for c in ("JournalCode", "EcritureNum") if c in columns]  # fmt: skip
    keys = list(range(len(parts)))
    entry = pd.DataFrame(dict(enumerate(parts))).groupby(keys, sort=False)
    group = entry.ngroup().to_numpy()
    size = int(group.max()) + 1
    profit = matching(account, "^[67]")
    foreign = np.bincount(group[~(profit | result)], minlength=size) > 0
    closes = np.bincount(group[result], minlength=size) > 0
    closes &= (np.bincount(group[profit], minlength=size) > 0) & ~foreign
    mask: NDArray[np.bool_] = closes[group]
    return mask


def _brought_to_zero(lines: Lines) -> bool:
    """Whether the accounts that carry most of the costs end at zero on the last day.

    So they do where closing entries were not recognised, against no account of the result.
    """
    if lines.account is None:
        return False
    _, account = coded(lines.account)
    frame = pd.DataFrame({"account": account, "units": lines.units, "size": np.abs(lines.units)})
    by_account = frame.groupby("account")[["units", "size"]].sum()
    last = lines.month * 100 + lines.day == (lines.month * 100 + lines.day).max()
    emptied = set(by_account.index[by_account["units"] == 0]) & set(account[last])
    closed = by_account["units"].eq(0) & by_account.index.isin(emptied)
    everything = bool((by_account["units"] == 0).all()) and len(by_account) > 1
    whole = int(by_account["size"].sum())
    most = 2 * int(by_account.loc[closed, "size"].sum()) > whole
    return bool(lines.units.any()) and (everything or (most and bool((~last).any())))


def _opening(table: Table, columns: dict[str, int]) -> int:
    """How many lines are of opening entries."""
    count = 0
    for name in ("JournalCode", "JournalLib"):
        if name in columns and not count:
            cells = each(trimmed(table.columns[columns[name]]), pc.utf8_lower)
            count = int(matching(cells, _OPENING).sum())
    return count


def _lines(
    table: Table, columns: dict[str, int], account: pa.Array, units: NDArray[np.int64],
    scale: int, days: Days, live: NDArray[np.bool_],
) -> Lines:  # fmt: skip
    cost, income = (matching(account, prefix) & live for prefix in ("^6", "^70"))
    rows = pa.array(np.flatnonzero(cost), pa.int32())

    def text(name: str) -> pa.Array:
        if name not in columns:
            return pa.repeat("", len(rows))
        return trimmed(table.columns[columns[name]].take(rows))

    return Lines(
        days.month[cost], units[cost], scale, table.lines[cost], text("EcritureLib"),
        days.day[cost], account=account.take(rows), account_label=text("CompteLib"),
        revenue=(days.month[income], -units[income]),
    )  # fmt: skip
