"""An axis of amounts that stands still while a hand moves what is drawn along it.

Left to itself it follows each value: what grows would seem to stay, and all that stays to shrink.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from roi_model.charts.parts.frames import Column, Columns
from roi_model.charts.parts.theme import Spec

if TYPE_CHECKING:
    import pandas as pd

LOW, HIGH = "axis_low", "axis_high"
ROOM = 0.08
"""What an axis grows beyond what has left it, as a share of all that is drawn: it seldom has to."""
TIGHT = 0.85
"""What is drawn takes at least this share of its axis, or the axis is too wide for it; one that has
grown at both ends is not."""

Extent = tuple[float, float]
"""The lowest and the highest amount."""


@dataclass(frozen=True)
class Axis:
    """Along which direction a picture draws its amounts, and the columns that hold them.

    `below` are those that are drawn downwards. Zero is always part of it.
    """

    channel: Literal["x", "y"]
    columns: tuple[str, ...]
    below: tuple[str, ...] = ()

    def extent(self, data: pd.DataFrame | Columns) -> Extent:
        """From the lowest to the highest amount of a picture's data.

        >>> data = {"gain": [1.0, 5.0], "spent": [3.0, float("nan")]}
        >>> Axis("y", ("gain",), below=("spent",)).extent(data)
        (-3.0, 5.0)
        """
        drawn = [np.asarray(data[name], dtype=float) for name in self.columns]
        drawn += [-np.asarray(data[name], dtype=float) for name in self.below]
        amounts = np.concatenate(drawn)
        known = amounts[~np.isnan(amounts)]
        return float(known.min(initial=0.0)), float(known.max(initial=0.0))

    def ends(self, extent: Extent, rows: int) -> dict[str, Column]:
        """How far the axis reaches at least, as two columns beside a picture's data.

        It travels with the data: a picture whose specification changes is built anew.
        """
        found = np.full((2, rows), np.nan)
        found[:, 0] = extent
        return {LOW: found[0], HIGH: found[1]}

    def on(self, spec: Spec) -> Spec:
        """A picture whose axis reaches as far as those columns say."""
        return spec | {"layer": [*spec["layer"], _layer(self.channel, spec["layer"])]}


def reaching(kept: Extent | None, now: Extent) -> Extent:
    """The axis that was there, where all that is drawn now lies on it; else grown, and some more.

    >>> reaching((0.0, 100.0), (0.0, 80.0)), reaching((0.0, 100.0), (0.0, 120.0))
    ((0.0, 100.0), (0.0, 129.6))
    """
    if kept is None:
        return now
    (low, high), (lowest, highest) = kept, now
    room = ROOM * (highest - lowest)
    return (
        low if lowest >= low else lowest - room,
        high if highest <= high else highest + room,
    )


def is_loose(axis: Extent, now: Extent) -> bool:
    """Whether an axis is too wide for what is drawn on it."""
    return now[1] - now[0] < TIGHT * (axis[1] - axis[0])


def _layer(channel: str, others: list[dict[str, Any]]) -> dict[str, Any]:
    """Nothing to see, from one end of the axis to the other; the axis looks as the others say."""
    places = (layer["encoding"].get(channel, {}) for layer in others)
    look = next((place["axis"] for place in places if "axis" in place), None)
    return {
        "mark": {"type": "rule", "opacity": 0, "tooltip": None},
        "transform": [{"filter": f"isValid(datum.{LOW})"}],
        "encoding": {
            channel: {"field": LOW, "type": "quantitative", "axis": look},
            f"{channel}2": {"field": HIGH},
        },
    }
