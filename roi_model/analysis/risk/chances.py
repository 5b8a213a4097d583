"""What would have to be true for a wish to come true in so many draws of the plan.

“Money back within 12 months, in 8 of 10 draws”: the value of one input at which that holds, all
others as they are, and how the chance lies over two inputs at once. Every value is judged on the
same points (common random numbers), those of the risk run: what differs between two values is
what they change, never the luck of the points. The input's own doubt goes with its value, as it
does where a reader moves it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np

from roi_model.analysis.risk.ends import ends
from roi_model.analysis.risk.luck import with_luck
from roi_model.analysis.risk.risk import DRAWS, SEED
from roi_model.analysis.risk.sampling import KEPT, direction, normal_points, turned
from roi_model.analysis.risk.spreads import MARKET, Doubt, drawn_doubts
from roi_model.analysis.search.flips import Range
from roi_model.analysis.search.goal import UNREACHABLE, used_inputs
from roi_model.analysis.search.inputs import bounds, known_metric, numeric_card, present_value
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import get_value, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level, moves_as_one
from roi_model.editing.following import follow
from roi_model.engine.arrays import Floats
from roi_model.metrics import CARDS
from roi_model.projection import project

DIGITS = 3
"""A value is searched among those of so many digits: what is shown is what was tried."""
NONE = "none_in_range"
FARTHER = 2.0
"""By how much each look on the way out goes beyond the one before."""
STEPS = 7
"""Values of each input on a map of two."""
_BEFORE = 1
"""So many of them lie on the other side of the present value than the needed one."""


class Wish(NamedTuple):
    """A metric at its target or better, in at least this share of the draws.

    Better is what the metric's card says; a draw in which it is undefined (money that never comes
    back) does not count as reached.
    """

    metric: str = "payback_month"
    target: float = 12.0
    share: float = 0.8


def usual_wish(scenario: Scenario) -> Wish:
    """Money back within a year, or within the horizon where that is shorter, in 8 of 10 draws.

    >>> from roi_model.storage.presets import preset
    >>> usual_wish(preset("linkedin-outbound").scenario).target
    12.0
    """
    return Wish(target=min(Wish().target, float(scenario.horizon_months)))


@dataclass(frozen=True)
class Needed:
    """The value of one input at which a wish begins to hold, or up to which it holds.

    `value` is the one nearest to the present, in the input's unit: seen first on the side where
    the chance moves towards the wish's, the last of DIGITS digits that has it; `chance` is the one
    there, the wish's or more. `holds` says that the plan as it is has the wish already: the
    value is then how far the input may go. Without a value, `reason` is unreachable, or
    none_in_range where nothing undoes a wish that holds; `best_value` is then the best of those
    tried and `chance` the chance there.
    """

    path: str
    now: float
    value: float | None
    chance: float
    holds: bool = False
    reason: str | None = None
    best_value: float | None = None


@dataclass(frozen=True)
class Pair:
    """The chance over two inputs: `chances[i, j]` where `first` is at i and `second` at j."""

    paths: tuple[str, str]
    first: Floats
    second: Floats
    chances: Floats


class Draws:
    """A plan's points, and the chance of a wish at any values of its inputs.

    Raises ScenarioError where the wish names no metric, one that is neither better high nor low,
    or a share that is none.

    >>> from roi_model.storage.presets import preset
    >>> drawn = Draws(preset("linkedin-outbound").scenario, Wish(), draws=512)
    >>> drawn.now == drawn.chance({}), drawn.chance({"deal_value": 8_000.0}) > drawn.now
    (True, True)
    """

    def __init__(
        self, scenario: Scenario, wish: Wish, *, draws: int = DRAWS, seed: int = SEED
    ) -> None:
        _check(wish, draws)
        self.scenario, self.wish, self.seed = scenario, wish, seed
        found = ends(scenario)
        self._doubts = found.doubts
        (points,) = normal_points(len(found.doubts), draws, seed)
        self._points = turned(points, direction(found)) if len(points) else points
        self._as_it_is = [doubt.at_normal(own) for doubt, own in self._pairs]
        self._count = draws

    @property
    def _pairs(self) -> Iterable[tuple[Doubt, Floats]]:
        return zip(self._doubts, self._points, strict=True)

    @cached_property
    def now(self) -> float:
        """The chance of the plan as it is: that of its risk run."""
        return self.chance({})

    def chance(self, values: Mapping[str, float]) -> float:
        """The share of the draws in which the wish comes true with these inputs at these values."""
        moved = self._at(values)
        figure = project(moved, self._drawn(moved, values), metrics=(self.wish.metric,)).metrics
        found = figure.figure(self.wish.metric).values
        if CARDS[self.wish.metric].better == "lower":
            return float(np.mean(found <= self.wish.target))  # NaN is not: it never comes true
        return float(np.mean(found >= self.wish.target))

    def _at(self, values: Mapping[str, float]) -> Scenario:
        moved = self.scenario
        for path, value in values.items():
            whole = numeric_card(moved, path).whole
            moved = with_value(moved, path, int(value) if whole else float(value))
        return follow(self.scenario, moved) if values else moved

    def _drawn(self, moved: Scenario, values: Mapping[str, float]) -> dict[str, Floats]:
        """The same points, seen through the doubts that the inputs have where they stand now."""
        doubts = drawn_doubts(moved) if values else self._doubts
        now = {doubt.path: doubt for doubt in doubts}
        drawn = {
            doubt.path: same if now[doubt.path] == doubt else now[doubt.path].at_normal(normal)
            for (doubt, normal), same in zip(self._pairs, self._as_it_is, strict=True)
            if doubt.path in now
        }
        given = drawn or {MARKET: np.full(self._count, level(moved.market))}
        if moved.doubt_set.luck:
            given = with_luck(moved, given, np.random.default_rng([self.seed, 0]))
        return given

    def needed(self, path: str) -> Needed:
        """The value of one input at which the wish comes true, all others as they are."""
        card, now = numeric_card(self.scenario, path), present_value(self.scenario, path)
        if not moves_as_one(get_value(self.scenario, path)):
            raise ScenarioError([Problem(path, "steps_from_zero")])
        place = Range(now, *bounds(self.scenario, path, card), card.step, card.whole)
        tried: dict[float, float] = {now: self.now}
        holds = self.now >= self.wish.share

        def beyond(value: float) -> float:
            """By how much the chance there is above the wish's."""
            if value not in tried:
                tried[value] = self.chance({path: value})
            return tried[value] - self.wish.share

        for outward in _ways(place, beyond, towards=not holds):
            near = now
            for far in outward:
                if (beyond(far) >= 0) is not holds:
                    short, reached = (far, near) if holds else (near, far)
                    found = _closed(short, reached, beyond, whole=place.whole)
                    return Needed(path, now, found, tried[found], holds)
                near = far
        best = max(tried, key=lambda value: (tried[value], -abs(value - now)))
        reason = NONE if holds else UNREACHABLE
        return Needed(path, now, None, tried[best], holds, reason, best)


def what_would_have_to_be_true(
    scenario: Scenario, wish: Wish | None = None, paths: Sequence[str] | None = None
) -> list[Needed]:
    """One search by input, those most asked about and the sales cycle where no `paths` are given.

    Raises ScenarioError where the wish or a path is none. Source: MODEL 5.

    >>> from roi_model.storage.presets import preset
    >>> case = preset("linkedin-outbound").scenario
    >>> [found] = what_would_have_to_be_true(case, Wish(target=14.0), ["deal_value"])
    >>> found.now < found.value, found.chance >= 0.8
    (True, True)
    """
    drawn = Draws(scenario, wish or Wish())
    return [drawn.needed(path) for path in (paths or asked_about(scenario))]


def asked_about(scenario: Scenario) -> list[str]:
    """The inputs most asked about, and the sales cycle, which decides when money comes.

    >>> from roi_model.storage.presets import preset
    >>> asked_about(preset("linkedin-outbound").scenario)[-1]
    'cycle_months'
    """
    used = used_inputs(scenario)
    prefix = used[0].rpartition("/")[0]
    own = f"{prefix}/cycle_months"
    cycle = "cycle_months" if get_value(scenario, own) is None else own
    return [*used, *([cycle] if moves_as_one(get_value(scenario, cycle)) else [])]


def pair(
    drawn: Draws,
    first: Needed,
    second: Needed,
    *,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Pair:
    """The chance over two inputs, from a little before the plan to what either alone would need.

    The present values are among those of the map; the last (or the first, where less is better) is
    the needed one, or the best in range where no value alone does. Legal values only. `progress`
    hears before each row how many are done, and of how many; what it raises ends the map.

    >>> from roi_model.storage.presets import preset
    >>> drawn = Draws(preset("linkedin-outbound").scenario, Wish(), draws=256)
    >>> found = pair(drawn, drawn.needed("deal_value"), drawn.needed("gross_margin"))
    >>> found.chances.shape, 4000.0 in found.first
    ((7, 7), True)
    """
    sides = [_axis(drawn.scenario, one) for one in (first, second)]
    chances = []
    for done, a in enumerate(sides[0]):
        progress(done, len(sides[0]))
        row = [drawn.chance({first.path: float(a), second.path: float(b)}) for b in sides[1]]
        chances.append(row)
    return Pair((first.path, second.path), sides[0], sides[1], np.array(chances))


def _check(wish: Wish, draws: int) -> None:
    known_metric(wish.metric)
    problems = []
    if CARDS[wish.metric].better is None:
        problems.append(Problem(wish.metric, "unknown_metric", wish.metric, ""))
    if not np.isfinite(wish.target):
        problems.append(Problem("target", "not_finite", f"{wish.target:g}"))
    if not 0.0 < wish.share <= 1.0:
        problems.append(Problem("chance", "out_of_range", f"{wish.share:g}", "0..1"))
    if not 1 <= draws <= KEPT:
        problems.append(Problem("draws", "out_of_range", str(draws), f"1..{KEPT:,}"))
    if problems:
        raise ScenarioError(problems)


def _ways(place: Range, beyond: Callable[[float], float], *, towards: bool) -> list[list[float]]:
    """The values to look at, outward on either side; first where the chance rises, or falls."""
    up, down = _outward(place, place.high), _outward(place, place.low)
    if not (up and down):
        return [up or down]
    rises = beyond(up[0]) >= beyond(down[0])
    return [up, down] if rises is towards else [down, up]


def _outward(place: Range, end: float) -> list[float]:
    """Values from the present one to an end of the range, each FARTHER away than the last."""
    room = end - place.now
    if room == 0:
        return []
    step = min(max(abs(place.now) * 0.05, place.step), abs(room))
    reach = [step]
    while reach[-1] < abs(room):
        reach.append(min(reach[-1] * FARTHER, abs(room)))
    values = [place.now + np.sign(room) * distance for distance in reach]
    values[-1] = end
    return list(dict.fromkeys(float(np.rint(v)) for v in values)) if place.whole else values


def _closed(
    short: float, reached: float, beyond: Callable[[float], float], *, whole: bool
) -> float:
    """Between a value where a wish fails and one where it holds: the latter, drawn in to DIGITS."""
    if whole:
        return _between(short, reached, Decimal(1), beyond)[1]
    unit = _unit(max(abs(short), abs(reached)))
    short, reached = _between(short, reached, unit, beyond)
    while reached and _unit(abs(reached)) < unit:  # below a power of ten a digit tells more
        unit = unit.scaleb(-1)
        short, reached = _between(short, reached, unit, beyond)
    return reached


def _between(
    short: float, reached: float, unit: Decimal, beyond: Callable[[float], float]
) -> tuple[float, float]:
    """The two ends drawn in until no multiple of the unit lies between them.

    By the straight line between the two; by half where that did not halve what lay between.
    """
    outward = 1 if short > reached else -1
    first = _count(Decimal(reached) / unit, up=outward > 0)
    count = outward * (_count(Decimal(short) / unit, up=outward < 0) - first) + 1

    def at(steps: int) -> float:
        return float((first + outward * steps) * unit)

    inner, outer = -1, count  # the ends, in steps from the multiple next to `reached`
    holds, fails, halve = beyond(reached), beyond(short), False
    while (width := outer - inner) > 1:
        part = 0.5 if halve else holds / (holds - fails)
        middle = min(max(round(inner + part * width), inner + 1), outer - 1)
        if (there := beyond(at(middle))) >= 0:
            inner, holds = middle, there
        else:
            outer, fails = middle, there
        halve = outer - inner > width / 2
    return short if outer == count else at(outer), reached if inner < 0 else at(inner)


def _unit(value: float) -> Decimal:
    """What the last of DIGITS digits of a number counts.

    >>> _unit(0.28437), _unit(3393.75), _unit(9.99)
    (Decimal('0.001'), Decimal('1E+1'), Decimal('0.01'))
    """
    return Decimal(1).scaleb(math.floor(math.log10(value)) + 1 - DIGITS)


def _count(units: Decimal, *, up: bool) -> int:
    return int(units.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))


def _axis(scenario: Scenario, found: Needed) -> Floats:
    """STEPS even values with the present one among them, in order; of whole inputs distinct."""
    card = numeric_card(scenario, found.path)
    low, high = bounds(scenario, found.path, card)
    far = found.best_value if found.value is None else found.value
    if far is None or far == found.now:
        far = min(high, found.now * 1.5) if found.now else high
    step = (far - found.now) / (STEPS - 1 - _BEFORE)
    values = np.sort(found.now + step * (np.arange(STEPS) - _BEFORE))
    values = np.clip(values, low, high)
    return np.unique(np.rint(values) if card.whole else values)
