"""What the budgets of the channels that saturate are worth, asked of the engine many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.spending import MONEY_MAX
from roi_model.declaration.steps import Steps, moves_as_one, room
from roi_model.engine.arrays import Floats
from roi_model.projection import project

STEP = 1e-4
"""A small change of a budget, as a share of it: slopes are central differences over ±STEP."""


def movable(scenario: Scenario) -> dict[str, float | Steps]:
    """The budgets that move customers, by channel: those with a saturation.

    Steps by month move together, by the value of the first; where that is 0 they cannot.
    """
    return {
        channel.name: channel.monthly_cost
        for channel in scenario.channels
        if channel.saturation_spend is not None and moves_as_one(channel.monthly_cost)
    }


class Worth(NamedTuple):
    """Gross profit, the money spent on the budgets and net gain, shape (m,) each."""

    gross_profit: Floats
    spent: Floats
    net_gain: Floats


class Slopes(NamedTuple):
    """First differences of `Worth` by budget, and the second of gross profit less spending."""

    by_unit: Worth
    bend: Floats


@dataclass(frozen=True)
class Budgets:
    """The monthly budgets that can be moved: those of the channels with a saturation.

    `low` and `high` bound each, in the scenario's currency a month; arrays follow `names`.
    """

    scenario: Scenario
    names: tuple[str, ...]
    low: Floats
    high: Floats

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        minimum: Mapping[str, float] | None = None,
        maximum: Mapping[str, float] | None = None,
    ) -> Budgets:
        """The budgets of a scenario within given bounds (0 and none by default).

        Raises ScenarioError where no channel saturates or a bound does not fit.
        """
        names = tuple(movable(scenario))
        if not names:
            raise ScenarioError([Problem("channels", "no_saturation")])
        problems = []
        for bounds in (minimum or {}, maximum or {}):
            for name, amount in bounds.items():
                path = f"channels/{name}/monthly_cost"
                if name not in names:
                    problems.append(Problem(path, "unknown_channel", name, ", ".join(names)))
                elif not 0 <= amount < np.inf:
                    problems.append(Problem(path, "out_of_range", f"{amount:g}", "0..10,000,000"))
        low = np.array([float((minimum or {}).get(name, 0.0)) for name in names])
        tops = {name: room(cost, 0.0, MONEY_MAX)[1] for name, cost in movable(scenario).items()}
        high = np.array([float((maximum or {}).get(name, tops[name])) for name in names])
        for name, least, most in zip(names, low, high, strict=True):
            if least > most:
                path = f"channels/{name}/monthly_cost"
                problems.append(Problem(path, "minimum_above_maximum", f"{least:g}", f"{most:g}"))
        if problems:
            raise ScenarioError(problems)
        return cls(scenario, names, low, high)

    def worth(self, spends: Floats) -> Worth:
        """What budgets bring over the horizon; `spends` has one row a case, shape (m, n)."""
        draws = {
            f"channels/{name}/monthly_cost": spends[:, at] for at, name in enumerate(self.names)
        }
        projection = project(self.scenario, draws)
        known: Any = projection.metrics
        spent = projection.costs.get("advertising", np.zeros(1))
        return Worth(
            known["gross_profit"].value,
            np.broadcast_to(spent, (len(spends),)),
            known["net_gain"].value,
        )

    def one_by_one(self, amounts: Floats) -> Worth:
        """Each budget at each amount, the others at their minimum; `amounts` and results (n, k)."""
        count, steps = amounts.shape
        spends = np.tile(self.low, (count, steps, 1))
        each = np.arange(count)
        spends[each, :, each] = amounts
        found = self.worth(spends.reshape(-1, count))
        return Worth(*(values.reshape(count, steps) for values in found))

    def slopes(self, spend: Floats) -> Slopes:
        """What one more unit of each budget brings at `spend`, shape (n,); one call for all."""
        count = len(spend)
        step = STEP * np.maximum(spend, 0.01 * max(1.0, float(spend.mean())))
        centre = np.maximum(spend, step)  # at 0: just above it
        moves = np.eye(count) * step
        at = np.where(np.eye(count) > 0, centre, spend)
        found = self.worth(np.concatenate([at + moves, at - moves, at]))
        up, down, here = (
            Worth(*(values[k * count : (k + 1) * count] for values in found)) for k in range(3)
        )
        by_unit = Worth(*((u - d) / (2 * step) for u, d in zip(up, down, strict=True)))
        gains = [side.gross_profit - side.spent for side in (up, here, down)]
        return Slopes(by_unit, (gains[0] - 2 * gains[1] + gains[2]) / step**2)
