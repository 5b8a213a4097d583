"""Present: the case for a room, on a projector: a few sliders, large figures, a guess first."""

from __future__ import annotations

import streamlit as st

from ui import binding, present_view, state


@st.fragment(key=binding.RESULTS)
def present() -> None:
    """All of it moves with the sliders."""
    with st.container(key="presenter"):
        present_view.top()
        sliders, results = st.columns([1, 2.4], gap="large")
        with sliders:
            present_view.sliders()
        with results:
            present_view.results()
    state.write_url()


binding.start_page()
present()
