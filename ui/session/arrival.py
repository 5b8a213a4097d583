"""How a tab begins and goes on: from its address, its browser's memory, back and forward.

The address goes first. What it has no room for is asked of the browser, once; a page whose address
names no case waits for the answer, but not for long.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from roi_model.storage import link
from roi_model.texts import text
from ui.session import browser_copy, state
from ui.session.refusal import sentence
from ui.session.session import Change, from_parameters, link_parameters

PANEL = "panel_"
"""Before the name of a panel, in the session's extras: what is known of its browser."""
PATIENCE = 3.0
"""Seconds that a page waits for what its browser kept; most answer within a tenth of that."""


def start_page() -> None:
    """Once per run of app.py: read the URL when the session is new, else keep the URL in step."""
    new, session = state.is_new(), state.held()
    if new:
        cookies = st.context.cookies.to_dict()
        if cookies.get("roi_kept") == "1":
            session.asking = secrets.token_hex(8)
            session.waits_until = time.monotonic() + PATIENCE if session.bare is not None else 0
        session.first_visit = session.bare is not None and cookies.get("roi_invited") != "1"
    elif getattr(get_script_run_ctx(), "is_history_navigation", False):
        _follow_history(st.query_params.to_dict())
    if waiting():
        return
    if session.waits_until:  # the browser did not answer: on with what there is
        session.waits_until, session.said = 0, "strange"
    state.write_url()


def _follow_history(params: dict[str, str]) -> None:
    """The browser's back and forward buttons bring back what the URL held, as undo would."""
    session = state.held()
    session.extras.pop("picker", None)  # it stood over the page that was left
    arrived = from_parameters(params, st.context.locale)
    if arrived.bare is not None:  # an address that names no case stands for where the tab began
        if session.bare is None:
            return
        arrived.now = session.bare.seen(session.currency, session.lang)
        arrived.currency = session.currency
    if arrived.notice is None and arrived.now != session.now:
        seen = next((one for one in (*session.redo, *session.undo) if one == arrived.now), None)
        arrived.now = seen or arrived.now  # of the same case of the library, as undo would have it
        session.step(arrived.now, Change(session.now.scenario, arrived.now.scenario))
        session.currency = arrived.currency
    if arrived.lang_chosen:
        session.lang, session.lang_chosen = arrived.lang, True


# The browser's memory ---------------------------------------------------------------------------


def question() -> str:
    """What a new session asks its browser, once: what it kept; empty where nothing is asked."""
    return state.held().asking


def waiting() -> bool:
    """Whether the page waits for the browser's answer: the address named no case."""
    return time.monotonic() < state.held().waits_until


def recall(sent: Mapping[str, Any]) -> None:
    """The browser's answer to the question: what it kept comes back.

    An answer that comes twice, or to another question, is none.
    """
    session = state.held()
    if not session.asking or sent.get("ask") != session.asking:
        return
    session.asking, session.waits_until, session.said = "", 0, ""
    # A reader who was faster than the browser keeps what they see, as if they had asked for it.
    # A refresh asks for the address as it was when the key was pressed: what the tab kept is newer.
    named = session.bare is None and sent.get("reload") is not True
    browser_copy.recall(session, sent, addressed=named or bool(session.undo))


def keeps() -> bool:
    """Whether the browser may keep edits until its memory has them: it does so for no guest, and
    only once the session knows what was kept before.
    """
    return not state.is_guest() and not question()


def for_browser() -> dict[str, Any]:
    """What the browser is to keep, and what its links carry."""
    session = state.held()
    try:
        query = urlencode(link_parameters(session))
    except link.LinkError:  # too large for an address: a new tab finds it in the browser's memory
        query = ""
    counted = {key.removeprefix(PANEL): memory["ack"] for key, memory in session.extras.items()
               if key.startswith(PANEL)}  # fmt: skip
    return {"tab": browser_copy.tab(session), "query": query, "counted": counted}


def kept_scenarios() -> dict[str, str]:
    """The scenarios that the browser is to keep, by name."""
    return browser_copy.library(state.held())


# What is to be said -----------------------------------------------------------------------------


def notice() -> str | None:
    """What is to be said of where the case came from, until it is dismissed."""
    session, lang = state.held(), state.lang()
    found = session.notice
    if found is None:
        said = session.said
        return text(f"ui.memory.{said}", lang, name=state.case_name()) if said else None
    if found.detail is None:
        return found.sentence(lang)
    why = sentence(found.detail.problems[0], state.currency(), lang)
    return f"{text(f'ui.link.{found.code}', lang)} {why}"


def dismiss_notice() -> None:
    """The sentence was read."""
    state.held().arrived()


def came_back() -> bool:
    """Whether the case is the last one of this browser, which nothing in the address asked for."""
    return state.held().said == "back"


def is_first_visit() -> bool:
    """Whether this browser was never offered a guided visit; never in a link that was sent."""
    return state.held().first_visit


def not_first_visit() -> None:
    """The offer was answered."""
    state.held().first_visit = False


def missing() -> list[str]:
    """The names of the files that were given before the server forgot them."""
    return list(state.held().missing)


def not_missing(names: Container[str]) -> None:
    """These files were given again, or are not wanted any more."""
    state.held().missing[:] = [name for name in missing() if name not in names]
