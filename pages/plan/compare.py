"""Compare: several scenarios on the same axes, why one became another, and three cases of one."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui import binding, case, compare_view, compare_why, figures, memory, state, three_cases_view


@st.fragment(key=binding.RESULTS)
def compare() -> None:
    """All that the choice of scenarios moves, and the case on screen where it is one of them."""
    lang = state.lang()
    case.row()
    figures.heading(text("pages.compare.title", lang), text("pages.compare.intro", lang), part=True)
    chosen = compare_view.chosen()
    compare_view.side_by_side(chosen)
    compare_view.metrics(chosen)
    st.subheader(text("pages.compare.why_title", lang), anchor="why")
    compare_why.show(chosen)
    st.subheader(text("pages.compare.cases_title", lang), anchor="cases")
    three_cases_view.show()
    memory.keep()


binding.start_page()
compare()
