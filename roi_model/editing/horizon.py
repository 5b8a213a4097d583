"""A shorter horizon shortens every month that would lie beyond it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from roi_model.declaration.card import cards
from roi_model.declaration.paths import part_name
from roi_model.declaration.scenario import Scenario


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
    for group, parts in scenario.lists().items():
        kept = []
        for part in parts:
            own: dict[str, Any] = {}
            for key, card in cards(type(part)).items():
                month = getattr(part, key) if card.within_horizon else None
                if month is not None and month > months:
                    path = f"{group}/{part_name(part)}/{key}"
                    moved.append(Adjustment(path, month, months))
                    own[key] = months
            kept.append(replace(part, **own) if own else part)
        values[group] = tuple(kept)
    return replace(scenario, **values), moved
