"""What each channel earns and costs, its share of the common costs included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from roi_model.engine.arrays import Floats
from roi_model.engine.flows import Flows

FIGURES: Mapping[str, Literal["count", "money", "rate"]] = {
    "leads": "count",
    "customers_signed": "count",
    "customers_ultimate": "count",
    "revenue": "money",
    "gross_profit": "money",
    "own_cost": "money",
    "hours": "count",
    "shared_cost": "money",
    "contribution_roi": "rate",
    "loaded_roi": "rate",
    "ltv": "money",
    "cac": "money",
}
"""What is said of a channel wherever all of it is, in this order, and what it is counted in."""
COUNTED = (
    ("leads", "leads"),
    ("customers_signed", "signed"),
    ("customers_ultimate", "ultimate"),
    ("revenue", "revenue"),
    ("gross_profit", "gross_profit"),
    ("own_cost", "own_cost"),
    ("hours", "hours"),
)
ROUNDING = 1e-9
"""What two sums may differ by and be alike, as a share of them (MODEL 3)."""


def shared_weights(flows: Flows) -> Floats:
    """Share of the common costs by channel, (n, channels): by hours, else leads, else equally."""
    hours, leads = flows.by_channel["hours"], flows.by_channel["leads"]
    equal = np.full_like(hours, 1.0 / hours.shape[-1])
    weights = np.where(_any(hours), _share(hours), np.where(_any(leads), _share(leads), equal))
    return np.asarray(weights)


def channel_results(flows: Flows, names: list[str], single: bool) -> list[dict[str, Any]]:
    """One dict a channel with the keys of MODEL 3; None (NaN in draws) where undefined."""
    table = flows.by_channel
    weights = shared_weights(flows)
    own = table["own_cost"]
    shared = _common_costs(flows.investment[..., None], own) * weights
    loyalty = (flows.loyalty * (1.0 - flows.includes_loyalty))[..., None] * weights
    acquisition = own + shared - loyalty + table["commissions_due"]
    figures = {name: table[key] for name, key in COUNTED}
    figures["shared_cost"] = shared
    figures["contribution_roi"] = _ratio(table["gross_profit"] - own, own)
    figures["loaded_roi"] = _ratio(table["gross_profit"] - own - shared, own + shared)
    figures["ltv"] = _ratio(table["lifetime_margin"], table["incremental"])
    figures["cac"] = _ratio(acquisition, table["incremental"])
    made = []
    for position, name in enumerate(names):
        line: dict[str, Any] = {"name": name}
        for key, values in figures.items():
            column = np.broadcast_to(values[..., position], (flows.count,))
            line[key] = _one(float(column[0])) if single else column
        made.append(line)
    return made


def _common_costs(investment: Floats, own: Floats) -> Floats:
    """What no channel spends itself; what only the rounding of the two sums leaves is nothing."""
    rest = investment - own.sum(axis=-1, keepdims=True)
    return np.where(np.abs(rest) < ROUNDING * np.maximum(1.0, investment), 0.0, rest)


def _one(value: float) -> float | None:
    return None if np.isnan(value) else value


def _any(values: Floats) -> Floats:
    return np.asarray(values.sum(axis=-1, keepdims=True) > 0)


def _share(values: Floats) -> Floats:
    total = values.sum(axis=-1, keepdims=True)
    return np.asarray(values / np.where(total > 0, total, 1.0))


def _ratio(above: Floats, below: Floats) -> Floats:
    """NaN where the denominator is 0 (or rounding of 0)."""
    zero = np.abs(below) < 1e-9
    return np.where(zero, np.nan, above / np.where(zero, 1.0, below))
