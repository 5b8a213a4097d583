"""Every table of a case as CSV, in the language and the conventions of its reader's spreadsheets.

French: semicolons and decimal commas; English: commas and points; both in UTF-8 with a mark, so
that a double click opens them right. Headings, names of files and cells are words; the keys of the
model are in the scenario file and on the command line. Numbers are rounded for reading: to cents
from 100 up, to four decimals from 1 up, to six below. A text that a spreadsheet would take for a
formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from roi_model.analysis.change.levers import levers
from roi_model.declaration.units import Unit
from roi_model.engine.channel_results import FIGURES
from roi_model.export.contents import open_deals
from roi_model.export.contents.dossier import Dossier, InputLine, safe_name
from roi_model.formatting.cells import as_text
from roi_model.formatting.inputs import path_words
from roi_model.metrics import label as metric_label
from roi_model.texts import text

Rows = Iterable[Sequence[Any]]
_CHANNELS = ("name", *FIGURES)


def tables(dossier: Dossier) -> dict[str, bytes]:
    """The tables by file name: metrics, months, costs, channels, inputs, risk and what else is.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> made = tables(Dossier(preset("trade-show").scenario, "fr", date(2026, 11, 27)))
    >>> made["indicateurs.csv"].decode("utf-8-sig").splitlines()[0]
    'Indicateur;Valeur;Pourquoi aucune'
    """
    made: dict[str, Rows] = {
        "metrics": _metrics(dossier),
        "months": monthly(dossier),
        "costs": _costs(dossier),
        "channels": _channels(dossier),
        "inputs": _inputs(dossier),
        "risk": _risk(dossier),
        "risk_months": _risk_months(dossier),
        "tornado": _tornado(dossier),
        "three_cases": _three_cases(dossier),
    }
    if dossier.scenario.initiatives:
        made["levers"] = _levers(dossier)
    if dossier.variance is not None:
        made["actuals"] = _actual_months(dossier)
        made["actuals_by_category"] = _actual_categories(dossier)
    if open_deals.worth_of(dossier) is not None:
        made["open_deals"] = open_deals.deals(dossier)
        made["open_deal_months"] = open_deals.months(dossier)
    return {
        f"{safe_name(text(f'tables.file.{name}', dossier.lang))}.csv": written(rows, dossier.lang)
        for name, rows in made.items()
    }


def months_csv(dossier: Dossier) -> bytes:
    """The monthly series alone."""
    return written(monthly(dossier), dossier.lang)


def written(rows: Rows, lang: str) -> bytes:
    """Rows as the bytes of a CSV file; numbers rounded for reading, None is empty.

    >>> written([["a", 1.5, 14000.000064588705], ["=b", None, 0.1234567]], "fr").decode(
    ...     "utf-8-sig").splitlines()
    ['a;1,5;14000', "'=b;;0,123457"]
    """
    stream = io.StringIO()
    out = csv.writer(stream, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    for row in rows:
        out.writerow([_cell(value, lang) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Any, lang: str) -> str:
    if value is None or (isinstance(value, float | np.floating) and not np.isfinite(value)):
        return ""
    if isinstance(value, bool | np.bool_):
        return text(f"compare.words.{'yes' if value else 'no'}", lang)
    if isinstance(value, int | float | np.number):
        number = _number(float(value))
        return number.replace(".", ",") if lang == "fr" else number
    words = "".join(c for c in str(value) if c >= " ")
    return as_text(words)


def _number(value: float) -> str:
    """A number as text, rounded by its size.

    >>> _number(119.0000001), _number(-0.00000001), _number(1e9), _number(0.00005)
    ('119', '0', '1000000000', '0.00005')
    """
    decimals = 2 if abs(value) >= 100 else 4 if abs(value) >= 1 else 6
    digits = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


# Headings and cells in words ---------------------------------------------------------------------


def _heads(dossier: Dossier, *keys: str) -> list[str]:
    return [text(f"tables.column.{key}", dossier.lang) for key in keys]


def _months(dossier: Dossier, series: Mapping[str, Any], names: Sequence[str]) -> Rows:
    yield [*_heads(dossier, "month"), *names]
    for month, values in enumerate(zip(*series.values(), strict=True)):
        yield [month, *map(float, values)]


def _category(dossier: Dossier, name: str) -> str:
    return text(f"charts.category.{name}", dossier.lang)


def _metric(dossier: Dossier, name: str) -> str:
    return metric_label(name, dossier.lang)


# Tables -----------------------------------------------------------------------------------------


def monthly(dossier: Dossier) -> Rows:
    """The monthly series, month 0 first."""
    series = dossier.projection.monthly
    names = [text(f"metrics.series.{name}.label", dossier.lang) for name in series]
    return _months(dossier, series, names)


def _costs(dossier: Dossier) -> Rows:
    series = dossier.projection.monthly_costs
    return _months(dossier, series, [_category(dossier, name) for name in series])


def _metrics(dossier: Dossier) -> Rows:
    yield _heads(dossier, "metric", "value", "reason")
    for name, metric in dossier.projection.metrics.items():
        why = text(f"metrics.reason.{metric.reason}", dossier.lang) if metric.reason else None
        yield [_metric(dossier, name), metric.value, why]


def _channels(dossier: Dossier) -> Rows:
    yield [text(f"metrics.channel.{key}.label", dossier.lang) for key in _CHANNELS]
    for line in dossier.projection.channels:
        yield [line[key] for key in _CHANNELS]


def _levers(dossier: Dossier) -> Rows:
    keys = ("investment", "gross_profit", "roi", "payback_month", "npv")
    yield [*_heads(dossier, "lever"), *(_metric(dossier, key) for key in keys)]
    for line in levers(dossier.scenario):
        yield [line["name"], *(line[key] for key in keys)]


def _inputs(dossier: Dossier) -> Rows:
    yield _heads(dossier, "input", "value", "unit", "grade", "source")
    for line in dossier.inputs:
        unit = line.card.unit
        if unit is Unit.TEXT or line.card.key in ("parameter", "kind"):
            continue  # a name, or what the line's own place says
        table = "tables" if unit.is_percent else "workbook"
        grade = text(f"ui.grade.{line.grade}", dossier.lang)
        yield [line.place, _value(line), text(f"{table}.unit.{unit}", dossier.lang), grade,
               line.source]  # fmt: skip


def _value(line: InputLine) -> Any:
    """A number to calculate with, else the words of it."""
    return line.value if line.card.is_number or isinstance(line.value, bool) else line.written


def _risk(dossier: Dossier) -> Rows:
    yield [
        *_heads(dossier, "metric"),
        "P10",
        "P50",
        "P90",
        *_heads(dossier, "undefined", "draws", "seed"),
    ]
    run = dossier.risk
    for name, spread in run.metrics.items():
        yield [_metric(dossier, name), spread.p10, spread.p50, spread.p90, spread.undefined,
               run.draws, run.seed]  # fmt: skip


def _risk_months(dossier: Dossier) -> Rows:
    run = dossier.risk
    names = [
        text("tables.column.cash_at", dossier.lang, at=at.upper()) for at in run.cumulative_cash
    ]
    series = {**run.cumulative_cash, "paid_back": run.payback_by_month}
    return _months(dossier, series, [*names, *_heads(dossier, "paid_back")])


def _tornado(dossier: Dossier) -> Rows:
    yield _heads(dossier, "input", "low_value", "high_value", "roi_at_low", "roi_at_high")
    for s in dossier.tornado:
        yield [path_words(s.path, dossier.lang), s.low_value, s.high_value, s.at_low, s.at_high]


def _three_cases(dossier: Dossier) -> Rows:
    sides = (
        text(f"export.case.{side}", dossier.lang) for side in ("cautious", "expected", "ambitious")
    )
    yield [*_heads(dossier, "input"), *sides]
    for move in dossier.three_cases.moves:
        yield [path_words(move.path, dossier.lang), move.cautious, move.expected, move.ambitious]


_ACTUAL = ("plan", "actual", "difference")


def _actual_months(dossier: Dossier) -> Rows:
    assert dossier.variance is not None
    dates = ("calendar_month", "plan_month", "category")
    to_date = [f"{key}_to_date" for key in _ACTUAL]
    yield _heads(dossier, *dates, *_ACTUAL, *to_date)
    for line in dossier.variance.frame.to_dict("records"):
        amounts = (line.get(key) for key in (*_ACTUAL, *to_date))
        yield [line["month"], line["plan_month"], _category(dossier, line["category"]), *amounts]


def _actual_categories(dossier: Dossier) -> Rows:
    assert dossier.variance is not None
    yield _heads(dossier, "category", *_ACTUAL)
    for line in dossier.variance.by_category().to_dict("records"):
        yield [_category(dossier, line["category"]), *(line[key] for key in _ACTUAL)]
