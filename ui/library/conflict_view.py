"""Two saved at once: who, when, what differs, and mine, theirs or both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from roi_model.analysis.change.changes import Between
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import change_words, value_words
from roi_model.texts import text
from ui.elements import figures
from ui.elements.escape import escaped
from ui.elements.figures import Cell
from ui.session import shelf, state
from ui.session.sentences import sentences

t = sentences("library.conflict.")


def show(doing: Callable[..., Any], note: str) -> None:
    """What is in the library by now beside what is on screen; nothing is saved before a choice."""
    here, theirs, lang = shelf.kept(), shelf.latest(), state.lang()
    assert here is not None and theirs.scenario is not None
    st.markdown(
        escaped(
            t(
                "theirs",
                number=theirs.number,
                name=theirs.name,
                author=theirs.author or t("somebody"),
                at=shelf.when(theirs.saved_at, lang),
                base=here.number,
            )
        )
    )
    if theirs.note:
        st.markdown(escaped(t("note", note=theirs.note)))
    st.markdown(f"**{t('differs')}**")
    st.html(differences(theirs.scenario, state.scenario()))
    st.button(
        t("mine"),
        key="conflict-mine",
        type="primary",
        help=t("mine_help"),
        on_click=lambda: doing(
            shelf.save,
            note,
            theirs.number,
            said="saved",
            stay=True,
        ),
    )
    st.button(
        t("open_theirs"),
        key="conflict-theirs",
        help=t("theirs_help"),
        on_click=doing,
        args=(shelf.open_version, theirs.workspace, theirs.name, theirs.number),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        called = text("library.ui.copy", lang, name=theirs.name, number=2)
        st.text_input(t("both_label"), key="conflict-name", value=called)
        st.button(
            t("both"),
            key="conflict-both",
            on_click=lambda: doing(
                shelf.save_as,
                theirs.workspace,
                st.session_state["conflict-name"],
                note,
                said="saved",
                stay=True,
            ),
        )


def differences(theirs: Scenario, mine: Scenario) -> str:
    """Every input that differs, in the words of "what changed"."""
    lang = state.lang()
    if theirs.currency != mine.currency:
        said = t("currency", theirs=theirs.currency, mine=mine.currency)
        return figures.note(said)
    between = Between(theirs, mine)
    rows = [
        [
            Cell(change_words(one.path, one.before, one.after, lang)),
            Cell(value_words(one.path, one.before, mine.currency, lang)),
            Cell(value_words(one.path, one.after, mine.currency, lang)),
        ]
        for one in (*between.changes, *between.renames)
    ]
    if not rows:
        return figures.note(t("same"))
    headers = [t("input"), t("column_theirs"), t("column_mine")]
    return figures.table(t("differs"), headers, rows, stack=True, labelled=True)
