"""A column of inputs as one element: rows go out, edits come back, none is lost.

Streamlit draws every element of a page anew with each run, and 25 inputs as 75 elements are what a
moved slider would wait for most. Here they are one element, drawn by ui/browser/panel, which keeps
what is typed or dragged until the server says that it counted. See docs/adr/panel.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import streamlit as st

from ui import browser
from ui.session import arrival, state

Row = dict[str, Any]
"""What a row shows: `kind`, `key`, and what its kind needs (see ui/browser/panel/types.d.ts)."""

Write = Callable[[Mapping[str, Any]], None]
"""Takes over one edit: {"path", "how", "value", "gesture"}."""

WHY = "why"
"""The path of an edit that asks for the reasons of a number on the page."""

REST = "rest"
"""The path of what comes by itself when nothing was edited for a moment."""


@dataclass(frozen=True)
class Once:
    """A part of a row that the browser keeps by its name, and so is sent once to each page."""

    name: str
    content: Row


def once(content: Row) -> Once:
    """The part with a name of its own: equal contents have the same."""
    return Once(hashlib.blake2b(repr(content).encode(), digest_size=9).hexdigest(), content)


def anchor(path: str) -> str:
    """The address, within the page, of the input at a path.

    >>> anchor("channels/Cold calls/contacts")
    '#in-channels%2FCold%20calls%2Fcontacts'
    """
    return "#in-" + quote(path, safe="-_.!~*'()")


def show(
    key: str,
    rows: list[Row],
    write: Write,
    done: Callable[[], None] = lambda: None,
    *,
    rest: bool = False,
    answers: bool = False,
) -> None:
    """Draw the rows; each edit of the reader goes through `write` once, in order, then `done`.

    With `rest` an edit of the path REST comes when the reader has not edited for a moment; with
    `answers` one of the path WHY where a number elsewhere on the page is asked for its reasons.
    """
    memory = state.extras().setdefault(f"{arrival.PANEL}{key}", {"ack": 0, "have": frozenset()})

    def receive() -> None:
        edits = _edits(st.session_state[f"panel-{key}"].get("edits"), memory)
        for edit in edits:
            write(edit)
        if edits:
            done()

    parts: dict[str, Row] = {}
    bare = _bare(rows, parts, memory["have"])
    _component()(
        key=f"panel-{key}",
        data={
            "key": key,
            "ack": memory["ack"],
            "rows": bare,
            "parts": parts,
            "rest": rest,
            "answers": answers,
            "keeps": arrival.keeps(),
        },
        on_edits_change=receive,
    )


def flat(rows: list[Row]) -> list[Row]:
    """The rows and those in their folds, in order."""
    return [each for row in rows for each in (row, *flat(row.get("rows", [])))]


def _bare(rows: list[Row], parts: dict[str, Row], have: frozenset[str]) -> list[Row]:
    """The rows as they are sent; the parts that the browser has not yet are put into `parts`."""
    found = []
    for row in rows:
        bare = dict(row)
        for field, value in row.items():
            if isinstance(value, Once):
                bare[field] = value.name
                if value.name not in have:
                    parts[value.name] = value.content
        if "rows" in row:
            bare["rows"] = _bare(row["rows"], parts, have)
        found.append(bare)
    return found


def _edits(sent: Any, memory: dict[str, Any]) -> list[Mapping[str, Any]]:
    """What is new in a message of the browser; what has another shape than ours is left aside."""
    if not isinstance(sent, Mapping):
        return []
    memory["have"] = frozenset(n for n in _list(sent.get("have")) if isinstance(n, str))
    new = [edit for edit in _list(sent.get("list")) if _is_edit(edit) and edit["n"] > memory["ack"]]
    new.sort(key=lambda edit: edit["n"])
    if new:
        memory["ack"] = new[-1]["n"]
    return new


def _list(found: Any) -> Iterable[Any]:
    return found if isinstance(found, list) else ()


def _is_edit(edit: Any) -> bool:
    return (
        isinstance(edit, Mapping)
        and isinstance(edit.get("n"), int)
        and isinstance(edit.get("path"), str)
        and isinstance(edit.get("how"), str)
        and isinstance(edit.get("value"), str | int | float | bool)
    )


@st.cache_resource(show_spinner=False, max_entries=1)
def _component() -> Any:
    js = browser.module("panel/panel.js")
    return st.components.v2.component("roi_panel", js=js, isolate_styles=False)
