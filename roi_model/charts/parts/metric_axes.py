"""How a metric is written in a picture: its axis and its label follow what it measures."""

from __future__ import annotations

import altair as alt

from roi_model.charts.parts.expressions import count, rounded_money, share, short_money
from roi_model.metrics import CARDS


def label(metric: str, field: str, lang: str, currency: str) -> str:
    """A Vega expression for a value of the metric, rounded for a label; "–" where it is none.

    Raises KeyError for an unknown metric.
    """
    kind = CARDS[metric].unit
    if kind == "money":
        written = rounded_money(field, lang, currency)
    elif kind == "percent":
        written = share(field)
    elif kind in ("months", "month"):
        written = f"format({field}, ',.1~f')"
    else:
        written = count(field) if kind == "number" else f"format({field}, ',.2~f')"
    return f"(isValid({field}) ? {written} : '–')"


def axis(metric: str, lang: str, currency: str, *, grid: bool = False) -> alt.Axis:
    """An axis of the metric: few ticks, short labels, no title."""
    kind = CARDS[metric].unit
    if kind == "money":
        how = short_money("datum.value", lang, currency)
    elif kind == "percent":
        how = "format(datum.value, '.0%')"
    else:
        how = "format(datum.value, ',.2~f')"
    return alt.Axis(title=None, tickCount=5, labelExpr=how, grid=grid)


def exact(metric: str) -> str:
    """The format of an exact value on hover."""
    kind = CARDS[metric].unit
    return {"money": "$,.2f", "percent": ".2~%"}.get(kind, ",.2~f")
