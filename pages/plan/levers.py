"""Levers: what one can decide and what may happen, each with what it does to this plan."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import capacity_view, case_row
from ui.levers import levers_view, ranked_view
from ui.session import binding, memory, state


@st.fragment(key=binding.RESULTS)
def levers() -> None:
    """All that a lever can move: its inputs are nested, and run this again when they change."""
    lang, scenario = state.lang(), state.scenario()
    case_row.row("levers")
    capacity_view.remark()
    levers_view.headline(scenario)
    levers_view.what_changed()
    ranked_view.show(scenario)
    _initiatives(lang)
    library = st.expander(
        text("pages.levers.open_library", lang),
        expanded=False,
        icon=":material/menu_book:",
        key="levers-library",
        on_change="rerun",
    )
    if library.open:
        with library:
            levers_view.library(scenario)
    memory.keep()


def _initiatives(lang: str) -> None:
    scenario = state.scenario()
    for kind, heading in (("lever", "levers"), ("assumption", "assumptions")):
        found = [
            (position, one) for position, one in enumerate(scenario.initiatives) if one.kind == kind
        ]
        if not found:
            continue
        st.header(text(f"pages.levers.{heading}", lang), anchor=heading)
        for position, initiative in found:
            levers_view.card(scenario, initiative, position)
        if kind == "lever":
            levers_view.do_not_add(scenario)


binding.start_page()
levers()
