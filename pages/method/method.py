"""Method: how every number is made, what every input means, and when not to use this."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text, topic
from ui import method_view
from ui.elements import figures
from ui.session import state

lang = state.lang()
words = topic("method", lang)
sections = words["section"]
FIRST = ("limits", "evidence")
LAST = ("command_line", "sources")
calculation = [key for key in sections if key not in (*FIRST, *LAST)]
groups = {
    "trust": (text("pages.method.trust", lang), FIRST),
    "calculation": (text("pages.method.calculation", lang), calculation),
    "results": (words["results_title"], ()),
    "parameters": (words["parameters_title"], ()),
    "glossary": (words["glossary_title"], ()),
    "benchmarks": (words["benchmarks_title"], ()),
    "files": (text("pages.method.files", lang), LAST),
}
tables = {
    "results": method_view.results,
    "parameters": method_view.inputs,
    "glossary": method_view.glossary,
    "benchmarks": method_view.benchmarks,
}

figures.heading(words["title"])
with st.container(width=figures.READING_WIDTH):
    st.markdown(words["intro"])
    query = st.text_input(
        text("pages.method.search", lang),
        key="method_search",
        placeholder=text("pages.method.search_hint", lang),
        icon=":material/search:",
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
