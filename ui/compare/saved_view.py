"""The kept scenarios: the case on screen under a name, and what can be done with each of them."""

from __future__ import annotations

import streamlit as st

from roi_model.charts.side_by_side import MOST
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.library.errors import LibraryError
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from ui.case import case_row
from ui.elements import download, given
from ui.elements.escape import escaped
from ui.library import copies
from ui.session import binding, remembered, saved_scenarios, state
from ui.session.sentences import sentences

t = sentences("pages.compare.")


def show() -> None:
    """Keep the case on screen; what is kept, and what can be done with it; one from a file."""
    said = state.extras().pop("library_said", None)
    typed = f"library-name-{state.extras().setdefault('library_typed', 0)}"
    st.text_input(
        t("name"),
        key=typed,
        max_chars=saved_scenarios.LONGEST,
        placeholder=state.case_name()[: saved_scenarios.LONGEST],
    )
    st.button(t("save"), key="library-save", icon=":material/save:", on_click=_save, args=(typed,))
    if said is not None:
        ok, sentence = said
        (st.success if ok else st.error)(escaped(sentence))
    for position, name in enumerate(saved_scenarios.names()):
        _kept_one(position, name)
    st.caption(t("kept_note"))
    key = f"library-file-{state.extras().setdefault('library_file', 0)}"
    with st.container(key="library-open"):
        st.html(_uploader_words())
        st.file_uploader(
            t("open"),
            type=["json", "xlsx"],
            key=key,
            max_upload_size=5,
            on_change=_open,
            args=(key,),
        )


def _uploader_words() -> str:
    """The uploader in the reader's language, which Streamlit's own words are not."""
    lang = state.lang()
    words = {
        "stFileUploaderDropzone] button p": text("pages.actuals.browse", lang),
        "stFileUploaderDropzoneInstructions] span": text("pages.actuals.size_limit", lang, size=5),
    }
    rules = "".join(
        f".st-key-library-open [data-testid={where}{{font-size:0}}"
        f'.st-key-library-open [data-testid={where}::after{{font-size:.875rem;content:"{said}"}}'
        for where, said in words.items()
    )
    return f"<style>{rules}</style>"


def _kept_one(position: int, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"library-{position}"):
        key = f"library-called-{position}"
        st.text_input(
            t("name"),
            key=key,
            max_chars=saved_scenarios.LONGEST,
            label_visibility="collapsed",
            on_change=_rename,
            args=(name, key),
            **binding.bound(key, name, value=name),
        )
        st.button(
            t("reopen"),
            key=f"library-reopen-{position}",
            icon=":material/open_in_browser:",
            help=t("reopen_help"),
            on_click=_reopen,
            args=(name,),
        )
        st.button(
            t("duplicate"),
            key=f"library-duplicate-{position}",
            icon=":material/content_copy:",
            help=t("duplicate"),
            on_click=_duplicate,
            args=(name,),
        )
        st.button(
            t("put"),
            key=f"library-put-{position}",
            icon=":material/create_new_folder:",
            help=t("put"),
            on_click=_put,
            args=(name,),
        )
        download.button(
            t("download"),
            dump_scenario(saved_scenarios.get(name)),
            case_row.file_name(name),
            "application/json",
            key=f"library-get-{position}",
            help=t("download"),
        )
        st.button(
            t("forget"),
            help=t("forget"),
            key=f"library-forget-{position}",
            icon=":material/delete:",
            on_click=_forget,
            args=(name,),
        )


def _save(key: str) -> None:
    typed = str(st.session_state.get(key, ""))
    _keep(typed.strip() or state.case_name(), state.scenario())
    state.extras()["library_typed"] += 1  # an empty field for the next name
    binding.refresh_all()


def _open(key: str) -> None:
    file = next(iter(given.by(key)), None)
    if file is None:
        return
    lang = state.lang()
    try:
        if file.size > case_row.most_bytes(file.name):
            state.extras()["library_said"] = False, text("ui.case.file_too_large", lang)
            return
        scenario = case_row.scenario_from(file.name, file.getvalue())
        _keep(scenario.name, scenario)
    except ScenarioError as error:
        told = " ".join(error.sentences(lang).splitlines()[:6])
        state.extras()["library_said"] = False, f"{text('ui.case.file_refused', lang)} {told}"
    finally:
        state.extras()["library_file"] += 1
        given.let_go([file])
    binding.refresh_all()


def _keep(name: str, scenario: Scenario) -> None:
    """Keep a scenario and put it beside the others."""
    try:
        name = saved_scenarios.save(name, scenario)
    except (saved_scenarios.FullError, ValueError) as error:
        full = isinstance(error, saved_scenarios.FullError)
        state.extras()["library_said"] = (
            False,
            t("full", most=saved_scenarios.MOST) if full else t("nameless"),
        )
        return
    put_beside(saved_scenarios.SAVED + name)
    state.extras()["library_said"] = True, t("saved", name=name)


def put_beside(choice: str) -> None:
    """Compare with it, too, where there is room for one more line."""
    default = [saved_scenarios.CURRENT, saved_scenarios.other_than_current()]
    shown = remembered.value("compared", default) or default
    if choice not in shown and len(shown) < MOST:
        remembered.choose("compared", [*shown, choice])


def _reopen(name: str) -> None:
    """On screen again; what was there is one undo away."""
    state.open_case(saved_scenarios.get(name))
    state.extras()["library_said"] = True, t("reopened", name=name)
    binding.refresh_all()


def _rename(name: str, key: str) -> None:
    try:
        called = saved_scenarios.rename(name, str(st.session_state[key]))
    except ValueError:
        state.extras()["library_said"] = False, t("name_taken")
    else:
        remembered.follow(saved_scenarios.SAVED + name, saved_scenarios.SAVED + called)
    binding.refresh_all()


def _duplicate(name: str) -> None:
    try:
        room = saved_scenarios.LONGEST - 4
        made = saved_scenarios.duplicate(name, lambda number: f"{name[:room]} ({number})")
    except saved_scenarios.FullError:
        state.extras()["library_said"] = False, t("full", most=saved_scenarios.MOST)
    else:
        state.extras()["library_said"] = True, t("duplicated", name=made)
    binding.refresh_all()


def _put(name: str) -> None:
    """Into the library; it stays here, too."""
    try:
        made = copies.put(name, saved_scenarios.get(name))
    except LibraryError as error:
        state.extras()["library_said"] = False, error.sentence(state.lang())
    else:
        said = t("is_put", name=made.name, workspace=made.workspace)
        state.extras()["library_said"] = True, said
    binding.refresh_all()


def _forget(name: str) -> None:
    saved_scenarios.remove(name)
    binding.refresh_all()
