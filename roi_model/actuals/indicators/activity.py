"""Lists of leads, calls and customers as counts by month and by source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Coverage
from roi_model.reading.events.kinds import ON_TRIAL
from roi_model.reading.result import Reading

COLUMNS = ("day", "kind", "state", "source", "line")
COUNTED: dict[str, tuple[str, str]] = {
    "contacts": ("calls", ""),
    "leads": ("leads", ""),
    "qualified": ("leads", "qualified"),
    "meetings": ("calls", "meeting"),
    "customers": ("customers", ""),
}
"""Series of the plan → the kind of list counted beside it, and the state of its entries or all.

Each entry stands in the month of its own day, as the plan counts every stage in the month of its
contacts: a lead qualified in March that came in January is one of January's. Who is on trial is no
customer.
"""


def joined_events(readings: Iterable[Reading]) -> pd.DataFrame:
    """The entries of all usable lists below one another."""
    frames = [
        one.events
        for one in readings
        if one.usable and getattr(one, "events", None) is not None
    ]  # fmt: skip
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"day": "datetime64[ns]"})
    return pd.concat(frames, ignore_index=True)


def monthly_events(events: pd.DataFrame, coverage: Coverage) -> pd.DataFrame:
    """Counts by calendar month (index YYYY-MM, no gap), a column a series of `COUNTED`.

    NaN where no list covers the month whole, and in a series whose state no list tells.

    >>> from roi_model.actuals.coverage import Cover
    >>> day = pd.to_datetime(["2024-01-05", "2024-01-20"])
    >>> leads = pd.DataFrame({"day": day, "kind": "lead", "state": ["qualified", "open"]})
    >>> covered = Coverage((Cover("l.csv", "leads", "2024-01", "2024-01"),))
    >>> monthly_events(leads, covered).loc["2024-01", ["leads", "qualified"]].tolist()
    [2.0, 1.0]
    """
    kinds = {kind for kind, _ in COUNTED.values()}
    months = sorted({month for kind in kinds for month in coverage.months_of(kind)})
    if not months:
        return pd.DataFrame(columns=list(COUNTED), dtype=np.float64)
    span = pd.period_range(months[0], months[-1], freq="M").strftime("%Y-%m")
    table = pd.DataFrame(index=span, columns=list(COUNTED), dtype=np.float64)
    written = events["day"].dt.strftime("%Y-%m")
    for series, (kind, state) in COUNTED.items():
        rows = (events["kind"] == kind[:-1]) & (events["state"] != ON_TRIAL)
        if state and not (events.loc[rows, "state"] != "").any():
            continue
        counted = written[rows & (events["state"] == state)] if state else written[rows]
        covered = [month for month in coverage.months_of(kind) if month in table.index]
        counts = counted.value_counts().reindex(covered).fillna(0.0)
        table.loc[covered, series] = counts.to_numpy(np.float64)
    return table


def by_source(events: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a source, a key a series of `COUNTED`; the source with most entries first.

    None where no list of that kind names the source, or tells the state of its entries: a campaign
    of calls says nothing of leads.
    """
    groups = sorted(events.groupby("source", sort=True), key=lambda pair: -len(pair[1]))
    return [
        {"source": str(source)}
        | {series: _of_source(rows, *counted) for series, counted in COUNTED.items()}
        for source, rows in groups
    ]


def _of_source(events: pd.DataFrame, kind: str, state: str) -> int | None:
    states = events.loc[events["kind"] == kind[:-1], "state"]
    states = states[states != ON_TRIAL]
    if not len(states) or (state and not (states != "").any()):
        return None
    return int((states == state).sum()) if state else len(states)
