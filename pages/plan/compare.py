"""Compare: several scenarios on the same axes, why one became another, and three cases of one."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import case_row
from ui.compare import compare_view, compare_why, three_cases_view
from ui.session import binding, memory, state


@st.fragment(key=binding.RESULTS)
def compare() -> None:
    """All that the choice of scenarios moves, and the case on screen where it is one of them."""
    lang = state.lang()
    case_row.row("compare")
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
