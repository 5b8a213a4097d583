"""The chance that the money is back by each month, and that it never is within the horizon."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from roi_model.charts.parts import sayings
from roi_model.charts.parts.axes import month_axis, month_strip, over_months
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import month_label, quoted, share
from roi_model.charts.parts.frames import column
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered, says
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Chance d’avoir récupéré l’argent",
        (
            "Part des tirages dans lesquels l’argent est récupéré avant la fin de chaque mois ;"
            " ce qui manque à 100 % au dernier mois est la part où il ne l’est jamais sur "
            "l’horizon."
        ),
    ),
    en=(
        "Chance that the money is back",
        (
            "Share of the draws in which the money is back by the end of each month; what is "
            "missing to 100% in the last month is the share in which it never is within the "
            "horizon."
        ),
    ),
)

HEIGHT = 300
COLUMNS = ("month", "chance", "never", "dry")


def frame(payback_by_month: ArrayLike, cash_out_by_month: ArrayLike | None = None) -> pd.DataFrame:
    """One row a month, 0 to the horizon: share of the draws paid back by its end, 0..1.

    `never` stands in the row of the last month: the share that is not paid back at all. `dry` is
    the share whose account is below its floor by then, NaN where none is followed.
    """
    chance = np.asarray(payback_by_month, dtype=np.float64)
    never = np.full(len(chance), np.nan)
    never[-1] = 1.0 - chance[-1]
    return pd.DataFrame(
        {
            "month": np.arange(len(chance)),
            "chance": chance,
            "never": never,
            "dry": column([] if cash_out_by_month is None else cash_out_by_month, len(chance)),
        },
        columns=list(COLUMNS),
    )


def of_case(case: Whole, theme: Theme) -> Drawn:
    """The picture of a case."""
    scenario = case.scenario
    made = spec(
        case.lang, case.currency, theme, horizon=scenario.horizon_months, start=scenario.start
    )
    chances = case.risk.payback_by_month
    said = sayings.paid_back(chances, case.lang, scenario.start)
    return says(frame(chances, case.risk.cash_out_by_month), said), made


def spec(lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None) -> Spec:
    """The picture of `frame`; `start` (YYYY-MM) turns month numbers into calendar months."""
    return over_months(_authored(lang, currency, theme, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None) -> Spec:
    c = colours(theme)
    x = month_axis(lang, start)
    # Above 100 % there is room for words that no curve can cross.
    scale = alt.Scale(domain=[0, 1.15], nice=False)
    y = alt.Y(
        field="chance",
        type="quantitative",
        scale=scale,
        axis=alt.Axis(title=None, values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".0%", grid=True),
    )
    base = alt.Chart().encode(x=x, y=y)
    last = alt.Chart().transform_filter("isValid(datum.never)")
    # What is missing to 100 % at the end is the share that never pays back.
    gap = last.mark_rule(color=c.bad, strokeWidth=5).encode(x=x, y=y, y2=constant.Y2Datum(1))
    never = f"{quoted('risk.payback.never', lang)} + ' ' + {share('datum.never')}"
    words = halo(
        last.transform_calculate(never_label=never).encode(
            x=x, y=alt.YDatum(1), text=alt.Text(field="never_label", type="nominal")
        ),
        theme,
        align="right",
        dy=-10,
        fontWeight=600,
        color=c.text,
    )
    month = alt.Tooltip(
        field="month_label", type="nominal", title=text("charts.common.month", lang)
    )
    chance = alt.Tooltip(
        field="chance", type="quantitative", title=text("risk.payback.chance", lang), format=".1~%"
    )
    layers = [
        base.mark_area(color=c.case, opacity=0.22, interpolate="step-after"),
        base.mark_line(color=c.case, strokeWidth=3, interpolate="step-after"),
        gap,
        *words,
        *_dry(lang, theme, x, scale),
        month_strip(x, [month, chance]),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def _dry(lang: str, theme: Theme, x: alt.X, scale: alt.Scale) -> list[alt.Chart]:
    """The chance that the account is below its floor by then, named at its end."""
    c = colours(theme)
    known = alt.Chart().transform_filter("isValid(datum.dry)")
    y = alt.Y(field="dry", type="quantitative", scale=scale)
    line = known.mark_line(
        color=c.bad, strokeWidth=2, strokeDash=[6, 3], interpolate="step-after"
    ).encode(x=x, y=y)
    label = f"{quoted('risk.payback.dry', lang)} + ' ' + {share('datum.dry')}"
    words = halo(
        known.transform_filter("datum.month === horizon")
        .transform_calculate(dry_label=label)
        .encode(x=x, y=y, text=alt.Text(field="dry_label", type="nominal")),
        theme,
        align="right",
        dx=-8,
        dy=-10,
        fontWeight=600,
        color=c.bad,
    )
    return [line, *words]
