"""Curves whose crossings are known, and a plan to search in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roi_model.analysis.search.flips import Range, flips
from roi_model.analysis.search.goal import seek
from roi_model.storage.presets import preset

LINKEDIN = preset("linkedin-outbound").scenario
CHANNEL = f"channels/{LINKEDIN.channels[0].name}/"


def curve(of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda draws: of(draws["x"])


def crossing(of: Callable[[Any], Any], now: float, low: float, high: float, **more: Any) -> Any:
    [found] = flips(curve(of), {"x": Range(now, low, high, 0.01, **more)})
    return found


def sought(of: Callable[[Any], Any], target: float, now: float, **more: Any) -> Any:
    return seek(curve(of), "x", Range(now, 0.0, 100.0, 0.01, **more), target)
