"""The shape of a scenario: what the engine cannot draw. Cases of one shape are one project().

How many channels, which of their inputs are empty, categories, months of steps make the shape;
every number and flag is one of the shape's inputs, in the order of declaration but for what is only
added up, which comes last. Names are neither.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.card import Card, Entity, cards
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import PARTS, Effect, Scenario
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.engine.arrays import Floats
from roi_model.sweep.forms import Place

Shape = tuple[Any, ...]
APART = ("uncertainty", "evidence", "drawn")
"""Keys whose numbers no metric depends on: checked, not projected."""
ADDED = {"team": "fte", "costs": "amount", "benefits": "annual_value"}
"""Lists whose parts are only added up, and the number of a part that is 0 where it adds nothing."""


class Input(NamedTuple):
    """One number of a scenario: its path, its place in the JSON, its value, and whose it is."""

    path: str
    place: Place
    value: float
    owner: Entity
    card: Card


Slot = tuple[str, Shape, int]
"""A list of `ADDED`, the shape of a part, and how many of that shape stand before it."""


class Outline(NamedTuple):
    """A scenario as shape and numbers; the parts of it that are added up have theirs by slot."""

    frame: Shape
    numbers: list[float]
    parts: dict[Slot, list[float]]

    @property
    def shape(self) -> Shape:
        """What the engine cannot draw in it."""
        return self.frame, tuple(self.parts)

    @property
    def values(self) -> list[float]:
        """All that it can, in the order of `inputs_of`."""
        return self.numbers + [value for own in self.parts.values() for value in own]


def outline(scenario: Scenario) -> Outline:
    """A scenario as shape and numbers.

    >>> from roi_model.declaration.scenario import Channel
    >>> outline(Scenario(name="Demo", channels=(Channel(name="Calls"),))).numbers[:2]
    [1000.0, 0.1]
    """
    channels = {channel.name: at for at, channel in enumerate(scenario.channels)}
    parts: dict[Slot, list[float]] = {}
    for key in ADDED:
        alike: Counter[Shape] = Counter()
        for part in getattr(scenario, key):
            shape, numbers = _outlined(part, channels)
            parts[key, shape, alike[shape]] = numbers
            alike[shape] += 1
    return Outline(*_outlined(scenario, channels), parts)


def _outlined(item: Entity, channels: Mapping[str, int]) -> tuple[Shape, list[float]]:
    """What is no plain number in an entity, by key, and its numbers."""
    shape: list[Any] = []
    numbers: list[float] = []
    for key, kind in _kinds(type(item)):  # type: ignore[arg-type]
        value = getattr(item, key)
        if value is None:
            shape.append(key)
        elif kind is _LIST:
            for part in value:
                own, its = _outlined(part, channels)
                shape.append((key, own))
                numbers += its
        elif kind is _SHAPE:
            shape.append((key, channels[value] if key == "channel" else value))
        elif kind is _SEASONS:
            numbers += value
        elif isinstance(value, Steps):
            shape.append((key, value.months))
            numbers += value.values
        else:
            numbers.append(value)
    return tuple(shape), numbers


def inputs_of(scenario: Scenario) -> list[Input]:
    """All that the engine can draw in a scenario, those of its parts in `ADDED` behind the rest.

    >>> from roi_model.declaration.scenario import Channel
    >>> found = inputs_of(Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    >>> found[0].path, found[0].place, found[0].value
    ('channels/Calls/contacts', ('channels', 0, 'contacts'), 1000.0)
    """
    added = (_inputs_in(scenario, key, (key,)) for key in ADDED)
    return [*_inputs(scenario, "", ()), *chain.from_iterable(added)]


def _inputs(item: Entity, prefix: str, place: Place) -> Iterator[Input]:
    for key, kind in _kinds(type(item)):  # type: ignore[arg-type]
        value, card = getattr(item, key), cards(type(item))[key]
        if value is None or kind is _SHAPE:
            continue
        if kind is _LIST:
            yield from _inputs_in(item, prefix + key, (*place, key))
        elif kind is _SEASONS:
            for month, index in enumerate(value, 1):
                yield Input(f"{key}/{month}", (key, month - 1), float(index), item, card)
        elif isinstance(value, Steps):
            for month, step in value.steps:
                here = (*place, key, str(month))
                yield Input(f"{prefix}{key}/{month}", here, step, item, card)
        else:
            yield Input(prefix + key, (*place, key), float(value), item, card)


def _inputs_in(item: Entity, prefix: str, place: Place) -> Iterator[Input]:
    for name, at, part in named(getattr(item, str(place[-1]))):
        yield from _inputs(part, f"{prefix}/{name}/", (*place, at))


_LIST, _SEASONS, _SHAPE, _NUMBER = "list", "seasons", "shape", "number"


@lru_cache(maxsize=16)
def _kinds(entity: Any) -> list[tuple[str, str]]:
    """The keys of an entity that a metric may depend on, and what stands there."""
    found = []
    for key, card in cards(entity).items():
        if key in PARTS:
            if not (entity is Scenario and key in ADDED):
                found.append((key, _LIST))
        elif key == "seasonality":
            found.append((key, _SEASONS))
        elif card.is_number or card.unit is Unit.FLAG:
            found.append((key, _NUMBER))
        elif card.unit is Unit.CHOICE or key == "start" or (entity is Effect and key == "channel"):
            found.append((key, _SHAPE))
    return found


@dataclass(frozen=True)
class Layout:
    """Where the numbers of cases of one form go among the inputs of their shape.

    `usual` holds what is not given; number `source[i]` of a line, times `weight[i]`, is its input
    `target[i]`; those of `apart` are only looked at.
    """

    shape: Shape
    usual: Floats
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    weight: Floats
    limits: Limits

    def values(self, numbers: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Inputs of the shape by case, (n, inputs), and which of the cases are legal for sure."""
        made = np.tile(self.usual, (len(numbers), 1))
        made[:, self.target] = numbers[:, self.source] * self.weight
        return made, self.limits.hold(made) & np.isfinite(numbers).all(axis=1)


def layout_of(scenario: Scenario, places: Sequence[Place | str]) -> Layout | None:
    """The layout of cases like this one; their numbers by place in the JSON, or by path.

    The path of steps by month stands for all of them, moved by one factor. None where a number has
    no input of its own, so that each case is looked at by itself.
    """
    inputs = inputs_of(scenario)
    known: dict[Place | str, list[int]] = {}
    for at, one in enumerate(inputs):
        known[one.place] = known[one.path] = [at]
        if one.card.steps and one.place[-1] == one.card.key:
            known[(*one.place, "1")] = [at]  # one step alone is a number
        elif one.card.steps:
            known.setdefault(one.path.rpartition("/")[0], []).append(at)
    source, target, weight = [], [], []
    for number, place in enumerate(places):
        if place not in known:
            if place[0] in APART:
                continue
            return None
        goes_to = known[place]
        first = inputs[goes_to[0]].value
        if len(goes_to) > 1 and not first:
            return None
        source += [number] * len(goes_to)
        target += goes_to
        weight += [inputs[at].value / first if len(goes_to) > 1 else 1.0 for at in goes_to]
    return Layout(
        outline(scenario).shape,
        np.array([one.value for one in inputs]),
        np.array(source, dtype=np.intp),
        np.array(target, dtype=np.intp),
        np.array(weight),
        limits_of(inputs),
    )


# What is legal ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limits:
    """The range of every input of a shape, narrow enough that what is inside is legal for sure."""

    low: Floats
    high: Floats
    whole: NDArray[np.intp]
    horizon: int
    within_horizon: NDArray[np.intp]
    last_step: int
    seasons: NDArray[np.intp]

    def hold(self, values: Floats) -> NDArray[np.bool_]:
        """Whether each case, (n, inputs), is legal beyond doubt; others are looked at singly."""
        held = ((values >= self.low) & (values <= self.high)).all(axis=1)
        months = values[:, self.whole]
        held &= (months == np.floor(months)).all(axis=1)
        horizon = values[:, self.horizon]
        held &= (values[:, self.within_horizon] <= horizon[:, None]).all(axis=1)
        held &= horizon >= self.last_step
        if self.seasons.size:
            held &= values[:, self.seasons].any(axis=1)
        return np.asarray(held)


def limits_of(inputs: Sequence[Input]) -> Limits:
    """The limits of a shape, from the cards of its inputs and from what entities refuse."""
    low, high = np.array([_range(one) for one in inputs]).T

    def where(chosen: Iterator[bool]) -> NDArray[np.intp]:
        return np.flatnonzero(np.fromiter(chosen, dtype=bool, count=len(inputs)))

    return Limits(
        low,
        high,
        where(one.card.whole or one.card.unit is Unit.FLAG for one in inputs),
        next(at for at, one in enumerate(inputs) if one.path == "horizon_months"),
        where(one.card.within_horizon for one in inputs),
        max([int(one.place[-1]) for one in inputs if _is_step(one)], default=0),
        where(one.place[0] == "seasonality" for one in inputs),
    )


def _is_step(one: Input) -> bool:
    return one.card.steps and one.place[-1] != one.card.key


def _range(one: Input) -> tuple[float, float]:
    if one.card.unit is Unit.FLAG:
        return 0.0, 1.0
    if one.place[0] == "seasonality":
        return 0.0, np.finfo(np.float64).max
    low, high = float(one.card.low), float(one.card.high)
    if isinstance(one.owner, Scenario) or _is_step(one):
        return low, high
    # An end that the entity refuses beside its other values is not in the range.
    if not _takes(one.owner, one.card, low):
        low = np.nextafter(low, np.inf)
    if not _takes(one.owner, one.card, high):
        high = np.nextafter(high, -np.inf)
    return low, high


def _takes(owner: Entity, card: Card, value: float) -> bool:
    try:
        dataclasses.replace(owner, **{card.key: int(value) if card.whole else value})  # type: ignore[type-var]
    except ScenarioError:
        return False
    return True
