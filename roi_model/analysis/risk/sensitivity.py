"""What matters: each input alone (tornado), and all together (Sobol' indices)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from roi_model.analysis.risk.ends import Ends, ends
from roi_model.analysis.risk.sampling import even_points
from roi_model.analysis.risk.spreads import Doubt, drawn_doubts
from roi_model.analysis.search.inputs import Evaluate, metric_of
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats

INDEX_POINTS = 512
SEED = 2026


class Uncertain(Protocol):
    """An input with a distribution: what `Doubt` is."""

    @property
    def path(self) -> str: ...  # noqa: D102

    def ppf(self, share: ArrayLike) -> Floats: ...  # noqa: D102


@dataclass(frozen=True)
class Swing:
    """One bar of the tornado: the input at its P10 and P90, the metric there (None: undefined)."""

    path: str
    low_value: float
    high_value: float
    at_low: float | None
    at_high: float | None


@dataclass(frozen=True)
class Index:
    """Sobol' indices of one input: its share of the variance alone, and with all it acts with.

    None where the metric is undefined in some of the draws: then no index can be trusted.
    """

    path: str
    first: float | None
    total: float | None


def tornado(
    scenario: Scenario,
    metric: str,
    doubts: Sequence[Doubt] | None = None,
    *,
    known: Ends | None = None,
) -> tuple[float | None, list[Swing]]:
    """The metric now, and its swing with each uncertain input, the widest first.

    All cases are worked out in one run. Without `doubts`: what is drawn of the case; `known` are
    the ends where they were tried already. Raises ScenarioError. Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> tornado(case, "revenue")[1][0].path
    'channels/Calls/contact_to_lead'
    """
    tried = known or ends(scenario, doubts, (metric,))
    base, sides = tried.figure(metric)
    paths = [doubt.path for doubt in tried.doubts]
    return _or_none(base), widest_first(paths, tried.values, base, sides)


def widest_first(paths: Sequence[str], values: Floats, base: float, sides: Floats) -> list[Swing]:
    """A swing by input from its values at both ends and the figure there, shape (n, 2) each.

    Equal widths stay in the order given. A side where the figure is undefined, though it is defined
    now (never paid back), counts as wider than any.
    """
    widths = np.abs(sides[:, 1] - sides[:, 0])
    lost = np.isnan(sides) != np.isnan(base)
    widths = np.where(lost.any(axis=1), np.inf, np.nan_to_num(widths))
    order = np.argsort(-_rounded(widths), kind="stable")
    return [
        Swing(paths[at], *map(float, values[at]), *(_or_none(side) for side in sides[at]))
        for at in order
    ]


def _rounded(widths: Floats) -> Floats:
    """Widths without the rounding of their last digits, so that equal ones tie."""
    finite = widths[np.isfinite(widths)]
    unit = 1e-9 * max(float(finite.max(initial=0.0)), 1e-300)
    return np.where(np.isfinite(widths), np.rint(widths / unit), np.inf)


def sobol(
    scenario: Scenario,
    metric: str,
    doubts: Sequence[Doubt] | None = None,
    *,
    points: int = INDEX_POINTS,
    seed: int = SEED,
) -> list[Index]:
    """Sobol' indices of a metric for every uncertain input, in the order of declaration.

    `points` is a power of 2; points · (inputs + 2) cases are worked out. Raises ScenarioError.
    Source: MODEL 5.
    """
    chosen = drawn_doubts(scenario) if doubts is None else doubts
    return indices(metric_of(scenario, metric), chosen, points=points, seed=seed)


def indices(
    evaluate: Evaluate, inputs: Sequence[Uncertain], *, points: int, seed: int
) -> list[Index]:
    """Sobol' indices of any figure, by the estimators of Saltelli et al. 2010.

    A figure that does not vary has indices of 0. Raises ScenarioError where `points` is
    no power of 2.
    """
    if points < 1 or points & (points - 1):
        nearest = f"{1 << max(points, 1).bit_length() - 1}"
        raise ScenarioError([Problem("points", "not_power_of_2", str(points), nearest)])
    if not inputs:
        return []
    paths, size = [item.path for item in inputs], len(inputs)
    shares = even_points(2 * size, points, seed, bits=64).T.reshape(2, size, points)
    drawn = [item.ppf(both) for item, both in zip(inputs, shares.swapaxes(0, 1), strict=True)]
    base, other = np.stack(drawn, axis=1)
    mixed = np.tile(base, size)  # the base again for each input, that one alone as in the other
    for at, values in enumerate(other):
        mixed[at, at * points : (at + 1) * points] = values
    found: list[Floats] = []
    for cases in (base, other, mixed):
        found.append(evaluate(dict(zip(paths, cases, strict=True))))
        if not np.isfinite(found[-1]).all():
            return [Index(path, None, None) for path in paths]
    both = np.stack(found[:2])
    variance, everything = float(both.var()), np.concatenate(found)
    if not variance or np.ptp(everything) <= 1e-12 * max(1.0, float(np.abs(everything).max())):
        return [Index(path, 0.0, 0.0) for path in paths]
    # from their mean on: what is left is rounded less
    at_base, at_other, at_mixed = (outcome - both.mean() for outcome in found)
    apart = at_mixed.reshape(size, points) - at_base
    first = (at_other * apart).mean(axis=1) / variance
    total = (apart**2).mean(axis=1) / (2.0 * variance)
    return [Index(path, float(f), float(t)) for path, f, t in zip(paths, first, total, strict=True)]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
