"""Where the spread of a metric comes from: each input's share alone, and with all it acts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.expressions import share
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "D’où vient l’incertitude",
        (
            "Indices de Sobol’ : pour chaque paramètre, la part de l’incertitude du résultat "
            "qu’il explique seul, et celle qu’il explique avec tous ceux avec lesquels il agit."
        ),
        "Part de la variance du résultat. Plein : seul ; pâle : avec ses effets combinés",
    ),
    en=(
        "Where the uncertainty comes from",
        (
            "Sobol’ indices: for each input, the share of the result’s uncertainty that it "
            "explains alone, and with all those it acts with."
        ),
        "Share of the variance of the result. Solid: alone; pale: with all it acts with",
    ),
)

MOST = 12
_PALE = 0.35
COLUMNS = ("name", "position", "first", "total")


class Index(Protocol):
    """The indices of one input, as the analysis gives them."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def first(self) -> float | None: ...  # noqa: D102
    @property
    def total(self) -> float | None: ...  # noqa: D102


def frame(
    indices: Iterable[Index], names: Mapping[str, str] | None = None, *, most: int = MOST
) -> pd.DataFrame:
    """One row an input, the largest total first, at most `most`; shares of the variance.

    Estimates a little below 0 are 0. Inputs without indices (the metric is undefined in some of
    the draws) are left out.
    """
    known = [index for index in indices if index.first is not None and index.total is not None]
    kept = sorted(known, key=lambda index: -(index.total or 0.0))[:most]
    return pd.DataFrame(
        {
            "name": [(names or {}).get(index.path, index.path) for index in kept],
            "position": np.arange(len(kept)),
            "first": np.maximum(np.array([i.first for i in kept], dtype=np.float64), 0.0),
            "total": np.maximum(np.array([i.total for i in kept], dtype=np.float64), 0.0),
        },
        columns=list(COLUMNS),
    )


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme) -> Spec:
    """The picture of `frame`, as many rows high as there are inputs."""
    c = colours(theme)
    scale = alt.Scale(domainMin=0, zero=True, nice=False)

    def shown(field: str) -> alt.Tooltip:
        title = text(f"risk.sobol.{field}", lang)
        return alt.Tooltip(field=field, type="quantitative", title=title, format=".1~%")

    layers = [
        rows.bar("total", scale, color=c.case, opacity=_PALE),
        rows.bar("first", scale, color=c.case),
        rows.name("name", theme, room=80),
        rows.figure("total_label", theme),
        rows.strip(
            [
                alt.Tooltip(field="name", type="nominal", title=text("risk.tornado.input", lang)),
                shown("first"),
                shown("total"),
            ]
        ),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height={"step": rows.ROW},
        calculate={"total_label": share("datum.total")},
    )
