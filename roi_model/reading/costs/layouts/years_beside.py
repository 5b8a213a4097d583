"""Months down and years across: "Month", "Actual 2023", "Actual 2024", each cell a cost."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.figures import is_planned, is_sales
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import lacks_year
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, plain, trimmed
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import take_apart

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOTAL = rf"^ (?:grand |sous |sub )?(?:{'|'.join(sorted(words_of('total')))})\b"
_ENOUGH, _MOST = 2, 500
_MOSTLY = 0.8


def years_beside(table: Table, inquiry: Inquiry) -> Table | None:
    """One cost per month and year; None where a table is no such one.

    The columns of years are headed alike but for the year, and are no plan and no sales. What
    else there is of figures compares them and is left aside.
    """
    at = next((i for i in cost_roles(table.names).get("date", [])), None)
    years = _years(table)
    if at is None or len(years) < _ENOUGH or len(table) > _MOST:
        return None
    total = matching(fold_column(table.columns[at]), _TOTAL)
    months = coded(trimmed(table.columns[at]).filter(pa.array(~total)))[0].to_pylist()
    if sum(map(bool, months)) < _ENOUGH or not all(lacks_year(m) for m in months if m):
        return None
    table = table.keep(~total, "total_line")
    figures = [i for i in range(len(table.names)) if i != at and _figures(table.columns[i])]
    rest = [i for i in range(len(table.names)) if i != at and i not in {*figures, *years}]
    aside = [table.names[i] for i in figures if i not in years]
    inquiry.note("spans_across", count=len(years))
    if aside:
        inquiry.note("columns_aside", columns=", ".join(aside))
    cells = trimmed(table.stacked(years))
    there = filled(cells) & np.tile(filled(table.columns[at]), len(years))
    rows = np.tile(np.arange(len(table)), len(years))[there]
    month = trimmed(plain(table.columns[at])).to_pylist()
    dates = [f"{name} {year}" for year in years.values() for name in month]
    columns = [table.columns[i].take(pa.array(rows)) for i in rest]
    columns += [pa.array(dates).filter(pa.array(there)), cells.filter(pa.array(there))]
    names = (*(table.names[i] for i in rest), "date", "amount")
    return replace(table, names=names, columns=tuple(columns), lines=table.lines[rows], present={})


def _years(table: Table) -> dict[int, str]:
    """The year of each column of figures headed by one; none where they differ in more."""
    found = {i: years[0] for i, name in enumerate(table.names)
             if len(years := _YEAR.findall(name)) == 1 and _figures(table.columns[i])}  # fmt: skip
    called = {fold(_YEAR.sub(" ", table.names[i])) for i in found}
    if len(called) != 1 or len(set(found.values())) < len(found):
        return {}
    spoken = called.pop()
    return {} if is_planned(spoken) or is_sales(spoken) else found


def _figures(column: pa.Array) -> bool:
    """Whether most of a column's filled cells are amounts."""
    cells = take_apart(column)
    there = filled(column)
    return bool(there.any()) and float(cells.numeric[cells.index][there].mean()) >= _MOSTLY
