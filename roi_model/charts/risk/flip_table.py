"""Flip points as a table: how near each input is to the value at which the answer turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
import pandas as pd

COLUMNS = ("path", "name", "now", "value", "change", "share", "reason")


class Flip(Protocol):
    """A flip point, as the analysis gives it."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def now(self) -> float: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def reason(self) -> str | None: ...  # noqa: D102


def frame(flips: Iterable[Flip], names: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row an input, the nearest flip point (as a share of the present value) first.

    `change` = value − now in the model's units, `share` = change / now. NaN in both, and a reason,
    where there is none in range; `share` is NaN too for an input that is 0. Those come last.
    """
    known = list(flips)
    made = pd.DataFrame(
        {
            "path": [flip.path for flip in known],
            "name": [(names or {}).get(flip.path, flip.path) for flip in known],
            "now": np.array([flip.now for flip in known], dtype=np.float64),
            "value": np.array([flip.value for flip in known], dtype=np.float64),
            "reason": [flip.reason or "" for flip in known],
        }
    )
    made["change"] = made["value"] - made["now"]
    made["share"] = made["change"] / made["now"].where(made["now"] != 0)
    nearness = made["share"].abs().fillna(np.inf).where(made["value"].notna(), np.nan)
    order = nearness.sort_values(kind="stable", na_position="last").index
    return made.loc[order, list(COLUMNS)].reset_index(drop=True)
