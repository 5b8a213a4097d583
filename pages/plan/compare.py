"""Compare: several scenarios on the same axes, why one became another, and three cases of one."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import case_row
from ui.compare import compare_view, compare_why, three_cases_view
from ui.session import binding, memory, remembered, state

FOLDS = {"why": compare_why.show, "cases": lambda _: three_cases_view.show()}
"""What is asked after the comparison: one at a time, made only while it is open."""


@st.fragment(key=binding.RESULTS)
def compare() -> None:
    """All that the choice of scenarios moves, and the case on screen where it is one of them."""
    case_row.row("compare")
    chosen = compare_view.chosen()
    compare_view.beside(chosen)
    folds = {name: text(f"pages.compare.{name}_title", state.lang()) for name in FOLDS}
    with st.container(key="compare-fold"):
        opened = remembered.switch_between("compare_fold", folds["why"], folds)
    FOLDS[opened](chosen)
    memory.keep()


binding.start_page()
compare()
