"""Scenarios saved under a name, and all those a reader can choose from beside them.

The browser keeps what is saved; pages know these functions alone. The choices are the case on
screen, its baseline, the saved ones, those taken from the library and the presets.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from roi_model.declaration.card import clean_name
from roi_model.declaration.scenario import Scenario
from roi_model.library.errors import UNANSWERED, LibraryError
from roi_model.storage.link import OWN
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from ui.session import remembered, shelf, state
from ui.session.session import Snapshot, in_currency

if TYPE_CHECKING:
    from roi_model.library.library import Version

MOST = 24
"""Scenarios kept by one session: memory is bounded, and a list stays a list."""
LONGEST = 60
"""Characters of a name: it must fit under a chart."""
MOST_TAKEN = 12
"""Cases of the library among the choices: each is looked up whenever they are drawn."""
PATIENCE = 30.0
"""Seconds before a library that did not answer is asked again."""
GONE = {"no_case", "no_workspace", "no_version"}
"""What is not there any more, or may not be seen any more: it answers alike."""
AWAY = UNANSWERED | {"no_login", "signed_out"}
"""Why nothing is answered."""

CURRENT, BASELINE = "current", "baseline"
SAVED, TAKEN, PRESET = "saved:", "library:", "preset:"


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


# Cases of the library -------------------------------------------------------------------------


def taken() -> list[str]:
    """The choices that are cases of the library, in the order they were taken."""
    found = remembered.value("taken", [])
    return [one for one in found if _place(one) is not None][:MOST_TAKEN]


def place(choice: str) -> tuple[str, str, int | None]:
    """Workspace, name and version of a case taken from the library; None stands for the latest."""
    found = _place(choice)
    assert found is not None, choice
    return found


def case_choice(workspace: str, name: str, number: int | None = None) -> str:
    """The choice that is this version of a case, the latest without a `number`."""
    return TAKEN + json.dumps([workspace, name, number], ensure_ascii=False)


def take(workspace: str, name: str) -> str:
    """Add a case to the choices, in its latest version; returns the choice.

    Raises FullError where there is no room.
    """
    choice = case_choice(workspace, name)
    if choice not in taken():
        if len(taken()) >= MOST_TAKEN:
            raise FullError
        remembered.choose("taken", [*taken(), choice])
    return choice


def leave(choice: str) -> None:
    """Take a case of the library from the choices; in the library nothing changes."""
    remembered.choose("taken", [one for one in taken() if one != choice])


def turn(choice: str, number: int | None) -> None:
    """Another version in the place of one that was taken."""
    workspace, name, _ = place(choice)
    _turn(choice, case_choice(workspace, name, number))


def follow_name(workspace: str, was: str, name: str) -> None:
    """A case of the library has another name."""
    for choice in taken():
        where, called, number = place(choice)
        if (where, called) == (workspace, was):
            _turn(choice, case_choice(workspace, name, number))


def _turn(choice: str, other: str) -> None:
    if other in taken():
        leave(choice)
    remembered.follow(choice, other)


def look() -> list[str]:
    """See what was taken as it is in the library now; what is to be said of it, in sentences.

    A page does so before it draws choices. What is gone, or not the reader's to see any more, is a
    choice no longer; while the library does not answer it comes back with it.
    """
    lang, was, said = state.lang(), _found(), []
    found = state.extras()["taken_found"] = {}
    for choice in taken():
        try:
            seen = _seen(choice)
        except LibraryError as error:
            if error.code not in GONE:
                said.append(error.sentence(lang))
                if error.code in AWAY:
                    break
                continue
            workspace, name, _ = place(choice)
            leave(choice)
            said.append(text("pages.compare.gone", lang, name=name, workspace=workspace))
        else:
            same = choice in was and dataclasses.replace(was[choice], scenario=seen.scenario)
            found[choice] = was[choice] if same == seen else seen  # known to the caches
    return said


def _seen(choice: str) -> Version:
    """A version as the library has it; one that did not answer is left alone for a while."""
    at, error = state.extras().get("library_away", (0.0, None))
    if error is not None and time.monotonic() - at < PATIENCE:
        raise error
    try:
        return shelf.answer(lambda library: library.show(*place(choice)))
    except LibraryError as error:
        if error.code in UNANSWERED:
            state.extras()["library_away"] = time.monotonic(), error
        raise


def _found() -> dict[str, Version]:
    found: dict[str, Version] = state.extras().get("taken_found", {})
    return found


def _place(choice: object) -> tuple[str, str, int | None] | None:
    """What a choice names; None for what is none, as a browser may send."""
    if not isinstance(choice, str) or not choice.startswith(TAKEN) or len(choice) > 800:
        return None
    try:
        workspace, name, number = json.loads(choice.removeprefix(TAKEN))
    except (ValueError, TypeError, RecursionError):
        return None
    good = isinstance(workspace, str) and isinstance(name, str)
    numbered = number is None or (type(number) is int and 0 < number < 2**31)
    return (workspace, name, number) if good and numbered else None


# What there is to choose ----------------------------------------------------------------------


def choices() -> list[str]:
    """What there is to choose, by id: current, baseline, saved:<name>, library:<place> as `look`
    saw it, preset:<slug>.
    """
    return [
        CURRENT,
        BASELINE,
        *(SAVED + name for name in names()),
        *_found(),
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
    if choice.startswith(TAKEN):
        found = _found()[choice].scenario
        assert found is not None
        return in_currency(found, state.currency())
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
    if choice.startswith(TAKEN):
        found = _found()[choice]
        alike = {one.workspace for one in _found().values() if one.name == found.name}
        key = "pages.compare.taken" if len(alike) == 1 else "pages.compare.taken_of"
        told = {"name": _short(found.name), "workspace": _short(found.workspace)}
        return text(key, lang, **told, number=found.number)
    return preset(choice.removeprefix(PRESET)).name(lang)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def other_than_current() -> str:
    """What the case on screen is compared with at first: its baseline where it was changed."""
    if state.baseline() != state.scenario():
        return BASELINE
    slugs = [found.slug for found in presets()]
    return PRESET + next(slug for slug in slugs[1:] if slug != state.preset_slug())
