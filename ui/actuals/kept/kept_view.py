"""What the workspace keeps, told below where files are dropped; the files only by a switch."""

from __future__ import annotations

import streamlit as st

from roi_model import formatting
from roi_model.actuals.suggestion import Accepted, apply
from roi_model.declaration.paths import card_at
from roi_model.editing import entry
from roi_model.storage.kept_files import MOST_BYTES
from ui.actuals import uploads
from ui.actuals.actuals_calibrate import TAKEN_OVER
from ui.actuals.files import compared
from ui.actuals.kept import kept_here
from ui.actuals.kept.kept_here import Desk
from ui.case import evidence
from ui.elements import figures
from ui.elements.escape import escaped, in_label
from ui.session import binding, state
from ui.session.sentences import sentences

t = sentences("tracking.kept_")


def keeps_files() -> bool:
    """Whether the files on the page stay with the workspace."""
    about = kept_here.desk()
    return about is not None and bool(about.listed)


def show() -> None:
    """Beside a case of a workspace: what of this page stays there, and how to take it away."""
    about = kept_here.desk()
    if about is None:
        return
    _elsewhere()
    _accepted(about)
    if not (uploads.held() or about.listed or _is_answered()):
        return
    place = state.held().place
    said = "answers" if about.keeps else "reading" if about.role else "away"
    with st.container(key="kept-here", gap="small"):
        if about.keeps:
            _choices(about, place)
        st.html(figures.note(t(said, workspace=place)))


def _choices(about: Desk, place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if uploads.held() or about.listed:
            _switch(about, place)
        if _is_answered():
            st.button(
                t("forget"), key="kept-forget", type="tertiary", icon=":material/undo:",
                help=t("forget_help"), on_click=kept_here.forget_answers,
            )  # fmt: skip


def _is_answered() -> bool:
    there = uploads.shelf()
    return bool(there.answered or there.mapping or there.rules or there.saved)


def _switch(about: Desk, place: str) -> None:
    key, most = "kept-files", _size(MOST_BYTES)

    def turn() -> None:
        kept_here.keep_files(st.session_state[key])

    st.toggle(
        t("files", workspace=in_label(place)), key=key, help=t("files_help"), on_change=turn,
        **binding.bound(key, about.files, value=about.files),
    )  # fmt: skip
    if about.no_room:
        names = [one.name for one in uploads.held() if one.digest in about.no_room]
        st.warning(t("no_room", names=escaped(", ".join(names)), most=most))
    if about.listed:
        size = _size(sum(one.size for one in about.listed))
        st.caption(t("size", count=len(about.listed), size=size, most=most))
    else:
        st.caption(t("none", most=most))


def _size(count: int) -> str:
    lang = state.lang()
    if count < 1_000_000:
        return t("kilobytes", size=formatting.number_exact(max(1, round(count / 1000)), lang))
    return t("megabytes", size=formatting.number_exact(round(count / 1_000_000, 1), lang))


def _elsewhere() -> None:
    """Files that were given before the workspace was entered are nothing of its own."""
    if not (count := uploads.elsewhere()):
        return
    with st.container(key="kept-elsewhere", horizontal=True, vertical_alignment="center"):
        said = t("elsewhere", count=count, workspace=escaped(state.held().place))
        st.info(said, icon=":material/folder_off:")
        st.button(t("bring"), key="kept-bring", on_click=uploads.bring_here)


def _accepted(about: Desk) -> None:
    """Figures that were accepted into another case of the workspace, or another version of this."""
    found = kept_here.open_figures()
    if not found:
        return
    with st.container(key="kept-accepted", horizontal=True, vertical_alignment="center"):
        listed = ", ".join(_written(one) for one in found)
        said = t("accepted", workspace=escaped(state.held().place), figures=listed)
        st.info(said, icon=":material/science:")
        st.button(t("apply"), key="kept-apply", on_click=_apply, args=(found,))
        if about.keeps:
            st.button(
                t("drop"), key="kept-drop", type="tertiary", on_click=kept_here.forget_figures
            )


def _written(one: Accepted) -> str:
    lang, now = state.lang(), state.scenario()
    card = card_at(now, one.path)
    shown = entry.written(card, float(f"{one.observed:.3g}"), state.currency(), lang)
    return f"{escaped(evidence.place(one.path, card, now, lang))} {escaped(shown)}"


def _apply(found: list[Accepted]) -> None:
    compared.keep_plan()
    scenario = apply(state.scenario(), found, state.lang())
    state.replace_scenario(scenario, TAKEN_OVER, count=str(len(found)))
