"""Which part of one scenario is which part of another: by name, then by content."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from roi_model.declaration.card import NAME_LENGTH, Entity, cards
from roi_model.declaration.paths import named, part_name
from roi_model.declaration.scenario import Effect, Initiative, Role, Scenario
from roi_model.declaration.units import Unit

WHOLE = ("category", "every")
"""Fields that are no numbers: a part in which one of them changes is exchanged as a whole."""


@dataclass(frozen=True)
class Pairing:
    """A part of a list on either side; one of them may be missing.

    `both_as_one`: the same part, whose inputs are compared one by one; otherwise what is before
    goes and what is after comes, as one change in `words`.
    """

    path: str
    before: Entity | None
    after: Entity | None
    words: tuple[Any, Any] = (None, None)
    both_as_one: bool = False


def pair_up(group: str, before: Sequence[Entity], after: Sequence[Entity]) -> list[Pairing]:
    """The parts of two lists, paired by their names in paths: common ones first.

    Of two lists of channels with one other name on each side, the one takes the other's place:
    a plan without any channel between the two would have no customers to speak of.
    """
    left = {name: item for name, _, item in named(tuple(before))}
    right = {name: item for name, _, item in named(tuple(after))}
    taken = {*left, *right}
    pairs = []
    for name, item in right.items():
        if name not in left:
            continue
        if _comparable(left[name], item):
            pairs.append(Pairing(name, left[name], item, both_as_one=True))
        else:
            aside = _under(left[name], _fresh(name, taken))
            pairs.append(Pairing(name, aside, item, _differing(left[name], item)))
    gone = [(name, item) for name, item in left.items() if name not in right]
    come = [(name, item) for name, item in right.items() if name not in left]
    if group == "channels" and len(gone) == len(come) == 1:
        (name, old), (other, new) = gone[0], come[0]
        return [*pairs, Pairing(name, old, new, (name, other))]
    pairs += [Pairing(name, item, None, (name, None)) for name, item in gone]
    return pairs + [Pairing(name, None, item, (None, name)) for name, item in come]


def renamed(before: Scenario, after: Scenario) -> tuple[Scenario, list[tuple[str, str, str]]]:
    """`before` with the names of `after` where only a name differs; (path, old, new) of each."""
    found: list[tuple[str, str, str]] = []
    for group in ("channels", "team", "costs", "initiatives", "benefits"):
        names = dict(_only_renamed(before.lists()[group], after.lists()[group]))
        found += [(f"{group}/{old}", old, new) for old, new in names.items()]
        if not names:
            continue
        changed: dict[str, Any] = {
            group: tuple(
                _under(item, names.get(part_name(item), part_name(item)))
                for item in before.lists()[group]
            )
        }
        if group == "channels":
            changed["initiatives"] = tuple(
                _aimed(initiative, names) for initiative in before.initiatives
            )
        before = dataclasses.replace(before, **changed)
    return before, found


def _only_renamed(before: Sequence[Entity], after: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    known, others = {part_name(i) for i in before}, {part_name(i) for i in after}
    free = [item for item in after if part_name(item) not in known]
    for item in before:
        if part_name(item) in others:
            continue
        for twin in free:
            if _under(item, part_name(twin)) == twin:
                free.remove(twin)
                yield part_name(item), part_name(twin)
                break


def _aimed(initiative: Initiative, names: dict[str, str]) -> Initiative:
    """The initiative with the channels of its effects under their new names."""
    effects = tuple(
        effect
        if effect.channel is None
        else dataclasses.replace(effect, channel=names.get(effect.channel, effect.channel))
        for effect in initiative.effects
    )
    return dataclasses.replace(initiative, effects=effects)


def _under(item: Entity, name: str) -> Entity:
    if isinstance(item, Effect):
        return item
    changed: Any = item
    made = dataclasses.replace(changed, **{"title" if isinstance(item, Role) else "name": name})
    assert isinstance(made, Entity)
    return made


def _fresh(name: str, taken: set[str]) -> str:
    """A name that no part has yet."""
    number = 2
    while (made := f"{name[: NAME_LENGTH - 6]} ({number})") in taken:
        number += 1
    taken.add(made)
    return made


def _comparable(before: Entity, after: Entity) -> bool:
    return all(getattr(before, key, None) == getattr(after, key, None) for key in WHOLE)


def _differing(before: Entity, after: Entity) -> tuple[dict[str, Any], dict[str, Any]]:
    keys = [
        key
        for key, card in cards(type(after)).items()
        if card.unit is not Unit.LIST and getattr(before, key) != getattr(after, key)
    ]
    left, right = ({key: getattr(side, key) for key in keys} for side in (before, after))
    return left, right
