"""Every table of a case as CSV, in the conventions of the language's spreadsheets.

French: semicolons and decimal commas; English: commas and points; both in UTF-8 with a mark, so
that a double click opens them right. Column names are those of the model, in English, whatever the
language. A text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from roi_model.analysis.levers import levers
from roi_model.export.dossier import Dossier

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(dossier: Dossier) -> dict[str, bytes]:
    """The tables by file name: metrics, months, costs, channels, inputs, risk and what else is.

    >>> from datetime import date
    >>> from roi_model.presets import preset
    >>> made = tables(Dossier(preset("trade-show").scenario, "fr", date(2026, 11, 27)))
    >>> made["metrics.csv"].decode("utf-8-sig").splitlines()[0]
    'metric;value;reason'
    """
    made = {
        "metrics.csv": _metrics(dossier),
        "months.csv": monthly(dossier),
        "costs.csv": _months(dossier.projection.monthly_costs),
        "channels.csv": _records(dossier.projection.channels),
        "inputs.csv": _inputs(dossier),
        "risk.csv": _risk(dossier),
        "risk-months.csv": _risk_months(dossier),
        "tornado.csv": _tornado(dossier),
        "three-cases.csv": _three_cases(dossier),
    }
    found = levers(dossier.scenario)
    if found:
        made["levers.csv"] = _records(
            [{k: v for k, v in f.items() if k != "reasons"} for f in found]
        )
    if dossier.variance is not None:
        made["actuals.csv"] = _records(dossier.variance.frame.to_dict("records"))
        by_category = dossier.variance.by_category()
        made["actuals-by-category.csv"] = _records(by_category.to_dict("records"))
    return {name: written(rows, dossier.lang) for name, rows in made.items()}


def months_csv(dossier: Dossier) -> bytes:
    """The monthly series alone."""
    return written(monthly(dossier), dossier.lang)


Rows = Iterable[Sequence[Any]]


def written(rows: Rows, lang: str) -> bytes:
    """Rows as the bytes of a CSV file; numbers to full precision, None is empty.

    >>> written([["a", 1.5], ["=b", None]], "fr").decode("utf-8-sig").splitlines()
    ['a;1,5', "'=b;"]
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
        return "1" if value else "0"
    if isinstance(value, int | float | np.number):
        number = repr(float(value)).removesuffix(".0")
        return number.replace(".", ",") if lang == "fr" else number
    words = "".join(c for c in str(value) if c >= " ")
    return "'" + words if words.startswith(_FORMULA) else words


def _months(series: dict[str, Any]) -> Rows:
    yield ["month", *series]
    for month, values in enumerate(zip(*series.values(), strict=True)):
        yield [month, *map(float, values)]


def monthly(dossier: Dossier) -> Rows:
    """The monthly series, month 0 first."""
    return _months(dossier.projection.monthly)


def _metrics(dossier: Dossier) -> Rows:
    yield ["metric", "value", "reason"]
    for name, metric in dossier.projection.metrics.items():
        yield [name, metric.value, metric.reason]


def _records(lines: Sequence[dict[Any, Any]]) -> Rows:
    if lines:
        yield list(lines[0])
        for line in lines:
            yield list(line.values())


def _inputs(dossier: Dossier) -> Rows:
    yield ["path", "input", "value", "unit", "grade", "source"]
    for line in dossier.inputs:
        yield [line.path, line.place, line.value, line.card.unit.value, line.grade, line.source]


def _risk(dossier: Dossier) -> Rows:
    yield ["metric", "p10", "p50", "p90", "undefined", "draws", "seed"]
    run = dossier.risk
    for name, spread in run.metrics.items():
        yield [name, spread.p10, spread.p50, spread.p90, spread.undefined, run.draws, run.seed]


def _risk_months(dossier: Dossier) -> Rows:
    run = dossier.risk
    return _months({**run.cumulative_cash, "paid_back": run.payback_by_month})


def _tornado(dossier: Dossier) -> Rows:
    yield ["path", "low_value", "high_value", "roi_at_low", "roi_at_high"]
    for s in dossier.tornado:
        yield [s.path, s.low_value, s.high_value, s.at_low, s.at_high]


def _three_cases(dossier: Dossier) -> Rows:
    yield ["path", "cautious", "expected", "ambitious"]
    for move in dossier.three_cases.moves:
        yield [move.path, move.cautious, move.expected, move.ambitious]
