"""What the open deals bring by month: signed solid, expected pale within its span, plan hollow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import (
    money_axis,
    month_axis,
    month_bar,
    month_strip,
    over_months,
    unless_crowded,
)
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import month_label, short_money
from roi_model.charts.parts.key import BLOCK, Look, halo, legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.actuals.outlook.open_worth import Goal, OpenWorth

WORDS = Words(
    fr=(
        "Affaires ouvertes : valeur par mois",
        (
            "Par mois : premières commandes attendues des affaires ouvertes en barres pâles, "
            "avec un trait de P10 à P90, ce qui est déjà signé en barres pleines, le plan en "
            "barres vides et, s’il y a un objectif, ce qu’il reste à signer par mois."
        ),
    ),
    en=(
        "Open deals: worth by month",
        (
            "By month: first orders expected of the open deals as pale bars with a line from P10 "
            "to P90, what is signed already as solid bars, the plan as hollow bars and, where "
            "there is a target, what is left to sign a month."
        ),
    ),
)
HEIGHT = 280
COLUMNS = ("month", "plan", "signed", "reached", "low", "high", "pace", "labelled")
FEWEST, MOST = 6, 18
"""Months drawn: as many as bring nearly all of it, between these."""
_NEARLY_ALL = 0.99
_WORTH_SAYING = 0.05
"""Share of the highest bar from which on a bar carries its amount."""
_PALE = "59"
"""How much of a bar's colour covers what is behind it, of ff: expected, not signed."""


def frame(
    monthly: pd.DataFrame, months: int | None = None, pace: Sequence[float] = ()
) -> pd.DataFrame:
    """One row a month of `OpenWorth.monthly`, numbered from 1: the first `months` of them.

    `reached` is signed and expected, `low` and `high` signed and the ends of its span; `pace` what
    a target leaves to sign in the first months (NaN after them); a bar worth saying is `labelled`.
    Amounts are positive.

    >>> columns = {"plan": [9.0], "signed": [1.0], "expected": [4.0], "low": [2.0], "high": [7.0]}
    >>> frame(pd.DataFrame(columns))[["reached", "low", "high"]].to_numpy().tolist()
    [[5.0, 3.0, 8.0]]
    """
    shown = monthly.head(len(monthly) if months is None else months)
    signed = shown["signed"].to_numpy(float)
    reached = signed + shown["expected"].to_numpy(float)
    due = np.full(len(shown), np.nan)
    due[: len(pace)] = list(pace)[: len(shown)]
    return pd.DataFrame(
        {
            "month": np.arange(1, len(shown) + 1),
            "plan": shown["plan"].to_numpy(float),
            "signed": signed,
            "reached": reached,
            "low": signed + shown["low"].to_numpy(float),
            "high": signed + shown["high"].to_numpy(float),
            "pace": due,
            "labelled": reached > _WORTH_SAYING * reached.max(initial=0.0),
        },
        columns=list(COLUMNS),
    )


def months_shown(monthly: pd.DataFrame) -> int:
    """How many months bring nearly all that is expected, six at least and eighteen at most."""
    by_then = monthly["expected"].to_numpy(float).cumsum()
    if not by_then.size:
        return 0
    most = int(np.searchsorted(by_then, _NEARLY_ALL * by_then[-1])) + 1
    return min(len(monthly), max(FEWEST, min(most, MOST)))


def of_worth(
    worth: OpenWorth, lang: str, currency: str, theme: Theme, goal: Goal | None = None
) -> Drawn:
    """The picture of open deals, with what a target of won business leaves to sign a month."""
    monthly = worth.monthly
    pace: list[float] = []
    if goal is not None and goal.metric == "won_business" and goal.pace > 0:
        pace = [goal.pace] * (goal.month - int(monthly["month"].iloc[0]) + 1)
    found = frame(monthly, months_shown(monthly), pace)
    first = str(monthly["calendar_month"].iloc[0])
    return found, spec(
        lang, currency, theme, horizon=len(found), start=first, pace=bool(pace),
        signed=bool(found["signed"].any()),
    )  # fmt: skip


def of_case(case: Whole, theme: Theme) -> Drawn | None:
    """The same of a case; None where no deals are open in the months to come."""
    course = case.reforecast
    worth = None if course is None else course.open_worth
    if worth is None or not len(worth.outlook.open.rows) or not len(worth.monthly):
        return None
    return of_worth(worth, case.lang, case.currency, theme)


def spec(
    lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None,
    pace: bool = False, signed: bool = False,
) -> Spec:  # fmt: skip
    """The picture of `frame`: `horizon` is its last month, `start` (YYYY-MM) its month 1.

    `pace` and `signed` say whether there is something to show of them.
    """
    authored = _authored(lang, currency, theme, start, pace=pace, signed=signed)
    return over_months(authored, horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(
    lang: str, currency: str, theme: Theme, start: str | None, *, pace: bool, signed: bool
) -> Spec:
    c = colours(theme)
    looks: dict[str, Look] = {"plan": (c.case, 2, [1, 0])}
    if signed:
        looks["signed"] = (c.actual, BLOCK, [1, 0])
    looks |= {"reached": (c.actual + _PALE, BLOCK, [1, 0]), "span": (c.actual, 2, [1, 0])}
    if pace:
        looks["pace"] = (c.text, 2, [1, 0])
    names = {name: text(f"charts.still_open.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=2)
    x = month_axis(lang, start, margin=0.6, first=1)

    def drawn(field: str) -> alt.Chart:
        y = alt.Y(field=field, type="quantitative", stack=None, axis=money_axis(lang, currency))
        return alt.Chart().transform_filter(f"isValid(datum.{field})").encode(x=x, y=y)

    narrow = month_bar(0.42)
    beside = alt.expr("0.27 * width / (horizon + 1)")
    ends: dict[str, Any] = {"y2": alt.Y2(field="high")}
    layers = [
        key(drawn("plan").mark_bar(width=month_bar(), filled=False), "plan"),
        key(drawn("reached").mark_bar(width=narrow, stroke=None), "reached"),
        *([key(drawn("signed").mark_bar(width=narrow, stroke=None), "signed")] if signed else []),
        key(drawn("low").mark_rule(xOffset=beside).encode(**ends), "span"),
        *([key(_dashes(drawn("pace")), "pace")] if pace else []),
        *halo(
            drawn("reached").transform_filter("datum.labelled").encode(
                text=alt.Text(field="reached_label", type="nominal")
            ),
            theme, dy=-9, fontWeight=600, color=c.text,
        ),
        month_strip(x, _tooltips(lang, names)),
    ]  # fmt: skip
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={
            "month_label": month_label(start, lang),
            "reached_label": unless_crowded(short_money("datum.reached", lang, currency)),
        },
    )


def _dashes(chart: alt.Chart) -> alt.Chart:
    made: alt.Chart = chart.mark_tick(
        orient="horizontal", thickness=2, width=alt.expr("max(1, 0.86 * width / (horizon + 1))")
    )
    return made


def _tooltips(lang: str, names: dict[str, str]) -> list[alt.Tooltip]:
    shown = {name: words for name, words in names.items() if name != "span"}
    shown |= {end: text(f"charts.still_open.{end}", lang) for end in ("low", "high")}
    month = alt.Tooltip(
        field="month_label", type="nominal", title=text("charts.common.month", lang)
    )
    return [
        month,
        *(
            alt.Tooltip(field=field, type="quantitative", title=words, format="$,.0f")
            for field, words in shown.items()
        ),
    ]
