"""Between what a reader changes and the page: what is written, and what runs again.

A moved slider must reach the numbers fast. The inputs and what they move are one fragment, so that
one run of it answers; what seldom changes stands in fragments of its own, which run again only
where their look has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from roi_model.declaration.errors import ScenarioError
from ui.session import state

RESULTS = "results"
"""The fragment that every change runs again; every page that shows a case has it."""


def bound(key: str, shown: Any, **default: Any) -> dict[str, Any]:
    """How a widget gets what it shows: by its default, or by its key where it holds another.

    The default must be right in every run: a slow browser may draw a widget first from a later
    run, which says nothing of a value that has not changed.
    """
    if key in st.session_state and st.session_state[key] != shown:
        st.session_state[key] = shown
        return {}
    return default


def change(path: str, value: Any, typed: str, gesture: int | None = None) -> None:
    """Write one input; a refused value is kept with its reason.

    What is written under one `gesture` (a drag) is one step of undo.
    """
    try:
        state.change(path, value, gesture)
    except ScenarioError as error:
        state.refuse(path, typed, error)


def once(add: Callable[..., None], many: Callable[[], int]) -> Callable[..., None]:
    """The callback of a button that adds: only while there are as many as when it was drawn.

    What arrives twice before the page could answer, a double click or a message sent again, is done
    once; what was typed elsewhere meanwhile does not hinder it.
    """
    drawn = many()

    def act(*args: Any) -> None:
        if many() == drawn:
            add(*args)

    return act


def slid() -> None:
    """A slider was moved: the next run answers a hand that may still be moving."""
    state.extras()["moving"] = True


def is_moving() -> bool:
    """Whether this run answers a slider under the hand, and no other does; asked once a run.

    Whatever else runs the page (a value that was typed, undo, another case, a hand that has rested
    for a moment) finds it at rest.
    """
    return bool(state.extras().pop("moving", False))


def interrupted() -> bool:
    """Whether the reader has done something that waits for this run to end.

    A click inside a fragment ends no run of the script that is under way: what takes long must ask,
    and leave off by itself. Streamlit has no public way to ask (1.67).
    """
    context = get_script_run_ctx()
    waiting = getattr(context and context.script_requests, "_state", None)
    return waiting is ScriptRequestType.RERUN


# What runs again ------------------------------------------------------------------------------

Look = Callable[[], Hashable]


def start_page() -> None:
    """Before a page is drawn: nothing of the page before stands on it."""
    state.extras()["looks"] = {}


def show_as(fragment: str, look: Look) -> None:
    """Note how a fragment beside the results looks now, and how to find out later."""
    _looks()[fragment] = (look(), look)


def refresh() -> None:
    """End of a callback inside the results: they run anyway; with them what looks different now."""
    changed = [name for name, (was, look) in _looks().items() if look() != was]
    if changed:
        _run_again([RESULTS, *changed])


def refresh_all() -> None:
    """End of a callback that may have changed anything on the page."""
    _run_again([RESULTS, *_looks()])


def _looks() -> dict[str, tuple[Hashable, Look]]:
    found: dict[str, tuple[Hashable, Look]] = state.extras().setdefault("looks", {})
    return found


def _run_again(fragments: list[str]) -> None:
    context = get_script_run_ctx()
    if context is not None and not context.fragment_ids_this_run:
        # All of a page is about to run: another one, where an edit was on its way when its reader
        # left. Cut down to fragments of the page before, it would come without its body.
        return
    try:
        st.rerun(fragments)
    except StreamlitAPIException:
        # One of them is not on the page at hand: run all of it.
        st.rerun()
