"""How many contacts more a rate measured on deals needs, and how long the plan takes for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from roi_model.actuals.estimates.needed import contacts_needed, telling_width
from roi_model.actuals.origin import USUAL, Origin
from roi_model.actuals.suggestion import RATES, Suggestion
from roi_model.declaration.initiatives import FUNNEL_RATES
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.projection import project


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

    For inputs of another kind, too; where several rates make up the share of deals won it is told
    of the last. `found` are all suggestions: what is measured on all deals
    together needs the contacts of all channels together. What the deals at hand already tell is
    what their interval is worth, open ones being worth less than closed ones.
    """
    low, high, share_won = one.measured or (one.low, one.high, one.observed)
    width, now = telling_width(share_won), (high - low) / 2
    if one.kind not in RATES or not one.path.endswith(f"/{FUNNEL_RATES[-1]}"):
        return None
    if not 0 < width < now < 0.5:
        return None
    known = contacts_needed(share_won, now)
    deals = contacts_needed(share_won, width) - known
    together = [_channel(other) for other in found if _same(one, other)]
    origin = Origin(str(one.values.get("plan_stage", USUAL)))
    contacts, created, months = _rhythm(plan, together, origin)
    if not created > 0:
        return Needed(width, deals, None, None)
    share = deals / created
    return Needed(width, deals, share * contacts, share * months)


def _same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two rates were measured on the same deals."""
    told = [(each.kind, each.values, each.measured) for each in (one, other)]
    return told[0] == told[1]


def _channel(one: Suggestion) -> str:
    return one.path.removeprefix("channels/").rpartition("/")[0]


def _rhythm(plan: Scenario, channels: list[str], origin: Origin) -> tuple[float, float, int]:
    """Contacts and deals of these channels over the plan, and in how many months it makes them."""
    free = replace(plan, enforce_capacity=False)
    silent = {
        f"channels/{name}/contacts": np.zeros(1)
        for name, _, _ in named(plan.channels)
        if name not in channels
    }
    made = project(free, silent or None)
    contacts, created = np.asarray(made.monthly["contacts"]).ravel(), origin.deals(made).ravel()
    return float(contacts.sum()), float(created.sum()), int((created > 1e-9).sum())
