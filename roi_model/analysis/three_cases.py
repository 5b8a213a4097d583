"""Three cases of one plan: all doubts moved to their worse ends, as stated, to their better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from roi_model.analysis.inputs import present_value
from roi_model.analysis.spreads import Doubt, drawn_doubts
from roi_model.paths import with_values
from roi_model.projection import project
from roi_model.scenario import Scenario

LOW, HIGH = 0.1, 0.9
"""The shares of a doubt at which the outer cases stand: P10 and P90."""
METRIC = "net_gain"


@dataclass(frozen=True)
class Move:
    """Where one doubtful input stands in each case, in its own unit."""

    path: str
    cautious: float
    expected: float
    ambitious: float


@dataclass(frozen=True)
class ThreeCases:
    """A plan on the cautious side, as stated, on the ambitious side; `moves` in its own order.

    The outer cases are no quantiles: that every input lies at its P10 or P90 at once is far rarer
    than one in ten. They are the edges of what is plausible.
    """

    cautious: Scenario
    expected: Scenario
    ambitious: Scenario
    moves: tuple[Move, ...]


def three_cases(scenario: Scenario, doubts: Sequence[Doubt] | None = None) -> ThreeCases:
    """The three cases: P10 and P90 of each doubt, moved together, by what they do to net gain.

    Without `doubts`: what is drawn of the case. Each is tried alone at its P10 and P90: of these
    and the stated value, the one with the lowest net gain goes into the cautious case, the one with
    the highest into the ambitious. An input that moves no net gain stays as stated. Raises
    ScenarioError where a spread is none. Source: MODEL 5.

    >>> demo = Scenario(
    ...     name="Demo",
    ...     channels=(Channel(name="Calls"),),
    ...     uncertainty={"deal_value": {"kind": "range", "p10": 4000, "p90": 7000}},
    ... )
    >>> [(m.path, round(m.cautious), round(m.ambitious)) for m in three_cases(demo).moves]
    [('deal_value', 4000, 7000)]
    """
    found = drawn_doubts(scenario) if doubts is None else doubts
    moves = tuple(_moves(scenario, found))
    plain = replace(scenario, uncertainty={})
    sides = {
        side: _moved(plain, found, [getattr(move, side) for move in moves])
        for side in ("cautious", "ambitious")
    }
    return ThreeCases(expected=scenario, moves=moves, **sides)


def _moves(scenario: Scenario, found: Sequence[Doubt]) -> list[Move]:
    """Every doubt at its ends, one at a time: all cases are one call of project()."""
    if not found:
        return []
    stated = np.array([present_value(scenario, doubt.path) for doubt in found])
    ends = np.array([doubt.at([LOW, HIGH]) for doubt in found])
    draws = {}
    for row, doubt in enumerate(found):
        column = np.full(2 * len(found) + 1, stated[row])
        column[2 * row : 2 * row + 2] = ends[row]
        draws[doubt.path] = column
    net = np.asarray(project(scenario, draws).metrics[METRIC].value)
    moves = []
    for row, doubt in enumerate(found):
        # The stated value first: where nothing is gained by moving, nothing moves.
        values = [float(stated[row]), *map(float, ends[row])]
        worth = [net[-1], *net[2 * row : 2 * row + 2]]
        worst, best = values[int(np.argmin(worth))], values[int(np.argmax(worth))]
        moves.append(Move(doubt.path, worst, values[0], best))
    return moves


def _moved(scenario: Scenario, found: Sequence[Doubt], values: list[float]) -> Scenario:
    moved = zip(found, values, strict=True)
    return with_values(scenario, {d.path: int(v) if d.whole else v for d, v in moved})
