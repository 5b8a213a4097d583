"""The browser's memory: asked once by a new session, told at the end of every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui import browser
from ui.session import arrival, drafts, state, who

_TOLD = "told_library"


def frame() -> None:
    """Asks the browser what it kept, where the session is new; beside it, keeps what there is."""
    question = arrival.question()
    if not question:
        drafts.follow()
        kept = state.extras()[_TOLD] = arrival.kept_scenarios()
        _tell("memory-frame", library=kept)
        return

    def receive() -> None:
        sent = st.session_state[key].get("stored")
        if isinstance(sent, Mapping):
            arrival.recall(sent)

    key = f"memory-{question}"
    _component()(key=key, data={"ask": question} | _whose(), on_stored_change=receive)


@st.fragment(run_every=arrival.PATIENCE)
def wait() -> None:
    """In place of a page that waits for the browser's answer: goes on where none comes."""
    if not arrival.waiting():
        st.rerun()


def keep() -> None:
    """End of a fragment that may have changed the session: the address and the browser follow."""
    state.write_url()
    if state.is_guest():
        return
    drafts.follow()
    if not arrival.question():  # what the browser has is still to be read: it is not written over
        kept = arrival.kept_scenarios()  # many, and seldom others than at the start of the page
        _tell("memory", **({} if kept == state.extras().get(_TOLD) else {"library": kept}))


def remark(name: str) -> None:
    """Have the browser remember one thing, in a cookie that says nothing else."""
    _component()(key=f"memory-{name}", data={"remark": name}, on_stored_change=lambda: None)


def nobody(failed: Callable[[], None]) -> None:
    """Tells the browser that nobody is signed in: its other tabs hear of it; `failed` is called
    where this one went to sign in and came back.
    """
    _component()(key="memory-nobody", data=_whose(), on_stored_change=failed)


def forget(then: Callable[[], None]) -> None:
    """Has the browser forget all that it kept for this user, and says so when it has."""
    data = {"forget": True} | _whose()
    _component()(key="memory-forget", data=data, on_stored_change=then)


def _tell(key: str, **more: Any) -> None:
    data = arrival.for_browser() | _whose() | more
    _component()(key=key, data=data, on_stored_change=lambda: None)


def _whose() -> dict[str, str]:
    """Where people sign in, the browser keeps each one's things apart."""
    mark = who.mark()
    return {} if mark is None else {"user": mark}


@st.cache_resource(show_spinner=False, max_entries=1)
def _component() -> Any:
    return st.components.v2.component(
        "roi_memory", js=browser.module("memory/memory.js"), isolate_styles=False
    )
