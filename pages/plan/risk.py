"""Risk and drivers: what would have to be true, what could happen, and what matters."""

from __future__ import annotations

import streamlit as st

from ui.case import capacity_view, case_row
from ui.risk import goals_view, risk_draws, risk_view
from ui.session import binding, memory, remembered, state
from ui.session.sentences import sentences

FOLDS = ("drivers", "flips", "figures", "safety")
"""What is looked up rather than read: one at a time, made only while it is open."""
FIRST = 5
"""Inputs of the drivers, until all of them are asked for."""

t = sentences("drivers.")


@st.fragment(key=binding.RESULTS)
def risk() -> None:
    """Top to bottom: what would have to be true, the chances, one of the rest."""
    scenario = state.scenario()
    case_row.row("risk")
    capacity_view.remark()
    places = goals_view.show(scenario)
    with st.container(horizontal=True, vertical_alignment="center", key="chances"):
        st.header(t("could"), anchor="chances")
        wanted = risk_draws.settings(scenario)
    run = risk_draws.drawn(scenario, wanted, risk_view.SHOWN)
    risk_view.summary(run)
    risk_view.chances(scenario, run)
    with st.container(horizontal=True, vertical_alignment="center", key="risk-fold"):
        names = {name: t(name) for name in FOLDS}
        opened = remembered.switch_between("risk_fold", t("more"), names)
        metric = risk_view.metric_choice() if opened in ("drivers", "flips") else ""
        every = opened == "drivers" and remembered.switch("risk_all", t("all_inputs"))
    if opened == "drivers":
        risk_view.drivers(scenario, metric, run, **({} if every else {"most": FIRST}))
    elif opened == "flips":
        risk_view.flip_table(scenario, metric)
    elif opened == "figures":
        risk_view.figure_table(run)
    else:
        risk_view.safety(run)
    goals_view.together(scenario, places)  # last: it takes longest, and nothing waits for it
    memory.keep()


binding.start_page()
risk()
