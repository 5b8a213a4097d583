"""A figure of the plan beside what was measured, and a scenario that accepts it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from roi_model.actuals.estimates.cycle import FEWEST
from roi_model.actuals.estimates.posterior import Posterior, known_too_badly, reliability
from roi_model.declaration.card import clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import as_json, card_at, get_value, with_value
from roi_model.declaration.scenario import OVERRIDES, Scenario
from roi_model.declaration.steps import level, room
from roi_model.reading.inquiry import sentence

VOLUME = "volume"
RATES = ("conversion", "rate")
_DIGITS = 5
# What a source counts, said where it is not 0.
_COUNTED = {
    "conversion": ("won", "lost", "open"),
    "rate": ("won", "lost"),
    "cycle": ("won", "open"),
    VOLUME: ("created", "trend"),
    "value": ("count", "missing"),
    "value_undated": ("count", "missing"),
}


@dataclass(frozen=True)
class Suggestion:
    """One input: the plan's value, the measured one with its 95 % interval, and how it was had.

    Values are in the model's unit (fractions, months, the scenario's currency). `sample` counts the
    deals or months behind it; `naive` is what counting without regard to open deals would give,
    None where that is no different. `spread` is the `posterior` as an entry of `uncertainty`.
    `measured` is the 95 % interval and the value of what was measured where the figure is made of
    that and of the plan: how far to trust it is told by that.
    """

    path: str
    plan: float
    observed: float
    low: float
    high: float
    sample: int
    reliability: str
    naive: float | None = None
    kind: str = "rate"
    spread: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    measured: tuple[float, float, float] | None = None
    posterior: Posterior | None = field(default=None, compare=False, repr=False)

    @property
    def sound(self) -> bool:
        """Whether it may be accepted together with others; a hint is accepted on its own."""
        return self.reliability != "low"

    @property
    def telling(self) -> bool:
        """Whether it is known well enough to take the plan's place in a re-forecast.

        What was paid month after month is a fact, however few the months; so is a number of deals
        that the plan contradicts. Fewer than ten deals closed tell neither a rate nor a cycle.
        """
        if self.kind == "cost" or (self.kind == VOLUME and self.contradicts):
            return True
        rate = self.kind in RATES
        if (rate or self.kind == "cycle") and self._closed < FEWEST:
            return False
        told = self.measured or (self.low, self.high, self.observed)
        return not known_too_badly(*told, rate=rate)

    @property
    def _closed(self) -> int:
        return sum(int(str(self.values.get(state, 0))) for state in ("won", "lost"))

    @property
    def contradicts(self) -> bool:
        """Whether the plan's figure lies outside the interval."""
        return not self.low <= self.plan <= self.high

    def source(self, lang: str) -> str:
        """Where the figure comes from, in `lang`: what stands in the scenario as evidence."""
        counts = (
            sentence(f"count.{name}", lang, {"count": self.values[name]}, "calibration")
            for name in _COUNTED.get(self.kind, ())
            if self.values[name]
        )
        values = {**self.values, "counts": ", ".join(counts)}
        return sentence(f"source.{self._told}", lang, values, "calibration")

    @property
    def _told(self) -> str:
        """Which sentence tells the source: what the plan's part in the figure is, is said."""
        if self.kind in RATES and self.values.get("plan_stage") not in (None, "quote"):
            return f"{self.kind}_from"
        return "cycle_after" if self.kind == "cycle" and self.values.get("before") else self.kind

    def to_json(self) -> dict[str, Any]:
        """The suggestion as MODEL 7 has it, with the naive estimate beside."""
        keys = ("path", "plan", "observed", "low", "high", "sample", "reliability", "naive")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True)
class Accepted:
    """A measured figure that was accepted, as it is kept beside the cases; `told`: its source."""

    path: str
    observed: float
    told: str
    spread: Mapping[str, Any]

    def source(self, lang: str) -> str:
        """Where it comes from, in the words it was accepted with, whatever the language is now."""
        del lang
        return self.told

    def in_case(self, scenario: Scenario) -> bool:
        """Whether a case works with this figure; a case that has no such input has none to say."""
        try:
            return planned(scenario, self.path) == self.observed
        except ScenarioError:
            return False

    def fits(self, scenario: Scenario) -> bool:
        """Whether it can be accepted into a case."""
        try:
            apply(scenario, [self])
        except ScenarioError:
            return False
        return True


MOST_ACCEPTED = 500


def accepted(some: Iterable[Suggestion], lang: str) -> dict[str, Accepted]:
    """Suggestions as they are kept, by their input."""
    return {
        one.path: Accepted(one.path, one.observed, one.source(lang), dict(one.spread))
        for one in some
    }


def accepted_text(some: Iterable[Accepted]) -> str:
    """All of them as text."""
    return json.dumps([dataclasses.astuple(one) for one in some], ensure_ascii=False)


def read_accepted(text: str | None) -> dict[str, Accepted]:
    """The same again; what is not of our making is left aside. What an input takes, `fits` says."""
    try:
        found = [_read_accepted(*row) for row in json.loads(text or "[]")[:MOST_ACCEPTED]]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return {}
    return {one.path: one for one in found}


def _read_accepted(path: Any, observed: Any, told: Any, spread: Any) -> Accepted:
    plain = {str(key): one if key == "kind" else float(one) for key, one in spread.items()}
    if not math.isfinite(float(observed)):
        raise ValueError(observed)
    return Accepted(str(path), float(observed), clean_name(str(told))[:2000], plain)


def suggest(
    scenario: Scenario,
    path: str,
    found: Posterior,
    *,
    kind: str,
    sample: int,
    values: Mapping[str, object],
    naive: float | None = None,
    observed: float | None = None,
    measured: Posterior | None = None,
) -> Suggestion | None:
    """A suggestion for one input from its posterior; None where the input cannot be that large.

    `observed` is the posterior's mean where it is not given, `measured` what was measured where the
    plan has a part in the figure. Rates get a beta spread, everything
    else a log-normal one.
    """
    value = _rounded(found.mean if observed is None else observed)
    card = card_at(scenario, path)
    least, most = room(get_value(scenario, path), card.low, card.high)
    if not least <= value <= most:
        return None
    low, high = (_rounded(min(max(edge, least), most)) for edge in found.interval())
    spread: dict[str, Any]
    if card.high == 1:
        # A rate at its bound is what it is by the most likely draws alone: the others are below.
        mean = value if 0 < value < 1 else _rounded(found.mean)
        strength = mean * (1.0 - mean) / found.variance - 1.0 if found.variance > 0 else 1e9
        spread = {"kind": "beta", "mean": mean, "ess": _rounded(max(strength, 1.0))}
    else:
        p10, p90 = (_rounded(edge) for edge in found.interval(0.8))
        spread = {"kind": "lognormal", "p10": p10, "p90": p90}
    told = (low, high, value)
    if measured is not None:
        centre = measured.mean if card.high == 1 else measured.quantile(0.5)
        told = (*measured.interval(), centre)
    return Suggestion(
        path=path,
        plan=planned(scenario, path),
        observed=value,
        low=low,
        high=high,
        sample=sample,
        reliability=reliability(*told),
        naive=None if naive is None else _rounded(naive),
        kind=kind,
        spread=spread,
        values=values,
        measured=None if measured is None else told,
        posterior=found,
    )


def with_volumes(
    chosen: Iterable[Suggestion], found: Iterable[Suggestion]
) -> tuple[Suggestion, ...]:
    """`chosen`, and of `found` what its rates need: the other rates they share, and the volumes.

    Where several rates of a channel make up one measured share they go together. And a rate
    measured on some deals says nothing of a plan with a number of deals that the same file
    contradicts: there the measured volume goes with it, however badly it is known.
    """
    taken = tuple(chosen)
    paths = {one.path for one in taken}
    rated = {one.path.rpartition("/")[0] for one in taken if one.kind in RATES}
    needed = (
        one
        for one in found
        if (one.kind in RATES or (one.kind == VOLUME and one.contradicts))
        and one.path not in paths
        and one.path.rpartition("/")[0] in rated
    )
    return (*taken, *needed)


def planned(scenario: Scenario, path: str) -> float:
    """The value the plan works with at `path`: a channel's own, or the scenario's it inherits.

    Of steps by month, the first: a measured value moves them all by one factor.
    """
    value = get_value(scenario, path)
    key = path.rpartition("/")[2]
    return level(getattr(scenario, key) if value is None and key in OVERRIDES else value)


def apply(
    scenario: Scenario, suggestions: Iterable[Suggestion | Accepted], lang: str = "en"
) -> Scenario:
    """The scenario with these suggestions accepted, one or several, in any order.

    Each input takes the measured value, the grade "measured" with its source (a sentence in
    `lang`) in `evidence`, and the posterior as its spread in `uncertainty`.
    Raises ScenarioError where a path names nothing in this scenario.

    >>> import numpy as np
    >>> from roi_model.declaration.scenario import Channel
    >>> found = Posterior(np.array([4000.0, 6000.0]), np.ones(2))
    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), deal_value=9000)
    >>> values = {"count": 12, "missing": 0, "day": "2024-06-30"}
    >>> one = suggest(plan, "deal_value", found, kind="value", sample=12, values=values)
    >>> accepted = apply(plan, [one])
    >>> accepted.deal_value, accepted.evidence["deal_value"]["grade"]
    (5000.0, 'measured')
    """
    evidence = dict(scenario.evidence)
    uncertainty = dict(scenario.uncertainty)
    for one in suggestions:
        scenario = with_value(scenario, one.path, one.observed)
        evidence[one.path] = {
            "source": one.source(lang),
            "grade": "measured",
            "value": as_json(get_value(scenario, one.path)),
        }
        uncertainty[one.path] = {**one.spread, "value": one.observed}
    return dataclasses.replace(scenario, evidence=evidence, uncertainty=uncertainty)


def _rounded(value: float) -> float:
    """Five digits: more than any sample tells."""
    return float(f"{value:.{_DIGITS}g}")
