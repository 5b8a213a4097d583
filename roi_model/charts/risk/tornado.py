"""What moves a metric most: each uncertain input alone from its P10 to its P90, widest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import metric_axes, rows, sayings
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered, says
from roi_model.charts.parts.words import Words
from roi_model.formatting.inputs import path_words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Ce qui compte le plus",
        (
            "Tornade : une barre par paramètre incertain, du résultat à sa valeur basse au "
            "résultat à sa valeur haute, la plus large en premier ; le trait marque le cas "
            "actuel."
        ),
        "Chaque paramètre seul : gris à son P10, plein à son P90",
    ),
    en=(
        "What matters most",
        (
            "Tornado: one bar an uncertain input, from the result at its low value to the "
            "result at its high value, the widest first; the line marks the current case."
        ),
        "Each input alone: grey at its P10, solid at its P90",
    ),
)

MOST = 12
COLUMNS = ("name", "position", "low_value", "high_value", "at_low", "at_high", "base")


class Swing(Protocol):
    """One bar, as the tornado's analysis gives it."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def low_value(self) -> float: ...  # noqa: D102
    @property
    def high_value(self) -> float: ...  # noqa: D102
    @property
    def at_low(self) -> float | None: ...  # noqa: D102
    @property
    def at_high(self) -> float | None: ...  # noqa: D102


def frame(
    base: float | None,
    swings: Iterable[Swing],
    names: Mapping[str, str] | None = None,
    *,
    most: int = MOST,
) -> pd.DataFrame:
    """One row an input, widest first, at most `most`; `names` gives the words of a path.

    `low_value` and `high_value` are the input's P10 and P90 in the model's units, `at_low` and
    `at_high` the metric there, `base` the metric as it is; NaN where it is undefined.
    """
    kept = list(swings)[:most]
    numbers = {
        column: np.array([getattr(swing, column) for swing in kept], dtype=np.float64)
        for column in COLUMNS[2:6]
    }
    return pd.DataFrame(
        {
            "name": [(names or {}).get(swing.path, swing.path) for swing in kept],
            "position": np.arange(len(kept)),
            **numbers,
            "base": np.full(len(kept), np.nan if base is None else base),
        },
        columns=list(COLUMNS),
    )


def of_case(case: Whole, theme: Theme) -> Drawn:
    """The picture of what moves a case's return."""
    names = {swing.path: path_words(swing.path, case.lang) for swing in case.tornado}
    base = case.projection.value("roi")
    made = frame(base, case.tornado, names)
    said = says(made, sayings.driver(made, "roi", case.currency, case.lang))
    return said, spec(case.lang, case.currency, theme, metric="roi")


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, metric: str = "roi") -> Spec:
    """The picture of `frame`, as many rows high as there are inputs."""
    c = colours(theme)
    scale = alt.Scale(zero=False, nice=True)
    axis = metric_axes.axis(metric, lang, currency)

    def side(field: str, colour: str) -> alt.Chart:
        made: alt.Chart = (
            rows.bar(field, scale, axis=axis, color=colour)
            .transform_filter("isValid(datum.base)")
            .encode(x2=alt.X2(field="base"))
        )
        return made

    # A mark a row: a line through all rows would cut their names on a narrow screen.
    now = rows.tick("base", scale, axis=axis, stroke=c.text, strokeWidth=1.5, tooltip=None)
    ends = [
        metric_axes.label(metric, f"datum.{name}", lang, currency) for name in ("at_low", "at_high")
    ]
    layers = [
        side("at_low", c.baseline),
        side("at_high", c.case),
        now,
        rows.name("name", theme, room=170, behind=c.background),
        rows.name("name", theme, room=170),
        rows.figure("ends_label", theme),
        rows.strip(_tooltips(lang, metric)),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height={"step": rows.ROW},
        calculate={"ends_label": f"{ends[0]} + ' → ' + {ends[1]}"},
    )


def _tooltips(lang: str, metric: str) -> list[alt.Tooltip]:
    def shown(field: str, how: str) -> alt.Tooltip:
        title = text(f"risk.tornado.{field}", lang)
        return alt.Tooltip(field=field, type="quantitative", title=title, format=how)

    exact = metric_axes.exact(metric)
    return [
        alt.Tooltip(field="name", type="nominal", title=text("risk.tornado.input", lang)),
        shown("low_value", ",.4~f"),
        shown("high_value", ",.4~f"),
        shown("at_low", exact),
        shown("at_high", exact),
        shown("base", exact),
    ]
