"""Cumulative cash by month: when the money comes back, and how deep the hole is before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.axes import over_months, zero_line
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.cash_marks import (
    Curves,
    end_mark,
    hover,
    names_of_lines,
    never_mark,
    payback_mark,
    trough_mark,
)
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.frames import Columns, Projected, column, monthly, months_of
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.theme import (
    CACHED_SPECS,
    GHOST_DASH,
    Spec,
    Theme,
    colours,
    layered,
)
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Trésorerie cumulée",
        (
            "Courbe de la trésorerie cumulée mois par mois, avec la référence en pointillés, le"
            " point bas et le mois où l’argent est récupéré."
        ),
    ),
    en=(
        "Cumulative cash",
        (
            "Line of the cumulative cash month by month, with the baseline dashed, the lowest "
            "point and the payback month."
        ),
    ),
)

HEIGHT = 340
COLUMNS = (
    "month",
    "cumulative_cash",
    "baseline_cumulative_cash",
    "p10",
    "p90",
    "actual",
    "payback_month",
    "trough",
    "never_pays_back",
)
AXIS = Axis("y", ("cumulative_cash", "baseline_cumulative_cash", "p10", "p90"))


def frame(
    projection: Projected,
    baseline: Projected | None = None,
    *,
    band: Mapping[str, Any] | None = None,
    actual: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """What `columns` holds, as a table."""
    found = columns(projection, baseline, band=band, actual=actual)
    return pd.DataFrame(found, columns=list(COLUMNS))


def columns(
    projection: Projected,
    baseline: Projected | None = None,
    *,
    band: Mapping[str, Any] | None = None,
    actual: Mapping[int, float] | None = None,
) -> Columns:
    """One row a month, 0 to the longer horizon, in the scenario's currency.

    `band` holds the series p10 and p90 (month 0 first), `actual` the cumulative cash by month as
    far as it is known. `payback_month` (fractional) and `never_pays_back` stand in the row of
    month 0, `trough` in the row of its month; NaN everywhere else and for what does not exist.
    """
    horizon = months_of(projection, baseline)
    length = horizon + 1
    known = np.full(length, np.nan)
    for month, amount in (actual or {}).items():
        if 0 <= month <= horizon:
            known[month] = amount
    payback = projection.value("payback_month")
    marks = np.full((3, length), np.nan)
    # A payback of 0 means that the cash never went below zero: nothing to mark.
    marks[0, 0] = payback if payback else np.nan
    marks[1, 0] = float(payback is None)
    trough, trough_month = (projection.value(n) for n in ("cash_trough", "cash_trough_month"))
    if trough is not None and trough_month is not None and trough < 0:
        marks[2, int(trough_month)] = trough
    return {
        "month": np.arange(length),
        "cumulative_cash": monthly(projection, "cumulative_cash", length),
        "baseline_cumulative_cash": monthly(baseline, "cumulative_cash", length),
        "p10": column((band or {}).get("p10", []), length),
        "p90": column((band or {}).get("p90", []), length),
        "actual": known,
        "payback_month": marks[0],
        "trough": marks[2],
        "never_pays_back": marks[1],
    }


def of_case(case: Case, theme: Theme) -> Drawn:
    """The picture of a case, with its band once the draws are known."""
    now, then = case.projection, case.baseline_projection
    edges = None if case.risk is None else case.risk.cumulative_cash
    made = spec(
        case.lang, case.currency, theme, horizon=months_of(now, then), start=case.scenario.start,
        baseline=then is not None, band=True,
    )  # fmt: skip
    return columns(now, then, band=edges), made


def spec(
    lang: str,
    currency: str,
    theme: Theme,
    *,
    horizon: int,
    start: str | None = None,
    baseline: bool = True,
    band: bool = False,
    actual: bool = False,
) -> Spec:
    """The picture of `frame`; `horizon` is the last month drawn, the flags say what the key shows.

    `start` (YYYY-MM) turns month numbers into calendar months.
    """
    return over_months(
        _authored(lang, currency, theme, start, baseline, band, actual), horizon, start
    )


@lru_cache(maxsize=CACHED_SPECS)
def _authored(
    lang: str,
    currency: str,
    theme: Theme,
    start: str | None,
    baseline: bool,
    band: bool,
    actual: bool,
) -> Spec:
    c = colours(theme)
    names = {name: text(f"charts.common.{name}", lang) for name in ("case", "baseline", "actual")}
    named = {}
    if baseline:
        named["baseline_cumulative_cash"] = (names["baseline"], c.muted)
    if band:
        named["p10"] = (text("charts.cash.band", lang), c.muted)
    if actual:
        named["actual"] = (names["actual"], c.actual)
    drawn = Curves(lang, currency, start)
    x, y, line = drawn.x, drawn.y, drawn.line
    layers: list[alt.Chart] = [zero_line(theme)]
    if band:
        layers.append(
            alt.Chart()
            .mark_area(opacity=0.22, color=c.case)
            .encode(x=x, y=y("p10"), y2=alt.Y2(field="p90"))
        )
    if baseline:
        layers.append(
            line("baseline_cumulative_cash", color=c.baseline, strokeWidth=2, strokeDash=GHOST_DASH)
        )
    layers.append(line("cumulative_cash", color=c.case, strokeWidth=3))
    if actual:
        points = alt.OverlayMarkDef(size=50, color=c.actual)
        layers.append(line("actual", color=c.actual, strokeWidth=3, point=points))
    layers += payback_mark(lang, theme, start)
    layers += trough_mark(lang, currency, theme, start, x, y)
    layers += never_mark(lang, theme)
    layers += end_mark(lang, currency, theme, x, y)
    layers += names_of_lines("cumulative_cash", x, y, theme, named)
    series = {"cumulative_cash": names["case"]}
    if baseline:
        series["baseline_cumulative_cash"] = names["baseline"]
    if band:
        series |= {p: text(f"charts.cash.{n}", lang) for p, n in (("p10", "low"), ("p90", "high"))}
    if actual:
        series["actual"] = names["actual"]
    layers += hover(lang, theme, x, y, series)
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )
