"""What was planned against what was spent: by month, and by category with the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.axes import (
    money_axis,
    month_axis,
    month_bar,
    month_strip,
    over_months,
    unless_crowded,
)
from roi_model.charts.parts.case import Drawn, Whole
from roi_model.charts.parts.expressions import month_label, rounded_money, short_money, words
from roi_model.charts.parts.key import halo
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.texts import text

BY_MONTH = Words(
    fr=(
        "Dépensé et prévu, mois par mois",
        "Par mois connu : dépenses réelles en barres pleines, dépenses prévues en barres vides.",
        "Barre pleine : réalisé. Barre vide : prévu.",
    ),
    en=(
        "Spent and planned, month by month",
        "By month known: actual spending as solid bars, planned spending as hollow bars.",
        "Solid bar: actual. Hollow bar: plan.",
    ),
)
BY_CATEGORY = Words(
    fr=(
        "Dépensé par poste, écart au prévu",
        (
            "Par catégorie : dépenses réelles en barres, dépenses prévues marquées d’un trait, "
            "et l’écart en montant."
        ),
        "Barre : réalisé. Trait : prévu.",
    ),
    en=(
        "Spent by category, gap to plan",
        (
            "By category: actual spending as bars, planned spending marked by a tick, and the "
            "difference as an amount."
        ),
        "Bar: actual. Tick: plan.",
    ),
)

HEIGHT = 300
MONTH_COLUMNS = ("month", "plan", "actual", "difference")
CATEGORY_COLUMNS = ("category", "position", "plan", "actual", "difference")


def frame_by_month(plan: Sequence[float], actual: Mapping[int, float]) -> pd.DataFrame:
    """One row a month, 0 to the end of the plan: planned and actual spending, positive.

    `actual` holds the months that are known; the others are NaN, and so is their difference
    (actual less plan).
    """
    planned = np.asarray(plan, dtype=np.float64)
    known = np.full(len(planned), np.nan)
    for month, amount in actual.items():
        if 0 <= month < len(planned):
            known[month] = amount
    return pd.DataFrame(
        {
            "month": np.arange(len(planned)),
            "plan": planned,
            "actual": known,
            "difference": known - planned,
        },
        columns=list(MONTH_COLUMNS),
    )


def frame_by_category(plan: Mapping[str, float], actual: Mapping[str, float]) -> pd.DataFrame:
    """One row a category that was planned or spent, the largest first; amounts are positive.

    Both cover the same months, those that are compared; `difference` is actual less plan.
    """
    used = [name for name in {**plan, **actual} if plan.get(name) or actual.get(name)]
    used.sort(key=lambda name: -max(plan.get(name, 0.0), actual.get(name, 0.0)))
    planned = np.array([plan.get(name, 0.0) for name in used], dtype=np.float64)
    spent = np.array([actual.get(name, 0.0) for name in used], dtype=np.float64)
    return pd.DataFrame(
        {
            "category": used,
            "position": np.arange(len(used)),
            "plan": planned,
            "actual": spent,
            "difference": spent - planned,
        },
        columns=list(CATEGORY_COLUMNS),
    )


def _amount(field: str, lang: str) -> alt.Tooltip:
    return alt.Tooltip(
        field=field,
        type="quantitative",
        title=text(f"charts.common.{field}", lang),
        format="$,.2f",
    )


def categories_of(case: Whole, theme: Theme) -> Drawn | None:
    """What a case was to cost and what it did; None where no months are known."""
    if case.variance is None or case.variance.last_month is None:
        return None
    sums = case.variance.by_category().set_index("category")
    found = frame_by_category(sums["plan"].to_dict(), sums["actual"].to_dict())
    return found, spec_by_category(case.lang, case.currency, theme)


def spec_by_month(
    lang: str, currency: str, theme: Theme, *, horizon: int, start: str | None = None
) -> Spec:
    """The picture of `frame_by_month`: actual spending as solid bars, the plan as hollow ones.

    `horizon` is the last month drawn, the last one known; `start` (YYYY-MM) turns month numbers
    into calendar months.
    """
    return over_months(_month_authored(lang, currency, theme, start), horizon, start)


@lru_cache(maxsize=CACHED_SPECS)
def _month_authored(lang: str, currency: str, theme: Theme, start: str | None) -> Spec:
    c = colours(theme)
    x = month_axis(lang, start, margin=0.6, first=1)

    def drawn(field: str) -> alt.Chart:
        y = alt.Y(field=field, type="quantitative", stack=None, axis=money_axis(lang, currency))
        known = "isValid(datum.actual) && datum.month >= 1"
        return alt.Chart().transform_filter(known).encode(x=x, y=y)

    month = alt.Tooltip(
        field="month_label", type="nominal", title=text("charts.common.month", lang)
    )
    strips = month_strip(x, [month, *(_amount(field, lang) for field in MONTH_COLUMNS[1:])])
    figures = halo(
        drawn("actual").encode(text=alt.Text(field="actual_label", type="nominal")),
        theme, dy=-12, fontWeight=600, color=c.text,
    )  # fmt: skip
    return layered(
        [
            drawn("plan").mark_bar(width=month_bar(), filled=False, color=c.case, strokeWidth=2),
            drawn("actual").mark_bar(width=month_bar(0.42), color=c.actual),
            *figures,
            strips,
        ],
        lang,
        currency,
        theme,
        words=BY_MONTH,
        height=HEIGHT,
        calculate={
            "month_label": month_label(start, lang),
            "actual_label": unless_crowded(short_money("datum.actual", lang, currency)),
        },
    )


def actual_bars(theme: Theme) -> list[alt.Chart]:
    """Layers of rows: `actual` as bars and `plan` as ticks; a subtitle says which is which."""
    c = colours(theme)
    scale = alt.Scale(domainMin=0, nice=False)
    return [
        rows.bar("actual", scale, color=c.actual),
        rows.tick("plan", scale, color=c.case, strokeWidth=3),
    ]


@lru_cache(maxsize=CACHED_SPECS)
def spec_by_category(lang: str, currency: str, theme: Theme, *, judged: bool = True) -> Spec:
    """The picture of `frame_by_category`: actual as bars, the plan as a tick, the difference.

    More than planned carries an upward triangle, less a downward one: never the colour alone. Only
    where it is `judged` has it the colour of what is good or bad.
    """
    c = colours(theme)
    bad, good = (c.bad, c.good) if judged else (c.muted, c.muted)
    tone = alt.condition("datum.difference > 0", alt.value(bad), alt.value(good))
    gap = rounded_money("datum.difference", lang, currency, plus=True)
    layers = [
        *actual_bars(theme),
        rows.name("category_name", theme, room=200),
        rows.figure("actual_label", theme),
        rows.figure("difference_label", theme, right=84, strong=False, colour=tone),
        rows.strip(
            [
                alt.Tooltip(
                    field="category_name",
                    type="nominal",
                    title=text("charts.common.category", lang),
                ),
                *(_amount(field, lang) for field in CATEGORY_COLUMNS[2:]),
            ]
        ),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=BY_CATEGORY,
        height={"step": rows.ROW},
        calculate={
            "category_name": words("charts.category", lang, "datum.category"),
            "actual_label": rounded_money("datum.actual", lang, currency),
            "difference_label": f"abs(datum.difference) < 0.005 ? '=' : "
            f"(datum.difference > 0 ? '▲ ' : '▼ ') + {gap}",
        },
    )
