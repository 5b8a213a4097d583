"""Whole amounts that are cents: told by a column beside that shows the same money formatted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, each, trimmed
from roi_model.reading.values.money_words import currency_of

_SAMPLE = 2000
_LOOKED_AT = 50
_HUNDRED = 100
_WHOLE = r"^-?\d{1,15}$"
# The one figure of a cell such as "$4,308 annually", with its decimals where it has some.
_FIGURE = re.compile(r"\d(?:[\d.,'’   ]*\d)?")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
Figures = NDArray[np.float64]


def in_whole_units(table: Table, inquiry: Inquiry) -> Table:
    """The table with amounts written out that another column shows formatted, in whole units or in
    hundredths of them: "430800" beside "$4,308 annually" is 4308.00.

    All rows must say so. Which column tells is remarked on.
    """
    size = min(len(table), _SAMPLE)
    shown = [c for c, column in enumerate(table.first(_LOOKED_AT)) if shows_money(column)]
    if not shown:
        return table
    sample = table.some(np.linspace(0, max(len(table) - 1, 0), size).astype(np.int64))
    whole = [c for c, column in enumerate(sample) if c not in shown and _are_whole(column)]
    columns = list(table.columns)
    for c in shown:
        figures = _figures(sample[c])
        if figures is None:
            continue
        for number in whole:
            factor = _factor(_numbers(sample[number]), figures)
            if factor:
                columns[number] = each(table.columns[number], partial(_written, factor=factor))
                if factor == _HUNDRED:
                    inquiry.note("minor_units_shown", column=table.names[number],
                                 shown=table.names[c])  # fmt: skip
    return replace(table, columns=tuple(columns))


def shows_money(column: pa.Array) -> bool:
    """Whether the first cell that holds something is a figure with a currency.

    >>> shows_money(pa.array(["", "$4,308 annually"])), shows_money(pa.array(["4308"]))
    (True, False)
    """
    for cell in column.slice(0, _LOOKED_AT).to_pylist():
        if text := (cell or "").strip():
            words = _FIGURE.sub(" ", text.replace("-", " ")).split()
            return _FIGURE.search(text) is not None and any(map(currency_of, words))
    return False


def _are_whole(column: pa.Array) -> bool:
    values = trimmed(coded(column)[0])
    there = values.filter(pc.not_equal(values, ""))
    return len(there) > 0 and bool(pc.all(pc.match_substring_regex(there, _WHOLE)).as_py())


def _numbers(column: pa.Array) -> Figures:
    values, index = coded(column)
    found = [float(text) if (text := value.strip()) else np.nan for value in values.to_pylist()]
    return np.array(found, float)[index]


def _figures(column: pa.Array) -> Figures | None:
    """What formatted cells say, nan for empty ones; None where one holds no figure, or several."""
    values, index = coded(column)
    found = []
    for value in values.to_pylist():
        said = _FIGURE.findall(value)
        if len(said) > 1 or (value.strip() and not said):
            return None
        if not said:
            found.append(np.nan)
            continue
        cents = _DECIMALS.search(said[0])
        digits = re.sub(r"\D", "", said[0])
        below = value.strip().startswith(("-", "(", "−")) or "$-" in value
        found.append((-1 if below else 1) * int(digits) / 10 ** len(cents[1] if cents else ""))
    return np.array(found, float)[index]


def _factor(numbers: Figures, shown: Figures) -> int:
    """How many units of the numbers make one of what is shown: 1, 100, or 0 for no such thing.

    A figure shown without decimals may be rounded.
    """
    told = ~np.isnan(numbers) & ~np.isnan(shown)
    if not told.any() or not numbers[told].any():
        return 0
    if np.array_equal(numbers[told], shown[told]):
        return 1
    rounded = np.where(shown % 1 == 0, 0.5, 0.005)
    near = np.abs(numbers / _HUNDRED - shown) <= rounded
    return _HUNDRED if near[told].all() else 0


def _written(values: pa.Array, factor: int) -> pa.Array:
    """Whole numbers as amounts with two decimals, so that no sign of theirs is in doubt."""
    cells = ((value or "").strip() for value in values.to_pylist())
    return pa.array([f"{int(cell) / factor:.2f}" if cell else "" for cell in cells], pa.string())
