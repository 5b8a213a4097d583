"""How a metric is distributed over the draws, on which side of its break-even it falls."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from roi_model.charts.parts import metric_axes
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import quoted
from roi_model.charts.parts.frames import value_of
from roi_model.charts.parts.key import BLOCK, Look, halo, legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered
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
    base = value_of(case.projection, "roi")
    return frame(case.risk.values["roi"], base), spec(case.lang, case.currency, theme)


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, metric: str = "roi") -> Spec:
    """The picture of `frame`."""
    c = colours(theme)
    scale = alt.Scale(zero=False, nice=False)
    looks: dict[str, Look] = {
        "below": (c.bad, BLOCK, [1, 0]),
        "above": (c.good, BLOCK, [1, 0]),
    }
    names = {name: text(f"risk.distribution.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=2, symbol="square")
    axis = metric_axes.axis(metric, lang, currency)
    x = alt.X(field="low", type="quantitative", bin="binned", scale=scale, axis=axis)
    x2 = alt.X2(field="high")
    y = alt.Y(
        field="share",
        type="quantitative",
        scale=alt.Scale(domainMin=0, zero=True),
        axis=alt.Axis(title=None, tickCount=4, format=".0%", grid=True),
    )

    def side(reached: int) -> alt.Chart:
        made: alt.Chart = (
            alt.Chart()
            .transform_filter(f"datum.reached === {reached}")
            .mark_bar(binSpacing=1)
            .encode(x=x, x2=x2, y=y)
        )
        return made

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
        key(side(0), "below"),
        key(side(1), "above"),
        marked.mark_rule(color=c.text, strokeWidth=2, strokeDash=[2, 3]),
        *words,
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
