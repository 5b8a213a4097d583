"""Cumulative cash: what happened solid, what is now expected dashed in its band, the plan thin."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import month_strip, over_months, zero_line
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.cash_marks import Curves, never_mark, payback_mark
from roi_model.charts.parts.expressions import month_label, rounded_money
from roi_model.charts.parts.frames import column
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import (
    CACHED_SPECS,
    GHOST_DASH,
    Spec,
    Theme,
    colours,
    layered,
)
from roi_model.charts.parts.words import Words
from roi_model.metrics import payback_month
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.actuals.reforecast import Reforecast

WORDS = Words(
    fr=(
        "Trésorerie cumulée : réel et attendu",
        (
            "Courbe de la trésorerie cumulée : les mois réels en trait plein avec leurs points, "
            "la suite en tirets jusqu’au mois de retour, dans la bande P10–P90 où elle tombe huit "
            "fois sur dix ; le plan en trait fin."
        ),
        "Plein : réalisé. Tirets : attendu, avec sa bande.\nTrait fin : plan.",
    ),
    en=(
        "Cumulative cash, actual and expected",
        (
            "Line of the cumulative cash: the actual months solid with their dots, what follows "
            "dashed with its payback month, in the band P10–P90 that holds it eight times in ten; "
            "the plan as a thin line."
        ),
        "Solid: actual. Dashed: expected, in its band.\nThin: plan.",
    ),
)

HEIGHT = 340
WHOLE = 36
"""Months up to which a plan is drawn whole."""
COLUMNS = ("month", "plan", "actual", "forecast", "low", "high", "payback_month",
           "never_pays_back")  # fmt: skip
BAND_OPACITY = 0.22


def frame(
    plan: Sequence[float], expected: Sequence[float], actual_months: int,
    band: tuple[Sequence[float], Sequence[float]] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """One row a month, 0 to the longer of both series of cumulative cash (month 0 first).

    `actual` holds months 1 to `actual_months` of `expected`; `forecast` the rest, from the last
    actual month on so that the dashes start at the last dot, and there `low` and `high`, the ends
    of its `band`, begin. The revised `payback_month`
    (fractional) and `never_pays_back` stand in the row of month 0; NaN everywhere else.
    """
    length = max(len(plan), len(expected))
    month = np.arange(length)
    now = column(expected, length)
    payback = float(payback_month(np.asarray(expected, dtype=np.float64)))
    marks = np.full((2, length), np.nan)
    # A payback of 0 means that the cash never goes below zero: nothing to mark.
    marks[0, 0] = payback if payback else np.nan
    marks[1, 0] = float(np.isnan(payback))
    low, high = (column(end, length) for end in band or ((), ()))
    return pd.DataFrame(
        {
            "month": month,
            "plan": column(plan, length),
            "actual": np.where((month >= 1) & (month <= actual_months), now, np.nan),
            "forecast": np.where(month >= actual_months, now, np.nan),
            "low": np.where(month >= actual_months, low, np.nan),
            "high": np.where(month >= actual_months, high, np.nan),
            "payback_month": marks[0],
            "never_pays_back": marks[1],
        },
        columns=list(COLUMNS),
    )


def of_course(
    course: Reforecast, lang: str, currency: str, theme: Theme, ends: pd.DataFrame | None = None
) -> Drawn:
    """The picture of a plan re-forecast, in the band of its cash (`Reforecast.cash_band`)."""
    found = frame(
        course.plan["cumulative_cash"].to_list(),
        course.expected["cumulative_cash"].to_list(),
        course.actual_months,
        None if ends is None else (ends["low"].to_list(), ends["high"].to_list()),
    )
    last = months_shown(found)
    picture = spec(lang, currency, theme, horizon=last, start=course.start, band=ends is not None)
    return found.head(last + 1), picture


def months_shown(found: pd.DataFrame) -> int:
    """The last month drawn of `frame`: all of a plan of three years, of a longer one as many as
    show twice the actual months and half a year after the payback, so that these are not squeezed.

    >>> months_shown(frame([0.0] * 85, [-1.0] * 30 + [1.0] * 55, 4))
    36
    >>> months_shown(frame([0.0] * 85, [-1.0] * 50 + [1.0] * 35, 4))
    56
    """
    actual = int(found["actual"].last_valid_index() or 0)
    back = found["payback_month"].iloc[0]
    wanted = max(WHOLE, 2 * actual, 0 if np.isnan(back) else int(np.ceil(back)) + 6)
    return min(len(found) - 1, wanted)


def of_case(case: Whole, theme: Theme) -> Drawn | None:
    """The same of a case; None where nothing happened yet."""
    if case.reforecast is None:
        return None
    course = case.reforecast
    ends = course.cash_band(case.projection, case.risk.cumulative_cash)
    return of_course(course, case.lang, case.currency, theme, ends)


def spec(
    lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None,
    band: bool = False,
) -> Spec:  # fmt: skip
    """The picture of `frame`; `horizon` is the last month drawn, `band` whether it has one.

    `start` (YYYY-MM) turns month numbers into calendar months.
    """
    return over_months(_authored(lang, currency, theme, start, band=band), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(
    lang: str, currency: str, theme: Theme, start: str | None, *, band: bool = False
) -> Spec:
    c = colours(theme)
    names = {
        "plan": text("charts.common.plan", lang),
        "actual": text("charts.common.actual", lang),
        "forecast": text("charts.forecast.forecast", lang),
    }
    curves = Curves(lang, currency, start)
    drawn, line = curves.known, curves.line
    behind = drawn("low").mark_area(color=c.actual, opacity=BAND_OPACITY)
    return layered(
        [
            *([behind.encode(y2=alt.Y2(field="high"))] if band else []),
            zero_line(theme),
            line("plan", color=c.case, strokeWidth=1.5),
            line("forecast", color=c.actual, strokeWidth=3, strokeDash=GHOST_DASH),
            line("actual", color=c.actual, strokeWidth=3),
            drawn("actual").mark_point(size=70, filled=True, opacity=1, color=c.actual),
            *payback_mark(lang, theme, start),
            *never_mark(lang, theme),
            *_names(names, lang, currency, theme, drawn, band=band),
            month_strip(curves.x, _tooltips(lang, names, band=band)),
        ],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


_ROOMY = "!(containerSize()[0] < 640)"
"""Whether names have a margin of their own, as in files, which have no container; on a telephone
the line below the title says them."""
_APART = "scale('y', datum.forecast) - scale('y', datum.plan)"
_LINE = "1.3 * type_size"


def _names(
    names: dict[str, str], lang: str, currency: str, theme: Theme,
    drawn: Callable[[str], alt.Chart], *, band: bool,
) -> list[alt.Chart]:  # fmt: skip
    """What each line is, right of its end with its amount there, so that no line runs through it;
    what happened is named at its last dot, on the side that the curve does not come from.
    """
    c = colours(theme)

    def amount(field: str) -> str:
        shown = rounded_money(f"datum.{field}", lang, currency)
        return f"{json.dumps(names[field], ensure_ascii=False)} + ' ' + {shown}"

    def at_end(field: str, words: str, colour: str, dy: str) -> alt.Chart:
        made: alt.Chart = (
            drawn(field)
            .transform_filter("datum.month === horizon")
            .transform_calculate(end_words=f"{_ROOMY} ? {words} : ''")
            .mark_text(align="left", dx=8, dy=alt.expr(dy), fontWeight=600, color=colour)
            .encode(text=alt.Text(field="end_words", type="nominal"))
        )
        return made

    # Two ends nearer than a line of words are parted by half of what is missing each.
    half = f"max(0, {_LINE} - abs({_APART})) / 2"
    said = [
        at_end("plan", amount("plan"), c.case, f"{_APART} <= 0 ? {half} : -{half}"),
        at_end("forecast", amount("forecast"), c.actual, f"{_APART} <= 0 ? -{half} : {half}"),
    ]
    if band:
        top = f"min(scale('y', datum.forecast), scale('y', datum.plan)) - {half} - {_LINE}"
        words = json.dumps(text("charts.forecast.band", lang), ensure_ascii=False)
        near = f"min(0, {top} - scale('y', datum.high))"
        said.append(at_end("high", words, c.actual, near))
    known = (
        drawn("actual")
        .transform_joinaggregate(last="max(month)", usual="mean(actual)")
        .transform_filter("datum.month === datum.last")
        .transform_calculate(name=f"{_ROOMY} ? {json.dumps(names['actual'])} : ''")
        .encode(text=alt.Text(field="name", type="nominal"))
    )
    early = "scale('x', datum.month) < 6 * type_size"
    return said + halo(
        known, theme, align=alt.expr(f"{early} ? 'left' : 'right'"),
        dx=alt.expr(f"{early} ? 9 : -9"),
        dy=alt.expr("(datum.actual > datum.usual ? -1 : 1) * 1.1 * type_size"),
        fontWeight=600, color=c.actual,
    )  # fmt: skip


def _tooltips(lang: str, names: dict[str, str], *, band: bool) -> list[alt.Tooltip]:
    fields: list[Any] = [
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang))
    ]
    shown = dict(names)
    if band:
        shown |= {end: text(f"charts.forecast.{end}", lang) for end in ("low", "high")}
    return fields + [
        alt.Tooltip(field=field, type="quantitative", title=name, format="$,.2f")
        for field, name in shown.items()
    ]
