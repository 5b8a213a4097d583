"""Cases of the library beside the others: searched there, compared in a version, left out again."""

from __future__ import annotations

import streamlit as st

from roi_model.library.errors import LibraryError
from roi_model.texts import text
from ui.compare.saved_view import put_beside
from ui.elements.escape import escaped, in_label
from ui.library import cases_view
from ui.session import binding, saved_scenarios, shelf, state
from ui.session.sentences import sentences

t = sentences("pages.compare.")
MOST = 6
"""Cases that the search shows: a short list, the latest saved first."""


def gone() -> None:
    """Look up what was taken from the library, and say what is gone or does not answer."""
    for sentence in saved_scenarios.look():
        st.warning(escaped(sentence), icon=":material/folder_off:")


def show() -> None:
    """A popover that asks the library once it is open."""
    panel = st.popover(
        t("library"), icon=":material/folder_open:", key="from-library", on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        try:
            for position, choice in enumerate(saved_scenarios.taken()):
                _taken(position, choice)
            if said := state.extras().pop("taken_said", ""):
                st.error(said)
            _search()
        except LibraryError as error:
            st.error(escaped(error.sentence(state.lang())), icon=":material/cloud_off:")


def _taken(position: int, choice: str) -> None:
    """A case that was taken: which version of it, and away with it."""
    workspace, name, number = saved_scenarios.place(choice)
    lang, versions = state.lang(), shelf.answer(lambda library: library.history(workspace, name))
    said = {
        one.number: " · ".join(
            filter(None, (t("version", number=one.number, at=shelf.when(one.saved_at, lang)),
                          one.note))
        )
        for one in versions
    }  # fmt: skip
    newest = t("latest", number=versions[0].number)
    key = f"taken-version-{position}"

    def turn() -> None:
        saved_scenarios.turn(choice, st.session_state[key])
        binding.refresh_all()

    def leave() -> None:
        saved_scenarios.leave(choice)
        binding.refresh_all()

    with st.container(horizontal=True, vertical_alignment="bottom", key=f"taken-{position}"):
        st.selectbox(
            f"{in_label(name)} · {in_label(workspace)}",
            [None, *said],
            format_func=lambda one: newest if one is None else said[one],
            key=key,
            on_change=turn,
            filter_mode=None,
            **binding.bound(key, number, index=[None, *said].index(number)),
        )
        st.button(
            t("leave"),
            key=f"taken-leave-{position}",
            icon=":material/close:",
            help=t("leave"),
            on_click=leave,
        )


def _search() -> None:
    search = st.text_input(
        text("library.ui.search", state.lang()),
        key="from-library-search",
        placeholder=text("library.ui.search_hint", state.lang()),
        icon=":material/search:",
        label_visibility="collapsed",
    )
    found, taken = shelf.cases(search=search)[:MOST], saved_scenarios.taken()
    if not found:
        st.caption(text(f"library.ui.{'none_found' if search else 'none'}", state.lang()))
    with st.container(key="found-cases", gap=None):
        for position, line in enumerate(found):
            there = saved_scenarios.case_choice(line.workspace, line.name) in taken
            st.button(
                cases_view.label(line, t("is_taken") if there else ""),
                key=f"found-{position}",
                type="tertiary",
                width="stretch",
                on_click=_take,
                args=(line.workspace, line.name),
            )
    if len(found) == MOST:
        st.caption(text("library.ui.most", state.lang(), most=MOST))


def _take(workspace: str, name: str) -> None:
    """Among the choices, where it is not yet, and compared."""
    try:
        put_beside(saved_scenarios.take(workspace, name))
    except saved_scenarios.FullError:
        full = t("taken_full", most=saved_scenarios.MOST_TAKEN)
        state.extras()["taken_said"] = full
    binding.refresh_all()
