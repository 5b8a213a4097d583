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
_YEARS = 10
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


def coarse_for(heading: str) -> str:
    """What a column of this heading may date its rows by, as `date_shapes.readings` takes it."""
    return "headed" if names_spans(heading) else "periods"


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
