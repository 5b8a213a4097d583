"""Counts of a list: by kind and state, by month, by source."""

from __future__ import annotations

from typing import Any

import pandas as pd

from roi_model.reading.events.kinds import EVENT_KINDS


def event_figures(events: pd.DataFrame) -> dict[str, Any]:
    """{count, by_state, by_month, by_source}: months as YYYY-MM, "" where nothing is said.

    States stand in the order of their kind, the best first.

    >>> day = pd.to_datetime(["2024-01-05", "2024-02-01"])
    >>> frame = pd.DataFrame({"day": day, "kind": "lead", "state": ["qualified", "open"],
    ...                       "source": "Ads", "line": [2, 3]})
    >>> event_figures(frame)["by_month"]
    {'2024-01': 1, '2024-02': 1}
    """
    order = {state: at for kind in EVENT_KINDS for at, state in enumerate(kind.states)}
    states = _counts(events["state"])
    months = events["day"].dt.strftime("%Y-%m")
    return {
        "count": len(events),
        "by_state": dict(sorted(states.items(), key=lambda pair: order.get(pair[0], len(order)))),
        "by_month": _counts(months),
        "by_source": _counts(events["source"]),
    }


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(key): int(n) for key, n in values.value_counts().sort_index().items()}
