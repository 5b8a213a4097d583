"""A payroll whose figures stand below each other: gross, charges, cost and net as rows."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.pay.payroll import Payroll, find_payroll
from roi_model.reading.costs.roles import header_role
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold, fold_column, words_of

_BEGUN = re.compile(rf"^(?:{'|'.join(sorted(words_of('of_which'), key=len, reverse=True))}) ")
_TOTAL = rf"^ (?:{'|'.join(sorted(words_of('total')))}) "
_ROWS = 20_000
_MOST = 12
_FEWEST = 2
_LOOKED_AT = 200
Mask = NDArray[np.bool_]


def pay_rows(table: Table, inquiry: Inquiry) -> Table:
    """The table with the rows of what the employer pays alone, where a column names nothing but
    elements of pay, those that are parts of others among them; else as it is."""
    if not _FEWEST < len(table) <= _ROWS:
        return table
    for column, cells in enumerate(table.columns):
        found = _elements(table, column) if _worded(cells) else None
        if found is None:
            continue
        names, payroll = found
        costs, aside = ([names[i] for i in some] for some in (payroll.costs, payroll.aside))
        inquiry.note("payroll", columns=", ".join(costs), aside=", ".join(aside))
        if not payroll.charged:
            inquiry.note("payroll_uncharged", columns=", ".join(costs))
        words = trimmed(cells).to_pylist()
        gone = np.array([word in aside for word in words], bool) & ~_totals(table, column)
        words = [payroll.heading(word) if word in costs else word for word in words]
        columns = list(table.columns)
        columns[column] = pa.array(words, pa.string())
        heads = list(table.names)
        if header_role(heads[column]) is None:
            heads[column] = "category"
        listed = replace(table, names=tuple(heads), columns=tuple(columns))
        return listed.keep(~gone, "pay_part")
    return table


def _worded(cells: pa.Array) -> bool:
    """Whether a column's first cells are few words that come again, as elements of pay do."""
    first = [cell for cell in coded(cells.slice(0, _LOOKED_AT))[0].to_pylist() if cell.strip()]
    return _FEWEST <= len(first) <= _MOST and not any(re.match(r"\s*[-+]?\d", c) for c in first)


def _elements(table: Table, column: int) -> tuple[list[str], Payroll] | None:
    """The words of a column that are all elements of pay, and which of them are costs."""
    words = trimmed(table.columns[column])
    named = filled(words) & ~_totals(table, column) & _priced(table, column)
    values = coded(words.filter(pa.array(named)))[0].to_pylist()
    if not _FEWEST <= len(values) <= _MOST:
        return None
    bare = [_BEGUN.sub("", fold(value)) for value in values]
    payroll = find_payroll([*bare, *table.names], range(len(bare)))
    if payroll is None or not payroll.aside:
        return None
    every = {*payroll.parts, *payroll.extras}
    if any(not re.match(_TOTAL, f" {word} ") for i, word in enumerate(bare) if i not in every):
        return None
    if payroll.extras and payroll.charged and len(payroll.costs) == 1:
        payroll = payroll.having([], payroll.extras)  # the whole cost has them in it
    return values, payroll


def _totals(table: Table, column: int) -> Mask:
    """Rows of which a column before that of elements speaks of a total."""
    found = np.zeros(len(table), bool)
    for cells in table.columns[:column]:
        found |= matching(fold_column(cells), _TOTAL)
    return found


def _priced(table: Table, column: int) -> Mask:
    """Rows with a figure in some other column."""
    found = np.zeros(len(table), bool)
    for i, cells in enumerate(table.columns):
        if i != column:
            found |= matching(cells, r"^\s*[-+(]?\d[\d.,\s]*")
    return found
