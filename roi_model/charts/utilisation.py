"""How busy the sellers are: hours asked of the team as a share of those it has, month by month."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from roi_model.charts.parts.axes import month_axis, month_bar, month_strip, over_months
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Charge de l’équipe",
        (
            "Barres par mois des heures de vente demandées à l’équipe, en part de celles dont "
            "elle dispose ; une ligne brisée marque 100 %, ce qui dépasse est d’une autre "
            "couleur."
        ),
        "Heures demandées sur heures disponibles",
    ),
    en=(
        "How busy the team is",
        (
            "Bars by month of the selling hours asked of the team as a share of the hours it "
            "has; a broken line marks 100%, what lies above it has another colour."
        ),
        "Hours asked, out of those there are",
    ),
)

HEIGHT = 220
COLUMNS = ("month", "utilisation", "within", "beyond")


def frame(utilisation: ArrayLike) -> pd.DataFrame:
    """One row a month, 0 to the horizon: shares of the hours there are, NaN where nobody is there.

    `within` is the part up to all of the hours, `beyond` the end of what is asked above them (NaN
    where there is none).
    """
    share = np.asarray(utilisation, dtype=np.float64)
    return pd.DataFrame(
        {
            "month": np.arange(len(share)),
            "utilisation": share,
            "within": np.minimum(share, 1.0),
            "beyond": np.where(share > 1.0, share, np.nan),
        },
        columns=list(COLUMNS),
    )


def of_case(case: Case, theme: Theme) -> Drawn | None:
    """The picture of a case; None where nobody is there to be busy."""
    scenario = case.scenario
    if not scenario.team:
        return None
    made = spec(
        case.lang, case.currency, theme, horizon=scenario.horizon_months, start=scenario.start
    )
    return frame(case.projection.utilisation), made


def spec(lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None) -> Spec:
    """The picture of `frame`; `horizon` is the last month drawn.

    What is beyond the team's hours differs by colour and stands above the line of 100 %.
    """
    return over_months(_authored(lang, currency, theme, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None) -> Spec:
    c = colours(theme)
    x = month_axis(lang, start, margin=0.6)
    axis = alt.Axis(title=None, tickCount=4, format="~%", grid=True)
    bars = {
        name: alt.Chart()
        .transform_filter(f"isValid(datum.{name})")
        .mark_bar(width=month_bar(), color=colour)
        .encode(x=x)
        for name, colour in (("within", c.profit), ("beyond", c.bad))
    }
    scale = alt.Scale(domainMin=0, nice=False)
    within = bars["within"].encode(
        y=alt.Y(field="within", type="quantitative", stack=None, axis=axis, scale=scale)
    )
    beyond = bars["beyond"].encode(
        y=alt.Y(field="beyond", type="quantitative", stack=None, axis=axis, scale=scale),
        y2=alt.Y2Datum(1),
    )
    full = (
        alt.Chart()
        .transform_filter("datum.month === 0")
        .mark_rule(color=c.text, strokeWidth=1.5, strokeDash=[4, 3], tooltip=None)
        .encode(y=alt.YDatum(1))
    )
    told = [
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang)),
        alt.Tooltip(
            field="utilisation",
            type="quantitative",
            title=text("compare.utilisation.utilisation", lang),
            format=".1~%",
        ),
    ]
    return layered(
        [within, beyond, full, month_strip(x, told)],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )
