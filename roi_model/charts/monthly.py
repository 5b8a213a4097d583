"""Profit and cash month by month: what comes in, what goes out, and what is left of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import sayings
from roi_model.charts.parts.axes import (
    money_axis,
    month_axis,
    month_bar,
    month_strip,
    over_months,
    zero_line,
)
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.expressions import month_label
from roi_model.charts.parts.frames import Columns, Projected, monthly, months_of
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.key import BLOCK, Look, legend_scale
from roi_model.charts.parts.theme import (
    CACHED_SPECS,
    GHOST_DASH,
    Spec,
    Theme,
    colours,
    layered,
    says,
)
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Résultat et trésorerie par mois",
        (
            "Par mois : marge brute en barres vers le haut, dépenses en barres vers le bas, "
            "résultat net et flux de trésorerie en courbes, résultat net de référence en "
            "pointillés."
        ),
    ),
    en=(
        "Profit and cash by month",
        (
            "By month: gross profit as bars upwards, spending as bars downwards, net profit and"
            " cash flow as lines, the baseline's net profit dashed."
        ),
    ),
)

HEIGHT = 320
CASH_DASH = [2, 3]
COLUMNS = (
    "month",
    "gross_profit",
    "investment",
    "net_profit",
    "cash_flow",
    "baseline_net_profit",
)
AXIS = Axis(
    "y",
    ("gross_profit", "net_profit", "cash_flow", "baseline_net_profit"),
    below=("investment",),
)


def frame(projection: Projected, baseline: Projected | None = None) -> pd.DataFrame:
    """What `columns` holds, as a table."""
    return pd.DataFrame(columns(projection, baseline), columns=list(COLUMNS))


def columns(projection: Projected, baseline: Projected | None = None) -> Columns:
    """One row a month, 0 to the longer horizon, in the scenario's currency.

    Gross profit is revenue less direct costs, net profit is gross profit less investment, all as
    booked; the cash flow is as paid. Spending is positive. NaN beyond a horizon.
    """
    length = months_of(projection, baseline) + 1

    def gross(p: Projected | None) -> Any:
        return monthly(p, "revenue", length) - monthly(p, "direct_costs", length)

    investment = monthly(projection, "investment", length)
    profit = gross(projection)
    return {
        "month": np.arange(length),
        "gross_profit": profit,
        "investment": investment,
        "net_profit": profit - investment,
        "cash_flow": monthly(projection, "cash_flow", length),
        "baseline_net_profit": gross(baseline) - monthly(baseline, "investment", length),
    }


def of_case(case: Case, theme: Theme) -> Drawn:
    """The picture of a case, beside its baseline where it has one."""
    now, then = case.projection, case.baseline_projection
    made = spec(
        case.lang, case.currency, theme, horizon=months_of(now, then), start=case.scenario.start,
        baseline=then is not None,
    )  # fmt: skip
    found = columns(now, then)
    profit, cash = found["net_profit"], found["cash_flow"]
    return says(found, sayings.monthly(profit, cash, case.lang, case.scenario.start)), made


def spec(
    lang: str,
    currency: str,
    theme: Theme,
    *,
    horizon: int,
    start: str | None = None,
    baseline: bool = True,
) -> Spec:
    """The picture of `frame`: gross profit up, spending down, net profit and cash flow as lines.

    `horizon` is the last month drawn; `start` (YYYY-MM) turns month numbers into calendar months.
    """
    return over_months(_authored(lang, currency, theme, start, baseline), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _authored(lang: str, currency: str, theme: Theme, start: str | None, baseline: bool) -> Spec:
    c = colours(theme)
    looks: dict[str, Look] = {
        "gross_profit": (c.profit, BLOCK, [1, 0]),
        "investment": (c.spending, BLOCK, [1, 0]),
        "net_profit": (c.text, 2.5, [1, 0]),
        "cash_flow": (c.cash, 2, CASH_DASH),
    }
    if baseline:
        looks["baseline"] = (c.baseline, 1.5, GHOST_DASH)
    names = {name: text(f"charts.monthly.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=2)
    x = month_axis(lang, start, margin=0.6)

    def drawn(field: str) -> alt.Chart:
        y = alt.Y(field=field, type="quantitative", stack=None, axis=money_axis(lang, currency))
        return alt.Chart().transform_filter(f"isValid(datum.{field})").encode(x=x, y=y)

    layers: list[alt.Chart] = [
        key(drawn("gross_profit").mark_bar(width=month_bar()), "gross_profit"),
        key(drawn("spending").mark_bar(width=month_bar()), "investment"),
        zero_line(theme),
    ]
    if baseline:
        layers.append(key(drawn("baseline_net_profit").mark_line(), "baseline"))
    layers += [
        key(drawn("cash_flow").mark_line(), "cash_flow"),
        key(drawn("net_profit").mark_line(strokeJoin="round"), "net_profit"),
        _strips(lang, x, names),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={"month_label": month_label(start, lang), "spending": "-datum.investment"},
    )


def _strips(lang: str, x: alt.X, names: dict[str, str]) -> alt.Chart:
    """The exact amounts of a month, wherever the pointer is in it."""
    fields = {**names}
    if "baseline" in fields:
        fields["baseline_net_profit"] = fields.pop("baseline")
    month = alt.Tooltip(
        field="month_label", type="nominal", title=text("charts.common.month", lang)
    )
    amounts = [
        alt.Tooltip(field=field, type="quantitative", title=name, format="$,.2f")
        for field, name in fields.items()
    ]
    return month_strip(x, [month, *amounts])
