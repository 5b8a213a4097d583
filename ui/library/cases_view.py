"""The cases of the library: searched, by workspace, opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.elements.escape import escaped
from ui.library import copies
from ui.session import shelf, state, who
from ui.session.sentences import sentences

if TYPE_CHECKING:
    from roi_model.library.library import Line

t = sentences("library.ui.")


def show(doing: Callable[..., Any]) -> None:
    """The latest saved first; two buttons a case, so that fifty of them are drawn in no time."""
    known, everything = shelf.workspaces(), t("all")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            t("search"), key="picker-search", placeholder=t("search_hint"), icon=":material/search:"
        )
        within = st.selectbox(
            t("workspace"),
            ["", *known],
            key="picker-within",
            format_func=lambda one: one or everything,
        )
        archived = st.toggle(t("archived"), key="picker-archived")
    found = shelf.cases(within or None, search, archived=archived)
    if not found:
        st.caption(t("none_found" if search or within else "none_archived" if archived else "none"))
    kept = shelf.kept()
    here = None if kept is None else (kept.workspace, kept.name)
    writable = shelf.workspaces("editor") if archived else []
    with st.container(key="picker-cases", gap=None):
        for position, line in enumerate(found):
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.button(
                    label(line, t("on_screen") if (line.workspace, line.name) == here else ""),
                    key=f"picker-open-{position}",
                    type="tertiary",
                    width="stretch",
                    on_click=doing,
                    args=(shelf.open_version, line.workspace, line.name),
                )
                if not archived:
                    st.button(
                        t("duplicate"),
                        key=f"picker-duplicate-{position}",
                        type="tertiary",
                        icon=":material/content_copy:",
                        help=t("duplicate_help"),
                        on_click=doing,
                        args=(copies.duplicate, line.workspace, line.name),
                    )
                elif line.workspace in writable:
                    st.button(
                        t("bring_back"),
                        key=f"picker-back-{position}",
                        on_click=doing,
                        args=(shelf.bring_back, line.workspace, line.name),
                        kwargs={"said": "back", "stay": True, "name": line.name},
                    )
    if len(found) == shelf.MOST:
        st.caption(t("most", most=shelf.MOST))
    where = "members_note" if who.has_login() else "scratch_note"
    st.caption(f"{t('undo_note')} {t(where)}")


def label(line: Line, more: str = "") -> str:
    """A case as a button says it: its name, and below where it is, how old, and `more`."""
    at = shelf.when(line.saved_at, state.lang())
    told = t("line", workspace=line.workspace, number=line.versions, at=at)
    return f"**{escaped(line.name)}**  \n{escaped(' · '.join(filter(None, (told, more))))}"
