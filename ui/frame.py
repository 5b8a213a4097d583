"""Around every page: the style sheet, the switch of languages, the currency, notices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from roi_model.texts import LANGUAGES, text
from ui import state

STYLE = Path(__file__).with_name("style.css")


@cache
def _style() -> str:
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"


def show() -> None:
    """The frame of a page; called by app.py before the page runs."""
    lang = state.lang()
    # Our own constant text. st.markdown shows it at once; st.html would load a script first.
    st.markdown(_style(), unsafe_allow_html=True)
    with st.container(key="frame", horizontal=True, horizontal_alignment="right", gap="small"):
        _currency(lang)
        _language(lang)
    _notice(lang)


def _language(lang: str) -> None:
    st.session_state["frame_lang"] = lang
    st.segmented_control(
        text("ui.frame.language", lang),
        LANGUAGES,
        required=True,
        format_func=str.upper,
        key="frame_lang",
        on_change=lambda: state.set_lang(st.session_state["frame_lang"]),
        label_visibility="collapsed",
    )


def _currency(lang: str) -> None:
    current = state.currency()
    choices = list(dict.fromkeys((*state.CURRENCIES, current)))
    st.session_state["frame_currency"] = current
    st.selectbox(
        text("ui.frame.currency", lang),
        choices,
        key="frame_currency",
        on_change=lambda: state.set_currency(st.session_state["frame_currency"]),
        label_visibility="collapsed",
        width=92,
        filter_mode=None,
    )


def _notice(lang: str) -> None:
    sentence = state.notice()
    if sentence is None:
        return
    with st.container(key="notice", horizontal=True, vertical_alignment="center"):
        st.warning(sentence, icon=":material/link_off:")
        st.button(text("ui.frame.dismiss", lang), on_click=state.dismiss_notice)
