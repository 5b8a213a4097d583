"""Seasonality: off, or twelve indices in a small table."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui import binding, state

FLAT = (1.0,) * 12


def show() -> None:
    """A switch and, where it is on, one index per calendar month."""
    seasons = state.scenario().seasonality
    lang = state.lang()
    on = seasons is not None
    st.toggle(
        text("ui.seasons.switch", lang),
        key="seasons",
        help=text("ui.seasons.help", lang),
        on_change=_turn,
        **binding.bound("seasons", on, value=on),
    )
    if seasons is None:
        return
    months = text("ui.seasons.months", lang).split(" ")
    st.data_editor(
        {text("ui.seasons.month", lang): months, text("ui.seasons.index", lang): list(seasons)},
        key=f"seasons-{state.generation()}",
        hide_index=True,
        disabled=[text("ui.seasons.month", lang)],
        column_config={
            text("ui.seasons.index", lang): st.column_config.NumberColumn(
                min_value=0.0, step=0.05, required=True, format="%.2f"
            )
        },
        on_change=_write,
        args=(f"seasons-{state.generation()}",),
    )


def _turn() -> None:
    state.change("seasonality", FLAT if st.session_state["seasons"] else None)
    binding.refresh_all()


def _write(key: str) -> None:
    seasons = list(state.scenario().seasonality or FLAT)
    for row, cells in st.session_state[key]["edited_rows"].items():
        for value in cells.values():
            seasons[int(row)] = float(value or 0)
    if sum(seasons) > 0:
        state.change("seasonality", tuple(seasons))
    binding.refresh_all()
