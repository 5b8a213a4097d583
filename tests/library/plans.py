"""Two cases to be saved."""

from __future__ import annotations

from dataclasses import replace

from roi_model.declaration.scenario import Channel, Scenario

PLAN = Scenario(name="Demo", channels=(Channel(name="Calls"),))
DEARER = replace(PLAN, deal_value=9000)
