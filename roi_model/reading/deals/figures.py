"""Figures of a table of deals: counts, rates, amounts, cycles; in all and by source."""

from __future__ import annotations

from typing import Any

import pandas as pd


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
    leaves open deals out and is therefore no conversion rate of leads.
    """
    won = deals[deals["state"] == "won"]
    months = won["closed"].dropna().dt.strftime("%Y-%m")
    by_source = {
        str(source): _group(rows, scale) for source, rows in deals.groupby("source", sort=True)
    }
    whole = _group(deals, scale)
    return {
        "won": whole["won"],
        "lost": whole["lost"],
        "open": whole["open"],
        "won_amount": whole["won_amount"],
        "won_without_amount": int(won["amount"].isna().sum()),
        "cycle_mean_days": whole["cycle_mean_days"],
        "cycle_median_days": whole["cycle_median_days"],
        "by_source": by_source,
        "won_by_month": {str(k): int(v) for k, v in months.value_counts().sort_index().items()},
    }


def _group(deals: pd.DataFrame, scale: int) -> dict[str, Any]:
    counts = {state: int((deals["state"] == state).sum()) for state in ("won", "lost", "open")}
    decided = counts["won"] + counts["lost"]
    amounts = deals.loc[deals["state"] == "won", "amount"].dropna()
    units = sum(round(amount * 10**scale) for amount in amounts)
    cycle = cycle_days(deals)
    return {
        **counts,
        "won_amount": units / 10**scale,
        "rate": counts["won"] / decided if decided else None,
        "cycle_mean_days": float(cycle.mean()) if len(cycle) else None,
        "cycle_median_days": float(cycle.median()) if len(cycle) else None,
    }
