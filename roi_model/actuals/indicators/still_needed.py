"""How many contacts more a rate measured on deals needs, and how long the plan takes for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from roi_model.actuals.estimates.needed import contacts_needed, telling_width
from roi_model.actuals.suggestion import RATES, Suggestion
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.projection import project

DEALS = "quotes"
"""What a deal stands for in the plan."""


@dataclass(frozen=True)
class Needed:
    """To know a rate to ± `half_width`: so many deals more, the contacts and months they take.

    `contacts` and `months` are None where the plan makes no such deals.
    """

    half_width: float
    deals: int
    contacts: float | None
    months: float | None

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)


def still_needed(plan: Scenario, one: Suggestion, found: Iterable[Suggestion]) -> Needed | None:
    """What it takes to know a measured rate to about a third of itself; None where that is known.

    For inputs of another kind, too. `found` are all suggestions: what is measured on all deals
    together needs the contacts of all channels together. What the deals at hand already tell is
    what their interval is worth, open ones being worth less than closed ones.
    """
    width = telling_width(one.observed)
    now = (one.high - one.low) / 2
    if one.kind not in RATES or not 0 < width < now < 0.5:
        return None
    known = contacts_needed(one.observed, now)
    deals = contacts_needed(one.observed, width) - known
    together = [_channel(other) for other in found if _same(one, other)]
    contacts, created, months = _rhythm(plan, together)
    if not created > 0:
        return Needed(width, deals, None, None)
    share = deals / created
    return Needed(width, deals, share * contacts, share * months)


def _same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two rates were measured on the same deals."""
    return (one.kind, one.values, one.low, one.high) == (
        other.kind, other.values, other.low, other.high
    )  # fmt: skip


def _channel(one: Suggestion) -> str:
    return one.path.removeprefix("channels/").rpartition("/")[0]


def _rhythm(plan: Scenario, channels: list[str]) -> tuple[float, float, int]:
    """Contacts and deals of these channels over the plan, and in how many months it makes them."""
    free = replace(plan, enforce_capacity=False)
    silent = {
        f"channels/{name}/contacts": np.zeros(1)
        for name, _, _ in named(plan.channels)
        if name not in channels
    }
    made = project(free, silent or None).monthly
    contacts, created = (np.asarray(made[name], np.float64).ravel() for name in ("contacts", DEALS))
    return float(contacts.sum()), float(created.sum()), int((created > 1e-9).sum())
