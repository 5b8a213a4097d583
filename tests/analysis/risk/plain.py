"""A plan of plain numbers to draw around, and a preset."""

from __future__ import annotations

from typing import Any

from roi_model.declaration.scenario import Scenario
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict

LINKEDIN = preset("linkedin-outbound").scenario

PLAIN: dict[str, Any] = {
    "name": "Plain",
    "horizon_months": 12,
    "cycle_months": 0,
    "dso_days": 0,
    "channels": [{"name": "A", "meeting_cost": 0, "monthly_cost": 1000}],
}


def plain(**changes: Any) -> Scenario:
    """Nothing is in doubt but what a test says, where it says something."""
    return scenario_from_dict(PLAIN | {"drawn": {"others": False}} | changes)
