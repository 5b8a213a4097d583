"""How a metric is distributed over the draws, on which side of its break-even it falls."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from roi_model.charts.parts import metric_axes, sayings
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import quoted, share
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered, says
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Distribution du résultat",
        (
            "Histogramme du résultat sur tous les tirages, coupé au seuil de rentabilité ; le "
            "trait pointillé marque le cas actuel."
        ),
        "Part des tirages par tranche",
    ),
    en=(
        "Distribution of the result",
        (
            "Histogram of the result over all draws, cut at break-even; the dotted line marks "
            "the current case."
        ),
        "Share of the draws in each slice",
    ),
)

HEIGHT = 300
BARS = 30
_CORNER = 30
"""Pixels from the top to the words of a side: those of the case stand above."""
COLUMNS = ("position", "low", "high", "share", "reached", "base")
_ENDS = (0.005, 0.995)


def frame(
    values: ArrayLike, base: float | None = None, *, level: float = 0.0, bars: int = BARS
) -> pd.DataFrame:
    """One row a bar: from `low` to `high`, the share of the draws there, NaN draws left out.

    Bars meet at `level`, so that each is on one side of it: `reached` is 1 at or above, else 0. The
    first and last bar hold what lies beyond them too (half a percent at most). `base`, the metric
    of the deterministic case, stands in the first row.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if not len(known):
        return pd.DataFrame({name: np.empty(0) for name in COLUMNS}, columns=list(COLUMNS))
    low, high = np.quantile(known, _ENDS).tolist()
    step = (high - low) / bars
    if step <= 1e-12 * max(abs(low), abs(high), 1e-3):
        step = max(abs(low), 1.0) / bars
    first, last = np.floor((low - level) / step), np.floor((high - level) / step) + 1
    edges = level + step * np.arange(first, last + 1)
    counts, _ = np.histogram(np.clip(known, edges[0], np.nextafter(edges[-1], -np.inf)), edges)
    marks = np.full(len(counts), np.nan)
    marks[0] = np.nan if base is None else base
    return pd.DataFrame(
        {
            "position": np.arange(len(counts)),
            "low": edges[:-1],
            "high": edges[1:],
            "share": counts / len(known),
            "reached": (np.arange(first, last) >= 0).astype(np.float64),
            "base": marks,
        },
        columns=list(COLUMNS),
    )


def of_case(case: Whole, theme: Theme) -> Drawn:
    """The picture of a case's return."""
    base = case.projection.value("roi")
    made = frame(case.risk.values["roi"], base)
    below = float(made["share"][made["reached"] == 0.0].sum())
    said = sayings.spread("roi", below, case.risk.metrics["roi"].p50, case.currency, case.lang)
    return says(made, said), spec(case.lang, case.currency, theme)


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, metric: str = "roi") -> Spec:
    """The picture of `frame`."""
    c = colours(theme)
    scale = alt.Scale(zero=False, nice=False)
    axis = metric_axes.axis(metric, lang, currency)
    x = alt.X(field="low", type="quantitative", bin="binned", scale=scale, axis=axis)
    x2 = alt.X2(field="high")
    y = alt.Y(
        field="share",
        type="quantitative",
        scale=alt.Scale(domainMin=0, zero=True),
        axis=alt.Axis(title=None, tickCount=4, format=".0%", grid=True),
    )

    def side(reached: int, colour: str) -> alt.Chart:
        made: alt.Chart = (
            alt.Chart()
            .transform_filter(f"datum.reached === {reached}")
            .mark_bar(binSpacing=1, color=colour)
            .encode(x=x, x2=x2, y=y)
        )
        return made

    def named(reached: int, key: str, colour: str, **place: Any) -> list[alt.Chart]:
        """How large a side is, in the corner over its end of the picture."""
        whole = (
            alt.Chart()
            .transform_filter(f"datum.reached === {reached}")
            .transform_aggregate(whole="sum(share)")
            .transform_calculate(
                side_label=f"{quoted(f'risk.distribution.{key}', lang)} + ' ' + "
                + share("datum.whole")
            )
            .encode(
                x=constant.XValue(place.pop("at")), y=constant.YValue(0),
                text=alt.Text(field="side_label", type="nominal"),
            )
        )  # fmt: skip
        return halo(whole, theme, dy=_CORNER, fontWeight=600, color=colour, **place)

    marked = (
        alt.Chart()
        .transform_filter("isValid(datum.base)")
        .transform_calculate(
            base_label=f"{quoted('charts.common.case', lang)} + ' ' + "
            + metric_axes.label(metric, "datum.base", lang, currency)
        )
        .encode(x=alt.X(field="base", type="quantitative", scale=scale, axis=axis))
    )
    words = halo(
        marked.encode(y=constant.YValue(0), text=alt.Text(field="base_label", type="nominal")),
        theme,
        align="left",
        dx=6,
        dy=10,
        fontWeight=600,
        color=c.text,
    )
    exact = metric_axes.exact(metric)
    tooltips = [
        alt.Tooltip(
            field=field, type="quantitative", title=text(f"risk.distribution.{field}", lang),
            format=how,
        )
        for field, how in (("low", exact), ("high", exact), ("share", ".1~%"))
    ]  # fmt: skip
    strips = (
        alt.Chart()
        .mark_rect(opacity=0, aria=True)
        .encode(x=x, x2=x2, y=constant.YValue(0), y2=constant.Y2Value("height"), tooltip=tooltips)
    )
    layers = [
        side(0, c.bad),
        side(1, c.good),
        marked.mark_rule(color=c.text, strokeWidth=2, strokeDash=[2, 3]),
        *words,
        *named(0, "below", c.bad, at=0, align="left"),
        *named(1, "above", c.good, at="width", align="right"),
        strips,
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={},
    )
