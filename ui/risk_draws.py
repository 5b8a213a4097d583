"""The draws of the page Risk: what is asked for, and a long run that can be seen and stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk import DRAWS, Risk, risk
from roi_model.analysis.spreads import USUAL, DoubtSet
from roi_model.scenario import Scenario
from roi_model.texts import text
from ui import cached, doubts, state

CHOICES = (DRAWS, 16_384, 131_072, 1_000_000)
_DRAWS = "risk_draws"
SOON = 0.4
"""Seconds after which a run shows how far it is, and a way to stop it."""


def t(key: str, **values: object) -> str:
    return text(f"drivers.{key}", state.lang(), **values)


@dataclass(frozen=True)
class Settings:
    """How many draws, and of what."""

    draws: int = DRAWS
    doubts: DoubtSet = USUAL


def settings(scenario: Scenario) -> Settings:
    """The settings chosen, kept while the reader is on other pages."""
    lang = state.lang()
    wanted, kept = state.extras().get(_DRAWS, DRAWS), doubts.chosen()
    others = kept.others
    with st.container(horizontal=True, vertical_alignment="bottom", key="risk-settings"):
        draws = st.selectbox(
            t("draws"),
            CHOICES,
            index=CHOICES.index(wanted),
            format_func=lambda count: formatting.number_exact(float(count), lang),
            key="risk-draws",
            filter_mode=None,
            width=160,
        )
        shock = st.toggle(t("shock"), value=kept.shock, key="risk-shock", help=t("shock_help"))
        luck = st.toggle(t("luck"), value=kept.luck, key="risk-luck", help=t("luck_help"))
        if scenario.uncertainty:
            others = st.toggle(t("others_too"), value=others, key="risk-others",
                               help=t("others_too_help"))  # fmt: skip
    chosen = Settings(int(draws), DoubtSet(bool(others), bool(shock), bool(luck)))
    state.extras()[_DRAWS] = chosen.draws
    doubts.choose(chosen.doubts)
    return chosen


def drawn(scenario: Scenario, chosen: Settings) -> Risk:
    """The run asked for; a long one shows how far it is, and any click stops it."""
    if chosen.draws == DRAWS:
        return cached.risk(scenario)

    def make() -> Risk:
        bar, stop = st.empty(), st.empty()
        started, asked = time.monotonic(), False

        def progress(done: int, whole: int) -> None:
            nonlocal asked
            if done == whole or time.monotonic() - started < SOON:
                return
            bar.progress(
                done / whole,
                t("progress", share=formatting.percent(done / whole, state.lang(), digits=2)),
            )
            if not asked:  # drawing them also lets a click of the reader end this run
                stop.button(t("stop"), key="risk-stop", on_click=_stop)
                asked = True

        made = risk(
            scenario,
            draws=chosen.draws,
            doubts=chosen.doubts.of(scenario),
            luck=chosen.doubts.luck,
            progress=progress,
        )
        bar.empty()
        stop.empty()
        return made

    # One alone: a million draws are some hundred megabytes.
    found: Risk = cached.kept("risk_run", (cached.same(scenario), chosen), make, size=1)
    return found


def _stop() -> None:
    """Back to the usual number of draws."""
    state.extras()[_DRAWS] = DRAWS
    st.session_state["risk-draws"] = DRAWS
