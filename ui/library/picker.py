"""The picker: the case on screen saved, other cases opened, versions brought back.

One dialog over any page. What is pressed in it answers there; what changes the case closes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from roi_model.library.errors import UNANSWERED, ConflictError, LibraryError
from roi_model.texts import text
from ui.elements.escape import escaped
from ui.library import cases_view, conflict_view, people_view, share_view, versions_view
from ui.session import shelf, state, who
from ui.session.sentences import sentences

t = sentences("library.ui.")


def show() -> None:
    """The dialog, where a button asked for it."""
    asked = _asked()
    if asked is None:
        return
    title = text("library.conflict.title", state.lang()) if "conflict" in asked else t("title")
    st.dialog(title, width="medium", on_dismiss=_dismiss)(_body)()


def _asked() -> dict[str, Any] | None:
    found: dict[str, Any] | None = state.extras().get("picker")
    return found


def _dismiss() -> None:
    state.extras().pop("picker", None)


def _body() -> None:
    asked = _asked()
    if asked is None:
        return
    with st.container(key="picker"):
        try:
            if "conflict" in asked:
                conflict_view.show(doing, asked.get("note", ""))
                return
            people_view.invited(doing)
            _case_on_screen(asked)
            _said(asked)
            _parts(asked)
        except LibraryError as error:
            sentence = error.sentence(state.lang())
            if asked.get("said") != (False, sentence):  # what was pressed has said it already
                st.error(escaped(sentence), icon=":material/cloud_off:")
            if error.code in UNANSWERED:
                st.caption(t("elsewhere"))


def _case_on_screen(asked: dict[str, Any]) -> None:
    """What it is called and how it stands; saved as a version, or as another case."""
    lang, found = state.lang(), shelf.kept()
    place = "" if found is None else f"{escaped(found.workspace)} · "
    st.markdown(f"**{escaped(state.case_name())}** — {place}{shelf.status(lang)}")
    may_write = found is not None and shelf.may_write(found.workspace)
    if found is not None and not may_write:
        key = "read_only" if found.workspace in shelf.workspaces() else "no_member"
        st.caption(t(key, workspace=escaped(found.workspace)))
    if found is not None and may_write and not asked.get("save_as"):
        st.text_input(t("note"), key="picker-note", placeholder=t("note_hint"))
        with st.container(horizontal=True, gap="small"):
            st.button(
                t("save_version", number=found.number + 1),
                key="picker-save",
                type="primary",
                icon=":material/save:",
                disabled=not shelf.is_changed(),
                on_click=_save,
            )
            st.button(t("save_as"), key="picker-as", on_click=lambda: asked.update(save_as=True))
        return
    known = shelf.workspaces("editor")
    first = known[0] if known else t("first_workspace")
    if found is not None and may_write:
        first = found.workspace
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            t("workspace"),
            list(dict.fromkeys([first, *known])),
            key="picker-workspace",
            accept_new_options=True,
        )
        st.text_input(t("name"), key="picker-name", value=state.case_name())
    st.text_input(t("note"), key="picker-note", placeholder=t("note_hint"))
    st.button(
        t("save"), key="picker-save", type="primary", icon=":material/save:", on_click=_save_as
    )


def _said(asked: dict[str, Any]) -> None:
    """What the last press came to; "saved" is said of what is committed."""
    if (said := asked.get("said")) is not None:
        ok, sentence = said
        with st.container(key="picker-said"):
            (st.success if ok else st.error)(escaped(sentence))


def _parts(asked: dict[str, Any]) -> None:
    parts = {"cases": cases_view.show}
    if shelf.kept() is not None:
        parts["versions"] = versions_view.show
    if (here := shelf.kept()) is None or shelf.may_write(here.workspace):
        parts["share"] = share_view.show
    if who.has_login() and shelf.workspaces():
        parts["people"] = people_view.show
    part = asked.get("part", "cases")
    part = part if part in parts else "cases"
    if len(parts) > 1:
        part = str(
            st.segmented_control(
                t("title"),
                list(parts),
                default=part,
                required=True,
                format_func={one: t(one) for one in parts}.__getitem__,
                key="picker-part",
                label_visibility="collapsed",
            )
        )
    parts[part](doing)


# What a press does ----------------------------------------------------------------------------


def doing(
    act: Callable[..., None], *args: Any, said: str = "", stay: bool = False, **values: Any
) -> None:
    """Callback: do it and close, or `stay` and say so; what is refused is said and changes nothing.

    `said` is the key of the sentence, filled with the case as it stands then and with `values`.
    """
    asked = _asked()
    if asked is None:
        return
    lang = state.lang()
    asked.pop("said", None)
    try:
        act(*args)
    except ConflictError as error:
        if error.base:
            asked["conflict"] = error.base
        else:
            asked["said"] = False, error.sentence(lang)
    except LibraryError as error:
        asked["said"] = False, error.sentence(lang)
    else:
        for over in ("conflict", "save_as"):
            asked.pop(over, None)
        if not stay:
            _dismiss()
        elif said:
            found = shelf.kept()
            told = {} if found is None else {"name": found.name, "number": found.number}
            asked["said"] = True, text(f"library.said.{said}", lang, **{**told, **values})
            st.session_state["picker-note"] = asked["note"] = ""
    st.rerun()


def _save() -> None:
    note = st.session_state["picker-note"]
    if (asked := _asked()) is not None:
        asked["note"] = note  # for the choice, where somebody saved in between
    doing(shelf.save, note, said="saved", stay=True)


def _save_as() -> None:
    entered = st.session_state
    doing(
        shelf.save_as,
        entered["picker-workspace"] or "",
        entered["picker-name"],
        entered["picker-note"],
        said="saved",
        stay=True,
    )
