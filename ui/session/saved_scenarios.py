"""Scenarios saved under a name, and all those a reader can choose from beside them.

The browser keeps what is saved; pages know these functions alone. The choices are the case on
screen, its baseline, the saved ones and the presets.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from roi_model.declaration.card import clean_name
from roi_model.declaration.scenario import Scenario
from roi_model.storage.link import OWN
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from ui.session import state
from ui.session.session import Snapshot, in_currency

MOST = 24
"""Scenarios kept by one session: memory is bounded, and a list stays a list."""
LONGEST = 60
"""Characters of a name: it must fit under a chart."""


CURRENT, BASELINE = "current", "baseline"
SAVED, PRESET = "saved:", "preset:"


class FullError(Exception):
    """No room for one more scenario."""


def names() -> list[str]:
    """The names of the scenarios kept, oldest first."""
    return list(_shelf())


def get(name: str) -> Scenario:
    """The scenario of that name, its amounts written in the session's currency.

    Raises KeyError where none has it.
    """
    return in_currency(_shelf()[name].scenario, state.currency())


def save(name: str, scenario: Scenario) -> str:
    """Keep a scenario, in the place of one that has the name already; returns the name kept.

    Raises FullError where there is no room, ValueError where nothing is left of the name.
    """
    cleaned = clean_name(name)[:LONGEST].strip()
    if not cleaned:
        raise ValueError("a scenario needs a name")
    shelf = _shelf()
    if cleaned not in shelf and len(shelf) >= MOST:
        raise FullError
    shelf[cleaned] = _kept(scenario, cleaned)
    return cleaned


def rename(name: str, wanted: str) -> str:
    """Another name for a scenario, in its place; returns the name kept.

    Raises ValueError where nothing is left of the name, or another scenario has it.
    """
    cleaned, shelf = clean_name(wanted)[:LONGEST].strip(), _shelf()
    if not cleaned or (cleaned != name and cleaned in shelf):
        raise ValueError("a scenario needs a name of its own")
    renamed = {(cleaned if one == name else one): kept for one, kept in shelf.items()}
    renamed[cleaned] = _kept(renamed[cleaned].scenario, cleaned)
    shelf.clear()
    shelf.update(renamed)
    return cleaned


def duplicate(name: str, called: Callable[[int], str]) -> str:
    """The same scenario once more, under the first name of `called` (2, 3, …) that is free.

    Raises FullError where there is no room.
    """
    number = 2
    while called(number) in _shelf():
        number += 1
    return save(called(number), get(name))


def remove(name: str) -> None:
    """Forget a scenario; one that is not there is forgotten already."""
    _shelf().pop(name, None)


def _kept(scenario: Scenario, name: str) -> Snapshot:
    named = dataclasses.replace(scenario, name=name)
    return Snapshot(OWN, named, named)


def _shelf() -> dict[str, Snapshot]:
    """By name; as snapshots, since these know how they are written and need to say it once."""
    shelf: dict[str, Snapshot] = state.extras().setdefault("library", {})
    return shelf


# What there is to choose ----------------------------------------------------------------------


def choices() -> list[str]:
    """What there is to choose, by id: current, baseline, saved:<name>, preset:<slug>."""
    return [
        CURRENT,
        BASELINE,
        *(SAVED + name for name in names()),
        *(PRESET + found.slug for found in presets()),
    ]


def chosen(choice: str) -> Scenario:
    """The scenario chosen, its amounts written in the session's currency."""
    if choice == CURRENT:
        return state.scenario()
    if choice == BASELINE:
        return state.baseline()
    if choice.startswith(SAVED):
        return get(choice.removeprefix(SAVED))
    return state.seen(preset(choice.removeprefix(PRESET)).scenario)


def choice_names() -> dict[str, str]:
    """What every choice is called on screen, by id.

    No two are called the same: where a kept scenario has the name of a preset, one is numbered.
    """
    made: dict[str, str] = {}
    for choice in choices():
        name, number = _name(choice), 2
        while name in made.values():
            name, number = f"{_name(choice)} ({number})", number + 1
        made[choice] = name
    return made


def _name(choice: str) -> str:
    lang = state.lang()
    if choice in (CURRENT, BASELINE):
        return text(f"pages.compare.{choice}", lang)
    if choice.startswith(SAVED):
        return choice.removeprefix(SAVED)
    return preset(choice.removeprefix(PRESET)).name(lang)


def other_than_current() -> str:
    """What the case on screen is compared with at first: its baseline where it was changed."""
    if state.baseline() != state.scenario():
        return BASELINE
    slugs = [found.slug for found in presets()]
    return PRESET + next(slug for slug in slugs[1:] if slug != state.preset_slug())
