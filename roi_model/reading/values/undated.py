"""Columns of dates whose heading does not say so, or says that they are of months or years."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import DateCells, take_apart_dates

DOTTED_DAY = r"^\s*(?:\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}\.\d{1,2}\.\d{1,2}\.?)\s*$"
"""05.01.2025: figures and points that are no amount, as a pattern for Arrow."""
_MONTHS = {"mois", "month", "months", "monat", "mes", "mese", "maand", "miesiac"}
_SPANS = _MONTHS | {
    "period", "periode", "periodo",
    "trimestre", "quarter", "quartal", "kwartaal", "semestre", "semaine", "week", "woche", "semana",
    "settimana", "annee", "year", "exercice", "jahr", "ano", "anno", "jaar", "ejercicio",
    "exercicio", "esercizio", "geschaftsjahr", "boekjaar", "fy",
}  # fmt: skip
_COMPACT = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SHORT_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s?[/.-]\s?(\d\d)")
_YEARS = 10
_FOLLOWING = 3
_LAST_MONTH = 12
_HEAD = 100
_MOSTLY = 0.8
_FEW_WORDS = 3
_ROWS = 0.25


def names_spans(heading: str) -> bool:
    """Whether a heading says months, quarters, weeks or years.

    >>> names_spans("Exercice comptable"), names_spans("Année"), names_spans("Date")
    (True, True, False)
    """
    return bool(set(fold(heading).split()) & _SPANS)


def names_months(heading: str) -> bool:
    """Whether a heading says months.

    >>> names_months("Mois de facturation"), names_months("Week")
    (True, False)
    """
    return bool(set(fold(heading).split()) & _MONTHS)


def coarse_for(heading: str, column: pa.Array, *, said: bool = False) -> str:
    """What a column may date its rows by, as `date_shapes.readings` takes it: by its heading, by
    cells that are months beyond doubt, or as the user `said`.
    """
    headed = said or names_spans(heading)
    return "headed" if headed or _months_follow(column) else "periods"


def short_months(column: pa.Array) -> list[tuple[int, int]]:
    """The years and months of cells such as 01/24, where each with a figure is one; else none.

    Whether 24 is their year or their day such a cell does not tell: only that it is no month.

    >>> short_months(pa.array(["01/24", "Total", "3-25"])), short_months(pa.array(["05/01"]))
    ([(24, 1), (25, 3)], [])
    """
    found: list[tuple[int, int]] = []
    for part in (column.slice(0, _HEAD), column):  # most columns are told by their first cells
        cells = [cell for cell in coded(trimmed(part))[0].to_pylist() if re.search(r"\d", cell)]
        found = [(int(m[2]), int(m[1])) for m in map(_SHORT_MONTH.fullmatch, cells) if m]
        if len(found) < len(cells):
            return []
    years = [year for year, _ in found]
    apart = max(years, default=0) - min(years, default=0)
    return found if min(years, default=0) > _LAST_MONTH and apart <= _YEARS else []


def _months_follow(column: pa.Array) -> bool:
    """Whether months with a short year follow each other from one year into the next: days would
    not all be the 24th of some months and the 25th of those after."""
    months = sorted({year * 12 + month - 1 for year, month in short_months(column)})
    whole = len(months) >= _FOLLOWING and months[-1] - months[0] == len(months) - 1
    return whole and months[0] // 12 < months[-1] // 12


def only_compact_days(column: pa.Array) -> bool:
    """Whether every filled cell is a day as 20250105, all of them within some years.

    >>> only_compact_days(pa.array(["20250105", "", "20250228"]))
    True
    >>> only_compact_days(pa.array(["20250105", "20251305"])), only_compact_days(pa.array([""]))
    (False, False)
    """
    cells = [value for value in coded(trimmed(column))[0].to_pylist() if value]
    if not cells or not all(map(_COMPACT.fullmatch, cells)):
        return False
    apart = take_apart_dates(pa.array(cells), serials=False)
    if apart is None or not all("%Y%m%d" in found for found in apart.readings):
        return False
    years = [int(value[:4]) for value in cells]
    return max(years) - min(years) <= _YEARS


def dated_but_for_words(cells: DateCells) -> bool:
    """Whether a column holds dates, and between them the same few words ("Pending")."""
    digits = [bool(re.search(r"\d", value)) for value in cells.raw]
    words = {fold(v) for v, has in zip(cells.raw, digits, strict=True) if v and not has}
    dated = np.array([bool(found) for found in cells.readings], bool)
    if not words or len(words) > _FEW_WORDS or not dated.any():
        return False
    return bool(dated.sum() >= _MOSTLY * sum(digits) and dated[cells.index].mean() >= _ROWS)
