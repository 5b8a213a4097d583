"""Risk and drivers: what could happen, what matters, what would have to be true."""

from __future__ import annotations

import streamlit as st

from ui.case import capacity_view, case_row
from ui.elements import figures
from ui.risk import risk_draws, risk_view
from ui.session import binding, memory, state
from ui.session.sentences import sentences

t = sentences("drivers.")


@st.fragment(key=binding.RESULTS)
def risk() -> None:
    """Top to bottom: the chances, the drivers, the flip points, the goals."""
    scenario = state.scenario()
    case_row.row()
    figures.heading(t("title"), t("intro"), part=True)
    capacity_view.remark()
    run = risk_draws.drawn(scenario, risk_draws.settings(scenario), risk_view.SHOWN)
    risk_view.summary(run)
    risk_view.chances(scenario, run)
    st.header(t("drivers"), anchor="drivers")
    metric = risk_view.metric_choice()
    risk_view.drivers(scenario, metric, run)
    st.header(t("flips"), anchor="flips")
    risk_view.flip_table(scenario, metric)
    st.header(t("goals"), anchor="goals")
    risk_view.goals(scenario)
    st.header(t("safety"), anchor="safety")
    risk_view.safety(run)
    memory.keep()


binding.start_page()
risk()
