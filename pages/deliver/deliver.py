"""Deliver: the case as files the client keeps, in both languages, made here and offline."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.case import case_row
from ui.deliver import deliver_form, deliver_view
from ui.elements import figures
from ui.session import binding, memory, state


@st.fragment(key=binding.RESULTS)
def deliver() -> None:
    """What the files say of themselves, then the files."""
    lang = state.lang()
    case_row.row()
    figures.heading(text("deliver.title", lang), text("deliver.intro", lang), part=True)
    form, files = st.columns([2, 3], gap="large")
    with form:
        dossier, template = deliver_form.show()
    with files:
        deliver_view.files(dossier, template)
    deliver_view.preview(dossier, template)
    memory.keep()


binding.start_page()
deliver()
