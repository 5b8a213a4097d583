"""Figures of a table of deals: counts, rates, amounts, cycles; in all and by source."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_STATES = ("won", "lost", "open")


def cycle_days(deals: pd.DataFrame) -> pd.Series[float]:
    """Days from created to won, of won deals with both dates; a negative cycle is a slip, left out.

    >>> days = pd.to_datetime(["2024-01-01", "2024-01-31"])
    >>> cycle_days(pd.DataFrame({"state": ["won"], "created": days[:1], "closed": days[1:]})).item()
    30.0
    """
    won = deals[deals["state"] == "won"]
    days = (won["closed"] - won["created"]).dt.days.astype(float)
    return days[days >= 0]


def deal_figures(deals: pd.DataFrame, scale: int = 2) -> dict[str, Any]:
    """The object "deals" of MODEL.md 7; amounts in the file's currency, None where undefined.

    `won_by_month` counts deals by the month they were won in; `rate` is won / (won + lost), which
    leaves open deals out and is therefore no conversion rate of leads. Where no deal has an amount,
    what the won ones bring is unknown, and not nothing.
    """
    won = deals[deals["state"] == "won"]
    months = won["closed"].dropna().dt.strftime("%Y-%m")
    source, names = pd.factorize(deals["source"], sort=True)
    by_source = _by_group(deals, source, len(names), scale)
    whole = _by_group(deals, np.zeros(len(deals), np.intp), 1, scale)[0]
    return {
        "won": whole["won"],
        "lost": whole["lost"],
        "open": whole["open"],
        "won_amount": whole["won_amount"],
        "won_without_amount": int(won["amount"].isna().sum()),
        "cycle_mean_days": whole["cycle_mean_days"],
        "cycle_median_days": whole["cycle_median_days"],
        "by_source": dict(zip(map(str, names), by_source, strict=True)),
        "won_by_month": {str(k): int(v) for k, v in months.value_counts().sort_index().items()},
    }


def _by_group(
    deals: pd.DataFrame, group: NDArray[np.intp], count: int, scale: int
) -> list[dict[str, Any]]:
    """The figures of each of `count` groups, given each deal's; −1 is in none."""
    state = deals["state"].to_numpy()
    there = {one: (state == one) & (group >= 0) for one in _STATES}
    counts = {one: np.bincount(group[mask], minlength=count) for one, mask in there.items()}
    amount = deals["amount"].to_numpy(float)
    unknown = np.isnan(amount).all() and amount.size > 0
    counted = there["won"] & ~np.isnan(amount)
    units = np.zeros(count, np.int64)
    np.add.at(units, group[counted], np.rint(amount[counted] * 10**scale).astype(np.int64))
    cycle = cycle_days(deals.set_axis(pd.RangeIndex(len(deals))))
    cycles = cycle.groupby(group[cycle.index])
    mean, median = cycles.mean(), cycles.median()
    return [
        {
            **{one: int(found[at]) for one, found in counts.items()},
            "won_amount": None if unknown else int(units[at]) / 10**scale,
            "rate": float(counts["won"][at] / decided) if decided else None,
            "cycle_mean_days": float(mean[at]) if at in mean.index else None,
            "cycle_median_days": float(median[at]) if at in median.index else None,
        }
        for at, decided in enumerate(counts["won"] + counts["lost"])
    ]
