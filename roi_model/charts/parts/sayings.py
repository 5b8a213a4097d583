"""What pictures say: the sentence that stands above each, made of the figures it draws.

A picture has one message; where its figures have none, there is no sentence, and the picture is
called what it shows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import share
from roi_model.formatting.metrics import metric as written
from roi_model.metrics import label
from roi_model.texts import text

MOST_OF = 0.8
"""The share of draws that counts as most of them."""


def _t(key: str, lang: str, **words: object) -> str:
    return text(f"charts.says.{key}", lang, **words)


def funnel(counts: Sequence[float], lang: str) -> str | None:
    """How many customers the contacts make, of the people at each stage, first to last.

    >>> funnel([12000.0, 1200.0, 22.5], "en")
    '12,000 contacts make 22.5 customers'
    """
    first, last = float(counts[0]), float(counts[-1])
    if not first:
        return None
    contacts, customers = (formatting.number(count, lang) for count in (first, last))
    return _t("funnel", lang, contacts=contacts, customers=customers)


def costs(
    categories: Sequence[str], amounts: Sequence[float], currency: str, lang: str
) -> str | None:
    """The largest category and its share of all that is spent; the largest comes first.

    >>> costs(["tools", "travel"], [300.0, 100.0], "EUR", "en")
    'Tools: 75% of the €400 spent'
    """
    total = float(sum(amounts))
    if not total:
        return None
    return _t(
        "costs",
        lang,
        category=text(f"charts.category.{categories[0]}", lang),
        share=formatting.percent(float(amounts[0]) / total, lang, digits=2),
        total=formatting.money(total, currency, lang),
    )


def monthly(profit: Any, cash: Any, lang: str, start: str | None) -> str:
    """The first month in profit, and the first in which more comes in than goes out.

    `profit` and `cash` are net profit and cash flow by month, month 0 first.

    >>> monthly([0.0, -5.0, 5.0], [0.0, -5.0, -1.0], "en", None)
    'In profit from month\\xa02 on; never more cash in than out'
    """
    first, second = (_first(series) for series in (profit, cash))
    if first is None:
        return _t("monthly_never", lang)
    shown = formatting.month_name(first, lang, start)
    if second is None:
        return _t("monthly_profit", lang, profit=shown)
    return _t("monthly", lang, profit=shown, cash=formatting.month_name(second, lang, start))


def _first(series: Any) -> int | None:
    above = np.flatnonzero(np.nan_to_num(np.asarray(series, dtype=np.float64)) > 0)
    return int(above[0]) if len(above) else None


def paid_back(by_month: Any, lang: str, start: str | None) -> str:
    """By when half of the draws, and most of them, have the money back; how many never.

    `by_month` is the share of the draws paid back by the end of each month, 0..1, month 0 first.

    >>> paid_back([0.0, 0.5, 0.7], "en", None)
    'Half of the draws have it back by month\\xa01; 30% never do'
    """
    chance = np.asarray(by_month, dtype=np.float64)
    half, most = (int(np.argmax(chance >= level)) for level in (0.5, MOST_OF))
    never = share(1.0 - float(chance[-1]), lang)
    if chance[-1] < 0.5:
        return _t("never", lang, never=never)
    by = formatting.month_name(half, lang, start)
    if chance[-1] < MOST_OF:
        return _t("half_never", lang, half=by, never=never)
    return _t("half", lang, half=by, most=formatting.month_name(most, lang, start))


def spread(metric: str, below: float, median: float | None, currency: str, lang: str) -> str | None:
    """The share of the draws below break-even, 0..1, and the result that half of them miss."""
    if median is None:
        return None
    return _t(
        "loses", lang, loses=share(below, lang), median=written(metric, median, currency, lang)
    )


def driver(swings: pd.DataFrame, metric: str, currency: str, lang: str) -> str | None:
    """The input that moves the metric most, and from where to where; of a tornado's frame."""
    if not len(swings):
        return None
    first = swings.iloc[0]
    ends = sorted((float(first["at_low"]), float(first["at_high"])))
    if not all(map(math.isfinite, ends)):
        return None
    low, high = (written(metric, end, currency, lang) for end in ends)
    return _t("driver", lang, name=first["name"], metric=label(metric, lang), low=low, high=high)


def explains(indices: pd.DataFrame, lang: str) -> str | None:
    """The input that explains most of the uncertainty; of the frame of Sobol’ indices."""
    if not len(indices):
        return None
    first = indices.iloc[0]
    return _t("explains", lang, name=first["name"], share=share(float(first["total"]), lang))


def pair(cells: pd.DataFrame, across: str, up: str, lang: str) -> str | None:
    """The nearest cell at which two inputs are enough together; of the frame of a map.

    `across` and `up` are the names of the inputs. Near is by steps of the map, both inputs' added
    up; of cells as near, the one that moves both most evenly.
    """
    now, enough = cells[cells["present"] == 1.0], cells[cells["reached"] == 1.0]
    if not len(enough):
        return _t("pair_none", lang)
    if not len(now):
        return None
    here = now.iloc[0]
    if here["reached"] == 1.0:
        return _t("pair_now", lang, chance=share(float(here["chance"]), lang))
    right = (enough["across"] - here["across"]).abs()
    higher = (enough["up"] - here["up"]).abs()
    order = pd.DataFrame({"steps": right + higher, "odd": (right - higher).abs()})
    nearest = enough.loc[order.sort_values(["steps", "odd"], kind="stable").index[0]]
    names, words = (across, up), ("across_words", "up_words")
    moved = [at for at, way in enumerate(("across", "up")) if nearest[way] != here[way]]
    if len(moved) == 1:
        return _t("pair_one", lang, name=names[moved[0]], value=nearest[words[moved[0]]])
    first, second = (nearest[word] for word in words)
    return _t("pair", lang, across=across, across_value=first, up=up, up_value=second)


def first_back(paybacks: Mapping[str, float | None], lang: str) -> str:
    """Which scenario, by name, has its money back first; paybacks in months, None for never."""
    known = {name: month for name, month in paybacks.items() if month is not None}
    if not known:
        return _t("none_back", lang)
    first = min(known, key=lambda name: known[name])
    return _t("first_back", lang, name=first, month=formatting.months(known[first], lang))


def ahead(bars: pd.DataFrame, better: str | None, lang: str) -> str | None:
    """Which bar is best, where one is and another is not; of a frame of bars.

    `better` is "higher", "lower" or None, as on the metric's card.
    """
    known = bars["value"].dropna()
    if better is None or len(known) < 2 or known.min() == known.max():
        return None
    best = bars.loc[known.idxmax() if better == "higher" else known.idxmin()]
    return _t("ahead", lang, name=best["name"], value=best["label"])


def lever(bars: pd.DataFrame, lang: str) -> str | None:
    """The lever that adds most, if any adds; of a frame of bars."""
    known = bars["value"].dropna()
    if not len(known):
        return None
    best = bars.loc[known.idxmax()]
    if best["value"] <= 0:
        return _t("lever_none", lang)
    return _t("lever", lang, name=best["name"], value=best["label"])


def part(steps: pd.DataFrame, written: Callable[[float], str], lang: str) -> str | None:
    """The change that moves the metric most, its amount as `written`; of a waterfall's frame."""
    parts = steps[steps["row_kind"] == "part"]
    if not len(parts):
        return None
    most = parts.loc[parts["value"].abs().idxmax()]
    return _t("part", lang, name=most["name"], value=written(float(most["value"])))
