"""Three cases of the plan on screen: cautious, expected, ambitious."""

from __future__ import annotations

import streamlit as st

from roi_model.analysis.risk import doubt_words
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.analysis.risk.three_cases import ThreeCases, three_cases
from roi_model.charts import side_by_side
from roi_model.formatting.inputs import input_words, value_words
from roi_model.remarks.capacity import with_capacity
from ui.compare import compare_view
from ui.compare.compare_view import t
from ui.elements import figures, pictures
from ui.elements.figures import Cell
from ui.session import state
from ui.session.cached import about, projection, risk

CASES = ("cautious", "expected", "ambitious")
METRICS = ("roi", "payback_month", "net_gain", "cash_trough", "investment", "customers_signed")


def show() -> None:
    """The three cases on the same axes, in a table, and where each doubtful input stands."""
    scenario = state.scenario()
    found: ThreeCases = about("three_cases", scenario, lambda: three_cases(scenario))
    st.markdown(t("cases_intro"))
    if not found.moves:
        st.info(t("cases_certain"), icon=":material/check:")
        return
    cases = {t(f"case.{name}"): getattr(found, name) for name in CASES}
    plans = {name: projection(one) for name, one in cases.items()}
    frame, spec = side_by_side.of_plans(
        plans, state.lang(), state.currency(), pictures.theme(),
        start=scenario.start, title=t("cases_chart"),
    )  # fmt: skip
    run = risk(scenario, with_capacity(METRICS, plans.values()))
    left, right = st.columns(2, gap="large")
    with left:
        pictures.draw("three-cases", frame, spec)
    with right:
        compare_view.table(cases, METRICS, t("case.expected"), run)
    with st.expander(t("cases_inputs"), icon=":material/tune:"):
        st.html(_inputs(found))
    moved = doubt_words.listed(scenario, drawn_doubts(scenario), state.lang())
    said = (moved, t("cases_doubts"), t("cases_note"))
    figures.pile(*map(figures.note, said))


def _inputs(found: ThreeCases) -> str:
    lang, currency = state.lang(), state.currency()
    rows = [
        [
            Cell(input_words(state.scenario(), move.path, lang)),
            *(
                Cell(value_words(move.path, getattr(move, name), currency, lang), number=True)
                for name in CASES
            ),
        ]
        for move in found.moves
    ]
    headers = [t("input"), *(t(f"case.{name}") for name in CASES)]
    return figures.table(t("cases_inputs"), headers, rows, stack=True, labelled=True)
