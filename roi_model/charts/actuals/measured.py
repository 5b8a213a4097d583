"""One input of the plan beside what was measured of it: a mark, a dot, and its interval."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import pandas as pd

from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

_SHOWN = (
    "La valeur du plan en trait, la mesure en point, avec son intervalle à 95 %.",
    "The plan’s figure as a line, what was measured as a dot, with its 95% interval.",
)
WORDS = Words(fr=(_SHOWN[0], _SHOWN[0]), en=(_SHOWN[1], _SHOWN[1]))

HEIGHT = 62
_LINE = 32
COLUMNS = ("plan", "low", "observed", "high", "plan_label", "observed_label", "interval_label")


def frame(
    plan: float, observed: float, interval: tuple[float, float], labels: tuple[str, str, str]
) -> pd.DataFrame:
    """One row, in the input's unit; `labels` are plan, measure and interval in words.

    >>> frame(0.25, 0.5, (0.4, 0.6), ("25%", "50%", "40% to 60%"))["high"].tolist()
    [0.6]
    """
    low, high = interval
    return pd.DataFrame([(plan, low, observed, high, *labels)], columns=list(COLUMNS))


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme) -> Spec:
    """The picture of `frame`: no axis, since both figures stand beside their marks.

    The plan is a line across with its words below, the measure a dot with its words above.
    """
    c = colours(theme)
    scale = alt.Scale(zero=False, nice=False, padding=90)

    def at(field: str) -> alt.X:
        return alt.X(field=field, type="quantitative", scale=scale, axis=None)

    height = constant.YValue(_LINE)
    bar = (
        alt.Chart()
        .mark_rule(color=c.actual, strokeWidth=8, strokeCap="round", opacity=0.4)
        .encode(x=at("low"), x2=alt.X2(field="high"), y=height)
    )
    plan = (
        alt.Chart()
        .mark_tick(orient="vertical", thickness=4, size=24, color=c.case)
        .encode(x=at("plan"), y=height)
    )
    dot = (
        alt.Chart()
        .mark_point(filled=True, size=110, color=c.actual, opacity=1)
        .encode(x=at("observed"), y=height)
    )
    words = [
        alt.Chart()
        .mark_text(dy=dy, color=colour, fontWeight=constant.FontWeight(weight))
        .encode(x=at(field), y=height, text=alt.Text(field=f"{field}_label", type="nominal"))
        for field, dy, colour, weight in (
            ("observed", -21, c.text, "bold"),
            ("plan", 22, c.case, "normal"),
        )
    ]
    told = [
        alt.Tooltip(
            field=f"{name}_label", type="nominal", title=text(f"charts.measured.{name}", lang)
        )
        for name in ("plan", "observed", "interval")
    ]
    strip = (
        alt.Chart()
        .mark_bar(height=HEIGHT, opacity=0, aria=True)
        .encode(x=constant.XValue(0), x2=constant.X2Value("width"), y=height, tooltip=told)
    )
    made = layered(
        [bar, plan, dot, *words, strip],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={},
    )
    del made["title"]  # the card it stands on has one
    return made
