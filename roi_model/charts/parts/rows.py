"""Horizontal bars with their words above them: readable at any width, and no label is cut.

One row a bar: the name on the left, the figures on the right, the bar beneath. The row's place is
the column `position`, 0 at the top.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from roi_model.charts.parts.key import BLOCK, Look
from roi_model.charts.parts.theme import TEXT_SIZE, Colours, Theme, colours, constant

ROW = 54
BAR = 16
_WORDS = -13
_BELOW = 9


def row() -> alt.Y:
    """The row of a bar."""
    return alt.Y(
        field="position",
        type="ordinal",
        axis=None,
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
    )


def bar(field: str, scale: alt.Scale, *, axis: alt.Axis | None = None, **mark: Any) -> alt.Chart:
    """A bar from zero to a field's value."""
    look = {"height": BAR, "yOffset": _BELOW, "cornerRadiusEnd": 2, **mark}
    made: alt.Chart = (
        alt.Chart()
        .transform_filter(f"isValid(datum.{field})")
        .mark_bar(**look)
        .encode(y=row(), x=length(field, scale, axis))
    )
    return made


def length(field: str, scale: alt.Scale, axis: alt.Axis | None = None) -> alt.X:
    """The length of a bar."""
    return alt.X(field=field, type="quantitative", scale=scale, axis=axis, stack=None)


def tick(field: str, scale: alt.Scale, *, axis: alt.Axis | None = None, **mark: Any) -> alt.Chart:
    """A mark across the bar, where the baseline or the plan stands."""
    look = {"filled": False, "height": BAR + 10, "cornerRadiusEnd": 0, "strokeOpacity": 1, **mark}
    made: alt.Chart = bar(field, scale, axis=axis, **look).encode(x2=alt.X2(field=field))
    return made


def name(field: str, theme: Theme, *, room: int | str, behind: str | None = None) -> alt.Chart:
    """The name on the left; `room` is what the figures on the right need, in pixels
    or as an expression of them.

    With `behind`, a colour, it is the soft edge that goes under the name where lines cross it.
    """
    look: dict[str, Any] = {} if behind is None else {"stroke": behind, "strokeWidth": 6}
    made: alt.Chart = (
        _words(field)
        .mark_text(
            align="left",
            dy=_WORDS,
            color=colours(theme).text,
            fontSize=TEXT_SIZE,
            limit=alt.expr(f"max(80, width - ({room}))"),
            **look,
        )
        .encode(x=constant.XValue(0))
    )
    return made


def figure(
    field: str, theme: Theme, *, right: int = 0, strong: bool = True, colour: Any = None
) -> alt.Chart:
    """Figures on the right, `right` pixels from the edge."""
    c = colours(theme)
    chart = _words(field).mark_text(
        align="right",
        dx=-right,
        dy=_WORDS,
        color=c.text if strong else c.muted,
        fontWeight=600 if strong else 400,
        fontSize=TEXT_SIZE,
    )
    if colour is not None:
        chart = chart.encode(color=colour)
    placed: alt.Chart = chart.encode(x=constant.XValue("width"))
    return placed


def _words(field: str) -> alt.Chart:
    return alt.Chart().encode(y=row(), text=alt.Text(field=field, type="nominal"))


def strip(tooltips: list[alt.Tooltip]) -> alt.Chart:
    """The whole row as one target for the pointer and for screen readers, with exact values."""
    made: alt.Chart = (
        alt.Chart()
        .mark_bar(height=ROW, opacity=0, aria=True)
        .encode(y=row(), x=constant.XValue(0), x2=constant.X2Value("width"), tooltip=tooltips)
    )
    return made


def key_looks(c: Colours) -> dict[str, Look]:
    """How the current case and its baseline look in the key."""
    return {"case": (c.case, BLOCK, [1, 0]), "baseline": (c.baseline, 3, [1, 0])}
