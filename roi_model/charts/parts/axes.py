"""The axes of months and of money, and the line of zero."""

from __future__ import annotations

import altair as alt

from roi_model.charts.parts.expressions import month_label, short_money
from roi_model.charts.parts.theme import TEXT_SIZE, Spec, Theme, colours
from roi_model.texts import text


def month_ticks(horizon: int, start: str | None) -> list[int]:
    """The months that carry a label: round numbers, or the same months of every year."""
    first = 1 if start is None else int(start.split("-")[1])
    most = 12 if start is None else 8
    step = next((s for s in (1, 2, 3, 6, 12, 24) if horizon / s <= most), 24)
    if start is None:
        return list(range(0, horizon + 1, step))
    return [m for m in range(1, horizon + 1) if (first + m - 2) % step == 0]


def over_months(authored: Spec, horizon: int, start: str | None) -> Spec:
    """A picture by month, drawn up to a horizon.

    The horizon is a number that the picture's expressions read: another one is another value, not
    another picture to author.
    """
    return authored | {
        "params": [
            {"name": "horizon", "value": horizon},
            {"name": "type_size", "value": TEXT_SIZE},
            {"name": "month_ticks", "value": month_ticks(horizon, start)},
        ]
    }


def month_axis(
    lang: str, start: str | None, *, margin: float = 0, field: str = "month", first: int = 0
) -> alt.X:
    """The x axis of everything that happens by month, from month `first` on.

    `margin` is room for bars, in months.
    """
    return alt.X(
        field=field,
        type="quantitative",
        scale=alt.Scale(
            domainMin=first - margin,
            domainMax=alt.expr(f"horizon + {margin}"),
            nice=False,
            zero=False,
        ),
        axis=alt.Axis(
            title=text("charts.common.month", lang) if start is None else None,
            values=alt.expr("month_ticks"),
            labelExpr=month_label(start, lang, "datum.value"),
            labelOverlap="parity",
            labelSeparation=8,
            labelFlush=margin == 0,
            grid=False,
        ),
    )


def month_bar(share: float = 0.7) -> alt.ExprRef:
    """The width of a bar that stands for a month: its share of the month's room, which is no wider
    than a bar looks like one.
    """
    return alt.expr(f"max(1, {share} * min({WIDEST_MONTH}, width / (horizon + 1)))")


def unless_crowded(words: str) -> str:
    """An expression of words, empty where months stand nearer to each other than an amount is
    wide.
    """
    return f"width / (horizon + 1) < {AMOUNT_ROOM} ? '' : {words}"


WIDEST_MONTH = 140
AMOUNT_ROOM = 58
"""Pixels that a short amount takes."""


def month_strip(x: alt.X, tooltips: list[alt.Tooltip]) -> alt.Chart:
    """The whole month as one target for the pointer and for screen readers, with exact values."""
    made: alt.Chart = (
        alt.Chart()
        .mark_rule(strokeWidth=alt.expr("max(4, width / (horizon + 1))"), opacity=0, aria=True)
        .encode(x=x, tooltip=tooltips)
    )
    return made


MONEY_EXTENT = 56
"""Pixels that labels of amounts have at least, so that plots one below another begin alike."""


def money_axis(lang: str, currency: str, *, ticks: int = 5, grid: bool = True) -> alt.Axis:
    """An axis of amounts: short labels, a light grid, no title (the picture's title says it)."""
    return alt.Axis(
        title=None,
        tickCount=ticks,
        labelExpr=short_money("datum.value", lang, currency),
        grid=grid,
        minExtent=MONEY_EXTENT,
    )


def zero_line(theme: Theme) -> alt.Chart:
    """The line of zero, stronger than the grid, for a frame with a row of month 0."""
    made: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.month === 0")
        .mark_rule(color=colours(theme).text, opacity=0.6, strokeWidth=1, tooltip=None)
        .encode(y=alt.YDatum(0))
    )
    return made
