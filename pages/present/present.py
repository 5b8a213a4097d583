"""Present: the case for a room, on a projector: a few sliders, large figures, a guess first."""

from __future__ import annotations

import streamlit as st

from ui import present_script, present_view
from ui.session import binding, memory


@st.fragment(key=binding.RESULTS)
def present() -> None:
    """All of it moves with the sliders."""
    with st.container(key="presenter"):
        present_view.top()
        # The keyboard comes to the guess before the sliders; present.css puts these to the left.
        with st.container(key="present-results"):
            rest, note = present_view.results()
        with st.container(key="present-sliders"):
            present_view.sliders(rest=rest, note=note)
            present_script.strip()
    memory.keep()


binding.start_page()
present()
