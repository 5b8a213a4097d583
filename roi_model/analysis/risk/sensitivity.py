"""What matters: each input alone (tornado), and all together (Sobol' indices)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from roi_model.analysis.risk.ends import Ends, ends
from roi_model.analysis.risk.spreads import Doubt, drawn_doubts
from roi_model.analysis.search.inputs import Evaluate, metric_of
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

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


class _NoVarianceError(ValueError):
    """There is nothing to share out; every index is `answer`."""

    def __init__(self, answer: float | None) -> None:
        super().__init__()
        self.answer = answer


def indices(
    evaluate: Evaluate, inputs: Sequence[Uncertain], *, points: int, seed: int
) -> list[Index]:
    """Sobol' indices of any figure, by the estimators of Saltelli et al. 2010 (from SciPy).

    A figure that does not vary has indices of 0. Raises ScenarioError where `points` is
    no power of 2.
    """
    if points < 1 or points & (points - 1):
        nearest = f"{1 << max(points, 1).bit_length() - 1}"
        raise ScenarioError([Problem("points", "not_power_of_2", str(points), nearest)])
    if not inputs:
        return []
    with LATE:
        from scipy.stats import sobol_indices

    paths = [item.path for item in inputs]
    dists: list[Any] = list(inputs)

    seen: list[Floats] = []

    def outcome(draws: Floats) -> Floats:
        """SciPy's argument is (inputs, cases), asked for three times."""
        found = evaluate(dict(zip(paths, draws, strict=True)))
        if not np.isfinite(found).all():  # one NaN would give it zeros without a word
            raise _NoVarianceError(None)
        seen.append(found)
        values = np.concatenate(seen)
        scale = max(1.0, float(np.abs(values).max()))
        if len(seen) == 3 and float(np.ptp(values)) <= 1e-12 * scale:
            raise _NoVarianceError(0.0)
        return np.stack([found, found])  # twice: SciPy 1.17 fails on one input of one figure

    random = np.random.default_rng(seed)
    try:
        made = sobol_indices(func=outcome, n=points, dists=dists, rng=random)
    except _NoVarianceError as none:
        return [Index(path, none.answer, none.answer) for path in paths]
    first, total = (made_of.reshape(2, -1)[0] for made_of in (made.first_order, made.total_order))
    return [Index(path, float(f), float(t)) for path, f, t in zip(paths, first, total, strict=True)]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
