"""A case of measured figures, and what a change makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from roi_model.declaration.scenario import Channel, Scenario
from roi_model.editing.following import follow

ORDERS = {"source": "order book, 41 deals", "grade": "measured"}
TYPED = {"kind": "range", "p10": 16_000.0, "p90": 20_000.0}

PLAN = Scenario(
    name="Plan",
    channels=(Channel(name="Calls"),),
    deal_value=18_000.0,
    evidence={"deal_value": ORDERS},
    uncertainty={"deal_value": TYPED},
)


def moved(before: Scenario = PLAN, **values: Any) -> Scenario:
    return follow(before, replace(before, **values))
