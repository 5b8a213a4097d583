"""Channels: what each brings and costs, whether the team can serve them, where money goes best."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import case_row
from ui.channels import budget_view, channels_view
from ui.compare import make_or_buy_view
from ui.elements import tables
from ui.levers import levers_view
from ui.session import binding, memory, remembered, state


@st.fragment(key=binding.RESULTS)
def channels() -> None:
    """All that a channel moves; its table writes back and runs this again."""
    lang, scenario = state.lang(), state.scenario()
    case_row.row("channels")
    levers_view.what_changed()
    channels_view.picture(scenario)
    channels_view.each(scenario)
    _part("table")
    tables.show("channels")
    st.caption(text("pages.channels.table_note", lang))
    left, right = st.columns(2, gap="large")
    with left:
        _part("capacity")
        channels_view.capacity(scenario)
    with right:
        _part("bottleneck")
        channels_view.bottleneck(scenario)
    # What there is nothing to share in begins with the other question.
    order = [*FOLDS] if budget_view.shared(scenario) else [*reversed(FOLDS)]
    folds = {name: _title(name) for name in order}
    with st.container(key="channels-fold"):
        opened = remembered.switch_between("channels_fold", _title("budget"), folds)
    FOLDS[opened](scenario)
    memory.keep()


FOLDS = {"budget": budget_view.show, "buy": lambda _: make_or_buy_view.show()}
"""What is asked after the channels: one at a time, made only while it is open."""


def _part(name: str) -> None:
    st.header(_title(name), anchor=name)


def _title(name: str) -> str:
    return text(f"pages.channels.{name}_title", state.lang())


binding.start_page()
channels()
