"""Deal luck: the noise of few deals, apart from any doubt about the inputs.

A plan of 3 expected customers signs none at all one time in twenty, however well its rates are
known. With luck the funnel of each channel is counted in whole people over the whole campaign:
leads are Poisson around their expected number, and of those who reach a stage a binomial number
passes to the next. The customers of a channel are then Poisson around what the plan expects, and
meetings, commissions and prices per lead follow the same people. When they sign stays as planned.

An input takes it as a factor on the contacts and as the share that did pass on each rate, so that
everything still comes out of project(). Where an initiative changes a rate, the noise is that of
the rate before it; the mean is the plan's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from roi_model.declaration.scenario import FUNNEL_RATES, Scenario
from roi_model.declaration.steps import step_paths
from roi_model.engine.arrays import Floats
from roi_model.engine.draws import Draws
from roi_model.projection import project

_MOST = 1e15  # beyond, a Poisson number is its mean


def with_luck(
    scenario: Scenario,
    draws: Mapping[str, Floats],
    random: np.random.Generator,
    *,
    workers: int | None = None,
) -> dict[str, Floats]:
    """The same draws with the luck of each: contacts and rates as they turned out.

    `draws` maps paths to arrays (n,), at least one; the means come from projecting them first.
    """
    lucky, stated = dict(draws), Draws(scenario, draws)
    count = len(next(iter(draws.values())))
    for channel, results in zip(
        scenario.channels, project(scenario, draws, workers=workers).channels, strict=True
    ):
        path = f"channels/{channel.name}/"
        expected = np.broadcast_to(results["leads"], (count,))
        people = random.poisson(np.minimum(expected, _MOST)).astype(np.float64)
        turned_out = _share(people, expected, 1.0)
        lucky.pop(path + "contacts", None)  # of steps by month each has its own draws
        for own, (_, contacts) in zip(
            step_paths(path + "contacts", channel.contacts),
            stated.steps(path + "contacts", channel.contacts),
            strict=True,
        ):
            lucky[own] = np.minimum(contacts * turned_out, 1e7)
        for rate in FUNNEL_RATES[1:]:
            mean = draws.get(path + rate, np.full(count, float(getattr(channel, rate))))
            passed = random.binomial(people.astype(np.int64), mean).astype(np.float64)
            lucky[path + rate] = _share(passed, people, mean)
            people = passed
    return lucky


def _share(part: Floats, whole: Floats, otherwise: Floats | float) -> Floats:
    """part / whole, or what stands for it where there is nobody."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), otherwise)
