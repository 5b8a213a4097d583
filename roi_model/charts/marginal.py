"""What the next unit of money brings in each channel, as its monthly budget grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.expressions import short_money
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.charts.side_by_side import series_look
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.analysis.search.allocate import Allocation

WORDS = Words(
    fr=(
        "Ce que rapporte l’unité suivante",
        (
            "Par canal, la marge brute qu’apporte une unité d’argent de plus, qui baisse quand "
            "le budget mensuel monte ; un point marque le budget retenu, une ligne le rendement"
            " de 1, sous lequel on perd de l’argent."
        ),
        "Marge brute par unité d’argent de plus\nEn tirets : 1 mis, 1 rendu",
    ),
    en=(
        "What the next unit brings",
        (
            "By channel, the gross profit that one more unit of money brings, falling as the "
            "monthly budget grows; a point marks the budget allocated, a line the return of 1, "
            "below which spending loses money."
        ),
        "Gross profit per unit of money more, a month\nDashed: 1 in, 1 back",
    ),
)

HEIGHT = 320
CEILING = 4.0
"""Returns drawn, in multiples of the best return at the chosen budgets: the first units of money
in a fresh channel return so much that the rest would be flat."""
COLUMNS = ("channel", "position", "monthly_cost", "gross_profit", "marginal", "chosen")


def frame(
    curves: Iterable[Mapping[str, Any]], allocation: Allocation | None = None
) -> pd.DataFrame:
    """One row a channel and budget, from the curves of `marginal_curves`.

    `marginal` is gross profit per unit of money, NaN above the part that is drawn. With an
    allocation each channel has a further row at its budget, whose `chosen` is the return there;
    NaN in all others.
    """
    lines = list(curves)
    chosen = {} if allocation is None else allocation.marginal
    best = max([1.0, *(value for value in chosen.values() if value is not None)])
    if not chosen:
        best = max([1.0, *(float(np.nanmedian(line["marginal"])) for line in lines)])
    made = []
    for position, line in enumerate(lines):
        marginal = np.asarray(line["marginal"], dtype=np.float64)
        made.append(
            pd.DataFrame(
                {
                    "channel": line["name"],
                    "position": position,
                    "monthly_cost": line["monthly_cost"],
                    "gross_profit": line["gross_profit"],
                    "marginal": np.where(marginal > CEILING * best, np.nan, marginal),
                    "chosen": np.nan,
                }
            )
        )
        at = chosen.get(line["name"])
        if allocation is not None and at is not None:
            spend = allocation.monthly_cost[line["name"]]
            profit = float(np.interp(spend, line["monthly_cost"], line["gross_profit"]))
            made.append(
                pd.DataFrame(
                    {
                        "channel": [line["name"]],
                        "position": [position],
                        "monthly_cost": [spend],
                        "gross_profit": [profit],
                        "marginal": [at],
                        "chosen": [at],
                    }
                )
            )
    if not made:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(made, ignore_index=True)[list(COLUMNS)]


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme) -> Spec:
    """The picture of `frame`."""
    c = colours(theme)
    x = alt.X(
        field="monthly_cost",
        type="quantitative",
        scale=alt.Scale(nice=False),
        axis=alt.Axis(
            title=text("compare.marginal.monthly_cost", lang),
            tickCount=5,
            labelExpr=short_money("datum.value", lang, currency),
            grid=False,
        ),
    )

    def y(field: str) -> alt.Y:
        return alt.Y(
            field=field,
            type="quantitative",
            scale=alt.Scale(zero=True),
            axis=alt.Axis(title=None, tickCount=5, format=",~r"),
        )

    look = series_look("channel", (c.case, c.actual, c.cash, c.bad, c.baseline, c.good))
    line = (
        alt.Chart()
        .transform_filter("isValid(datum.marginal) && !isValid(datum.chosen)")
        .mark_line(strokeWidth=2.5)
        .encode(x=x, y=y("marginal"), **look)
    )
    # The curves come down to this line: the subtitle, not a label on it, says what it is.
    even = (
        alt.Chart()
        .transform_filter(
            "datum.position === 0 && datum.monthly_cost === 0 && !isValid(datum.chosen)"
        )
        .mark_rule(color=c.text, opacity=0.6, strokeDash=[4, 3], tooltip=None)
        .encode(y=alt.YDatum(1))
    )
    point = (
        alt.Chart()
        .transform_filter("isValid(datum.chosen)")
        .mark_point(size=150, filled=True, opacity=1, shape="diamond", stroke=c.background)
        .encode(x=x, y=y("chosen"), color=look["color"])
    )
    targets = (
        alt.Chart()
        .transform_filter("isValid(datum.marginal)")
        .mark_point(size=140, filled=True, opacity=0, aria=True)
        .encode(x=x, y=y("marginal"), tooltip=_tooltips(lang))
    )
    return layered(
        [even, line, point, targets],
        lang,
        currency,
        theme,
        words=WORDS,
        height=HEIGHT,
        calculate={},
    )


def _tooltips(lang: str) -> list[alt.Tooltip]:
    def shown(field: str, how: str) -> alt.Tooltip:
        return alt.Tooltip(
            field=field,
            type="quantitative",
            title=text(f"compare.marginal.{field}", lang),
            format=how,
        )

    return [
        alt.Tooltip(field="channel", type="nominal", title=text("compare.marginal.channel", lang)),
        shown("monthly_cost", "$,.2f"),
        shown("marginal", ",.3~r"),
        shown("gross_profit", "$,.2f"),
    ]
