"""The picture of cash before it is shown: months and the line of zero, for a room that guesses."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.cash import HEIGHT
from roi_model.charts.parts.axes import month_axis, month_strip, over_months, zero_line
from roi_model.charts.parts.expressions import month_label, short_money
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Trésorerie cumulée",
        (
            "Les mois et la ligne de zéro, sans courbe : la trésorerie reste cachée jusqu’à ce "
            "qu’on la révèle."
        ),
    ),
    en=(
        "Cumulative cash",
        (
            "The months and the line of zero, without a curve: cash stays hidden until it is "
            "revealed."
        ),
    ),
)

COLUMNS = ("month",)


def frame(horizon: int) -> pd.DataFrame:
    """One row a month, 0 to the horizon: nothing of the case is in it.

    >>> frame(2)["month"].tolist()
    [0, 1, 2]
    """
    return pd.DataFrame({"month": np.arange(horizon + 1)}, columns=list(COLUMNS))


def spec(
    lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None
) -> Spec:  # fmt: skip
    """The picture of `frame`; `horizon` is the last month drawn, `start` as in the one of cash."""
    return over_months(_authored(lang, currency, theme, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None) -> Spec:
    c = colours(theme)
    # Zero stands where it will stand with most curves: a little below the middle.
    height = alt.Y(
        datum=0,
        type="quantitative",
        scale=alt.Scale(domain=[-2, 3], nice=False),
        axis=alt.Axis(
            title=None,
            values=[0],
            labelExpr=short_money("datum.value", lang, currency),
            grid=False,
        ),
    )
    question = (
        alt.Chart()
        .transform_filter("datum.month === 0")
        .mark_text(fontSize=112, fontWeight=600, color=c.grid)
        .encode(
            x=constant.XValue(alt.expr("width / 2")),
            y=constant.YValue(alt.expr("height * 0.3")),
            text=constant.TextValue("?"),
        )
    )
    title = text("charts.common.month", lang)
    about = [alt.Tooltip(field="month_label", type="nominal", title=title)]
    months = month_strip(month_axis(lang, start), about).encode(y=height)
    return layered(
        [question, months, zero_line(theme)],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def marked(spec: Spec, theme: Theme, month: float, said: str) -> Spec:
    """A picture of cash by month with a line at the `month` a room had guessed, and its words.

    The words stand at the foot of the line: those of the payback stand at the head of theirs.
    """
    c = colours(theme)
    one_row = [{"filter": "datum.month === 0"}]
    x = {"datum": month, "type": "quantitative"}
    line = {"type": "rule", "color": c.muted, "strokeWidth": 2, "strokeDash": [8, 4]}
    words = {
        "type": "text", "color": c.text, "text": said, "fontWeight": "bold",
        "align": {"expr": f"{month} > horizon * 0.75 ? 'right' : 'left'"},
        "dx": {"expr": f"{month} > horizon * 0.75 ? -8 : 8"}, "baseline": "bottom",
    }  # fmt: skip
    foot = {"value": {"expr": "height - 6"}}
    layers = [
        {"transform": one_row, "mark": {**line, "tooltip": None}, "encoding": {"x": x}},
        {"transform": one_row, "mark": {**words, "tooltip": None}, "encoding": {"x": x, "y": foot}},
    ]
    return {**spec, "layer": [*spec["layer"], *layers]}
