"""What a file is taken for, why, and the choice of another kind."""

from __future__ import annotations

import streamlit as st

from roi_model.reading.explain import kind_reason
from roi_model.reading.formats import FORMATS, named
from roi_model.reading.result import Reading
from ui.actuals import uploads
from ui.elements import figures
from ui.elements.escape import in_label
from ui.session import state
from ui.session.sentences import sentences

t = sentences("checks.")
KIND = "kind"
"""The answer that names the kind of a file."""
_TOLD = 6
"""Headings named as the reason, at most."""


def choice(upload: uploads.Upload, reading: Reading) -> None:
    """The kind of one file as a choice where it is a table; its name where its form tells it."""
    lang = state.lang()
    if reading.guess is None:
        if reading.kind:
            st.markdown(named(reading.kind).words(lang).called)
        return
    key = f"upload-kind-{upload.digest[:12]}-{uploads.generation()}"
    options = [kind.name for kind in FORMATS]

    def take() -> None:
        chosen = st.session_state[key]
        guessed = reading.guess is not None and chosen == reading.guess.kind
        uploads.answer(upload.digest, KIND, None if guessed else chosen)

    st.selectbox(
        t("kind", name=in_label(upload.name)), options,
        index=options.index(reading.kind or options[0]), key=key, on_change=take,
        format_func=lambda kind: named(kind).words(lang).called,
        label_visibility="collapsed", width=220,
    )  # fmt: skip


def reason(reading: Reading) -> str:
    """Why a file is taken for what it is, as a note; empty where its form alone tells."""
    if reading.guess is None or reading.kind is None:
        return ""
    said = kind_reason(reading, state.lang(), _TOLD)
    guessed = reading.kind == reading.guess.kind
    return figures.note(f"{said} {t('kind_wrong')}" if guessed else said)
