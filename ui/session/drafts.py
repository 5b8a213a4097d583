"""Drafts: what is changed in a case of the library is kept there too, though it is no version yet.

The browser's memory brings everything back where it is at hand. A draft does where it is not: on
another machine, in a browser that forgot. It is written after the page was drawn, by one thread for
all sessions, the latest state of each case a moment after it was reached.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from roi_model import logs
from roi_model.declaration.scenario import Scenario
from roi_model.library.errors import LibraryError
from ui.session import shelf, state, who
from ui.session.session import Change, Kept, Session, new_line

if TYPE_CHECKING:
    from roi_model.library.library import Draft, Library

WAIT = 2.0
"""Seconds that a state stands before it is written: a drag is written once."""
MOST = 2000
"""Cases that wait to be written; the oldest makes room."""


@dataclass(frozen=True)
class _State:
    """A case as a session shows it, and who changed it."""

    session: Session
    scenario: Scenario
    kept: Kept
    asks: who.Identity | None

    def stands(self) -> bool:
        """Whether the session still shows this, as a change of this version: no save went by."""
        session = self.session
        shown = session.now.scenario is self.scenario
        return shown and session.kept.get(session.now.line) == self.kept


def follow() -> None:
    """End of a run: where the case on screen is another than in the run before, have it kept."""
    found, extras, session = state.kept(), state.extras(), state.held()
    now = (session.now.line, session.now.scenario)
    was = extras.get("drafted")
    if was is not None and was[0] == now[0] and was[1] is now[1]:
        return
    extras["drafted"] = now
    # What was opened is no change of it; what is on offer must not be written over.
    if found is None or was is None or was[0] != now[0] or _offer() is not None:
        return
    try:
        _keeper().put(_State(session, now[1], found, who.asks()))
    except LibraryError:  # signed out, or from afar: there is nobody to keep it for
        return


# What is on offer -----------------------------------------------------------------------------


def offered() -> Draft | None:
    """The draft of the case that was just opened, where it holds what no version does."""
    extras, line = state.extras(), state.held().now.line
    if extras.pop("opened", None) == line:
        extras["draft_offer"] = None
        try:
            found, kept = shelf.draft(), state.kept()
        except LibraryError:
            return None
        if found is not None and kept is not None and shelf.mark_of(found.scenario) != kept.mark:
            extras["draft_offer"] = line, found
    return _offer()


def _offer() -> Draft | None:
    held: tuple[str, Draft] | None = state.extras().get("draft_offer")
    return held[1] if held is not None and held[0] == state.held().now.line else None


def bring_back() -> None:
    """The draft on screen, as a change of the version it was made from; one undo away."""
    found, kept, lang = _offer(), state.kept(), state.lang()
    if found is None or kept is None:
        return
    state.extras()["draft_offer"] = None
    session, before = state.held(), state.scenario()
    after = state.seen(dataclasses.replace(found.scenario, name=before.name))
    said = {"at": shelf.when(found.saved_at, lang)}
    now = dataclasses.replace(session.now, scenario=after, line=new_line())
    session.step(now, Change(before, after, key="library.draft.done", values=said))
    # Of the version that it is a change of: a save then says whether somebody saved in between.
    session.kept[now.line] = dataclasses.replace(kept, number=found.base)


def drop() -> None:
    """Forget the draft; where the library does not answer, it is offered again another time."""
    state.extras()["draft_offer"] = None
    try:
        shelf.drop_draft()
    except LibraryError:
        return


# Writing --------------------------------------------------------------------------------------


class _Keeper:
    """Writes what sessions show, one after the other, the latest of each case."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[tuple[object, str, str], tuple[float, _State]] = OrderedDict()
        self._more = threading.Condition()
        self._libraries: dict[str, Library] = {}
        threading.Thread(target=self._run, name="drafts", daemon=True).start()

    def put(self, found: _State) -> None:
        """Have a state written, in place of one of the same case and user that still waits."""
        key = found.asks, found.kept.workspace, found.kept.name
        with self._more:
            self._waiting.pop(key, None)
            self._waiting[key] = time.monotonic() + WAIT, found
            while len(self._waiting) > MOST:
                self._waiting.popitem(last=False)
            self._more.notify()

    def _run(self) -> None:
        while True:
            try:
                self._write(self._next())  # no name for it here: it would be held until the next
            except Exception as error:
                # The browser keeps it too, and nobody asked: told to whoever runs this.
                logs.failed("draft_failed", error)

    def _next(self) -> _State:
        with self._more:
            while True:
                if not self._waiting:
                    self._more.wait()
                    continue
                key, (due, found) = next(iter(self._waiting.items()))
                if (left := due - time.monotonic()) > 0:
                    self._more.wait(left)
                    continue
                del self._waiting[key]
                return found

    def _write(self, found: _State) -> None:
        if not found.stands():
            return
        from roi_model.library import database
        from roi_model.library.library import open_library

        address = database.address()
        if address not in self._libraries:
            self._libraries = {address: open_library(address)}
        library = who.seen_by(self._libraries[address], found.asks)
        kept = found.kept
        if shelf.mark_of(found.scenario) == kept.mark:  # undone: there is nothing to bring back
            library.drop_draft(kept.workspace, kept.name)
        else:
            library.keep_draft(kept.workspace, kept.name, kept.number, found.scenario)


@st.cache_resource(show_spinner=False, max_entries=1)
def _keeper() -> _Keeper:
    """One for all sessions; it keeps what waits for two seconds, and hands it to nobody."""
    return _Keeper()
