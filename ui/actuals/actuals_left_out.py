"""What the files do not give: rows left out, files to be given again."""

from __future__ import annotations

import streamlit as st

from roi_model import formatting
from roi_model.reading.result import Reading, rejection_sentence
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals import uploads
from ui.elements import download, figures
from ui.elements.escape import escaped
from ui.session import arrival, state
from ui.session.sentences import sentences

SHOWN_REJECTED = 500


t = sentences("pages.actuals.")


def rejected(upload: uploads.Upload, reading: Reading, lang: str) -> None:
    """The rows left out, with line, reason and text, on screen and as a file."""
    count = len(reading.rejected)
    if not count:
        return
    reasons = {
        reason: rejection_sentence(reason, lang) for reason in reading.rejected["reason"].unique()
    }
    box = st.expander(
        t("left_out", count=formatting.number_exact(count, lang), name=escaped(upload.name)),
        key=f"upload-left-out-{upload.digest[:12]}",
        icon=":material/playlist_remove:",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        shown = reading.rejected.head(SHOWN_REJECTED)
        frame = shown.assign(reason=shown["reason"].map(reasons))
        frame.columns = [t(f"csv.{name}") for name in ("line", "reason", "text")]
        st.dataframe(
            frame, hide_index=True, height="auto" if len(frame) < 12 else 420, alt=upload.name
        )
        if count > SHOWN_REJECTED:
            st.html(
                figures.note(
                    t(
                        "left_out_first",
                        shown=SHOWN_REJECTED,
                        count=formatting.number_exact(count, lang),
                    )
                )
            )
        download.button(
            t("left_out_download"),
            tables.rejected_csv(reading.rejected, reasons, lang),
            t("left_out_name"),
            "text/csv",
            key=f"upload-left-out-file-{upload.digest[:12]}",
        )


def missing() -> None:
    """Files that were given before the server forgot them are asked for by name."""
    arrival.not_missing({upload.name for upload in uploads.held()})
    names = arrival.missing()
    if not names:
        return
    with st.container(key="missing", horizontal=True, vertical_alignment="center"):
        listed = ", ".join(f"**{escaped(name)}**" for name in names)
        st.info(
            text("pages.actuals.missing", state.lang(), names=listed), icon=":material/history:"
        )
        st.button(
            text("ui.frame.dismiss", state.lang()),
            key="missing-dismiss",
            on_click=arrival.not_missing,
            args=(names,),
        )
