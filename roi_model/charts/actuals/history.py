"""An indicator of the user's own files month by month, beside the plan's where it has one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import money_axis, month_axis, month_strip, over_months
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.theme import CACHED_SPECS, Colours, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

HEIGHT = 150
COLUMNS = ("month", "value", "plan")
Indicator = Literal[
    "conversion", "cpl", "cac", "cycle_months", "cost_per_lead", "cost_per_qualified",
    "qualified_per_lead", "meetings_per_call", "contact_to_customer",
]  # fmt: skip
OF_DEALS: tuple[Indicator, ...] = ("conversion", "cpl", "cac", "cycle_months")
BESIDE_PLAN: tuple[Indicator, ...] = (
    "cost_per_lead", "cost_per_qualified", "qualified_per_lead", "meetings_per_call",
    "contact_to_customer",
)  # fmt: skip
INDICATORS = (*OF_DEALS, *BESIDE_PLAN)
_MONEY = ("cpl", "cac", "cost_per_lead", "cost_per_qualified")
_DOTS = (
    "Un point pour chaque mois où l’indicateur est défini, reliés par une ligne.",
    "A dot for every month in which the indicator is defined, joined by a line.",
)
_PLAN = (
    f"{_DOTS[0]} En tirets, le plan.",
    f"{_DOTS[1]} Dashed, the plan.",
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
    "cost_per_lead": Words(fr=("Coût par prospect", _PLAN[0]), en=("Cost per lead", _PLAN[1])),
    "cost_per_qualified": Words(
        fr=("Coût par prospect qualifié", _PLAN[0]), en=("Cost per qualified lead", _PLAN[1])
    ),
    "qualified_per_lead": Words(
        fr=("Qualifiés par prospect ajouté", _PLAN[0]), en=("Qualified per lead added", _PLAN[1])
    ),
    "meetings_per_call": Words(
        fr=("Rendez-vous par appel", _PLAN[0]), en=("Meetings per call", _PLAN[1])
    ),
    "contact_to_customer": Words(
        fr=("Contact → client, à ce jour", _PLAN[0]),
        en=("Contact → customer, to date", _PLAN[1]),
    ),
}


def frame(
    values: Sequence[float | None], plan: Sequence[float | None] | None = None
) -> pd.DataFrame:
    """One row a month, from 1 on; NaN where the indicator is undefined, which leaves a gap.

    >>> frame([0.2, None])["month"].tolist()
    [1, 2]
    """
    sides = [
        np.array([np.nan if one is None else one for one in side], dtype=np.float64)
        for side in (values, plan or [None] * len(values))
    ]
    return pd.DataFrame(
        {"month": np.arange(1, len(values) + 1), "value": sides[0], "plan": sides[1]}
    )


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
    name, written = WORDS[indicator].title(lang), _written(indicator)
    told = [
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang)),
        alt.Tooltip(field="value", type="quantitative", title=name, format=written),
    ]
    layers = [line, dots]
    if indicator in BESIDE_PLAN:
        layers.insert(0, _planned(c, x))
        title = text("charts.common.plan", lang)
        told.append(alt.Tooltip(field="plan", type="quantitative", title=title, format=written))
    return layered(
        [*layers, month_strip(x, told)],
        lang,
        currency,
        theme,
        words=WORDS[indicator],
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def _planned(c: Colours, x: alt.X) -> alt.Chart:
    line = alt.Chart().mark_line(
        color=c.baseline, strokeWidth=2, strokeDash=[5, 4], invalid="break-paths-filter-domains"
    )
    made: alt.Chart = line.encode(x=x, y=alt.Y(field="plan", type="quantitative"))
    return made


def _written(indicator: Indicator) -> str:
    if indicator in _MONEY:
        return "$,.2f"
    return ",.2~f" if indicator == "cycle_months" else ".1~%"


def _axis(lang: str, currency: str, indicator: Indicator) -> alt.Axis:
    if indicator in _MONEY:
        return money_axis(lang, currency, ticks=4)
    shown = ",~r" if indicator == "cycle_months" else "~%"
    return alt.Axis(title=None, tickCount=4, format=shown, grid=True)
