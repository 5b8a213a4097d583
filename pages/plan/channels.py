"""Channels: what each brings and costs, whether the team can serve them, where money goes best."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import case_row
from ui.channels import budget_view, channels_view
from ui.compare import make_or_buy_view
from ui.elements import tables
from ui.levers import levers_view
from ui.session import binding, memory, state


@st.fragment(key=binding.RESULTS)
def channels() -> None:
    """All that a channel moves; its table writes back and runs this again."""
    lang, scenario = state.lang(), state.scenario()
    case_row.row("channels")
    levers_view.what_changed()
    _part("each")
    channels_view.each(scenario)
    _part("table")
    tables.show("channels")
    st.caption(text("pages.channels.table_note", lang))
    _part("capacity")
    channels_view.capacity(scenario)
    _part("bottleneck")
    channels_view.bottleneck(scenario)
    _part("budget")
    budget_view.show(scenario)
    _part("buy")
    make_or_buy_view.show()
    memory.keep()


def _part(name: str) -> None:
    st.subheader(text(f"pages.channels.{name}_title", state.lang()), anchor=name)


binding.start_page()
channels()
