"""Several scenarios on the same axes: the cumulative cash of each, under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import money_axis, month_axis, over_months, zero_line
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.frames import Projected
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.projection import project
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Trésoreries cumulées côte à côte",
        (
            "Courbes de la trésorerie cumulée de plusieurs scénarios, mois par mois, sur les "
            "mêmes axes."
        ),
    ),
    en=(
        "Cumulative cash, side by side",
        "Lines of the cumulative cash of several scenarios by month, on the same axes.",
    ),
)

HEIGHT = 340
MOST = 6
"""Scenarios that lines can tell apart by colour and dash."""
COLUMNS = ("scenario", "position", "month", "cumulative_cash")
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4])


def frame(projections: Mapping[str, Projected]) -> pd.DataFrame:
    """One row a scenario and month, month 0 to its own horizon, in the scenarios' currency.

    Keys are the names on screen. Raises ValueError where there are more than six: lines could not
    be told apart.
    """
    if len(projections) > MOST:
        raise ValueError(f"at most {MOST} scenarios, not {len(projections)}")
    series = [
        np.asarray(projection.monthly["cumulative_cash"], dtype=np.float64)
        for projection in projections.values()
    ]
    lengths = [len(line) for line in series]
    return pd.DataFrame(
        {
            "scenario": np.repeat(np.array(list(projections), dtype=object), lengths),
            "position": np.repeat(np.arange(len(series)), lengths),
            "month": np.concatenate([np.arange(length) for length in lengths])
            if lengths
            else np.empty(0),
            "cumulative_cash": np.concatenate(series) if series else np.empty(0),
        },
        columns=list(COLUMNS),
    )


def of_plans(
    plans: Mapping[str, Projected], lang: str, currency: str, theme: Theme, *,
    start: str | None, title: str = "",
) -> Drawn:  # fmt: skip
    """The picture of the first plans by name; `title` where it is not one beside another."""
    found = frame(dict(list(plans.items())[:MOST]))
    made = spec(lang, currency, theme, horizon=int(found["month"].max()), start=start)
    if title:
        made = {**made, "title": {**made["title"], "text": title}}
    return found, made


def compared(case: Whole, theme: Theme) -> Drawn | None:
    """The case beside those it was handed over with; None where it stands alone."""
    if not case.compared:
        return None
    others = {name: project(scenario) for name, scenario in case.compared.items()}
    plans = {case.heading: case.projection} | others
    return of_plans(plans, case.lang, case.currency, theme, start=case.scenario.start)


def three_cases(case: Whole, theme: Theme) -> Drawn:
    """The case on the cautious side, as stated, on the ambitious side."""
    plans = {
        text(f"export.case.{side}", case.lang): project(getattr(case.three_cases, side))
        for side in ("cautious", "expected", "ambitious")
    }
    title = text("export.case.title", case.lang)
    start = case.scenario.start
    return of_plans(plans, case.lang, case.currency, theme, start=start, title=title)


def spec(lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None) -> Spec:
    """The picture of `frame`; `horizon` is the last month drawn.

    `start` (YYYY-MM) turns month numbers into calendar months.
    """
    return over_months(_authored(lang, currency, theme, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None) -> Spec:
    c = colours(theme)
    x = month_axis(lang, start)
    y = alt.Y(
        field="cumulative_cash",
        type="quantitative",
        scale=alt.Scale(padding=20),
        axis=money_axis(lang, currency),
    )
    look = series_look("scenario", (c.case, c.actual, c.cash, c.bad, c.baseline, c.good))
    line = alt.Chart().mark_line(strokeWidth=2.5, strokeJoin="round").encode(x=x, y=y, **look)
    told = [
        alt.Tooltip(
            field="scenario", type="nominal", title=text("compare.side_by_side.scenario", lang)
        ),
        alt.Tooltip(field="month_label", type="nominal", title=text("charts.common.month", lang)),
        alt.Tooltip(
            field="cumulative_cash",
            type="quantitative",
            title=text("compare.side_by_side.cumulative_cash", lang),
            format="$,.2f",
        ),
    ]
    targets = (
        alt.Chart()
        .mark_point(size=140, filled=True, opacity=0, aria=True)
        .encode(x=x, y=y, tooltip=told)
    )
    return layered(
        [zero_line(theme), line, targets],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def series_look(field: str, range_: tuple[str, ...]) -> dict[str, alt.Color | alt.StrokeDash]:
    """Colour and dash of lines named by data, in the order of the column `position`."""
    order = alt.EncodingSortField(field="position", op="min", order="ascending")
    legend = alt.Legend(
        title=None,
        symbolType="stroke",
        symbolSize=420,
        columns=alt.expr("width >= 0 && containerSize()[0] < 520 ? 1 : 3"),
    )
    return {
        "color": alt.Color(
            field=field,
            type="nominal",
            sort=order,
            scale=alt.Scale(range=list(range_)),
            legend=legend,
        ),
        "strokeDash": alt.StrokeDash(
            field=field,
            type="nominal",
            sort=order,
            scale=alt.Scale(range=[list(dash) for dash in DASHES]),
            legend=legend,
        ),
    }
