"""What each lever brings by itself: the gross profit and the spending it adds, and its return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.axes import money_axis
from roi_model.charts.parts.expressions import quoted
from roi_model.charts.parts.key import BLOCK, Look, legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Ce que rapporte chaque levier",
        (
            "Pour chaque levier, deux barres : la marge brute et les dépenses qu’il ajoute ou "
            "retire, avec son retour sur investissement."
        ),
    ),
    en=(
        "What each lever brings",
        (
            "For each lever two bars: the gross profit and the spending it adds or takes away, "
            "with its return on investment."
        ),
    ),
)

ROW = 66
COLUMNS = ("name", "position", "gross_profit", "investment", "roi", "payback_month", "npv")
_NUMBERS = COLUMNS[2:]


def frame(levers: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """One row a lever, the largest gain first, from the rows of the incremental view.

    `gross_profit` and `investment` are differences in the scenario's currency (negative where
    the lever costs margin or saves spending), `roi` a fraction; NaN for what is undefined.
    """
    kept = sorted(levers, key=lambda lever: lever["investment"] - lever["gross_profit"])
    numbers = {
        column: np.array(
            [np.nan if lever.get(column) is None else lever[column] for lever in kept],
            dtype=np.float64,
        )
        for column in _NUMBERS
    }
    names = [str(lever["name"]) for lever in kept]
    return pd.DataFrame(
        {"name": names, "position": np.arange(len(kept)), **numbers}, columns=list(COLUMNS)
    )


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme) -> Spec:
    """The picture of `frame`, as many rows high as there are levers."""
    c = colours(theme)
    scale = alt.Scale(zero=True)
    looks: dict[str, Look] = {
        "gross_profit": (c.profit, BLOCK, [1, 0]),
        "investment": (c.spending, BLOCK, [1, 0]),
    }
    names = {name: text(f"charts.levers.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=1, symbol="square")
    axis = money_axis(lang, currency, ticks=4, grid=False)
    zero = (
        alt.Chart()
        .transform_filter("datum.position === 0")
        .mark_rule(color=c.text, opacity=0.6, strokeWidth=1, tooltip=None)
        .encode(x=alt.XDatum(0))
    )
    roi = (
        f"{quoted('charts.levers.roi', lang)} + ' ' + (isValid(datum.roi) ? "
        f"format(datum.roi, '+,.0%') : "
        f"'– (' + {quoted('charts.levers.no_spending', lang)} + ')')"
    )
    layers = [
        key(rows.bar("gross_profit", scale, axis=axis, height=12, yOffset=4), "gross_profit"),
        key(rows.bar("investment", scale, axis=axis, height=12, yOffset=18), "investment"),
        zero,
        rows.name("name", theme, room=130, behind=c.background),
        rows.name("name", theme, room=130),
        rows.figure("roi_label", theme),
        rows.strip(_tooltips(lang)),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height={"step": ROW},
        calculate={"roi_label": roi},
    )


def _tooltips(lang: str) -> list[alt.Tooltip]:
    def shown(field: str, how: str, key: str | None = None) -> alt.Tooltip:
        return alt.Tooltip(
            field=field,
            type="quantitative",
            title=text(f"charts.levers.{key or field}", lang),
            format=how,
        )

    return [
        alt.Tooltip(field="name", type="nominal", title=text("charts.levers.lever", lang)),
        shown("gross_profit", "$,.2f"),
        shown("investment", "$,.2f"),
        shown("roi", ".2~%"),
        shown("payback_month", ",.2~f", "payback"),
        shown("npv", "$,.2f"),
    ]
