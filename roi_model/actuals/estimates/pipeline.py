"""The deals of a CRM as times and ages in months, on the day the export was taken."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from roi_model.engine.arrays import Floats

CALENDAR_DAYS_A_MONTH = 30.4375
"""Mean length of a month: 365.25 days / 12."""
_AT_ONCE = 0.5 / CALENDAR_DAYS_A_MONTH
"""A deal won on the day it was created took half a day."""


def _none() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True)
class Pipeline:
    """Deals in months: `won` and `lost` the times they took, `open` the ages of those still open.

    `won_by` and `lost_by`: ages of deals closed at a time that is unknown, or before they were
    created. `undated`: deals without a date of creation, left out. `future`: deals created after
    the day looked at, left out too.
    """

    won: Floats = field(default_factory=_none)
    lost: Floats = field(default_factory=_none)
    open: Floats = field(default_factory=_none)
    won_by: Floats = field(default_factory=_none)
    lost_by: Floats = field(default_factory=_none)
    undated: int = 0
    future: int = 0

    def __len__(self) -> int:
        """Number of deals."""
        return self.won_count + self.lost_count + self.open.size

    @property
    def won_count(self) -> int:
        """Deals won, their time known or not."""
        return self.won.size + self.won_by.size

    @property
    def lost_count(self) -> int:
        """Deals lost, their time known or not."""
        return self.lost.size + self.lost_by.size


def pipeline(deals: pd.DataFrame, as_of: pd.Timestamp) -> Pipeline:
    """Turn the deals of a `Reading` into times and ages on the day `as_of`.

    A deal closed after `as_of` was still open then. Times are in months of 30.4375 days; a time of
    0 days counts as half a day.

    >>> day = pd.Timestamp
    >>> frame = pd.DataFrame({"created": [day("2024-01-01"), day("2024-01-01")],
    ...                       "closed": [day("2024-03-01"), pd.NaT], "state": ["won", "open"]})
    >>> found = pipeline(frame, day("2024-04-01"))
    >>> found.won.round(3).tolist(), found.open.round(3).tolist()
    ([1.971], [2.99])
    """
    created = pd.to_datetime(deals["created"])
    closed = pd.to_datetime(deals["closed"])
    dated = created.notna()
    past = dated & (created <= as_of)
    age = _months(as_of - created)
    time = _months(closed - created)
    open_then = (deals["state"] == "open") | (closed > as_of)
    known = closed.notna() & (closed >= created)
    won = past & ~open_then & (deals["state"] == "won")
    lost = past & ~open_then & (deals["state"] == "lost")

    def of(chosen: pd.Series, months: Floats) -> Floats:
        return np.asarray(np.maximum(months[chosen.to_numpy(bool)], _AT_ONCE))

    return Pipeline(
        won=of(won & known, time),
        lost=of(lost & known, time),
        open=of(past & open_then, age),
        won_by=of(won & ~known, age),
        lost_by=of(lost & ~known, age),
        undated=int((~dated).sum()),
        future=int((dated & ~past).sum()),
    )


def last_day(deals: pd.DataFrame) -> pd.Timestamp:
    """The latest date of the deals; pandas' latest day where none has one."""
    latest = pd.concat([deals["created"], deals["closed"]]).max()
    return pd.Timestamp.max if pd.isna(latest) else pd.Timestamp(latest)


def _months(delta: pd.Series) -> Floats:
    return np.asarray(delta.dt.total_seconds() / 86_400 / CALENDAR_DAYS_A_MONTH, dtype=np.float64)
