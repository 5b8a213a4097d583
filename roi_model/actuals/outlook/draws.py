"""Draws of what is still to come: what deals tell is drawn first, then the luck of each month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.calibrate import Calibration
from roi_model.actuals.outlook.money import Money
from roi_model.actuals.outlook.open_deals import OpenDeals
from roi_model.actuals.outlook.open_draws import signed_open
from roi_model.actuals.outlook.rows import Rows
from roi_model.actuals.outlook.standing import Standing
from roi_model.actuals.suggestion import Suggestion, planned
from roi_model.actuals.to_come import deals_to_make
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats

DRAWS = 2000
_SINGLY = 100
"""Customers up to whom amounts are drawn one by one; the sum of more is as good as normal."""
_MOST = 1e12
"""Customers a month that are still drawn."""


@dataclass(frozen=True)
class Outlook:
    """What a re-forecast is made of: the plan, money after it, deals; `expected` as it tells."""

    plan: Scenario
    money: Money
    known: Standing
    open: OpenDeals
    calibration: Calibration
    expected: pd.DataFrame
    planned: pd.DataFrame

    def secured(self, name: str, month: int) -> float:
        """Customers or won business up to a month: what happened, and is expected of open deals."""
        last = self.known.last
        to_come = {
            "customers": self.known.customers + self.open.customers,
            "won_business": self.known.orders + self.open.orders,
        }[name]
        to_date = self.expected[name].to_numpy(float)[: min(last, month) + 1]
        return float(to_date.sum() + to_come[last + 1 : month + 1].sum())

    @property
    def covered(self) -> float | None:
        """Won business to come that is signed or expected of open deals, over the plan's own."""
        after, length = self.known.last + 1, len(self.planned)
        plan = float(self.planned["won_business"].to_numpy(float)[after:].sum())
        sure = self.secured("won_business", length - 1) - self.secured("won_business", after - 1)
        return sure / plan if plan > 1e-9 else None

    def to_json(self) -> dict[str, Any]:
        """What the command line prints of the open deals."""
        covered = self.covered
        reason = "nothing_planned" if covered is None else None
        return {**self.open.to_json(), "coverage": {"value": covered, "reason": reason}}


@dataclass(frozen=True)
class Drawn:
    """Customers and first orders by month, (draws, H+1); first orders of the open deals, ever."""

    customers: Floats
    orders: Floats
    open: Floats


def forecast_draws(outlook: Outlook, *, draws: int = DRAWS, seed: int = 0) -> Drawn:
    """The months to come as they may come; the same seed gives the same bits.

    Each draw takes rate, cycle and losses of a group of deals together from what they tell, then
    how many deals are created and what they are worth; every open deal signs or does not, in some
    month, at its own amount; deals still to be made sign as Poisson events at amounts like those
    known. What is known too badly to replace the plan's figure is drawn as widely as it is known;
    an input of the case that is neither the plan's nor the one measured stays as it is.
    """
    known = outlook.known
    chosen = Rows(np.random.default_rng(seed), draws)
    inputs = _inputs(outlook, chosen)
    of_open = signed_open(outlook.open, known, outlook.calibration, chosen)
    # The last column is what signs after the horizon.
    still_open = tuple(series[:, :-1] for series in of_open)
    later = _signed_later(outlook, inputs, chosen)
    sure = (known.customers, known.orders)
    found = []
    for name, *parts in zip(("customers", "won_business"), still_open, later, sure, strict=True):
        made = parts[0] + parts[1] + parts[2]
        made[:, : known.last + 1] = outlook.expected[name].to_numpy(float)[: known.last + 1]
        found.append(made)
    return Drawn(found[0], found[1], of_open[1].sum(axis=1))


def _inputs(outlook: Outlook, chosen: Rows) -> dict[str, Floats]:
    """Draws of the inputs that deals tell of, by path."""
    after, plan = outlook.money.scenario, outlook.plan
    drawn = {}
    for one in sorted(outlook.calibration.suggestions, key=lambda one: one.path):
        if one.kind == "cost" or one.posterior is None or not _free(one, plan, after):
            continue
        card = card_at(after, one.path)
        values = one.posterior.values[chosen.of(one.posterior)]
        drawn[one.path] = np.clip(values, card.low, card.high)
    return drawn


def _free(one: Suggestion, plan: Scenario, after: Scenario) -> bool:
    """Whether the case has the plan's figure or the one measured: another one was meant so."""
    try:
        return planned(after, one.path) in (planned(plan, one.path), one.observed)
    except ScenarioError:  # a part renamed since it was measured
        return False


def _signed_later(
    outlook: Outlook, inputs: Mapping[str, Floats], chosen: Rows
) -> tuple[Floats, Floats]:
    """The same of the deals still to be made: as many as luck has it, at amounts like the known."""
    rng, after = chosen.rng, outlook.money.scenario
    # Without an input that varies all draws are of one plan.
    due = deals_to_make(after, outlook.known.to_make, outlook.calibration.origin, inputs)
    due = {name: np.broadcast_to(s, (chosen.draws, s.shape[1])).copy() for name, s in due.items()}
    for series in due.values():
        series[:, : outlook.known.last + 1] = 0.0
    count = rng.poisson(np.minimum(due["customers"], _MOST)).astype(np.float64)
    value = np.divide(
        due["revenue"], due["customers"], out=np.zeros_like(count), where=due["customers"] > 1e-12
    )
    groups = outlook.calibration.groups
    amounts = groups[-1].amounts if groups else np.zeros(0)
    ratios = amounts / amounts.mean() if amounts.size else np.ones(1)
    return count, value * _summed(count, ratios, rng)


def _summed(count: Floats, ratios: Floats, rng: np.random.Generator) -> Floats:
    """The sum of `count` ratios drawn from `ratios`, whose mean is 1, for every cell."""
    total = count + np.sqrt(count) * ratios.std() * rng.standard_normal(count.shape)
    total = np.maximum(total, 0.0).ravel()
    singly = np.flatnonzero(count.ravel() <= _SINGLY)
    often = count.ravel()[singly].astype(np.intp)
    drawn = ratios[rng.integers(len(ratios), size=int(often.sum()))]
    total[singly] = np.bincount(np.repeat(np.arange(len(singly)), often), drawn, len(singly))
    return np.asarray(total.reshape(count.shape))
