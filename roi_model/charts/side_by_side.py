"""Several scenarios on the same axes: the cumulative cash of each, under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import sayings
from roi_model.charts.parts.axes import money_axis, month_axis, over_months, zero_line
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.frames import Column, Projected
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered, says
from roi_model.charts.parts.words import Words
from roi_model.palette import SERIES
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
_NAMED_FROM = 420
"""Pixels from which lines are named at their ends."""
COLUMNS = ("scenario", "position", "month", "cumulative_cash", "label_at")
LINE_OF_WORDS = 0.09
"""The height that a name takes, as a share of what the lines span."""
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4])


def frame(projections: Mapping[str, Projected]) -> pd.DataFrame:
    """One row a scenario and month, month 0 to its own horizon, in the scenarios' currency.

    Keys are the names on screen. In the last row of each, `label_at` is the height at which its
    name stands: at its end, or above the name of one that ends as low. Raises ValueError where
    there are more than six: lines could not be told apart.
    """
    if len(projections) > MOST:
        raise ValueError(f"at most {MOST} scenarios, not {len(projections)}")
    series = [
        np.asarray(projection.monthly["cumulative_cash"], dtype=np.float64)
        for projection in projections.values()
    ]
    lengths = [len(line) for line in series]
    labels = [np.full(length, np.nan) for length in lengths]
    heights = _apart([float(line[-1]) for line in series], series)
    for label, height in zip(labels, heights, strict=True):
        label[-1] = height
    return pd.DataFrame(
        {
            "scenario": np.repeat(np.array(list(projections), dtype=object), lengths),
            "position": np.repeat(np.arange(len(series)), lengths),
            "month": np.concatenate([np.arange(length) for length in lengths])
            if lengths
            else np.empty(0),
            "cumulative_cash": np.concatenate(series) if series else np.empty(0),
            "label_at": np.concatenate(labels) if labels else np.empty(0),
        },
        columns=list(COLUMNS),
    )


def _apart(ends: list[float], series: list[Column]) -> list[float]:
    """The heights of names at the ends of lines, moved up where they would lie on one another."""
    if not ends:
        return []
    whole = np.concatenate([[0.0], *series])
    step, at, placed = LINE_OF_WORDS * float(np.ptp(whole)), -np.inf, ends.copy()
    for number in np.argsort(ends, kind="stable").tolist():
        at = placed[number] = max(ends[number], at + step)
    return placed


def of_plans(
    plans: Mapping[str, Projected], lang: str, currency: str, theme: Theme, *,
    start: str | None, title: str = "",
) -> Drawn:  # fmt: skip
    """The picture of the first plans by name; `title` where it is not one beside another."""
    shown = dict(list(plans.items())[:MOST])
    found = frame(shown)
    made = spec(lang, currency, theme, horizon=int(found["month"].max()), start=start)
    if title:
        made = {**made, "title": {**made["title"], "text": title}}
    paybacks = {name: plan.value("payback_month") for name, plan in shown.items()}
    return says(found, sayings.first_back(paybacks, lang)), made


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
    x = month_axis(lang, start)
    y = alt.Y(
        field="cumulative_cash",
        type="quantitative",
        scale=alt.Scale(padding=20),
        axis=money_axis(lang, currency),
    )
    look = series_look("scenario", series_colours(theme), named=True)
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
    names = halo(
        alt.Chart()
        .transform_filter("isValid(datum.label_at)")
        .encode(x=x, y=alt.Y(field="label_at", type="quantitative")),
        theme,
        # On a telephone other lines would run through them: there the bars above tell the colours.
        text=alt.expr(f"width < {_NAMED_FROM} ? '' : datum.scenario"),
        align="right",
        dx=4,
        dy=-9,
        fontWeight=600,
        limit=alt.expr("0.6 * width"),
    )
    names[-1] = names[-1].encode(look["color"])
    targets = (
        alt.Chart()
        .mark_point(size=140, filled=True, opacity=0, aria=True)
        .encode(x=x, y=y, tooltip=told)
    )
    return layered(
        [zero_line(theme), line, *names, targets],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def series_colours(theme: Theme) -> tuple[str, ...]:
    """The colours of scenarios in their order: the first is the case, the second its reference."""
    c, others = colours(theme), SERIES[theme]
    return (c.case, c.baseline, c.cash, others[6], others[7], others[9])


def series_look(
    field: str, range_: tuple[str, ...], *, named: bool = False
) -> dict[str, alt.Color | alt.StrokeDash]:
    """Colour and dash of lines named by data, in the order of the column `position`.

    Without a key where they are `named` in the picture.
    """
    order = alt.EncodingSortField(field="position", op="min", order="ascending")
    legend = (
        None
        if named
        else alt.Legend(
            title=None,
            symbolType="stroke",
            symbolSize=420,
            columns=alt.expr("width >= 0 && containerSize()[0] < 520 ? 1 : 3"),
        )
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
