"""The state of a session: undo, currency, language, and what moves along."""

from __future__ import annotations

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import CostLine
from roi_model.storage import link
from roi_model.storage.own_names import in_language
from tests.ui.panel_driver import rows
from tests.ui.seen import seen
from tests.ui.simulate import (
    FIRST,
    app,
    entered,
    headline,
    move,
    params,
    press,
    scenario,
    session,
    then_all,
    type_into,
)


def test_undo_redo_reset_and_pin() -> None:
    made = app()
    start = scenario(made)
    move(made, "deal_value", 2)
    move(made, "cycle_months")
    plan = scenario(made)
    press(made, "do-undo")
    assert scenario(made) == replace(start, deal_value=plan.deal_value)
    press(made, "do-redo")
    assert scenario(made) == plan
    press(made, "do-pin")
    assert session(made).now.baseline == plan
    move(made, "cycle_months")
    press(made, "do-reset")
    assert scenario(made) == plan
    for _ in range(5):
        if not made.button(key="do-undo").disabled:
            press(made, "do-undo")
    assert (scenario(made), session(made).now.baseline) == (start, start)


def test_the_horizon_takes_the_campaign_along() -> None:
    made = type_into(app(), "horizon_months", "6")
    assert (scenario(made).horizon_months, scenario(made).campaign) == (6, 6)
    assert [m.path for m in session(made).change.moved] == ["campaign_months"]
    assert entered(made, "campaign_months").startswith("6")


def test_the_currency_is_a_matter_of_display() -> None:
    made = app()
    made.selectbox(key="frame_currency").set_value("GBP")
    then_all(made)
    assert scenario(made) == replace(seen(FIRST), currency="GBP")
    assert "£" in headline(made)[3]
    assert link.changed_paths(scenario(made), seen(FIRST)) == []
    assert app(case=FIRST, currency="nonsense")  # an unknown one in the address is left aside


def test_names_the_app_gave_follow_the_language_and_typed_ones_stay() -> None:
    made = app(lang="en", case="in-house-sdr")
    move(made, "tools", 2)
    held = session(made)
    costs = (*held.now.scenario.costs, CostLine(name="Notre salon", amount=1.0))
    held.now = replace(held.now, scenario=replace(held.now.scenario, costs=costs))
    before = scenario(made)
    made.segmented_control(key="frame_lang").set_value("fr")
    then_all(made)
    assert scenario(made) == in_language(before, "fr")
    names = [line.name for line in scenario(made).costs]
    assert names == ["Outils", "Lancement", "Notre salon"]
    assert session(made).now.baseline == seen("in-house-sdr", "fr")
    paths = list(rows(made))
    assert "channels/SDR en interne/contacts" in paths
    # One link for readers of either language.
    code = params(made)["case"]
    assert scenario(app(lang="en", case=code)) == before
    press(made, "do-undo")
    assert scenario(made) == seen("in-house-sdr", "fr")


def test_a_thread_that_has_seen_a_session_does_not_hold_on_to_it() -> None:
    """Within a run it is looked up once; one that ended, or was put in its place, is not missed."""

    def page() -> None:
        import streamlit as st

        from ui.session import state

        first = state.held()
        assert state.held() is first
        state.end()
        second = state.held()
        assert second is not first
        state.begin(first)
        st.session_state["seen"] = state.held() is first

    assert AppTest.from_function(page).run().session_state["seen"]
