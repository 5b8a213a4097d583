"""Counts of a list: by kind and state, by month, by source."""

from __future__ import annotations

from typing import Any

import pandas as pd


def event_figures(events: pd.DataFrame) -> dict[str, Any]:
    """{count, by_state, by_month, by_source}: months as YYYY-MM, "" where no source is named.

    >>> day = pd.to_datetime(["2024-01-05", "2024-02-01"])
    >>> frame = pd.DataFrame({"day": day, "kind": "lead", "state": ["qualified", "open"],
    ...                       "source": "Ads", "line": [2, 3]})
    >>> event_figures(frame)["by_month"]
    {'2024-01': 1, '2024-02': 1}
    """
    months = events["day"].dt.strftime("%Y-%m")
    return {
        "count": len(events),
        "by_state": _counts(events["state"]),
        "by_month": _counts(months),
        "by_source": _counts(events["source"]),
    }


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(key): int(n) for key, n in values.value_counts().sort_index().items()}
