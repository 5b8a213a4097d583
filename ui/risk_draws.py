"""The draws of the page Risk: what is asked for, and a long run that can be seen and stopped."""

from __future__ import annotations

import time
from dataclasses import asdict, replace

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk import DRAWS, Risk, risk
from roi_model.scenario import Scenario
from roi_model.texts import text
from ui import binding, cached, state

CHOICES = (DRAWS, 16_384, 131_072, 1_000_000)
_DRAWS = "risk_draws"
SOON = 0.4
"""Seconds after which a run shows how far it is, and a way to stop it."""


def t(key: str, **values: object) -> str:
    return text(f"drivers.{key}", state.lang(), **values)


def settings(scenario: Scenario) -> int:
    """How many draws are chosen, kept while the reader is on other pages; of what: the case's."""
    lang = state.lang()
    wanted = state.extras().get(_DRAWS, DRAWS)
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
        for name, shown in asdict(scenario.doubt_set).items():
            if name != "others" or scenario.uncertainty:
                _switch(name, shown)
    state.extras()[_DRAWS] = int(draws)
    return int(draws)


def _switch(name: str, shown: bool) -> None:
    """One of the choices of what is drawn: the case keeps it, wherever it is opened."""
    key = f"risk-{name}"
    started = binding.bound(key, shown, value=shown)
    label, about = t(f"drawn.{name}"), t(f"drawn.{name}_help")
    st.toggle(label, key=key, help=about, on_change=_choose, args=(name,), **started)


def _choose(name: str) -> None:
    chosen = replace(state.scenario().doubt_set, **{name: bool(st.session_state[f"risk-{name}"])})
    state.replace_scenario(replace(state.scenario(), drawn=chosen.written), "drivers.drawn.changed")
    binding.refresh()


def drawn(scenario: Scenario, draws: int) -> Risk:
    """The run asked for; a long one shows how far it is, and any click stops it."""
    if draws == DRAWS:
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

        made = risk(scenario, draws=draws, progress=progress)
        bar.empty()
        stop.empty()
        return made

    # One alone: a million draws are some hundred megabytes.
    found: Risk = cached.kept("risk_run", (cached.same(scenario), draws), make, size=1)
    return found


def _stop() -> None:
    """Back to the usual number of draws."""
    state.extras()[_DRAWS] = DRAWS
    st.session_state["risk-draws"] = DRAWS
