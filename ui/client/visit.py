"""A tab that shows a shared link: from its first run on that, and nothing else.

What it shows is asked of the library with every run, so that a link that was taken back ends there.
"""

from __future__ import annotations

import dataclasses

import streamlit as st

from roi_model import logs
from roi_model.attempts import Attempts
from roi_model.export.page.stops import choosable
from roi_model.library.errors import LibraryError
from roi_model.library.links import Shared
from roi_model.library.view import View
from roi_model.metrics import CARDS
from roi_model.settings import TRIES
from roi_model.storage import link
from roi_model.texts import of_browser
from ui.session import cached, shelf, state, who
from ui.session.session import Session, Snapshot

PARAMETER = "share"
_TOKEN = "roi_visit"
_IN_VAIN = Attempts(TRIES)
"""Links that showed nothing, by the address that opened them."""


def is_one() -> bool:
    """Whether this tab shows a link: as the address of its very first run says, for good.

    Whatever a browser says of its address later, a visit never becomes the app, which would show
    all of the case, nor the app a visit.
    """
    held = st.session_state
    if _TOKEN not in held:
        held[_TOKEN] = st.query_params.get(PARAMETER) if state.is_new() else None
    return held[_TOKEN] is not None


def shown() -> Shared:
    """What the link shows. Raises LibraryError, after which nothing of it is left in this tab."""
    first = state.is_new() or not state.is_guest()
    try:
        found = _first_look() if first else shelf.shared(st.session_state[_TOKEN])
    except LibraryError:
        state.end()
        raise
    if first:
        state.begin(_session(found))
    return dataclasses.replace(found, view=_known(found))


def _first_look() -> Shared:
    """What the link shows, unless this address opened too many that showed nothing. Visits that
    stand open already go on: their neighbours in one network are not to blame.
    """
    address = who.address()
    if seconds := _IN_VAIN.left(address):
        logs.tell("link_refused", seconds=seconds)
        raise LibraryError("too_many_tries", seconds=seconds)
    try:
        return shelf.shared(st.session_state[_TOKEN])
    except LibraryError as error:
        if error.code == "no_link":
            logs.tell("link_in_vain")
            _IN_VAIN.wait(address)
        raise


def lang() -> str:
    """The language of who has no case on screen: that of their browser."""
    return of_browser(st.context.locale)


def _known(found: Shared) -> View:
    """Without what this program does not know any more, or never did."""
    view, sent = found.view, state.baseline()
    inputs = cached.about("choosable", sent, lambda: choosable(sent))
    return dataclasses.replace(
        view,
        figures=tuple(name for name in view.figures if name in CARDS),
        sliders=tuple(path for path in view.sliders if path in inputs),
    )


def _session(found: Shared) -> Session:
    scenario = dataclasses.replace(found.scenario, name=found.name)
    sent = Snapshot(link.OWN, scenario, scenario)
    return Session(sent, found.view.lang, scenario.currency, guest=True)
