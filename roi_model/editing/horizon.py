"""A shorter horizon shortens every month that would lie beyond it, and drops the steps there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from roi_model.declaration.card import Entity, cards
from roi_model.declaration.paths import part_name
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps


@dataclass(frozen=True)
class Adjustment:
    """What was changed along with an input, because it would not be legal any more."""

    path: str
    before: Any
    after: Any


def with_horizon(scenario: Scenario, months: int) -> tuple[Scenario, list[Adjustment]]:
    """The scenario over another horizon, and the months that moved along with it.

    Raises ScenarioError where no plan may have this horizon.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", campaign_months=12, channels=(Channel(name="Calls"),))
    >>> with_horizon(case, 6)[1]
    [Adjustment(path='campaign_months', before=12, after=6)]
    """
    moved: list[Adjustment] = []
    values: dict[str, Any] = {"horizon_months": months}
    if scenario.campaign_months is not None and scenario.campaign_months > months:
        moved.append(Adjustment("campaign_months", scenario.campaign_months, months))
        values["campaign_months"] = months
    own = _steps_within(scenario, months)
    for group, parts in scenario.lists().items():
        kept = []
        for part in parts:
            changed = _steps_within(part, months)
            for key, card in cards(type(part)).items():
                month = getattr(part, key) if card.within_horizon else None
                if month is not None and month > months:
                    changed[key] = months
            prefix = f"{group}/{part_name(part)}/"
            moved += [Adjustment(prefix + k, getattr(part, k), v) for k, v in changed.items()]
            kept.append(replace(part, **changed) if changed else part)
        values[group] = tuple(kept)
    moved += [Adjustment(key, getattr(scenario, key), value) for key, value in own.items()]
    return replace(scenario, **values, **own), moved


def _steps_within(item: Entity, months: int) -> dict[str, Any]:
    """The inputs of which a step lies beyond the horizon, as they are without it."""
    found = {key: getattr(item, key) for key, card in cards(type(item)).items() if card.steps}
    return {
        key: value.until(months)
        for key, value in found.items()
        if isinstance(value, Steps) and value.months[-1] > months
    }
