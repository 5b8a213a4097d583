"""Plans to compare, and contributions worked out order by order."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import permutations

from roi_model import Channel, CostLine, Effect, Initiative, Scenario, project
from roi_model.analysis.change.compare import Comparison

Step = Callable[[Scenario], Scenario]


def one(metric: str, scenario: Scenario) -> float:
    value = project(scenario).metrics[metric].value
    return math.nan if value is None else float(value)


def order_by_order(start: Scenario, steps: list[Step], metric: str) -> list[float]:
    """What each step adds, in the mean over every order of taking them."""
    sums = [0.0] * len(steps)
    for order in permutations(range(len(steps))):
        case = start
        for step in order:
            before, case = case, steps[step](case)
            sums[step] += one(metric, case) - one(metric, before)
    return [total / math.factorial(len(steps)) for total in sums]


def contributions(found: Comparison) -> dict[str, float]:
    made = {}
    for part in found.parts:
        assert part.contribution is not None
        made[part.path] = part.contribution
    return made


ADS = Channel(name="Ads", contacts=400, monthly_cost=900)

PLAN = Scenario(
    name="Plan",
    channels=(Channel(name="Calls"),),
    enforce_capacity=True,
    deal_value=30_000,
    costs=(CostLine(name="CRM", category="tools", amount=300),),
    initiatives=(Initiative(name="Pitch", effects=(Effect(parameter="deal_value", factor=1.1),)),),
)
