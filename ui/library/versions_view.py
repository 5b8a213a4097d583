"""The versions of the case on screen: opened, brought back; its name and its place in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.elements.escape import escaped
from ui.session import saved_scenarios, shelf, state
from ui.session.sentences import sentences

t = sentences("library.ui.")


def show(doing: Callable[..., Any]) -> None:
    """The latest first."""
    found, lang = shelf.history(), state.lang()
    here = shelf.kept()
    assert here is not None
    may_write = shelf.may_write(here.workspace)
    with st.container(key="picker-versions", gap="small"):
        for version in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                at = shelf.when(version.saved_at, lang)
                told = t("by", at=at, author=version.author) if version.author else at
                note = f"  \n{escaped(version.note)}" if version.note else ""
                st.markdown(
                    f"**{t('version', number=version.number)}** · {escaped(told)}{note}",
                    width="stretch",
                )
                st.button(
                    t("open"),
                    key=f"picker-look-{version.number}",
                    on_click=doing,
                    args=(shelf.open_version, here.workspace, here.name, version.number),
                )
                if may_write and version is not found[0]:
                    st.button(
                        t("restore"),
                        key=f"picker-restore-{version.number}",
                        help=t("restore_help"),
                        on_click=doing,
                        args=(shelf.restore, version.number),
                    )
    if not may_write:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(t("name"), key=f"picker-called-{here.name}", value=here.name)
        st.button(
            t("rename"),
            key="picker-rename",
            on_click=lambda: doing(
                _rename,
                st.session_state[f"picker-called-{here.name}"],
                said="renamed",
                stay=True,
            ),
        )
        st.button(
            t("archive"),
            key="picker-archive",
            help=t("archive_help"),
            on_click=lambda: doing(
                shelf.archive, here.workspace, here.name, said="archived", stay=True
            ),
        )


def _rename(name: str) -> None:
    """Another name, for what is compared with the case too."""
    was = shelf.kept()
    shelf.rename(name)
    if was is not None and (now := shelf.kept()) is not None:
        saved_scenarios.follow_name(was.workspace, was.name, now.name)
