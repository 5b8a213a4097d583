"""The case on screen: its name and audience, the presets, undo, baseline, link and files."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from roi_model.declaration.card import NAME_LENGTH
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.address import opens_elsewhere
from roi_model.export.contents.dossier import safe_name
from roi_model.export.read_back import ReadBack, read_back
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from roi_model.texts import text, topic
from ui.case import questions
from ui.elements import download, given
from ui.elements.escape import escaped
from ui.session import binding, shelf, state
from ui.session.session import Change

MAX_FILE = 1_000_000
"""Bytes of a scenario file; the largest legal ones stay far below."""


@st.fragment(key="case")
def row(page: str, extra: Callable[[], None] | None = None) -> None:
    """The one header of every page, a line: which page and case this is, what can be done with it.

    `page` is its name in the menu; `extra` draws what only the page at hand offers.
    """
    lang = state.lang()
    with st.container(key="case", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(
            key="case-name", horizontal=True, vertical_alignment="center", gap="small"
        ):
            with st.container(key="case-title", horizontal=True, vertical_alignment="center"):
                st.markdown(text(f"ui.nav.{page}", lang), help=_about(page, lang))
                st.markdown(f"# {escaped(state.case_name())}", anchors=False)
                _name(lang)
            with st.container(key="case-said", horizontal=True, vertical_alignment="center"):
                _kept(lang)
        with st.container(key="case-tools", horizontal=True, gap="xsmall"):
            questions.show(lang)
            _presets(lang)
            _history(lang)
            shared = _share(lang)
            if st.button(
                text("present.start", lang),
                key="do-present",
                icon=":material/present_to_all:",
                help=text("present.start_help", lang),
            ):
                st.switch_page("pages/present/present.py")
            if extra is not None:
                extra()
    binding.show_as("case", lambda: _look(shared))


def _about(page: str, lang: str) -> str:
    """What the page is for, where it does not say so itself, and for whom the case is."""
    intro = [text(f"ui.intro.{page}", lang)] if page in topic("ui", lang)["intro"] else []
    slug = state.preset_slug()
    own = slug == link.OWN
    whom = text("ui.case.from_file", lang) if own else preset(slug).audience(lang)
    return "\n\n".join((*intro, whom))


def _look(shared: bool) -> Hashable:
    """What decides how the row looks; the link in its open panel follows every change."""
    edited = state.scenario() != state.baseline()
    linked = (state.scenario(), state.baseline()) if shared else None
    stands = shelf.kept(), shelf.is_changed()
    return state.case_name(), state.can_undo(), state.can_redo(), edited, linked, stands


def _kept(lang: str) -> None:
    """How the case stands to the library; pressed, the library opens."""
    found, changed = shelf.kept(), shelf.is_changed()
    st.button(
        shelf.status(lang),
        key="do-kept",
        icon=f":material/{'bookmark_add' if found is None else 'edit' if changed else 'bookmark'}:",
        help=text("library.ui.help", lang),
        type="tertiary",
        on_click=shelf.ask,
    )


def _name(lang: str) -> None:
    """The name, to be typed where it is shown."""
    panel = st.popover(
        text("ui.case.rename", lang),
        key="rename",
        icon=":material/edit:",
        help=text("ui.case.rename_help", lang),
        type="tertiary",
        on_change="rerun",
    )
    if not panel.open:
        return

    def write() -> None:
        state.rename(st.session_state["case-typed"])
        st.session_state["rename"] = False
        binding.refresh_all()

    shown = state.case_name()
    with panel:
        st.text_input(
            text("ui.case.name", lang),
            key="case-typed",
            max_chars=NAME_LENGTH,
            on_change=write,
            **binding.bound("case-typed", shown, value=shown),
        )


def _presets(lang: str) -> None:
    """A menu of examples, not a display: what is on screen has its name, with its edits, above."""
    names = {found.slug: found.name(lang) for found in presets()}
    st.session_state["preset"] = None

    def choose() -> None:
        if (wanted := st.session_state["preset"]) is not None:
            state.start_from(wanted)
        binding.refresh_all()

    st.selectbox(
        text("ui.case.presets", lang),
        list(names),
        index=None,
        placeholder=text("ui.case.presets", lang),
        format_func=names.__getitem__,
        key="preset",
        on_change=choose,
        filter_mode=None,
        label_visibility="collapsed",
        width=182,
    )


def _history(lang: str) -> None:
    edited = state.scenario() != state.baseline()
    for name, icon, action, ready in (
        ("undo", "undo", state.undo, state.can_undo()),
        ("redo", "redo", state.redo, state.can_redo()),
        ("reset", "restart_alt", state.reset, edited),
        ("pin", "keep", state.pin_baseline, edited),
    ):
        st.button(
            text(f"ui.case.{name}", lang),
            key=f"do-{name}",
            icon=f":material/{icon}:",
            help=text(f"ui.case.{name}_help", lang),
            on_click=_doing(action),
            disabled=not ready,
        )


def _doing(action: Callable[[], None]) -> Callable[[], None]:
    def done() -> None:
        action()
        binding.refresh_all()

    return done


def _share(lang: str) -> bool:
    """The panel with the link and the files; whether it is open."""
    panel = st.popover(
        text("ui.case.share", lang), key="share", icon=":material/ios_share:", on_change="rerun"
    )
    if not panel.open:
        return False
    with panel:
        st.markdown(f"**{text('ui.case.link', lang)}**")
        try:
            found = state.share_link()
            st.code(found, language=None, wrap_lines=True)
            st.caption(text("ui.case.link_note", lang))
            if not opens_elsewhere(found):
                st.caption(f":material/computer: {text('ui.case.only_here', lang)}")
        except link.LinkError as error:
            st.warning(error.sentence(lang))
        st.button(
            text("library.share.open", lang),
            key="do-share",
            icon=":material/add_link:",
            help=text("library.share.open_help", lang),
            on_click=shelf.ask,
            args=("share",),
        )
        download.button(
            text("ui.case.download", lang),
            dump_scenario(state.scenario()),
            file_name(state.scenario().name),
            "application/json",
            key="case-take",
        )
        _open_file(lang)
    return True


def _open_file(lang: str) -> None:
    number = state.extras().setdefault("case_file", 0)
    file = st.file_uploader(
        text("ui.case.upload", lang),
        type=["json", "xlsx"],
        key=f"case-file-{number}",
        max_upload_size=5,
    )
    if file is None:
        return
    try:
        if file.size > most_bytes(file.name):
            st.error(text("ui.case.file_too_large", lang))
            return
        found = case_from(file.name, file.getvalue())
    except ScenarioError as error:
        said = "\n".join(f"- {escaped(line)}" for line in error.sentences(lang).splitlines()[:12])
        st.error(f"{text('ui.case.file_refused', lang)}\n\n{said}")
        return
    state.extras()["case_file"] = number + 1
    given.let_go([file])
    moved = Change(found.exported, found.scenario, "horizon_months", moved=found.moved)
    state.open_case(found.scenario, moved if found.moved else None)
    st.rerun()


def scenario_from(name: str, content: bytes) -> Scenario:
    """The scenario of a file: JSON, or a workbook that was exported here.

    Raises ScenarioError where it is neither.
    """
    return case_from(name, content).scenario


def case_from(name: str, content: bytes) -> ReadBack:
    """The case of a file, and what had to move along in it. Raises ScenarioError as above."""
    if name.lower().endswith(".xlsx"):
        return read_back(content)
    scenario = parse_scenario(content)
    return ReadBack(scenario, scenario)


def most_bytes(name: str) -> int:
    """How large a file of a case may be; a workbook carries the whole model."""
    return 5 * MAX_FILE if name.lower().endswith(".xlsx") else MAX_FILE


def file_name(name: str) -> str:
    return f"{safe_name(name)}.json"
