"""Between a widget and the state: what it shows, what its callback does, what runs again.

A moved slider must reach the numbers fast: only the results and the inputs whose look changed
run again, each a fragment of its own. Everything else stays as it is on screen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from roi_model.errors import ScenarioError
from ui import state

RESULTS = "results"
CONTROLS = "controls"


def bound(key: str, shown: Any, **default: Any) -> dict[str, Any]:
    """How a widget gets what it shows: by its default, or by its key where it holds another.

    The default must be right in every run: a slow browser may draw a widget first from a later
    run, which says nothing of a value that has not changed.
    """
    if key in st.session_state and st.session_state[key] != shown:
        st.session_state[key] = shown
        return {}
    return default


def adopt(key: str, found: Any, shown: Any, write: Callable[[], None]) -> None:
    """Settle a difference between what a widget holds and what it was asked to show.

    In a session that has not seen the widget, the browser kept the value while the server was
    away: it counts as if it were typed now. Else it is a remnant of an earlier visit to the page,
    and the next run overwrites it.
    """
    seen: set[str] = state.extras().setdefault("seen_widgets", set())
    known = key in seen
    seen.add(key)
    if found == shown or was_left_open():
        return
    state.extras()["adopted"] = True
    if not known:
        write()


def was_left_open() -> bool:
    """Whether a difference was found in this run already: one at a time."""
    return bool(state.extras().get("adopted"))


def was_adopted() -> bool:
    """Whether the page has to run again to show what was settled; asked once."""
    return bool(state.extras().pop("adopted", False))


def change(path: str, value: Any, typed: str) -> None:
    """Write one input; a refused value is kept with its reason."""
    try:
        state.change(path, value)
    except ScenarioError as error:
        state.refuse(path, typed, error)


# What runs again ------------------------------------------------------------------------------


def show_as(fragment: str, look: Hashable, again: Callable[[], Hashable]) -> None:
    """Note how a fragment looks, and how to find out how it would look now."""
    looks: dict[str, tuple[Hashable, Callable[[], Hashable]]] = state.extras().setdefault(
        "looks", {}
    )
    looks[fragment] = (look, again)


def forget_looks() -> None:
    """The inputs are about to be drawn anew."""
    state.extras()["looks"] = {}


def refresh(own: str) -> None:
    """End of a callback: run the results, this input, and the inputs whose look has changed."""
    if was_left_open():
        return  # not in a callback: the page runs again as a whole
    looks = state.extras().get("looks", {})
    changed = [name for name, (look, again) in looks.items() if name == own or again() != look]
    _run_again([RESULTS, CONTROLS] if CONTROLS in changed else [RESULTS, *changed])


def refresh_all() -> None:
    """End of a callback that may have changed anything on the page."""
    _run_again([RESULTS, CONTROLS])


def _run_again(fragments: list[str]) -> None:
    try:
        st.rerun(fragments)
    except StreamlitAPIException:
        # One of them is not on the page at hand: run all of it.
        st.rerun()
