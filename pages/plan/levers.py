"""Levers: what one can decide and what may happen, each with what it does to this plan."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui import figures, levers_view, state

lang = state.lang()
scenario = state.scenario()
numbered = list(enumerate(scenario.initiatives))

figures.style()
st.html(levers_view.STYLE)
st.title(text("pages.levers.title", lang), anchor=False)
with st.container(width=760):
    st.markdown(text("pages.levers.intro", lang))
levers_view.headline(scenario)

for kind, heading in (("lever", "levers"), ("assumption", "assumptions")):
    found = [(position, one) for position, one in numbered if one.kind == kind]
    if not found and kind == "assumption":
        continue
    st.subheader(text(f"pages.levers.{heading}", lang), anchor=heading)
    if not found:
        st.info(text("pages.levers.levers_none", lang), icon=":material/toggle_off:")
    for position, initiative in found:
        levers_view.card(scenario, initiative, position)
    if kind == "lever":
        levers_view.picture(scenario)
        levers_view.do_not_add(scenario)

library = st.expander(
    text("pages.levers.open_library", lang),
    expanded=state.extras().setdefault("levers_library_open", not scenario.initiatives),
    icon=":material/add:",
    key="levers-library",
    on_change="rerun",
)
if library.open:
    with library:
        levers_view.library(scenario)
