"""The user's own account by month: how low it goes, whether it holds, and when it runs out."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

import altair as alt
import numpy as np
import pandas as pd

from roi_model.analysis.risk.outlook import Ranges
from roi_model.charts.parts.axes import month_axis, over_months, zero_line
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.cash_marks import (
    Curves,
    hover,
    names_of_lines,
    payback_mark,
    trough_mark,
)
from roi_model.charts.parts.expressions import month_in_words, month_label, quoted
from roi_model.charts.parts.frames import Columns, Projected, column, months_of
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import (
    CACHED_SPECS,
    GHOST_DASH,
    Spec,
    Theme,
    colours,
    constant,
    layered,
)
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Votre compte",
        (
            "Courbe du solde de votre compte mois par mois, avec le solde plancher, le point le"
            " plus bas et le mois où le compte passe dessous."
        ),
    ),
    en=(
        "Your account",
        (
            "Line of the balance of your account month by month, with the cash floor, the lowest "
            "point and the month in which the account goes below it."
        ),
    ),
)

HEIGHT = 340
COLUMNS = (
    "month",
    "balance",
    "baseline_balance",
    "p10",
    "p90",
    "floor",
    "below",
    "chance",
    "payback_month",
    "payback_balance",
    "trough",
    "runs_out",
)
AXIS = Axis("y", ("balance", "baseline_balance", "p10", "p90", "floor"))


class Followed(Projected, Protocol):
    """A projection whose account may be followed."""

    @property
    def balance(self) -> Any: ...  # noqa: D102


def frame(
    projection: Followed,
    baseline: Followed | None = None,
    *,
    floor: float = 0.0,
    run: Ranges | None = None,
) -> pd.DataFrame:
    """What `columns` holds, as a table."""
    found = columns(projection, baseline, floor=floor, run=run)
    return pd.DataFrame(found, columns=list(COLUMNS))


def columns(
    projection: Followed,
    baseline: Followed | None = None,
    *,
    floor: float = 0.0,
    run: Ranges | None = None,
) -> Columns:
    """One row a month, 0 to the longer horizon, in the scenario's currency.

    `below` is the smaller of balance and floor, `chance` the share of the draws of `run` that went
    below by then, `p10` and `p90` its balances. `payback_month` and `runs_out` (fractional) stand
    in the row of month 0, the former with the balance of that moment, `trough` in the row of its
    month; NaN everywhere else and for what does not exist.
    """
    length = months_of(projection, baseline) + 1
    balance = column(projection.balance, length)
    band = {} if run is None or run.balance is None else run.balance
    chance = None if run is None else run.cash_out_by_month
    marks = np.full((4, length), np.nan)
    payback = projection.value("payback_month")
    if payback:
        marks[0, 0] = payback
        marks[1, 0] = np.interp(payback, np.arange(length), balance)
    lowest, at = (projection.value(n) for n in ("lowest_balance", "lowest_balance_month"))
    if lowest is not None and at is not None:
        marks[2, int(at)] = lowest
    out = projection.value("cash_out_month")
    marks[3, 0] = np.nan if out is None else out
    known = None if baseline is None else baseline.balance
    return {
        "month": np.arange(length),
        "balance": balance,
        "baseline_balance": column([] if known is None else known, length),
        "p10": column(band.get("p10", []), length),
        "p90": column(band.get("p90", []), length),
        "floor": np.full(length, floor),
        "below": np.minimum(balance, floor),
        "chance": column([] if chance is None else chance, length),
        "payback_month": marks[0],
        "payback_balance": marks[1],
        "trough": marks[2],
        "runs_out": marks[3],
    }


def of_case(case: Case, theme: Theme) -> Drawn | None:
    """The picture of a case; None where it does not follow an account."""
    now, then, scenario = case.projection, case.baseline_projection, case.scenario
    if now.balance is None:
        return None
    made = spec(
        case.lang, case.currency, theme, horizon=months_of(now, then), start=scenario.start,
        baseline=then is not None and then.balance is not None,
    )  # fmt: skip
    return columns(now, then, floor=scenario.cash_floor, run=case.risk), made


def spec(
    lang: str,
    currency: str,
    theme: Theme,
    *,
    horizon: int,
    start: str | None = None,
    baseline: bool = True,
) -> Spec:
    """The picture of `frame`; `horizon` is the last month drawn.

    `start` (YYYY-MM) turns month numbers into calendar months.
    """
    return over_months(_authored(lang, currency, theme, start, baseline), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None, baseline: bool) -> Spec:
    c = colours(theme)
    names = {
        "case": text("charts.account.balance", lang),
        "baseline": text("charts.common.baseline", lang),
    }
    named = {"p10": (text("charts.cash.band", lang), c.muted)}
    if baseline:
        named["baseline_balance"] = (names["baseline"], c.muted)
    drawn = Curves(lang, currency, start)
    x, y, line = drawn.x, drawn.y, drawn.line
    layers = [
        zero_line(theme),
        alt.Chart()
        .mark_area(opacity=0.22, color=c.case)
        .encode(x=x, y=y("p10"), y2=alt.Y2(field="p90")),
        alt.Chart()
        .mark_area(opacity=0.3, color=c.bad)
        .encode(x=x, y=y("below"), y2=alt.Y2(field="floor")),
        line("floor", color=c.bad, strokeWidth=2, strokeDash=[6, 3]),
    ]
    if baseline:
        layers.append(
            line("baseline_balance", color=c.baseline, strokeWidth=2, strokeDash=GHOST_DASH)
        )
    layers.append(line("balance", color=c.case, strokeWidth=3))
    layers += payback_mark(lang, theme, start, y("payback_balance"))
    layers += trough_mark(lang, currency, theme, start, x, y, "charts.account.lowest")
    layers += _out_mark(lang, theme, start, y)
    layers += names_of_lines("balance", x, y, theme, named)
    layers += _floor_name(lang, theme, x, y)
    series = {"balance": names["case"]}
    if baseline:
        series["baseline_balance"] = names["baseline"]
    series |= {p: text(f"charts.cash.{n}", lang) for p, n in (("p10", "low"), ("p90", "high"))}
    chance = alt.Tooltip(
        field="chance", type="quantitative", title=text("charts.account.chance", lang),
        format=".0%",
    )  # fmt: skip
    layers += hover(lang, theme, x, y, series, chance)
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang)},
    )


def _floor_name(lang: str, theme: Theme, x: alt.X, y: Any) -> list[alt.Chart]:
    """The floor by its name, at its beginning, under its line."""
    base = (
        alt.Chart()
        .transform_filter("datum.month === 0")
        .encode(x=x, y=y("floor"), text=constant.TextValue(text("charts.account.floor", lang)))
    )
    colour = colours(theme).bad
    return halo(base, theme, align="left", dx=4, dy=alt.expr("type_size"), color=colour)


def _out_mark(lang: str, theme: Theme, start: str | None, y: Any) -> list[alt.Chart]:
    """Where the balance goes below the floor: a point, and when, over the falling curve."""
    c = colours(theme)
    when = month_in_words(start, lang, "max(1, ceil(datum.runs_out))")
    base = (
        alt.Chart()
        .transform_filter("isValid(datum.runs_out)")
        .transform_calculate(out_label=f"{quoted('charts.account.out', lang)} + ' · ' + {when}")
        .encode(x=month_axis(lang, start, field="runs_out"), y=y("floor"))
    )
    late = "datum.runs_out > horizon * 2 / 3"
    words = halo(
        base.encode(text=alt.Text(field="out_label", type="nominal")),
        theme,
        dx=alt.expr(f"{late} ? -10 : 10"),
        dy=alt.expr("-0.9 * type_size"),
        align=alt.expr(f"{late} ? 'right' : 'left'"),
        fontWeight=600,
        color=c.bad,
    )
    point = base.mark_point(size=110, filled=True, color=c.bad, stroke=c.background)
    return [point, *words]
