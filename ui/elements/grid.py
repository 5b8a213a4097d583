"""An editable table, for all that is edited as a list: lines go out, edits come back.

A table owns nothing: in every run it is drawn from what it edits, and each edit is written there at
once. What is typed and not yet counted stays in the browser (ui/browser/panel), as in the column of
inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from roi_model.editing.edits import free_name
from ui.elements import panel
from ui.session import state

Cell = dict[str, Any]
"""What a cell shows: `text` (or `on`), and where there is one `placeholder`, `refused`, `asked`."""

ADDED = re.compile(r"\+\d+")
"""The line of an edit that adds one."""


@dataclass(frozen=True)
class Column:
    """A column: its name in edits, what it is called and means, and how its cells are edited.

    `least` is its width in characters where little stands in it; `right` sets what is not typed to
    the right, as numbers are.
    """

    name: str
    label: str
    kind: Literal["number", "text", "choice", "flag", "fixed"]
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: int = 4
    right: bool = False


@dataclass(frozen=True)
class Line:
    """A line: its cells in the order of the columns; what its removal is called, if it can be."""

    cells: tuple[Cell, ...]
    remove: str = ""


@dataclass(frozen=True)
class Edit:
    """What was done: a cell of a line, a line taken away, or one added (`at` None).

    A line is known by where it stands now, and by the name that it keeps (`line`).
    """

    at: int | None
    line: str
    column: str
    how: str
    value: Any

    @property
    def removes(self) -> bool:
        """Whether the line is to go."""
        return self.how == "remove"

    @property
    def typed(self) -> str:
        """The value as it was typed."""
        return str(self.value)


def show(
    key: str,
    label: str,
    columns: Sequence[Column],
    rows: Callable[[], Sequence[Any]],
    name: Callable[[Any], str],
    line: Callable[[str, Any], Line],
    write: Callable[[Edit], None],
    done: Callable[[], None] = lambda: None,
    *,
    add: Cell | None = None,
) -> None:
    """Draw what `rows` gives, by `name` and `line`; `write` takes over the edits one by one.

    `add` is the cell of the last, empty line: what is entered there asks for a line of its own.
    """
    memory: dict[str, Any] = state.extras().setdefault(f"grid_{key}", {"rows": (), "ids": []})

    def receive(edit: Mapping[str, Any]) -> None:
        which, _, column = edit["path"].partition("/")
        if ADDED.fullmatch(which):
            write(Edit(None, "+", column, "add", edit["value"]))
            return
        ids = _ids(memory, rows(), name)
        if which in ids:  # else it was taken away meanwhile, and its edits count no more
            made = Edit(ids.index(which), which, column, edit["how"], edit["value"])
            write(made)
            if which not in _ids(memory, rows(), name):
                forget(f"{key}/{which}/")

    found = rows()
    ids = _ids(memory, found, name)
    lines = [(which, one, line(which, one)) for which, one in zip(ids, found, strict=True)]
    row: panel.Row = {
        "kind": "grid",
        "key": key,
        "label": label,
        "columns": panel.once({"columns": [_sent(column) for column in columns]}),
        "lines": [
            {"id": which, "name": name(one), "cells": list(drawn.cells), "remove": drawn.remove}
            for which, one, drawn in lines
        ],
    }
    if add is not None:
        row["add"] = {"name": "", "cells": [{"text": "", **add}]}
    panel.show(f"grid-{key}", [row], receive, done)


def forget(prefix: str) -> None:
    """Drop what was refused in a line that is no more, or has another name."""
    for path in [one for one in state.refusals() if one.startswith(prefix)]:
        state.accept(path)


def _sent(column: Column) -> dict[str, Any]:
    return {**vars(column), "options": [list(option) for option in column.options]}


def _ids(memory: dict[str, Any], rows: Sequence[Any], name: Callable[[Any], str]) -> list[str]:
    """What each line is known by; it keeps that while it is edited and others come and go.

    What is the same at the start and at the end keeps it; between, a line that was edited is told
    from lines that came and went by their number. A new line is known by its name of then.
    """
    now, then, ids = tuple(rows), memory["rows"], memory["ids"]
    if now == then:
        return list(ids)
    least = min(len(now), len(then))
    head = next((i for i in range(least) if now[i] != then[i]), least)
    left = least - head
    tail = next((i for i in range(left) if now[-1 - i] != then[-1 - i]), left)
    before, middle = ids[:head], ids[head : len(then) - tail]
    after = ids[len(then) - tail :]
    new = now[head : len(now) - tail]
    if len(new) != len(middle):
        middle = []
        for one in new:
            taken = {*before, *middle, *after}
            middle.append(free_name(name(one).replace("/", "|") or "-", taken))
    memory |= {"rows": now, "ids": [*before, *middle, *after]}
    return list(memory["ids"])
