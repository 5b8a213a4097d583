"""The plan's cumulative cash, what happened as dots, what is now expected dashed in its band."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import money_axis, month_axis, month_strip, over_months, zero_line
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.cash_marks import ROOM, never_mark, payback_mark
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.frames import column
from roi_model.charts.parts.key import BLOCK, Look, legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, GHOST_DASH, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.metrics import payback_month
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.actuals.reforecast import Reforecast

WORDS = Words(
    fr=(
        "Trésorerie cumulée, prévision revue",
        (
            "Ligne de la trésorerie cumulée du plan, mois par mois, les mois réels en points, "
            "la prévision revue en tirets avec son mois de retour, et la bande où elle tombe neuf "
            "fois sur dix."
        ),
    ),
    en=(
        "Cumulative cash, re-forecast",
        (
            "Line of the plan's cumulative cash by month, the actual months as dots, the re-"
            "forecast dashed, with its payback month, and the band that holds it nine times in "
            "ten."
        ),
    ),
)

HEIGHT = 340
COLUMNS = ("month", "plan", "actual", "forecast", "low", "high", "payback_month",
           "never_pays_back")  # fmt: skip
_PALE = "38"
"""How much of the band's colour covers what is behind it, of ff."""


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


def of_course(course: Reforecast, lang: str, currency: str, theme: Theme) -> Drawn:
    """The picture of a plan re-forecast."""
    ends = None if course.band is None else course.band.monthly["cumulative_cash"]
    found = frame(
        course.plan["cumulative_cash"].to_list(),
        course.expected["cumulative_cash"].to_list(),
        course.actual_months,
        None if ends is None else (ends["low"].to_list(), ends["high"].to_list()),
    )
    picture = spec(
        lang, currency, theme, horizon=len(found) - 1, start=course.start, band=ends is not None
    )
    return found, picture


def of_case(case: Whole, theme: Theme) -> Drawn | None:
    """The same of a case; None where nothing happened yet."""
    if case.reforecast is None:
        return None
    return of_course(case.reforecast, case.lang, case.currency, theme)


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
    looks: dict[str, Look] = {
        "plan": (c.case, 2, [1, 0]),
        "actual": (c.actual, BLOCK, [1, 0]),
        "forecast": (c.actual, 3, GHOST_DASH),
    }
    names = {
        "plan": text("charts.common.plan", lang),
        "actual": text("charts.common.actual", lang),
        "forecast": text("charts.forecast.forecast", lang),
    }
    if band:
        looks["band"] = (c.actual + _PALE, BLOCK, [1, 0])
        names["band"] = text("charts.forecast.band", lang)
    key = legend_scale(names, looks, columns_when_narrow=2)
    x = month_axis(lang, start)

    def drawn(field: str) -> alt.Chart:
        made: alt.Chart = (
            alt.Chart()
            .transform_filter(f"isValid(datum.{field})")
            .encode(
                x=x,
                y=alt.Y(
                    field=field,
                    type="quantitative",
                    scale=alt.Scale(padding=ROOM),
                    axis=money_axis(lang, currency),
                ),
            )
        )
        return made

    behind = drawn("low").mark_area().encode(y2=alt.Y2(field="high"))
    return layered(
        [
            *([key(behind, "band")] if band else []),
            zero_line(theme),
            key(drawn("plan").mark_line(strokeJoin="round"), "plan"),
            key(drawn("forecast").mark_line(strokeJoin="round"), "forecast"),
            key(drawn("actual").mark_point(size=70, filled=True, opacity=1), "actual"),
            *payback_mark(lang, theme, start),
            *never_mark(lang, theme),
            month_strip(x, _tooltips(lang, names, band=band)),
        ],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def _tooltips(lang: str, names: dict[str, str], *, band: bool) -> list[alt.Tooltip]:
    fields: list[Any] = [
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang))
    ]
    shown = {field: name for field, name in names.items() if field != "band"}
    if band:
        shown |= {end: text(f"charts.forecast.{end}", lang) for end in ("low", "high")}
    return fields + [
        alt.Tooltip(field=field, type="quantitative", title=name, format="$,.2f")
        for field, name in shown.items()
    ]
