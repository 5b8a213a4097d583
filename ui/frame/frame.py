"""Around every page: the style sheet, the switch of languages, the currency, notices."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from roi_model import palette
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES, text, topic
from ui.session import arrival, binding, memory, state
from ui.session.session import CURRENCIES

STYLES = [Path(__file__).with_name(name) for name in ("style.css", "grid.css")]
WORDING = Path(__file__).with_name("wording.js")
RECONNECTED = """<script>
(() => {
  if (window.roiReconnect) return;
  window.roiReconnect = true;
  let away = false;
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const state = app && app.getAttribute("data-test-connection-state");
    if (!state) return;
    if (state !== "CONNECTED") { away = true; return; }
    if (!away) return;
    away = false;
    for (const wait of [250, 2000]) setTimeout(() => {
      const button = document.querySelector(".st-key-reconnected button");
      if (button) button.click();
    }, wait);
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"],
  });
})();
</script>"""
"""Runs the page once, as a whole, when the connection is back.

A restarted server knows no fragment of the page that the browser still shows and drops whatever
is asked of them; a run of the whole page brings the session back from the address. The second
run takes over what was typed before the first had come through.
"""

KEYS = """<script>
(() => {
  if (window.roiKeys) return;
  window.roiKeys = true;
  const moved = '[type="range"], [type="checkbox"], [type="radio"], [type="button"], [type="file"]';
  const typed = `textarea, [contenteditable="true"], input:not(${moved})`;
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(typed)) return;
    const back = event.shiftKey ? "redo" : "undo";
    const name = { z: back, y: "redo" }[event.key.toLowerCase()];
    const button = name && document.querySelector(`.st-key-do-${name} button`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  });
})();
</script>"""
"""Undo and redo by the keys people know; in a field that is typed into, they stay the browser's."""

ONCE = """<script>
(() => {
  if (window.roiOnce) return;
  window.roiOnce = true;
  const buttons = '[data-testid="stButton"], [data-testid="stFormSubmitButton"]';
  const again = '[class*="st-key-do-"], [class*="st-key-guide"]';
  let last = { key: "", at: 0 };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(buttons);
    if (!button || button.closest(again)) return;
    const key = button.closest('[class*="st-key-"]')?.className ?? "";
    const twice = event.detail > 1 || (key && key === last.key && event.timeStamp - last.at < 400);
    last = { key, at: event.timeStamp };
    if (!twice) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
</script>"""
"""A double click on a button is one click: nothing is added, kept or accepted twice.

What moved under the pointer meanwhile is not pressed by the second half either. Undo, redo and the
steps of the guided visit may be pressed as fast as one likes.
"""


@cache
def _style() -> str:
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in STYLES)
    return f"<style>{palette.variables()}{sheets}</style>"


@cache
def _wording(lang: str) -> str:
    """The script that puts Streamlit's own words into a language, and names it to the browser."""
    said, *others = ({**topic("streamlit", each)} for each in (lang, *LANGUAGES))
    words = {
        part: [[said[part][key], *(other[part][key] for other in others)] for key in said[part]]
        for part in ("exact", "pattern")
    }
    written = json.dumps({"lang": lang, **words}, ensure_ascii=False)
    return f"<script>window.roiWords = {written};\n{WORDING.read_text(encoding='utf-8')}</script>"


def show() -> None:
    """The frame of a page; called by app.py before the page runs."""
    lang = state.lang()
    # Our own constant text. st.markdown shows it at once; st.html would load a script first.
    st.markdown(_style(), unsafe_allow_html=True)
    with st.container(key="frame", horizontal=True, horizontal_alignment="right", gap="small"):
        _currency(lang)
        _language(lang)
        st.button("reconnected", key="reconnected")
        st.html(RECONNECTED + KEYS + ONCE, unsafe_allow_javascript=True)
        st.html(_wording(lang), unsafe_allow_javascript=True)
    _notice(lang)
    memory.frame()


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
