"""In the frame, where people sign in: whose session this is, and the way out."""

from __future__ import annotations

import time

import streamlit as st

from ui.session import arrival, state, who
from ui.session.sentences import sentences

t = sentences("login.")
_LEAVING = "leaving"


def show() -> None:
    """The name, the e-mail that invitations reach, Sign out."""
    found = who.identity()
    if found is None:
        return
    with st.popover(t("account"), key="account", icon=":material/account_circle:"):
        with st.container(key="account-who", gap=None):
            st.text(found.name or found.email or t("nameless"))
            if found.email and found.name:
                st.text(found.email)
        st.button(t("sign_out"), key="do-sign-out", icon=":material/logout:", on_click=_leave)
        st.caption(t("sign_out_note"))


def _leave() -> None:
    """The browser forgets first; it is not waited for long."""
    state.extras()[_LEAVING] = time.monotonic() + arrival.PATIENCE
    st.rerun()


def is_leaving() -> bool:
    """Whether the reader has pressed Sign out."""
    return _LEAVING in state.extras()


def has_left() -> bool:
    """Whether the browser has forgotten, or never answered."""
    return time.monotonic() > state.extras()[_LEAVING]


def forgotten() -> None:
    """The browser has forgotten what it kept."""
    state.extras()[_LEAVING] = 0.0
