"""Deliver: the case as files the client keeps, in both languages, made here and offline."""

from __future__ import annotations

import streamlit as st

from ui.case import case_row
from ui.deliver import deliver_form, deliver_view
from ui.session import binding, memory


@st.fragment(key=binding.RESULTS)
def deliver() -> None:
    """What the files say of themselves, then the files."""
    case_row.row("deliver")
    form, files = st.columns([2, 3], gap="large")
    with form:
        dossier, template = deliver_form.show()
    with files:
        deliver_view.files(dossier, template)
    deliver_view.preview(dossier, template)
    memory.keep()


binding.start_page()
deliver()
