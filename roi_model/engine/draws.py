"""Inputs as numbers: the scenario's own values, or arrays of draws where some were given."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.engine.arrays import Floats, Number


class Draws:
    """Values by path: one number each, or `n` draws for the paths that vary.

    Every value is a float or an array of shape (n,). Flags are 0 or 1. Raises ScenarioError
    where a path names no number, a shape does not fit or a draw leaves the legal range.
    """

    def __init__(self, scenario: Scenario, values: Mapping[str, ArrayLike] | None = None) -> None:
        self.scenario = scenario
        self.values: dict[str, Floats] = {}
        problems = []
        sizes = set()
        for path, given in (values or {}).items():
            drawn = np.asarray(given, dtype=np.float64)
            sizes.add(drawn.size)
            if drawn.ndim != 1 or drawn.size == 0:
                problems.append(Problem(path, "shape", str(drawn.shape)))
                continue
            problems += _faults(scenario, path, drawn)
            self.values[path] = drawn
        if len(sizes) > 1:
            problems.append(Problem("", "shape", str(sorted(sizes))))
        if problems:
            raise ScenarioError(problems)
        self.count = sizes.pop() if sizes else 1

    def part(self, chosen: slice | NDArray[np.intp]) -> Draws:
        """The same inputs for some of the draws."""
        values = {path: drawn[chosen] for path, drawn in self.values.items()}
        return self._with(values, len(np.arange(self.count)[chosen]))

    def set_to(self, path: str, value: float) -> Draws:
        """The same draws with one input, legal at this value, the same in all of them."""
        return self._with({**self.values, path: np.full(self.count, value)}, self.count)

    def _with(self, values: dict[str, Floats], count: int) -> Draws:
        made = object.__new__(Draws)
        made.scenario, made.values, made.count = self.scenario, values, count
        return made

    def at(self, path: str, value: float) -> Number:
        """The draws at `path`, or the scenario's own `value` where it does not vary."""
        return self.values.get(path, value)

    def maybe(self, path: str, value: float | None) -> Number | None:
        """The same for an input that may be null."""
        return self.values.get(path, value)


def _faults(scenario: Scenario, path: str, drawn: Floats) -> list[Problem]:
    try:
        card = card_at(scenario, path)
    except ScenarioError as error:
        return list(error.problems)
    low, high = card.low, card.high
    if card.unit is Unit.FLAG:
        low, high = 0.0, 1.0
    elif path.startswith("seasonality/"):
        low, high = 0.0, np.inf
    elif not card.is_number:
        return [Problem(path, "not_a_number", str(drawn[0]), card.allowed)]
    least, most = float(drawn.min()), float(drawn.max())  # NaN fails both comparisons below
    if card.key == "reference_spend" and least == 0:
        return [Problem(path, "reference_spend_needed")]  # nobody is reached at 0
    if low <= least and most <= high and np.isfinite(most):
        split = (
            drawn[np.floor(drawn) != drawn] if card.whole or card.unit is Unit.FLAG else drawn[:0]
        )
        if split.size:
            return [Problem(path, "not_whole", f"{split[0]:g}", card.allowed, card.unit.value)]
        return []
    worst = least if not low <= least else most
    return [Problem(path, "out_of_range", f"{worst:g}", card.allowed, card.unit.value)]
