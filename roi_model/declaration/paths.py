"""Paths name things, never positions: `deal_value`, `channels/LinkedIn/quote_to_customer`.

A part of a list is named by its own name (`team/SDR/fte`), an effect by its parameter and, where
it has one, its channel (`initiatives/Training/effects/deal_value/LinkedIn`), a month of the
seasonality by its number (`seasonality/7`), a step of an input that varies by the month from which
it holds (`deal_value/7`). Where a name repeats, the second carries `#2`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from roi_model.declaration.card import Card, Entity, cards
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Effect, Scenario
from roi_model.declaration.steps import Steps, moved_to


def part_name(item: Entity) -> str:
    """The name of a part of a list, as it stands in a path."""
    if isinstance(item, Effect):
        return item.parameter if item.channel is None else f"{item.parameter}/{item.channel}"
    return str(getattr(item, "title", None) or getattr(item, "name", ""))


def named(items: tuple[Entity, ...]) -> Iterator[tuple[str, int, Entity]]:
    """The parts of a list with the name each has in paths and its position."""
    seen: dict[str, int] = {}
    for position, item in enumerate(items):
        name = part_name(item)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), position, item


class _Place(NamedTuple):
    """A path as keys and positions, whose input it names, and what stands there."""

    keys: list[str | int]
    owner: type[Entity]
    key: str
    value: Any


def walk(scenario: Scenario) -> Iterator[tuple[str, Card, Any]]:
    """Every single input of a scenario: its path, card and value, in order of declaration."""
    for path, place in _places(scenario, "", []):
        yield path, cards(place.owner)[place.key], place.value


def _places(item: Entity, prefix: str, keys: list[str | int]) -> Iterator[tuple[str, _Place]]:
    for key in cards(type(item)):
        value, here = getattr(item, key), [*keys, key]
        if isinstance(value, tuple) and value and isinstance(value[0], Entity):
            for name, at, part in named(value):
                yield from _places(part, f"{prefix}{key}/{name}/", [*here, at])
        elif key == "seasonality" and value is not None:
            for at, index in enumerate(value):
                yield f"{prefix}{key}/{at + 1}", _Place([*here, at], type(item), key, index)
        elif not isinstance(value, tuple):
            yield prefix + key, _Place(here, type(item), key, value)


def numeric_paths(scenario: Scenario) -> dict[str, Card]:
    """Every numeric input that has a value in this scenario, by path."""
    found: dict[str, Card] = {}
    known: dict[str, _Place] = vars(scenario).setdefault("_known_paths", {})
    for path, place in _places(scenario, "", []):
        card = cards(place.owner)[place.key]
        if (card.is_number or place.key == "seasonality") and place.value is not None:
            found[path] = card
            known[path] = place  # who asks for all of them asks for each
    return found


def card_at(scenario: Scenario, path: str) -> Card:
    """The card of the input at `path`. Raises ScenarioError where there is none."""
    place = _place(scenario, path)
    return cards(place.owner)[place.key]


def get_value(scenario: Scenario, path: str) -> Any:
    """The value at `path`. Raises ScenarioError where the path names nothing.

    >>> from roi_model.declaration.scenario import Channel
    >>> get_value(Scenario(name="Demo", channels=(Channel(name="A"),)), "channels/A/contacts")
    1000.0
    """
    return _place(scenario, path).value


def as_json(value: Any) -> Any:
    """The value of one input as JSON holds it.

    >>> as_json(Steps.of({1: 5000.0, 7: 5500.0}))
    {'1': 5000.0, '7': 5500.0}
    """
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Steps):
        return value.as_json()
    if isinstance(value, Mapping):
        return {k: dict(v) if isinstance(v, Mapping) else v for k, v in value.items()}
    return value


def with_value(scenario: Scenario, path: str, value: Any) -> Scenario:
    """The same scenario with one value changed. Raises ScenarioError where it is not allowed.

    A number moves steps by month by one factor, to that value of the first.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="A", contacts={1: 100.0, 4: 200.0}),))
    >>> with_value(case, "channels/A/contacts", 150.0).channels[0].contacts.values
    (150.0, 300.0)
    """
    return _changed(scenario, path, lambda now: _moved(now, value, path))


def with_values(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """The same scenario with many values changed at once, each on its own legal beside the others.

    Raises ScenarioError where one is not allowed.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="A"),))
    >>> made = with_values(case, {"deal_value": 1.0, "channels/A/contacts": 2.0})
    >>> made.deal_value, made.channels[0].contacts
    (1.0, 2.0)
    """
    tree: dict[str | int, Any] = {}
    for path, value in values.items():
        *keys, last = _resolve(scenario, path)
        branch = tree
        for key in keys:
            branch = branch.setdefault(key, {})
        branch[last] = _Leaf(path, value)
    changed = _grown(scenario, tree)
    assert isinstance(changed, Scenario)
    return changed


@dataclasses.dataclass(frozen=True)
class _Leaf:
    """A new value, which may itself be anything, and the path that asked for it."""

    path: str
    value: Any


def _grown(item: Any, tree: Any) -> Any:
    """An item with the branches of a tree put in place of its own."""
    if isinstance(tree, _Leaf):
        return _moved(item, tree.value, tree.path)
    if isinstance(item, tuple):
        return tuple(_grown(part, tree[at]) if at in tree else part for at, part in enumerate(item))
    changed = {key: _grown(getattr(item, key), inner) for key, inner in tree.items()}
    return dataclasses.replace(item, **changed)


def _changed(scenario: Scenario, path: str, new: Callable[[Any], Any]) -> Scenario:
    changed = _replaced(scenario, _resolve(scenario, path), new)
    assert isinstance(changed, Scenario)
    return changed


def _moved(item: Any, value: Any, path: str) -> Any:
    try:
        return moved_to(item, value)
    except ScenarioError as error:
        raise error.under(path) from None


def _replaced(item: Any, keys: list[str | int], new: Callable[[Any], Any]) -> Any:
    if not keys:
        return new(item)
    key, rest = keys[0], keys[1:]
    made = _replaced(_below(item, key), rest, new)
    if isinstance(item, Steps):
        return item.with_step(int(key), made)
    if isinstance(key, int):
        return (*item[:key], made, *item[key + 1 :])
    return dataclasses.replace(item, **{key: made})


def _below(item: Any, key: str | int) -> Any:
    if isinstance(item, Steps):
        return item.at(int(key))
    return item[key] if isinstance(key, int) else getattr(item, key)


def _place(scenario: Scenario, path: str) -> _Place:
    """Where a path leads; kept with the case, which analyses ask again and again."""
    known: dict[str, _Place] = vars(scenario).setdefault("_known_paths", {})
    found = known.get(path)
    if found is None:
        keys = _parsed(scenario, path)
        whole = keys[:-1] if isinstance(keys[-1], int) else keys  # of a month, the input it is of
        *above, key = whole
        owner = _at(scenario, above)
        found = known[path] = _Place(keys, type(owner), str(key), _at(scenario, keys))
    return found


def _at(item: Any, keys: Sequence[str | int]) -> Any:
    for key in keys:
        item = _below(item, key)
    return item


def _resolve(scenario: Scenario, path: str) -> list[str | int]:
    return _place(scenario, path).keys


def _parsed(scenario: Scenario, path: str) -> list[str | int]:
    head, _, rest = path.partition("/")
    if head not in cards(Scenario):
        raise ScenarioError([Problem(path, "unknown_path")])
    if not rest:
        return [head]
    if head == "seasonality" and scenario.seasonality and rest.isdigit() and 1 <= int(rest) <= 12:
        return [head, int(rest) - 1]
    return [head, *_inside(getattr(scenario, head), rest, path)]


def _inside(items: Any, rest: str, path: str) -> list[str | int]:
    if isinstance(items, Steps) and rest.isdigit() and int(rest) in items.months:
        return [int(rest)]
    if isinstance(items, tuple):
        for name, position, item in named(items):
            if rest != name and not rest.startswith(name + "/"):
                continue
            inner = rest[len(name) + 1 :]
            if not inner:
                return [position]
            key, _, deeper = inner.partition("/")
            if key in cards(type(item)):
                if not deeper:
                    return [position, key]
                if isinstance(getattr(item, key), tuple | Steps):
                    return [position, key, *_inside(getattr(item, key), deeper, path)]
    raise ScenarioError([Problem(path, "unknown_path")])
