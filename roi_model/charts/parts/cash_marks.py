"""What is written on a curve of cash: its lowest point, when it is back, that it never is.

Words have places of their own, so that no curve and no line runs through them: the trough's under
its point, the payback's on a free side of the curve, and "never" in the room above all curves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt

from roi_model.charts.parts.axes import money_axis, month_axis, month_strip
from roi_model.charts.parts.expressions import month_in_words, month_label, quoted, rounded_money
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import Theme, colours, constant
from roi_model.texts import text

ROOM = 46
"""Pixels that the scale leaves free above the highest curve and below the lowest."""
_WIDE = 3
"""Heights of type from the curve down to the band's lower edge that its name needs there."""
_HEAD = 3
"""Heights of type from the top in which no line is named."""
_OF_A_POINT = 110
"""Pixels that the words under the lowest point take to its right."""
_ABOVE_ALL = "0.9 * type_size"
"""The height of words in the room above."""


@dataclass(frozen=True)
class Curves:
    """The axes that curves of money by month share."""

    lang: str
    currency: str
    start: str | None

    @property
    def x(self) -> alt.X:
        """The months."""
        return month_axis(self.lang, self.start)

    def y(self, field: str) -> alt.Y:
        """The amounts of a series, with room for what is written above and below."""
        axis = money_axis(self.lang, self.currency)
        return alt.Y(field=field, type="quantitative", scale=alt.Scale(padding=ROOM), axis=axis)

    def known(self, field: str) -> alt.Chart:
        """A series in the months in which it is known, not drawn yet."""
        bare = alt.Chart().transform_filter(f"isValid(datum.{field})")
        made: alt.Chart = bare.encode(x=self.x, y=self.y(field))
        return made

    def line(self, field: str, **look: Any) -> alt.Chart:
        """It as a line."""
        made: alt.Chart = self.known(field).mark_line(strokeJoin="round", **look)
        return made


def wide(words: str) -> str:
    """The width of words at most, in an expression."""
    return f"0.58 * type_size * length({words})"


def trough_mark(
    lang: str,
    currency: str,
    theme: Theme,
    start: str | None,
    x: alt.X,
    y: Any,
    called: str = "charts.cash.trough",
) -> list[alt.Chart]:
    """The lowest point: a triangle pointing down and, under it, the amount and its month."""
    c = colours(theme)
    label = (
        f"{quoted(called, lang)} + ' ' + "
        f"{rounded_money('datum.trough', lang, currency)} + ' · ' + "
        f"{month_in_words(start, lang, 'datum.month')}"
    )
    base = (
        alt.Chart()
        .transform_filter("isValid(datum.trough)")
        .transform_calculate(trough_label=label)
        .encode(x=x, y=y("trough"))
    )
    early, late = "datum.month < horizon / 3", "datum.month > horizon * 2 / 3"
    words = halo(
        base.encode(text=alt.Text(field="trough_label", type="nominal")),
        theme,
        dy=alt.expr("1.4 * type_size"),
        dx=alt.expr(f"{early} ? -6 : {late} ? 6 : 0"),
        align=alt.expr(f"{early} ? 'left' : {late} ? 'right' : 'center'"),
        color=c.text,
    )
    point = base.mark_point(
        shape="triangle-down", size=170, filled=True, color=c.bad, stroke=c.background
    )
    return [point, *words]


def payback_mark(
    lang: str, theme: Theme, start: str | None, on: alt.Y | alt.YDatum | None = None
) -> list[alt.Chart]:
    """The crossing of zero for good: a diamond, and above all curves, at the end of a line, when.

    The diamond lies on zero, or `on` the curve of another series.

    The words stand over their line, or as near as the picture's edges let them.
    """
    c = colours(theme)
    if start is None:
        one, many = (
            text(f"charts.format.{k}", lang, value="{}") for k in ("month_one", "month_many")
        )
        count = "format(datum.payback_month, ',.0f')"
        short = quoted("charts.format.under_a_month", lang)
        when = (
            f"datum.payback_month < 0.5 ? {short} : '≈\u00a0' + ({count} == '1' ? "
            f"replace('{one}', '{{}}', {count}) : replace('{many}', '{{}}', {count}))"
        )
    else:
        # The crossing at 13.2 happens in the course of month 14.
        when = month_label(start, lang, "ceil(datum.payback_month)")
    base = (
        alt.Chart()
        .transform_filter("isValid(datum.payback_month)")
        .transform_calculate(
            payback_label=f"{quoted('charts.cash.payback', lang)} + ' ' + ({when})"
        )
        .encode(x=month_axis(lang, start, field="payback_month"))
    )
    on = alt.YDatum(0) if on is None else on
    line = base.mark_rule(color=c.marker, strokeWidth=1.5, strokeDash=[2, 3]).encode(
        y=on, y2=constant.Y2Value(alt.expr("1.7 * type_size"))
    )
    point = base.mark_point(
        shape="diamond", size=150, filled=True, color=c.marker, stroke=c.background
    ).encode(y=on)
    here, half = "scale('x', datum.payback_month)", f"{wide('datum.payback_label')} / 2"
    words = halo(
        base.encode(y=constant.YValue(0), text=alt.Text(field="payback_label", type="nominal")),
        theme,
        dx=alt.expr(f"clamp({here}, {half}, max({half}, width - {half})) - {here}"),
        dy=alt.expr(_ABOVE_ALL),
        fontWeight=600,
        color=c.text,
    )
    return [line, point, *words]


def end_mark(lang: str, currency: str, theme: Theme, x: alt.X, y: Any) -> list[alt.Chart]:
    """Where the line ends: its last amount, above its last point and left of the payback's line."""
    back = "scale('x', datum.back)"
    near = f"isValid(datum.back) && {back} > width - {wide('datum.end_label')}"
    made: alt.Chart = (
        alt.Chart()
        .transform_joinaggregate(back="max(payback_month)")
        .transform_filter(
            "datum.month === horizon && isValid(datum.cumulative_cash) && !isValid(datum.trough)"
        )
        .transform_calculate(end_label=rounded_money("datum.cumulative_cash", lang, currency))
        .mark_text(
            align="right",
            dx=alt.expr(f"{near} ? {back} - width - 6 : 0"),
            dy=alt.expr("-type_size"),
            fontWeight=600,
            color=colours(theme).case,
        )
        .encode(x=x, y=y("cumulative_cash"), text=alt.Text(field="end_label", type="nominal"))
    )
    return [made]


def names_of_lines(
    curve: str, x: alt.X, y: Any, theme: Theme, names: Mapping[str, tuple[str, str]]
) -> list[alt.Chart]:
    """The other lines named at their ends, in their colours: `names` is (words, colour) by field.

    `curve` is the field of the case, whose amount stands above its end. The band is named below
    its lower edge, where it is wide enough; a name that would lie on that moves under it. A name
    stands clear of its own line, which goes on over it as it did in its last month.
    """
    made = []
    for field, (words, colour) in names.items():
        name = json.dumps(words)
        end, case = (f"scale('y', datum.{one})" for one in (field, curve))
        if field == "p10":
            # Left to what is written under the lowest point where both would not have room.
            point = "isValid(datum.deepest) && scale('x', datum.deepest)"
            taken = f"{point} + {_OF_A_POINT} > width - {wide(name)}"
            below, shown = "type_size", f"{end} - {case} > {_WIDE} * type_size && !({taken})"
        else:
            below, shown = _beside(end, case, name), "true"
        base = (
            alt.Chart()
            .transform_filter(f"isValid(datum.{field})")
            .transform_window(
                [alt.WindowFieldDef(op="lag", field=field, param=1, **{"as": "before"})],
                sort=[alt.SortField("month")],
            )
            .transform_calculate(deep="isValid(datum.trough) ? datum.month : null")
            .transform_joinaggregate(last="max(month)", deepest="max(deep)")
            .transform_filter("datum.month === datum.last")
            .encode(x=x, y=y(field))
        )
        named = alt.expr(f"{shown} ? {name} : ''")
        made += halo(base, theme, align="right", dy=alt.expr(below), color=colour, text=named)
    return made


def _beside(end: str, case: str, name: str) -> str:
    """How far below its line's end a name stands; `end` and `case` are where both lines end.

    All three are expressions; less than nothing is above.
    """
    band = "scale('y', datum.p10)"
    on_band = f"isValid(datum.p10) && abs({end} - {band}) < 1.3 * type_size"
    below = f"({on_band} ? {band} - {end} + 2.2 * type_size : type_size)"
    # How far the line falls, leftwards, over the name.
    month = "(scale('x', datum.month) - scale('x', datum.month - 1))"
    fall = f"(isValid(datum.before) ? (scale('y', datum.before) - {end}) / {month} : 0)"
    over = f"{fall} * {wide(name)}"
    up, down = f"-type_size + min(0, {over})", f"type_size + max(0, {over})"
    # The room above all curves belongs to the payback and to what never is.
    above = f"{end} < {case} && {end} > {_HEAD} * type_size"
    return f"({above} ? {up} : {end} < {case} ? {down} : max({below}, {down}))"


def never_mark(lang: str, theme: Theme) -> list[alt.Chart]:
    """That the cash ends below zero, above all curves."""
    base = (
        alt.Chart()
        .transform_filter("datum.never_pays_back === 1")
        .encode(
            x=constant.XValue("width"),
            y=constant.YValue(0),
            text=constant.TextValue(text("charts.cash.never", lang)),
        )
    )
    c = colours(theme)
    return halo(base, theme, align="right", dy=alt.expr(_ABOVE_ALL), fontWeight=600, color=c.text)


def hover(
    lang: str, theme: Theme, x: alt.X, y: Any, series: Mapping[str, str], *more: alt.Tooltip
) -> list[alt.Chart]:
    """A point on the first of these series and the exact amounts of all, by their names, wherever
    the pointer is in the month; `more` is told after them.
    """
    c, curve = colours(theme), next(iter(series))
    near = alt.selection_point(
        name="near", fields=["month"], on="pointerover", clear="pointerout", empty=False
    )
    month = alt.Tooltip(
        field="month_label", type="nominal", title=text("charts.common.month", lang)
    )
    amounts = [
        alt.Tooltip(field=field, type="quantitative", title=name, format="$,.2f")
        for field, name in series.items()
    ]
    strips = month_strip(x, [month, *amounts, *more]).add_params(near)
    dot = (
        alt.Chart()
        .transform_filter(near)
        .transform_filter(f"isValid(datum.{curve})")
        .mark_point(size=80, filled=True, opacity=1, color=c.case, stroke=c.background)
        .encode(x=x, y=y(curve))
    )
    return [dot, strips]
