"""What a deal's creation stands for: a stage of the plan's funnel, and a moment of its clock.

The plan's funnel runs from lead to qualified, meeting, quote and customer, and its cycle from lead
to signature. A CRM creates its deals somewhere on that way: what lies before stays the plan's, what
comes after the deals measure. This is the one place that knows where they begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from roi_model.actuals.estimates.posterior import Posterior
from roi_model.declaration.initiatives import FUNNEL_RATES
from roi_model.declaration.paths import card_at, named
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import Projection
from roi_model.reading.deals.stages import FUNNEL
from roi_model.reading.inquiry import Finding

USUAL = FUNNEL[-1]
"""The stage taken where nothing tells: deals are quotes."""
_SERIES = dict(zip(FUNNEL, ("leads", "qualified", "meetings", "quotes"), strict=True))
_CLOCK = ("cycle_months", "cycle_cv")
_TOPIC = "calibration"


@dataclass(frozen=True)
class Origin:
    """The stage that deals stand for when created, and how many months of the clock lie before.

    `months_before` is by channel, "" for those that are not named: from the lead to the creation of
    the deal, in months of 30.4375 days. By default the clock starts with the deal.
    """

    stage: str = USUAL
    months_before: Mapping[str, float] = field(default_factory=dict)

    @property
    def series(self) -> str:
        """The plan's series that counts such deals: leads, qualified, meetings or quotes."""
        return _SERIES[self.stage]

    def before(self, channel: str = "") -> float:
        """Months from the lead to the creation of a deal of this channel.

        >>> Origin("quote", {"": 2.25}).before("Calls")
        2.25
        """
        return self.months_before.get(channel, self.months_before.get("", 0.0))

    def deals(self, projection: Projection) -> Floats:
        """The plan's deals by month: its own series of the stage, (H+1,), draws before.

        The plan counts every stage in the month of its contacts; so do these, without a lag.
        """
        return np.asarray(projection.monthly[self.series], np.float64)

    def rest(self, scenario: Scenario) -> Scenario:
        """The scenario whose clock starts with the creation of the deal.

        The cycle without the months before, and of its variance the share that is left, so that the
        two parts of a gamma law add up to it. A spread over 1.5, the input's bound, is cut there.

        >>> from roi_model.declaration.scenario import Channel
        >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), cycle_months=3,
        ...                 cycle_cv=0.5)
        >>> left = Origin("quote", {"": 2.25}).rest(plan)
        >>> left.cycle_months, left.cycle_cv
        (0.75, 1.0)
        """

        def left(name: str = "") -> dict[str, float]:
            cycle, cv = self._left(scenario, name, *clock(scenario, name))
            return {"cycle_months": float(cycle), "cycle_cv": float(cv)}

        own = self._own_clocks(scenario)
        channels = tuple(
            replace(channel, **left(name)) if name in own else channel  # type: ignore[arg-type]
            for name, channel in _channels(scenario).items()
        )
        return replace(scenario, channels=channels, **left())  # type: ignore[arg-type]

    def rest_draws(self, scenario: Scenario, draws: Mapping[str, Floats]) -> dict[str, Floats]:
        """Draws of `scenario`'s inputs as those of its `rest`: its clock drawn is the whole one."""
        made = {path: np.asarray(drawn) for path, drawn in draws.items()}
        for name in ("", *self._own_clocks(scenario)):
            channel = _channels(scenario).get(name)
            drawn = []
            for key, planned in zip(_CLOCK, clock(scenario, name), strict=True):
                inherits = channel is not None and getattr(channel, key) is None
                shared = draws.get(key) if inherits else None
                drawn.append(draws.get(_path(name, key), planned if shared is None else shared))
            if any(np.ndim(one) for one in drawn):
                left = np.broadcast_arrays(*self._left(scenario, name, *drawn))
                made |= {_path(name, key): one for key, one in zip(_CLOCK, left, strict=True)}
        return made

    def _left(
        self, scenario: Scenario, channel: str, cycle: float | Floats, cv: float | Floats
    ) -> tuple[Floats, Floats]:
        """Cycle and spread from the deal's creation on."""
        after = np.maximum(np.asarray(cycle) - self.before(channel), 0.0)
        some = np.where(after > 0, after, 1.0)
        wider = np.where(after > 0, cv * np.sqrt(cycle / some), 0.0)
        return after, np.minimum(wider, card_at(scenario, "cycle_cv").high)

    def _own_clocks(self, scenario: Scenario) -> list[str]:
        """Channels whose clock is not the shared one, or starts elsewhere."""
        return [
            name
            for name, channel in _channels(scenario).items()
            if (channel.cycle_months, channel.cycle_cv) != (None, None)
            or name in self.months_before
        ]

    def cycle(self, months: Posterior, cv: Posterior, channel: str) -> tuple[Posterior, Posterior]:
        """The cycle from the lead and its spread, from those measured from the deal's creation.

        The months before are the plan's; their variance is that of the same gamma law, in
        proportion: `rest` of a plan with both is the law measured. The draws of both go together.
        """
        before, measured = self.before(channel), months.values
        whole = before + measured
        spread = cv.values * np.sqrt(measured / whole)
        return Posterior(whole, months.weights), Posterior(spread, cv.weights)

    def rates(self, scenario: Scenario, channel: str, reached: Floats) -> dict[str, Floats]:
        """The rates up to the signature that make `reached` of the deals customers, by parameter.

        The last one takes the difference to the plan; where it would exceed 1 those before take the
        rest, nearest first, back to the stage. Only rates that move somewhere are given; none where
        one of the plan's between them is 0. Fractions, shaped as `reached`.

        >>> from roi_model.declaration.scenario import Channel
        >>> calls = Channel(name="Calls", qualified_to_meeting=0.5, meeting_to_quote=0.5)
        >>> plan = Scenario(name="Demo", channels=(calls,))
        >>> found = Origin("meeting").rates(plan, "Calls", np.array([0.2, 0.8]))
        >>> {rate: values.tolist() for rate, values in found.items()}
        {'quote_to_customer': [0.4, 1.0], 'meeting_to_quote': [0.5, 0.8]}
        """
        own = _channels(scenario)[channel]
        between = {name: float(getattr(own, name)) for name in self._between}
        among = float(np.prod(list(between.values())))
        if not among > 0:
            return {}
        left = np.asarray(reached, np.float64) / among
        found = {FUNNEL_RATES[-1]: np.minimum(left, 1.0)}
        for name in reversed(self._between):
            left = np.maximum(left, 1.0)
            if not (left > 1.0).any():
                break
            rate = between[name] * left
            found[name] = np.minimum(rate, 1.0)
            left = rate
        return found

    @property
    def _between(self) -> tuple[str, ...]:
        """The rates from the stage up to the quote."""
        return FUNNEL_RATES[FUNNEL.index(self.stage) + 1 : -1]

    def to_json(self) -> dict[str, Any]:
        """What the command line prints; given back as answers it settles the same."""
        named = {f"months_before:{name}" if name else "months_before": months
                 for name, months in self.months_before.items()}  # fmt: skip
        return {"created_at": self.stage, **named}


def clock(scenario: Scenario, channel: str = "") -> tuple[float, float]:
    """The plan's cycle from lead to signature, in months, and its spread: a channel's or shared."""
    own = _channels(scenario).get(channel)
    cycle, cv = (None, None) if own is None else (own.cycle_months, own.cycle_cv)
    return (
        scenario.cycle_months if cycle is None else cycle,
        scenario.cycle_cv if cv is None else cv,
    )


def usual(scenario: Scenario, stage: str = USUAL) -> Origin:
    """Deals created at `stage`, the plan's cycle being split in equal parts by its four steps.

    >>> from roi_model.declaration.scenario import Channel
    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), cycle_months=3)
    >>> [usual(plan, stage).before() for stage in ("lead", "qualified", "meeting", "quote")]
    [0.0, 0.75, 1.5, 2.25]
    """
    share = FUNNEL.index(stage) / len(FUNNEL)
    own = [name for name, one in _channels(scenario).items() if one.cycle_months is not None]
    return Origin(stage, {name: share * clock(scenario, name)[0] for name in ("", *own)})


def origin_of(scenario: Scenario, readings: Iterable[Any]) -> Origin:
    """What the deals of these files stand for, as told, guessed from their stages, or `usual`.

    Where files differ, the stage of most deals is taken for all. Months before that nobody said
    are the plan's: give `scenario` as it was before their figures were accepted.
    """
    stages: Counter[str] = Counter()
    for stage, count, _ in _creations(readings):
        stages[stage] += count
    if not stages:
        return usual(scenario)
    chosen = stages.most_common(1)[0][0]
    said: dict[str, float] = {}
    for stage, _, told in _creations(readings):
        if stage == chosen:
            said = {**told, **said}
    # Months told for all leave none of the plan's in place.
    planned = {} if "" in said else usual(scenario, chosen).months_before
    return Origin(chosen, {**planned, **said})


def origin_notes(readings: Iterable[Any]) -> list[Finding]:
    """What was taken for a deal's creation and nobody said, and where files differ."""
    notes, stages = [], []
    for reading in readings:
        made = getattr(reading, "creation", None)
        if made is None:
            continue
        stages.append(made.stage or USUAL)
        values = {"name": reading.name, "plan_stage": stages[-1]}
        if made.stage is None:
            notes.append(Finding("creation_unknown", values, _TOPIC))
        elif not made.told:
            spelled = {**values, "spelling": made.spelling}
            notes.append(Finding("creation_guessed", spelled, _TOPIC))
    if len(set(stages)) > 1:
        notes.append(Finding("creations_differ", {"count": len(stages)}, _TOPIC))
    return notes


def _path(channel: str, key: str) -> str:
    return f"channels/{channel}/{key}" if channel else key


def _channels(scenario: Scenario) -> dict[str, Channel]:
    return {name: scenario.channels[at] for name, at, _ in named(scenario.channels)}


def _creations(readings: Iterable[Any]) -> list[tuple[str, int, Mapping[str, float]]]:
    """Stage, number of deals and months told, by file of deals whose stage is asked."""
    return [
        (made.stage or USUAL, len(reading.deals), made.months_before)
        for reading in readings
        if (made := getattr(reading, "creation", None)) is not None
    ]
