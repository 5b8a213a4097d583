"""Around every page: the style sheet, the switch of languages, the currency, notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import streamlit as st

from roi_model import palette
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES, text, topic
from ui import browser
from ui.frame import account
from ui.session import arrival, binding, drafts, memory, shelf, state, who
from ui.session.session import CURRENCIES

ICON = Path(__file__).with_name("icon.svg")
SHEETS = ("style", "grid", "account", "forced")
"""Those of every page."""
OF_A_PAGE = ("actuals", "present", "client", "signed_in")
"""Those that go with one page or visitor alone: what they ask, no other page's moves pay for."""


UPLOAD_REFUSED = "AxiosError: Request failed with status code 413"


@cache
def _style(*more: str) -> str:
    """The sheets of every page and, of those `more` named, what there is."""
    names = (*SHEETS, *(name for name in more if name in OF_A_PAGE))
    sheets = [ICON.with_name(f"{name}.css").read_text(encoding="utf-8") for name in names]
    return f"<style>{palette.variables()}{''.join(sheets)}</style>"


def _outside() -> str:
    """Dialogs and panels stand outside the app, whose colours would be the light theme's there."""
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    places = "[data-testid=stDialog], [data-testid=stPopoverBody]"
    return f"<style>:is({places}) {{ color-scheme: {scheme} }}</style>"


@cache
def _wording(lang: str) -> str:
    """What puts Streamlit's own words into a language, and names it to the browser."""
    said, *others = ({**topic("streamlit", each)} for each in (lang, *LANGUAGES))
    words = {
        part: [[said[part][key], *(other[part][key] for other in others)] for key in said[part]]
        for part in ("exact", "pattern")
    }
    # What it says of an upload that deploy/limits.py refuses is a sentence in neither language.
    words["exact"] += [[text("ui.places.upload", lang), UPLOAD_REFUSED], ["", "Error:"]]
    told = dict(topic("ui", lang)["connection"])
    said_of = {"lang": lang, "connection": told, "close": text("ui.why.close", lang)}
    written = json.dumps({**said_of, **words}, ensure_ascii=False)
    return browser.script("frame/wording.js", written)


def show(page: str) -> None:
    """The frame of a page, by its place in the address; called by app.py before the page runs."""
    lang = state.lang()
    with _frame(lang, page, "" if who.identity() is None else "signed_in"):
        _library(lang)
        _currency(lang)
        _language(lang)
        account.show()
    _notice(lang)
    _draft(lang)
    memory.frame()


def bare(page: str = "") -> None:
    """The same where nobody is signed in, or looks at a link: the switch of languages alone."""
    with _frame(state.lang(), page):
        _language(state.lang())


def plain(lang: str, page: str) -> None:
    """The style of a page without a frame, and its language told to the browser."""
    st.html(_style(page))
    with st.container(key="plain"):
        st.html(_wording(lang), unsafe_allow_javascript=True)


def unreferred() -> None:
    """No page that is asked for from this one learns its address, which is a key."""
    with st.container(key="unreferred"):
        st.html(browser.script("frame/unreferred.js"), unsafe_allow_javascript=True)


@contextmanager
def _frame(lang: str, *sheets: str) -> Iterator[None]:
    # Not as Markdown: to take HTML, that loads half a megabyte of scripts and reads all of it.
    st.html(_style(*sheets) + _outside())
    with st.container(key="frame", horizontal=True, horizontal_alignment="right", gap="small"):
        yield
        st.button("reconnected", key="reconnected")
        st.html(browser.script("frame/frame.js"), unsafe_allow_javascript=True)
        st.html(_wording(lang), unsafe_allow_javascript=True)


def _library(lang: str) -> None:
    invited = shelf.is_invited()
    with st.container(key="invited" if invited else "not-invited"):
        st.button(
            text("library.ui.title", lang),
            key="do-library",
            icon=":material/folder_open:",
            help=text("people.to_me.help" if invited else "library.ui.help", lang),
            on_click=shelf.ask,
        )


def _language(lang: str) -> None:
    st.segmented_control(
        text("ui.frame.language", lang),
        LANGUAGES,
        required=True,
        format_func=str.upper,
        key="frame_lang",
        on_change=lambda: state.set_lang(st.session_state["frame_lang"]),
        label_visibility="collapsed",
        **binding.bound("frame_lang", lang, default=lang),
    )


def _currency(lang: str) -> None:
    current = state.currency()
    choices = list(dict.fromkeys((*CURRENCIES, current)))
    st.selectbox(
        text("ui.frame.currency", lang),
        choices,
        key="frame_currency",
        on_change=lambda: state.set_currency(st.session_state["frame_currency"]),
        label_visibility="collapsed",
        width=92,
        filter_mode=None,
        **binding.bound("frame_currency", current, index=choices.index(current)),
    )


def _draft(lang: str) -> None:
    found = drafts.offered()
    if found is None:
        return
    with st.container(key="draft", horizontal=True, vertical_alignment="center"):
        when = shelf.when(found.saved_at, lang)
        st.info(text("library.draft.said", lang, at=when), icon=":material/edit_note:")
        st.button(
            text("library.draft.bring_back", lang), key="draft-back", on_click=drafts.bring_back
        )
        st.button(text("library.draft.drop", lang), key="draft-drop", on_click=drafts.drop)


def _notice(lang: str) -> None:
    sentence = arrival.notice()
    if sentence is None:
        return
    with st.container(key="notice", horizontal=True, vertical_alignment="center"):
        if arrival.came_back():
            st.info(sentence, icon=":material/history:")
            st.button(
                text("ui.memory.from_preset", lang),
                key="from-preset",
                on_click=state.start_from,
                args=(presets()[0].slug,),
            )
        else:
            st.warning(sentence, icon=":material/link_off:")
        st.button(text("ui.frame.dismiss", lang), key="dismiss", on_click=arrival.dismiss_notice)
