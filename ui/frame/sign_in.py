"""In place of the app: the page that asks who it is, and the one that says goodbye."""

from __future__ import annotations

import base64
from functools import cache

import streamlit as st

from ui.frame import account, frame
from ui.session import arrival, memory, state, who
from ui.session.sentences import sentences

t = sentences("login.")


def show() -> None:
    """Where nobody is signed in: what this is, and the one button."""
    frame.bare()
    memory.nobody(lambda: state.extras().update(sign_in_failed=True))
    with st.container(key="sign-in", gap="small"):
        st.html(f'<img src="{_icon()}" alt=""><h1>{t("name")}</h1><p>{t("what")}</p>')
        st.button(
            t("sign_in"), key="do-sign-in", type="primary", width="stretch", on_click=st.login
        )
        if who.clock_is_wrong():
            st.warning(t("clock"))
        elif state.extras().get("sign_in_failed"):
            st.warning(t("failed"))
        st.caption(t("how"))


@cache
def _icon() -> str:
    """As an address: Streamlit takes a drawing out of what it shows as HTML."""
    return f"data:image/svg+xml;base64,{base64.b64encode(frame.ICON.read_bytes()).decode()}"


def goodbye() -> None:
    """Until the browser has forgotten what it kept for this reader; then the login ends."""
    frame.bare()
    with st.container(key="sign-in"):
        st.caption(t("leaving"))
    memory.forget(account.forgotten)
    if account.has_left():
        st.logout()
    else:
        _wait()


@st.fragment(run_every=arrival.PATIENCE)
def _wait() -> None:
    if account.has_left():
        st.rerun()
