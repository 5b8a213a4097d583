"""The files: what each holds, made when it is asked for, and a look at the pages beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from roi_model.export.bundle import bundle
from roi_model.export.command import writers
from roi_model.export.dossier import Dossier, file_name
from roi_model.texts import text
from ui import binding, cached, state

FORMATS = {
    "xlsx": ("table_view", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (
        "slideshow",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "pdf": ("picture_as_pdf", "application/pdf"),
    "csv": ("csv", "text/csv"),
    "json": ("data_object", "application/json"),
}


def t(key: str, **values: object) -> str:
    return text(f"deliver.{key}", state.lang(), **values)


def files(dossier: Dossier, template: bytes | None) -> None:
    """One line a format, the zip last; single files are made by the click that takes them."""
    known = writers(template)
    for kind, (icon, mime) in FORMATS.items():
        with _line(kind, icon):
            st.download_button(
                t("download"),
                data=_made(known[kind], dossier),
                file_name=file_name(dossier, kind),
                mime=mime,
                key=f"deliver-get-{kind}",
                on_click="ignore",
                icon=":material/download:",
            )
    _everything(dossier, template)
    st.caption(t("offline"))
    if dossier.variance is not None:
        st.caption(t("actual_in"))


def _line(kind: str, icon: str) -> Any:
    """What a file holds; returns the place beside it, where it is taken."""
    words, place = st.columns([3, 1], vertical_alignment="center")
    with words:
        st.markdown(f":material/{icon}: **{t(f'{kind}_name')}**  \n{t(f'{kind}_holds')}")
    return place


def _made(write: Callable[[Dossier], bytes], dossier: Dossier) -> Callable[[], bytes]:
    return lambda: write(dossier)


def _everything(dossier: Dossier, template: bytes | None) -> None:
    """The zip takes some seconds: it is made first, with progress, and can be stopped."""
    with _line("zip", "folder_zip"):
        ready = state.extras().get("deliver_zip")
        if ready is not None and ready[0] is dossier:
            st.download_button(
                t("download"), data=ready[1], file_name=file_name(dossier, "zip"),
                mime="application/zip", key="deliver-get-zip", on_click="ignore",
                icon=":material/download:", type="primary",
            )  # fmt: skip
            return
        asked = st.button(t("prepare"), key="deliver-prepare", icon=":material/hourglass_top:")
    if asked:
        _prepare(dossier, template)


def _prepare(dossier: Dossier, template: bytes | None) -> None:
    bar = st.progress(0.0, t("preparing"))
    st.button(t("stop"), key="deliver-stop")  # any click ends the run that is under way

    def progress(done: int, whole: int) -> None:
        bar.progress(done / whole, t("progress", done=done, all=whole))

    made = bundle(dossier, template=template, progress=progress)
    state.extras()["deliver_zip"] = (dossier, made)
    binding.refresh_all()


def preview(dossier: Dossier) -> None:
    """The pages of the PDF, as they will be printed."""
    from roi_model.export.report import report_pages

    st.subheader(t("preview"), anchor=False)
    if not st.toggle(t("preview_show"), key="deliver-preview"):
        return
    with st.spinner(t("preparing")):
        pages: list[bytes] = cached.kept(
            "report_pages", id(dossier), lambda: report_pages(dossier), size=1
        )
    with st.container(key="deliver-pages"):
        for column, page in zip(st.columns(max(3, len(pages))), pages, strict=False):
            with column:
                st.image(page, width="stretch")
