"""The draws of the page Risk: what is asked for, and a long run that can be seen and stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from roi_model import formatting
from roi_model.analysis.risk.risk import DRAWS, Risk, risk
from roi_model.declaration.scenario import Scenario
from roi_model.texts import text
from ui.elements import figures
from ui.session import binding, cached, state
from ui.session.sentences import sentences

CHOICES = (DRAWS, 16_384, 131_072, 1_000_000)
_DRAWS, _RUN = "risk_draws", "risk_run"
SOON = 0.4
"""Seconds after which a run shows how far it is, and a way to stop it."""


t = sentences("drivers.")


def settings(scenario: Scenario) -> int:
    """How many draws are chosen, kept while the reader is on other pages; of what: the case's."""
    lang = state.lang()
    wanted = state.extras().get(_DRAWS, DRAWS)
    with st.container(horizontal=True, vertical_alignment="center", key="risk-settings"):
        draws = st.selectbox(
            t("draws"),
            CHOICES,
            index=CHOICES.index(wanted),
            format_func=lambda count: text(
                "drivers.count", lang, count=formatting.number_exact(float(count), lang)
            ),
            label_visibility="collapsed",
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


def drawn(scenario: Scenario, draws: int, metrics: Sequence[str]) -> Risk:
    """The run asked for, of these metrics; a long one shows how far it is; any click stops it."""
    place = (
        st.empty()
    )  # one element in every run, whatever stands in it: what follows keeps its own
    if draws == DRAWS:
        return cached.risk(scenario, metrics)
    # One alone: a million draws are some hundred megabytes.
    key = cached.same(scenario), draws, tuple(metrics)
    found: Risk = cached.kept(_RUN, key, lambda: _long(scenario, draws, metrics, place), 1)
    if not found.complete:
        with place.container(horizontal=True, vertical_alignment="center", key="risk-stopped"):
            _stopped(found, draws)
    return found


def _long(scenario: Scenario, draws: int, metrics: Sequence[str], place: DeltaGenerator) -> Risk:
    with place.container():
        bar, stop = st.empty(), st.empty()
    started, asked = time.monotonic(), False

    def progress(done: int, whole: int) -> None:
        nonlocal asked
        if done == whole or time.monotonic() - started < SOON:
            return
        share = formatting.percent(done / whole, state.lang(), digits=2)
        bar.progress(done / whole, t("progress", share=share))
        if not asked:
            stop.button(t("stop"), key="risk-stop")
            asked = True

    made = risk(scenario, draws=draws, metrics=metrics, progress=progress, stop=binding.interrupted)
    place.empty()
    return made


def _stopped(run: Risk, wanted: int) -> None:
    """How far a run came that was stopped, and a way to make all of it."""
    done, whole = (formatting.number_exact(float(n), state.lang()) for n in (run.draws, wanted))
    st.html(figures.note(t("stopped", done=done, whole=whole)), width="content")
    st.button(t("draw_all"), key="risk-all", on_click=cached.forget, args=(_RUN,))
