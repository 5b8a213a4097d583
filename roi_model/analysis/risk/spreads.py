"""Doubt: how far each input may lie from its value, as a distribution to draw from.

A doubt turns a number between 0 and 1 into a value of its input (the inverse of its cumulative
distribution), cut off at the input's legal bounds: the shares beyond them are spread over the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from roi_model.analysis.risk.tabulated import EDGE, beta_inverse, beta_of_normal
from roi_model.analysis.search.inputs import bounds, numeric_card
from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import get_value, numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level, moves_as_one
from roi_model.editing.following import spread_at
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

TENTH = 1.2815515655446004
"""Standard deviations from the median to P90 of a normal distribution."""
MARKET = "market"
FARTHEST = 6.3379577
"""Normal numbers farther out have no share between EDGE and 1 − EDGE."""


class Law(NamedTuple):
    """The share of values up to x, the inverse of that, and the same inverse seen from the normal
    number that belongs to a share, where that is less work.
    """

    cumulative: Callable[[Floats], Floats]
    inverse: Callable[[Floats], Floats]
    of_normal: Callable[[Floats], Floats] | None = None


@dataclass(frozen=True)
class Doubt:
    """The distribution of one input: `kind` and `numbers` as in the scenario's `uncertainty`.

    `low` and `high` are the bounds at which it is cut off; whole-number inputs are rounded.

    >>> doubt = Doubt("deal_value", "triangular", {"low": 80, "mode": 100, "high": 160}, 0, 1e7)
    >>> round(float(doubt.at(0.25)), 9)
    100.0
    """

    path: str
    kind: str
    numbers: Mapping[str, float]
    low: float
    high: float
    whole: bool = False

    def at(self, share: ArrayLike) -> Floats:
        """The value below which that share of the values lie; any shape."""
        given = np.clip(np.asarray(share, dtype=np.float64), EDGE, 1.0 - EDGE)
        below, up_to = self._within
        return self._legal(self._law.inverse(below + given * (up_to - below)))

    ppf = at  # by this name SciPy asks a distribution for its values

    def at_normal(self, normal: Floats) -> Floats:
        """The value at the share that lies below a standard normal number; any shape."""
        if self._law.of_normal is None or self._within != (0.0, 1.0):
            with LATE:
                from scipy.special import ndtr

            return self.at(ndtr(normal))
        return self._legal(self._law.of_normal(np.clip(normal, -FARTHEST, FARTHEST)))

    def _legal(self, drawn: Floats) -> Floats:
        if self.whole:
            drawn = np.rint(drawn)
        return np.asarray(np.clip(drawn, self.low, self.high))

    @property
    def tenths(self) -> tuple[float, float]:
        """Its P10 and P90."""
        low, _, high = self._levels
        return low, high

    @property
    def middle(self) -> float:
        """Its P50."""
        return self._levels[1]

    @property
    def _levels(self) -> tuple[float, float, float]:
        return _levels(self.kind, (*self.numbers.items(),), self.low, self.high, self.whole)

    @cached_property
    def _law(self) -> Law:
        return LAWS[self.kind](self.numbers)

    @cached_property
    def _within(self) -> tuple[float, float]:
        """Shares of the distribution below the lower and up to the upper bound."""
        return _within(self.kind, (*self.numbers.items(),), self.low, self.high)

    def problem(self) -> Problem | None:
        """What makes this no distribution, or None."""
        shown = ", ".join(f"{key} {value:g}" for key, value in self.numbers.items())
        if not RULES[self.kind](self.numbers):
            return Problem(self.path, "bad_spread", shown, self.kind)
        constant = self.constant
        if constant is None:
            below, up_to = self._within
            inside = up_to - below > 1e-9
        else:
            inside = self.low <= constant <= self.high
        if inside:
            return None
        return Problem(self.path, "spread_out_of_range", shown, f"{self.low:g}..{self.high:g}")

    @property
    def constant(self) -> float | None:
        """The one value of a distribution without width, else None."""
        n = self.numbers
        if self.kind == "beta":
            return n["mean"] if n["mean"] in (0, 1) else None
        first, last = ("low", "high") if self.kind == "triangular" else ("p10", "p90")
        return n[first] if n[first] == n[last] else None


Numbers = tuple[tuple[str, float], ...]


@lru_cache(maxsize=1024)
def _within(kind: str, numbers: Numbers, low: float, high: float) -> tuple[float, float]:
    """By content: while a slider moves, the other inputs' laws are not asked again."""
    below, up_to = LAWS[kind](dict(numbers)).cumulative(np.array([low, high])).tolist()
    return below, up_to


@lru_cache(maxsize=1024)
def _levels(
    kind: str, numbers: Numbers, low: float, high: float, whole: bool
) -> tuple[float, float, float]:
    p10, p50, p90 = Doubt("", kind, dict(numbers), low, high, whole).at([0.1, 0.5, 0.9]).tolist()
    return p10, p50, p90


def doubts(scenario: Scenario, *, defaults: bool = False, shock: bool = False) -> list[Doubt]:
    """What is uncertain in a scenario, in the order in which its inputs are declared.

    The scenario's own `uncertainty`; with `defaults` every sensitive input without an entry gets
    the spread of its card (rates beta, cycle and value lognormal, volumes and prices triangular);
    with `shock` the market, which moves the contacts of all channels together, gets its own.
    An input at 0, or a rate at 1, has no default spread. An own one moves with its input.
    Raises ScenarioError where an entry names no number or holds no distribution. Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> len(doubts(case)), [doubt.path for doubt in doubts(case, shock=True)]
    (0, ['market'])
    >>> doubts(case, defaults=True)[0].numbers
    {'low': 800.0, 'mode': 1000.0, 'high': 1200.0}
    """
    own = {
        path: doubt
        for path, spread in scenario.uncertainty.items()
        if (doubt := _entry(scenario, path, spread)) is not None
    }
    problems = [found for doubt in own.values() if (found := doubt.problem()) is not None]
    if problems:
        raise ScenarioError(problems)
    chosen = []
    for path, card in numeric_paths(scenario).items():
        wanted = shock if path == MARKET else defaults
        doubt = own.pop(path, None) or (default_doubt(scenario, path, card) if wanted else None)
        if doubt is not None:
            chosen.append(doubt)
    return [*chosen, *own.values()]  # what is left: overrides of a channel that have no value yet


def drawn_doubts(scenario: Scenario) -> list[Doubt]:
    """The doubts that every analysis of a case draws: those of the set the case carries.

    A case that states none has the usual ones: no false certainty.
    """
    chosen = scenario.doubt_set
    usual = chosen.others or not scenario.uncertainty
    return doubts(scenario, defaults=usual, shock=chosen.shock)


def default_doubt(scenario: Scenario, path: str, card: Card) -> Doubt | None:
    """The doubt that an input's card gives it around its present value, or None."""
    spread = card.spread
    if spread is None or (value := level(get_value(scenario, path))) == 0:
        return None
    numbers: dict[str, float]
    if spread.kind == "beta":
        numbers = {"mean": value, "ess": spread.size}
    elif spread.kind == "lognormal":
        numbers = {"p10": value / (1 + spread.size), "p90": value * (1 + spread.size)}
    else:
        numbers = {
            "low": value * (1 - spread.size),
            "mode": value,
            "high": value * (1 + spread.size),
        }
    doubt = Doubt(path, spread.kind, numbers, *bounds(scenario, path, card), card.whole)
    return None if doubt.constant is not None else doubt


def left_behind(scenario: Scenario) -> list[str]:
    """The inputs whose own doubt could not follow them to their present value.

    >>> from roi_model.declaration.scenario import Channel
    >>> doubt = {"kind": "range", "p10": 30, "p90": 60, "value": 45}
    >>> left_behind(Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=0,
    ...                      uncertainty={"dso_days": doubt}))
    ['dso_days']
    """
    return [
        path
        for path, spread in scenario.uncertainty.items()
        if _entry(scenario, path, spread) is None
    ]


def own_ends(scenario: Scenario, path: str) -> tuple[float, float] | None:
    """P10 and P90 of the doubt that a case itself states of an input; None where it states none.

    In the model's unit, around the present value of the input; as they were given where they were.

    >>> from roi_model.declaration.scenario import Channel
    >>> doubt = {"kind": "range", "p10": 30, "p90": 60}
    >>> own_ends(Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=45,
    ...                   uncertainty={"dso_days": doubt}), "dso_days")
    (30.0, 60.0)
    """
    spread = scenario.uncertainty.get(path)
    doubt = None if spread is None else _entry(scenario, path, spread)
    if doubt is None:
        return None
    given = doubt.numbers.get("p10"), doubt.numbers.get("p90")
    return doubt.tenths if given[0] is None or given[1] is None else (given[0], given[1])


def _entry(scenario: Scenario, path: str, spread: Mapping[str, Any]) -> Doubt | None:
    card = numeric_card(scenario, path)
    low, high = bounds(scenario, path, card)
    value = get_value(scenario, path)
    numbers = spread_at(spread, None if value is None else level(value), low, high)
    if numbers is None or not moves_as_one(value):
        return None
    return Doubt(path, spread["kind"], numbers, low, high, card.whole)


def _triangular(n: Mapping[str, float]) -> Law:
    low, mode, high = n["low"], n["mode"], n["high"]
    width, rise, fall = high - low, mode - low, high - mode
    if width == 0:
        return _constant(low)

    def cumulative(x: Floats) -> Floats:
        x = np.clip(x, low, high)
        up = (x - low) ** 2 / (width * rise) if rise else np.zeros_like(x)
        down = 1.0 - ((high - x) ** 2 / (width * fall) if fall else 0.0)
        return np.where(x < mode, up, down)

    def inverse(share: Floats) -> Floats:
        before = share * width < rise
        away = np.sqrt(np.where(before, share * (width * rise), (1.0 - share) * (width * fall)))
        return np.where(before, low + away, high - away)

    return Law(cumulative, inverse)


def _beta(n: Mapping[str, float]) -> Law:
    with LATE:
        from scipy.special import betainc

    a, b = n["mean"] * n["ess"], (1.0 - n["mean"]) * n["ess"]
    if a == 0 or b == 0:
        return _constant(n["mean"])
    return Law(
        lambda x: np.asarray(betainc(a, b, np.clip(x, 0.0, 1.0))),
        lambda share: beta_inverse(a, b, share),
        lambda normal: beta_of_normal(a, b, normal),
    )


def _normal(n: Mapping[str, float]) -> Law:
    with LATE:
        from scipy.special import ndtr, ndtri

    middle, deviation = (n["p10"] + n["p90"]) / 2, (n["p90"] - n["p10"]) / (2 * TENTH)
    if deviation == 0:
        return _constant(middle)
    return Law(
        lambda x: np.asarray(ndtr((x - middle) / deviation)),
        lambda share: np.asarray(middle + deviation * ndtri(share)),
        lambda normal: middle + deviation * normal,
    )


def _lognormal(n: Mapping[str, float]) -> Law:
    of_logarithm = _normal({key: math.log(value) for key, value in n.items()})

    def cumulative(x: Floats) -> Floats:
        with np.errstate(divide="ignore"):  # the logarithm of 0: nothing lies below
            return of_logarithm.cumulative(np.log(x))

    def exponential(law: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
        return lambda places: np.exp(law(places))

    plain = of_logarithm.of_normal
    return Law(cumulative, exponential(of_logarithm.inverse), plain and exponential(plain))


def _constant(value: float) -> Law:
    return Law(lambda x: (x >= value).astype(np.float64), lambda share: np.full(share.shape, value))


LAWS: dict[str, Callable[[Mapping[str, float]], Law]] = {
    "triangular": _triangular,
    "beta": _beta,
    "lognormal": _lognormal,
    "range": _normal,
}
"""By kind: the law that its numbers make."""

RULES: dict[str, Callable[[Mapping[str, float]], bool]] = {
    "triangular": lambda n: n["low"] <= n["mode"] <= n["high"],
    "beta": lambda n: 0 <= n["mean"] <= 1 and n["ess"] > 0,
    "lognormal": lambda n: 0 < n["p10"] <= n["p90"],
    "range": lambda n: n["p10"] <= n["p90"],
}
