"""The page Method: its parts, a search through them, and links to each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from roi_model.texts import text, topic
from ui import method_view
from ui.elements import figures
from ui.session import state

FIRST = ("limits", "evidence")
LAST = ("command_line", "sources")


def show(*, of_case: bool = True) -> None:
    """All of it; without `of_case` what holds for any case: no figure of this one, no file."""
    lang = state.lang()
    words = topic("method", lang)
    sections = words["section"]
    groups, tables = _groups(lang, of_case=of_case), _tables(of_case=of_case)
    with st.container(key="method-summary"):
        with st.container(width=figures.READING_WIDTH):
            st.markdown(words["intro"])
        if not st.session_state.get("method_search"):
            method_view.summary()
        query = st.text_input(
            text("pages.method.search", lang),
            key="method_search",
            placeholder=text("pages.method.search_hint", lang),
            icon=":material/search:",
            width=figures.READING_WIDTH,
        )
    side, page = st.columns([1, 3.4], gap="large")
    with side:
        method_view.contents(
            (name, title, [(method_view.anchor(key), sections[key]["title"]) for key in keys])
            for name, (title, keys) in groups.items()
            if not query or name in tables
        )
    with page:
        for name, (title, keys) in groups.items():
            if query and name not in tables:
                continue
            st.header(title, anchor=name, divider="gray")
            if name in tables:
                if not query and f"{name}_intro" in words:
                    with st.container(width=figures.READING_WIDTH):
                        st.markdown(words[f"{name}_intro"])
                tables[name](query)
            for key in keys:
                method_view.section(key)
            if name == "files":
                method_view.downloads()


def _groups(lang: str, *, of_case: bool) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The parts of the page, their titles and their sections of text."""
    words = topic("method", lang)
    calculation = tuple(key for key in words["section"] if key not in (*FIRST, *LAST))
    groups = {
        "trust": (text("pages.method.trust", lang), FIRST),
        "calculation": (text("pages.method.calculation", lang), calculation),
        "results": (words["results_title"], ()),
        "parameters": (words["parameters_title"], ()),
        "glossary": (words["glossary_title"], ()),
        "benchmarks": (words["benchmarks_title"], ()),
    }
    return {**groups, "files": (text("pages.method.files", lang), LAST)} if of_case else groups


def _tables(*, of_case: bool) -> dict[str, Callable[[str], None]]:
    return {
        "results": partial(method_view.results, here=of_case),
        "parameters": method_view.inputs,
        "glossary": method_view.glossary,
        "benchmarks": method_view.benchmarks,
    }
