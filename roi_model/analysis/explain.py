"""Why a number is what it is: its formula, the formula with the numbers in, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from roi_model.declaration.paths import get_value, numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level, room
from roi_model.declaration.units import Unit
from roi_model.metrics import CARDS, Figures
from roi_model.metrics.expression import Writer
from roi_model.metrics.terms import TERMS
from roi_model.metrics.terms import Unit as TermUnit
from roi_model.projection import Projection, project


@dataclass(frozen=True)
class Mover:
    """An input and how far one more percent of it (one more month for a month) moves the metric.

    `less` where the input stands at its upper bound: the change is then that of one percent, or one
    month, less.
    """

    path: str
    value: float
    change: float
    less: bool = False


@dataclass(frozen=True)
class Explanation:
    """A metric taken apart: formula, its terms with values and units, and inputs by their pull."""

    metric: str
    value: float | None
    reason: str | None
    formula: str | None
    terms: dict[str, tuple[float, TermUnit]]
    movers: list[Mover]


def explain(projection: Projection, metric: str, *, most: int = 8) -> Explanation:
    """Take one metric of a single projection apart.

    `terms` maps the names in `formula` to (value, unit);
    `movers` lists at most `most` inputs, the strongest first. Raises KeyError for an unknown
    metric.

    >>> from roi_model import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> explain(project(case), "gross_profit").formula
    '{revenue} − {direct_costs}'
    """
    figure = projection.metrics[metric]
    assert not isinstance(figure.value, np.ndarray) and not isinstance(figure.reason, np.ndarray)
    template = _Template()
    card = CARDS[metric]
    written = CARDS[card.limited or metric].written
    formula = None if written is None else template.write(written)
    terms = {}
    if formula is not None and figure.value is not None:
        scenario = projection.scenario
        plan = project(replace(scenario, enforce_capacity=True)) if card.limited else projection
        terms = _filled(plan.parts[0], template.terms)
    return Explanation(
        metric,
        figure.value,
        figure.reason,
        formula if terms else None,
        terms,
        movers(projection.scenario, metric)[:most],
    )


def movers(scenario: Scenario, metric: str) -> list[Mover]:
    """The inputs that move the metric, by how far 1 % more of each (1 more month) moves it.

    One call of project() for all of them; an input at its upper bound is moved down instead, and
    the change is that of moving it down.
    Start and end months are left out: a whole month is no small step.
    """
    cards = numeric_paths(scenario)
    paths = [path for path, card in cards.items() if card.unit is not Unit.MONTH]
    values = np.array([level(get_value(scenario, path)) for path in paths])
    draws: dict[str, Any] = {}
    less = np.zeros(len(paths), dtype=bool)
    for position, (path, value) in enumerate(zip(paths, values, strict=True)):
        card = cards[path]
        step = 1.0 if card.whole else max(abs(value) * 0.01, 1e-4)
        low, high = room(get_value(scenario, path), card.low, card.high)
        top = scenario.horizon_months if card.within_horizon else high
        moved = value + step
        if moved > top:
            moved, less[position] = max(value - step, low), True
        column = np.full(len(paths) + 1, value)
        column[position + 1] = moved
        draws[path] = column
    found = project(scenario, draws).metrics.figure(metric).values
    changes = found[1:] - found[0]
    far = np.abs(np.nan_to_num(changes))
    # Rates in a row move a figure alike: rounding is not to say which of them comes first.
    alike = np.round(far / max(float(far.max(initial=0.0)), 1e-300), 9)
    order = np.argsort(-alike, kind="stable")
    return [
        Mover(paths[at], float(values[at]), float(changes[at]), bool(less[at]))
        for at in order
        if np.isfinite(changes[at]) and abs(changes[at]) > 1e-12
    ]


class _Template(Writer):
    """A formula with its terms as places to fill."""

    signs: ClassVar[dict[str, str]] = {"+": " + ", "-": " − ", "/": " / ", "^": " ^ "}

    def __init__(self) -> None:
        self.terms: list[str] = []

    def term(self, name: str) -> str:
        self.terms.append(name)
        return f"{{{name}}}"


def _filled(figures: Figures, names: list[str]) -> dict[str, tuple[float, TermUnit]]:
    """The terms with their values and units; empty where one of them does not exist."""
    values = {name: float(np.ravel(getattr(figures, name))[0]) for name in names}
    if any(np.isnan(value) for value in values.values()):
        return {}
    return {name: (value, _unit(name)) for name, value in values.items()}


def _unit(name: str) -> TermUnit:
    """The unit of a term; of a metric among them, a return or an amount."""
    if name in TERMS:
        return TERMS[name].unit
    return "rate" if CARDS[name].unit == "percent" else "money"
