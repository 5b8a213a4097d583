"""Deals made by plain code with a known truth, as frames and as files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.estimates.pipeline import Pipeline
from roi_model.reading.result import Reading

COLUMNS = ("id", "created", "closed", "state", "amount", "source", "owner", "pipeline", "stage",
           "line")  # fmt: skip


def deals(*rows: tuple[str, str, str, float, str]) -> pd.DataFrame:
    """A table of deals from (created, closed, state, amount, source); dates may be empty."""
    table = [
        ("", pd.to_datetime(created or None), pd.to_datetime(closed or None), state, amount, source,
         "", "", "", line)
        for line, (created, closed, state, amount, source) in enumerate(rows, 2)
    ]  # fmt: skip
    return pd.DataFrame(table, columns=list(COLUMNS)).astype(
        {"created": "datetime64[ns]", "closed": "datetime64[ns]", "amount": float}
    )


def reading(table: pd.DataFrame | None = None, as_of: str | None = None, **more: Any) -> Any:
    """A reading of deals, as the calibration sees it."""
    day = None if as_of is None else pd.Timestamp(as_of)
    entries = more.pop("entries", Reading(None).entries)
    return SimpleNamespace(usable=True, deals=table, as_of=day, entries=entries, **more)


def simulated(
    seed: list[int], *, count: int, conversion: float, mean: float, cv: float, months: float,
    told: float, loss_mean: float = 2.0,
) -> Pipeline:  # fmt: skip
    """Deals created evenly over `months`; a share `told` of the losses is ever written down."""
    rng = np.random.default_rng(seed)
    won, lost, still = [], [], []
    for _ in range(count):
        age = rng.uniform(0, months)
        if rng.random() < conversion:
            time = rng.gamma(1 / cv**2, mean * cv**2)
            (won if time <= age else still).append(min(time, age))
        else:
            time = rng.gamma(1.5, loss_mean / 1.5)
            marked = rng.random() < told and time <= age
            (lost if marked else still).append(time if marked else age)
    return Pipeline(won=np.array(won), lost=np.array(lost), open=np.array(still))
