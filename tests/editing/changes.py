"""A small case, and what it is after a change."""

from __future__ import annotations

from typing import Any

from roi_model.declaration.scenario import Channel, Scenario
from roi_model.editing import edits

BARE = Scenario(name="Demo", channels=(Channel(name="Calls"),))


def after(scenario: Scenario, path: str, value: Any, lang: str = "en") -> Scenario:
    return edits.edited(scenario, path, value, lang)[0]
