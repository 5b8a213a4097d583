"""Three cases of one plan: all doubts moved to their worse ends, as stated, to their better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from roi_model.analysis.risk.ends import Ends, ends
from roi_model.analysis.risk.spreads import Doubt
from roi_model.declaration.paths import with_values
from roi_model.declaration.scenario import Scenario

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


def three_cases(
    scenario: Scenario, doubts: Sequence[Doubt] | None = None, *, known: Ends | None = None
) -> ThreeCases:
    """The three cases: P10 and P90 of each doubt, moved together, by what they do to net gain.

    Without `doubts`: what is drawn of the case; `known` are the ends where they were tried already.
    Each is tried alone at its P10 and P90: of these and the stated value, the one with the lowest
    net gain goes into the cautious case, the one with the highest into the ambitious. An input that
    moves no net gain stays as stated. Raises ScenarioError where a spread is none. Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> demo = Scenario(
    ...     name="Demo",
    ...     channels=(Channel(name="Calls"),),
    ...     uncertainty={"deal_value": {"kind": "range", "p10": 4000, "p90": 7000}},
    ...     drawn={"others": False},
    ... )
    >>> [(m.path, round(m.cautious), round(m.ambitious)) for m in three_cases(demo).moves]
    [('deal_value', 4000, 7000)]
    """
    tried = known or ends(scenario, doubts)
    found, moves = tried.doubts, tuple(_moves(tried))
    plain = replace(scenario, uncertainty={})
    sides = {
        side: _moved(plain, found, [getattr(move, side) for move in moves])
        for side in ("cautious", "ambitious")
    }
    return ThreeCases(expected=scenario, moves=moves, **sides)


def _moves(tried: Ends) -> Iterator[Move]:
    """Every doubt where it does worst and best by itself."""
    now, sides = tried.figure(METRIC)
    for row, doubt in enumerate(tried.doubts):
        # The stated value first: where nothing is gained by moving, nothing moves.
        values = [float(tried.stated[row]), *map(float, tried.values[row])]
        worth = [now, *sides[row]]
        worst, best = values[int(np.argmin(worth))], values[int(np.argmax(worth))]
        yield Move(doubt.path, worst, values[0], best)


def _moved(scenario: Scenario, found: Sequence[Doubt], values: list[float]) -> Scenario:
    moved = zip(found, values, strict=True)
    return with_values(scenario, {d.path: int(v) if d.whole else v for d, v in moved})
