"""An indicator measured on the user's own files, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import money_axis, month_axis, month_strip, over_months
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

HEIGHT = 150
COLUMNS = ("month", "value")
Indicator = Literal["conversion", "cpl", "cac", "cycle_months"]
INDICATORS: tuple[Indicator, ...] = ("conversion", "cpl", "cac", "cycle_months")
_DOTS = (
    "Un point pour chaque mois où l’indicateur est défini, reliés par une ligne.",
    "A dot for every month in which the indicator is defined, joined by a line.",
)
WORDS: dict[Indicator, Words] = {
    "conversion": Words(
        fr=("Conversion par mois de création", _DOTS[0]),
        en=("Conversion by month of creation", _DOTS[1]),
    ),
    "cpl": Words(fr=("Coût par affaire", _DOTS[0]), en=("Cost per deal", _DOTS[1])),
    "cac": Words(fr=("Coût par client", _DOTS[0]), en=("Cost per customer", _DOTS[1])),
    "cycle_months": Words(
        fr=("Cycle moyen des gagnées, mois", _DOTS[0]),
        en=("Mean cycle of deals won, months", _DOTS[1]),
    ),
}
_FORMATS = {"conversion": ".1~%", "cpl": "$,.2f", "cac": "$,.2f", "cycle_months": ",.2~f"}


def frame(values: Sequence[float | None]) -> pd.DataFrame:
    """One row a month, from 1 on; NaN where the indicator is undefined, which leaves a gap.

    >>> frame([0.2, None])["month"].tolist()
    [1, 2]
    """
    value = np.array([np.nan if one is None else one for one in values], dtype=np.float64)
    return pd.DataFrame({"month": np.arange(1, len(value) + 1), "value": value})


def spec(
    lang: str, currency: str, theme: Theme, *, indicator: Indicator, horizon: int, start: str
) -> Spec:
    """The picture of `frame`: dots on a line; `start` (YYYY-MM) is the month of its first row."""
    return over_months(_authored(lang, currency, theme, indicator, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, indicator: Indicator, start: str) -> Spec:
    c = colours(theme)
    x = month_axis(lang, start, margin=0.4, first=1)
    y = alt.Y(
        field="value",
        type="quantitative",
        scale=alt.Scale(zero=True, nice=True),
        axis=_axis(lang, currency, indicator),
    )
    line = (
        alt.Chart()
        .mark_line(color=c.actual, strokeWidth=2, invalid="break-paths-filter-domains")
        .encode(x=x, y=y)
    )
    dots = (
        alt.Chart()
        .transform_filter("isValid(datum.value)")
        .mark_point(color=c.actual, size=60, filled=True, opacity=1)
        .encode(x=x, y=y)
    )
    name = WORDS[indicator].title(lang)
    told = [
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang)),
        alt.Tooltip(field="value", type="quantitative", title=name, format=_FORMATS[indicator]),
    ]
    return layered(
        [line, dots, month_strip(x, told)],
        lang,
        currency,
        theme,
        words=WORDS[indicator],
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def _axis(lang: str, currency: str, indicator: Indicator) -> alt.Axis:
    if indicator in ("cpl", "cac"):
        return money_axis(lang, currency, ticks=4)
    shown = "~%" if indicator == "conversion" else ",~r"
    return alt.Axis(title=None, tickCount=4, format=shown, grid=True)
