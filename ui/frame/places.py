"""How many sessions a process and a user may hold: who comes beyond is told, and may try again."""

from __future__ import annotations

import threading

import streamlit as st

from roi_model import logs
from roi_model.settings import SESSIONS, USER_SESSIONS
from roi_model.texts import text
from ui.session import state


class Places:
    """The sessions inside, each with its user; None where nobody signs in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: dict[object, str | None] = {}

    def refused(self, session: object, user: str | None) -> str:
        """Why a session stays outside: "server" or "user" is full; empty where it is in."""
        with self._lock:
            others = [who for one, who in self._inside.items() if one is not session]
            if len(others) >= SESSIONS():
                why = "server"
            elif user is not None and others.count(user) >= USER_SESSIONS():
                why = "user"
            else:
                self._inside[session] = user
                return ""
            self._inside.pop(session, None)
        return why

    def leave(self, session: object) -> None:
        """A session has ended."""
        with self._lock:
            self._inside.pop(session, None)


PLACES = Places()


@st.cache_resource(scope="session", on_release=PLACES.leave, show_spinner=False, max_entries=1)
def _session() -> object:
    """What stands for this session; let go by Streamlit where its tab is closed."""
    return object()


def refused(user: str | None = None) -> str:
    """Why this session has no place, asked by each of its runs; empty where it has."""
    return PLACES.refused(_session(), user)


def say(why: str) -> None:
    """In place of a page for which there is no room."""
    lang = state.lang()
    logs.tell("session_refused", why=why)
    with st.container(key="no-place"):
        st.warning(
            text(f"ui.places.{why}", lang, most=USER_SESSIONS()), icon=":material/hourglass_empty:"
        )
        st.button(text("ui.places.again", lang), key="try-again", type="primary")
