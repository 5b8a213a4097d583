"""Inputs as numbers: the scenario's own values, or arrays of draws where some were given.

Here alone steps by month become arrays by month; whatever reads them broadcasts over both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from roi_model.declaration.card import Entity
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at, get_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.engine.arrays import Floats, Number, column


class Draws:
    """Values by path: one number each, or `n` draws for the paths that vary.

    Every value is a float or an array of shape (n,); of steps by month, draws give the first, and
    move the others along. Flags are 0 or 1. Raises ScenarioError where a path names no number, a
    shape does not fit or a draw leaves the legal range.
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
        horizon = self.values.get("horizon_months")
        self.months = int(scenario.horizon_months if horizon is None else horizon.max())

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
        made.months = self.months
        return made

    def at(self, path: str, value: float) -> Number:
        """The draws at `path`, or the scenario's own `value` where it does not vary."""
        return self.values.get(path, value)

    def maybe(self, path: str, value: float | None) -> Number | None:
        """The same for an input that may be null."""
        return self.values.get(path, value)

    def steps(self, path: str, value: float | Steps) -> list[tuple[int, Number]]:
        """The same for an input that may vary by month: values by the month each holds from."""
        if not isinstance(value, Steps):
            return [(1, self.at(path, value))]
        found = [(month, self.at(f"{path}/{month}", step)) for month, step in value.steps]
        drawn = self.values.get(path)
        if drawn is None or not value.first:  # from 0 there is no factor: it is drawn as it is
            return found
        return [(month, step * drawn / value.first) for month, step in found]

    def from_month(self, path: str, value: float | Steps, month: int) -> Number:
        """Its value in a month."""
        if not isinstance(value, Steps):
            return self.values.get(path, value)
        found = reversed(self.steps(path, value))
        return next(number for start, number in found if start <= month)

    def each_by_month(self, prefix: str, item: Entity, keys: Sequence[str]) -> dict[str, Number]:
        """Several inputs of an item, as `by_month`."""
        found = {}
        for key in keys:
            path, value = prefix + key, getattr(item, key)
            plain = not isinstance(value, Steps)
            found[key] = self.values.get(path, value) if plain else self.by_month(path, value)
        return found

    def by_month(self, path: str, value: float | Steps) -> Number:
        """The same as one value: one that varies by month has shape (H+1, 1) or (H+1, n)."""
        if not isinstance(value, Steps):
            return self.at(path, value)
        values = column([step for _, step in self.steps(path, value)])
        month = np.maximum(1, np.arange(self.months + 1))
        return np.asarray(values[np.searchsorted(value.months, month, "right") - 1])


def _faults(scenario: Scenario, path: str, drawn: Floats) -> list[Problem]:
    try:
        card = card_at(scenario, path)
    except ScenarioError as error:
        return list(error.problems)
    least, most = float(drawn.min()), float(drawn.max())  # NaN fails both comparisons below
    value = get_value(scenario, path)
    if isinstance(value, Steps):
        if not value.first and (least or most):
            return [Problem(path, "steps_from_zero")]
        if value.first and (most >= least):
            ends = [step * end / value.first for step in value.values for end in (least, most)]
            least, most = min(ends), max(ends)
    low, high = card.low, card.high
    if card.unit is Unit.FLAG:
        low, high = 0.0, 1.0
    elif path.startswith("seasonality/"):
        low, high = 0.0, np.inf
    elif not card.is_number:
        return [Problem(path, "not_a_number", str(drawn[0]), card.allowed)]
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
