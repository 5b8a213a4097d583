"""Copies of cases under a name that is free."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from roi_model.declaration.card import NAME_LENGTH
from roi_model.declaration.scenario import Scenario
from roi_model.library.errors import ConflictError
from roi_model.texts import text
from ui.session import shelf, state

if TYPE_CHECKING:
    from roi_model.library.library import Version


def put(name: str, scenario: Scenario) -> Version:
    """A scenario that is not on screen as a new case, under its name or the first free one."""
    to = _home()

    def save(free: str) -> Version:
        called = dataclasses.replace(scenario, name=free)
        return shelf.answer(lambda library: library.save(to, free, called, base=0))

    return _first_free(chain([name], _copies(name)), save)


def duplicate(workspace: str, name: str) -> None:
    """A copy of a case, beside it or where the reader may save; on screen."""
    to = workspace if shelf.may_write(workspace) else _home()

    def save(free: str) -> Version:
        return shelf.answer(
            lambda library: library.duplicate(workspace, name, free, to_workspace=to)
        )

    made = _first_free(_copies(name), save)
    shelf.open_version(made.workspace, made.name)


def _home() -> str:
    """The workspace for what comes from none: that of the case on screen, else the first one."""
    found, known = shelf.kept(), shelf.workspaces("editor")
    if found is not None and found.workspace in known:
        return found.workspace
    return known[0] if known else text("library.ui.first_workspace", state.lang())


def _copies(name: str) -> Iterator[str]:
    """What copies of a case are called, one after the other; those of a copy count on."""
    bare = re.sub(r" \(\d+\)$", "", name)[: NAME_LENGTH - 6]
    for number in range(2, 1000):
        yield text("library.ui.copy", state.lang(), name=bare, number=number)


def _first_free(names: Iterable[str], save: Callable[[str], Version]) -> Version:
    """What is saved under the first name that no case has. Raises ConflictError without one."""
    taken: ConflictError | None = None
    for name in names:
        try:
            return save(name)
        except ConflictError as error:
            taken = error
    assert taken is not None
    raise taken
