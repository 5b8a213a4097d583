"""Where the next euro earns most: a monthly budget shared over the channels that saturate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from roi_model.analysis.search.budget import Budgets, Worth
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.engine.arrays import Floats

Advice = Literal["spend_less", "spend_more", "keep"]
Aim = Callable[[Worth], Floats]
CASES = 4000
"""Cases of the grid from which the search starts, over all channels."""


@dataclass(frozen=True)
class Allocation:
    """A monthly budget by channel, what it brings, and what the next unit of money would.

    `gross_profit` is that of the whole plan over its horizon. `marginal` is gross profit per unit
    of money more in that channel (None where the channel never runs), `marginal_net` the same
    after the leads, meetings and commissions that come with it. `unspent` is what the maximums
    leave over. `enough` is the smaller budget beyond which a unit brings less than itself, with
    its shares; None where all of the budget earns its money.
    """

    monthly_cost: dict[str, float]
    gross_profit: float
    marginal: dict[str, float | None]
    marginal_net: dict[str, float | None]
    advice: dict[str, Advice]
    unspent: float
    enough: Allocation | None = None

    @property
    def budget(self) -> float:
        """What is spent a month, over all the channels shared."""
        return float(sum(self.monthly_cost.values()))

    def as_json(self) -> dict[str, Any]:
        """The shape of MODEL 7 with more keys: marginal_net, unspent, enough."""
        enough = self.enough
        return {
            "monthly_cost": self.monthly_cost,
            "gross_profit": self.gross_profit,
            "marginal": self.marginal,
            "marginal_net": self.marginal_net,
            "advice": self.advice,
            "unspent": self.unspent,
            "enough": None
            if enough is None
            else {
                "budget": enough.budget,
                "monthly_cost": enough.monthly_cost,
                "gross_profit": enough.gross_profit,
            },
        }


def allocate(
    scenario: Scenario,
    budget: float,
    *,
    minimum: Mapping[str, float] | None = None,
    maximum: Mapping[str, float] | None = None,
) -> Allocation:
    """Share a monthly budget over the channels with a saturation, for the largest gross profit.

    `budget`, `minimum` and `maximum` (by channel) are in the scenario's currency a month; channels
    without a saturation keep theirs. All of it is spent as far as the maximums allow: where the
    last unit brings less than itself the advice is to spend less, and `enough` says how much.
    Raises ScenarioError where there is nothing to share or the bounds do not fit. Source: MODEL 5.

    >>> from roi_model import Channel
    >>> ads = Channel(name="Ads", saturation_spend=1000, reference_spend=1000, monthly_cost=1000)
    >>> found = allocate(Scenario(name="Demo", channels=(ads,)), 3000)
    >>> found.advice, round(found.enough.budget)  # √(11,250 · 1,000) − 1,000
    ({'Ads': 'spend_less'}, 2354)
    """
    budgets = Budgets.of(scenario, minimum, maximum)
    least = float(budgets.low.sum())
    if not least <= budget < np.inf:
        raise ScenarioError(
            [Problem("budget", "budget_below_minimum", f"{budget:g}", f"{least:g}")]
        )
    high = np.minimum(budgets.high, budget - least + budgets.low)
    total = min(budget, float(high.sum()))
    spend = _polished(budgets, _shared_on_grid(budgets, high, total), high, _profit, fixed=True)
    found = _described(budgets, spend, budget - total)
    if "spend_less" not in found.advice.values():
        return found
    less = _polished(budgets, _best_on_grid(budgets, high), high, _gain, fixed=False)
    if float(less.sum()) >= total * (1 - 1e-9):
        return found
    enough = _described(budgets, less, budget - float(less.sum()))
    return Allocation(**{**vars(found), "enough": enough})


def marginal_curves(scenario: Scenario, top: float, *, points: int = 61) -> list[dict[str, Any]]:
    """By channel with a saturation: what a budget brings, from 0 to `top` a month.

    One dict a channel: name, and arrays of shape (points,) `monthly_cost`, `gross_profit` (more
    than without that budget, over the horizon, the other channels as they are) and `marginal` (of
    one unit of money more, NaN where the channel never runs). Source: MODEL 5.
    """
    budgets = Budgets.of(scenario)
    own = [next(c for c in scenario.channels if c.name == name) for name in budgets.names]
    at_work = Budgets(
        scenario, budgets.names, np.array([level(c.monthly_cost) for c in own]), budgets.high
    )
    amounts = np.linspace(0.0, top, points)
    step = top * 1e-5
    grid = np.concatenate(
        [amounts, np.maximum(amounts, step) + step, np.maximum(amounts, step) - step]
    )
    worth = at_work.one_by_one(np.tile(grid, (len(budgets.names), 1)))
    made = []
    for name, profit, spent in zip(budgets.names, worth.gross_profit, worth.spent, strict=True):
        gained = profit[points : 2 * points] - profit[2 * points :]
        paid = spent[points : 2 * points] - spent[2 * points :]
        marginal = np.divide(gained, paid, out=np.full(points, np.nan), where=paid > 0)
        made.append(
            {
                "name": name,
                "monthly_cost": amounts,
                "gross_profit": profit[:points] - profit[0],
                "marginal": marginal,
            }
        )
    return made


def _profit(worth: Worth) -> Floats:
    return worth.gross_profit


def _gain(worth: Worth) -> Floats:
    return worth.gross_profit - worth.spent


def _shared_on_grid(budgets: Budgets, high: Floats, total: float) -> Floats:
    """The best shares in whole steps of the budget, whatever the shape of the curves.

    Channels are taken one after the other: the best of k steps over the first channels is the
    best of j steps for the last of them and k − j for those before. Exact on the grid, S-shaped
    curves included, where climbing from one starting point stops at the nearest top.
    """
    low = budgets.low
    free = total - float(low.sum())
    steps = int(np.clip(CASES // len(low), 40, 400))
    number = np.arange(steps + 1)
    amounts = np.minimum(low[:, None] + number * free / steps, high[:, None])
    profit = budgets.one_by_one(amounts).gross_profit
    beyond = number * free / steps > (high - low)[:, None] + free / steps
    profit = np.where(beyond, -np.inf, profit)
    best = np.where(number == 0, 0.0, -np.inf)
    choices = []
    fits = number[:, None] >= number  # steps so far, steps of this channel
    for line in profit:
        rest = best[np.where(fits, number[:, None] - number, 0)]
        totals = np.where(fits, rest + line, -np.inf)
        choices.append(totals.argmax(axis=1))
        best = totals.max(axis=1)
    spend = np.empty(len(low))
    left = steps if np.isfinite(best[-1]) else int(np.flatnonzero(np.isfinite(best))[-1])
    for at in reversed(range(len(low))):
        chosen = int(choices[at][left])
        spend[at] = amounts[at, chosen]
        left -= chosen
    room = high - spend
    missing = total - float(spend.sum())
    return spend + room * (missing / float(room.sum())) if missing > 0 and room.any() else spend


def _best_on_grid(budgets: Budgets, high: Floats) -> Floats:
    """For each channel alone, the budget with the largest gross profit less itself."""
    # The best may be a small part of the budget asked about: steps grow with the amount.
    share = np.append(0.0, np.geomspace(1e-6, 1.0, int(np.clip(CASES // len(high), 80, 400))))
    amounts = budgets.low[:, None] + share * (high - budgets.low)[:, None]
    best = _gain(budgets.one_by_one(amounts)).argmax(axis=1)
    return np.asarray(amounts[np.arange(len(high)), best])


def _polished(budgets: Budgets, spend: Floats, high: Floats, aim: Aim, *, fixed: bool) -> Floats:
    """Climb from the grid to the top nearby by Newton's steps, the sum held where `fixed`."""
    scale = max(1.0, float(high.max()))
    shares = np.append(0.5 ** np.arange(12), 0.0)[:, None]
    for _ in range(30):
        slopes = budgets.slopes(spend)
        step = _step(aim(slopes.by_unit), slopes.bend, spend, budgets.low, high, fixed=fixed)
        reached = aim(budgets.worth(spend + shares * step))
        # Near the top the gain is below rounding: a whole step that loses nothing is taken.
        dust = 1e-13 * max(1.0, abs(float(reached[-1])))
        best = 0 if reached[0] >= reached.max() - dust else int(reached.argmax())
        taken = shares[best] * step
        spend = np.clip(spend + taken, budgets.low, high)
        if float(np.abs(taken).max(initial=0.0)) <= 1e-9 * scale:
            break
    return spend


def _step(
    slope: Floats, bend: Floats, spend: Floats, low: Floats, high: Floats, *, fixed: bool
) -> Floats:
    """The step to equal slopes (to slope 0 where the sum is free) within the bounds."""
    stiff = np.maximum(np.abs(bend), 1e-12 * max(1e-12, float(np.abs(bend).max())))

    def at(price: float) -> Floats:
        return np.clip((slope - price) / stiff, low - spend, high - spend)

    if not fixed:
        return at(0.0)
    cheap = float((slope - stiff * (high - spend)).min()) - 1.0
    dear = float((slope + stiff * (spend - low)).max()) + 1.0
    for _ in range(200):
        middle = (cheap + dear) / 2
        if middle in (cheap, dear):
            break
        if at(middle).sum() > 0:
            cheap = middle
        else:
            dear = middle
    return at(dear)


def _described(budgets: Budgets, spend: Floats, unspent: float) -> Allocation:
    by_unit = budgets.slopes(spend).by_unit
    marginal: dict[str, float | None] = {}
    net: dict[str, float | None] = {}
    advice: dict[str, Advice] = {}
    for at, name in enumerate(budgets.names):
        paid = float(by_unit.spent[at])
        marginal[name] = net[name] = None
        advice[name] = "keep"
        if paid <= 1e-6:  # the channel never runs
            continue
        returned = marginal[name] = float(by_unit.gross_profit[at]) / paid
        net[name] = float(by_unit.net_gain[at]) / paid + 1.0
        if returned > 1 + 1e-6:
            advice[name] = "spend_more"
        elif returned < 1 - 1e-6 and spend[at] > budgets.low[at]:
            advice[name] = "spend_less"
    return Allocation(
        monthly_cost=dict(zip(budgets.names, map(float, spend), strict=True)),
        gross_profit=float(budgets.worth(spend[None]).gross_profit[0]),
        marginal=marginal,
        marginal_net=net,
        advice=advice,
        unspent=max(0.0, unspent),
    )
