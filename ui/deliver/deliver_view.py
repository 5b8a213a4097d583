"""The files: what each holds, made when it is asked for, and a look at the pages beforehand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from roi_model.export.contents.dossier import Dossier, file_name
from roi_model.export.sandbox import limited
from roi_model.storage.scenario_file import dump_scenario
from ui import browser
from ui.deliver.deliver_jobs import Files, Job
from ui.elements import download
from ui.session import binding, shelf, state
from ui.session.sentences import sentences

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = "zip"
"""The one button that stands out: everything at once."""
FORMATS = {
    "zip": ("folder_zip", "application/zip"),
    "xlsx": ("table_view", f"{OFFICE}.spreadsheetml.sheet"),
    "pptx": ("slideshow", f"{OFFICE}.presentationml.presentation"),
    "pdf": ("picture_as_pdf", "application/pdf"),
    "html": ("touch_app", "text/html"),
    "csv": ("csv", "text/csv"),
    "json": ("data_object", "application/json"),
}
SOON, EVERY = 0.4, 0.5
"""Seconds after which a file shows how far it is, and between two looks at it."""

t = sentences("deliver.")


def files(dossier: Dossier, template: bytes | None) -> None:
    """One line a format; the click on it has the file made, with progress, and saves it."""
    limited.warm()
    known = _known(dossier, template)
    for kind in FORMATS:
        _line(kind, known)
    _link()
    st.caption(t("offline"))
    if dossier.variance is not None or dossier.reforecast is not None:
        st.caption(t("actual_in"))


def _known(dossier: Dossier, template: bytes | None) -> Files:
    """The files of this dossier; those of another one are let go."""
    found: Files | None = state.extras().get("deliver_files")
    if found is None or found.dossier is not dossier or found.template is not template:
        if found is not None:
            found.let_go()
        found = state.extras()["deliver_files"] = Files(dossier, template)
    return found


def _line(kind: str, known: Files) -> None:
    """What a file holds, the button beside it, and below how far it is or why it is not there."""
    icon, mime = FORMATS[kind]
    words, place = st.columns([3, 1], vertical_alignment="center")
    with words:
        st.markdown(f":material/{icon}: **{t(f'{kind}_name')}**  \n{t(f'{kind}_holds')}")
    job = known.jobs.get(kind)
    main = kind == MAIN
    label = t("download_all" if main else "download")
    look: dict[str, Any] = {"type": "primary" if main else "secondary"}
    with place, st.container(key=f"deliver-get-{kind}"):
        # The scenario file needs nothing, and is the one that saves a case: it is there at once.
        content = _scenario(known) if kind == "json" else job.made if job is not None else None
        if content is not None:
            name = file_name(known.dossier, kind)
            download.button(label, content, name, mime, f"deliver-take-{kind}", **look)
        else:
            st.button(
                label, key=f"deliver-make-{kind}", icon=":material/download:",
                on_click=known.start, args=(kind,), disabled=job is not None and not job.done(),
                **look,
            )  # fmt: skip
    if job is None:
        return
    if not job.done(SOON):
        _watch(kind, job)
    elif said := job.why(state.lang()):
        st.error(said)
    elif job.made is not None and kind not in known.saved:
        known.saved.add(kind)
        number = state.extras()["deliver_saved"] = state.extras().get("deliver_saved", 0) + 1
        # The number: asked for anew, the same file is taken anew.
        taken = browser.script("frame/take.js", f"{kind} {number}")
        st.html(taken, unsafe_allow_javascript=True)


def _link() -> None:
    """What is no file: the saved version, looked at where the app is."""
    words, place = st.columns([3, 1], vertical_alignment="center")
    with words:
        st.markdown(f":material/add_link: **{t('share_name')}**  \n{t('share_holds')}")
    with place:
        st.button(
            t("share"), key="do-share-deliver", icon=":material/add_link:",
            on_click=shelf.ask, args=("share",),
        )  # fmt: skip


def _scenario(known: Files) -> bytes:
    return dump_scenario(known.dossier.scenario).encode("utf-8")


def _watch(kind: str, job: Job) -> None:
    """How far a file is, looked at again and again until it is there, with a way to stop it."""

    @st.fragment(run_every=EVERY)
    def watch() -> None:
        if job.done():
            binding.refresh_all()
        done, whole = job.progress
        words = t("progress" if kind == "zip" and done else "preparing", done=done, all=whole)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(min(1.0, done / whole), words)
            st.button(t("stop"), key=f"deliver-stop-{kind}", icon=":material/stop:",
                      on_click=job.stop)  # fmt: skip

    watch()


def preview(dossier: Dossier, template: bytes | None) -> None:
    """The pages of the PDF, as they will be printed."""
    st.header(t("preview"), anchor=False)
    if not st.toggle(t("preview_show"), key="deliver-preview"):
        return

    known = _known(dossier, template)
    if limited.PAGES not in known.jobs:
        known.start(limited.PAGES)
    job = known.jobs[limited.PAGES]
    if not job.done(SOON):
        _watch(limited.PAGES, job)
        return
    if job.made is None:
        if said := job.why(state.lang()):
            st.error(said)
        st.button(t("again"), key="deliver-again", on_click=known.start, args=(limited.PAGES,))
        return
    pages = limited.pages(job.made)
    with st.container(key="deliver-pages"):
        columns = st.columns(max(3, len(pages)))
        for number, (column, page) in enumerate(zip(columns, pages, strict=False), 1):
            with column:
                st.image(page, alt=t("page", number=number), width="stretch")
