"""Actuals: what was really spent, from the user's own files, against the plan."""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui import actuals_files, actuals_view, figures, state, uploads


def t(key: str, **values: object) -> str:
    return text(f"pages.actuals.{key}", state.lang(), **values)


scenario = state.scenario()
held = uploads.held()
with st.spinner(t("reading")):
    readings = [uploads.reading(upload) for upload in held]
entries = uploads.entries(readings)

figures.heading(t("title"), t("intro"))
st.html(figures.note(t("plan_name", name=state.case_name())))
actuals_files.uploader()
if not held:
    actuals_files.welcome()

for upload, reading in zip(held, readings, strict=True):
    actuals_files.card(upload, reading)
actuals_files.overlap(readings)

if len(entries):
    st.header(t("compare"), anchor="compare")
    found = actuals_view.comparison(scenario, entries)
    st.header(t("sort"), anchor="sort")
    actuals_view.sorting(readings, entries)
    if found is not None:
        st.header(t("where"), anchor="where")
        actuals_view.where(readings, entries, found)
elif any(reading.usable for reading in readings):
    st.info(t("no_costs"), icon=":material/inbox:")
if held:
    st.html(figures.note(t("privacy")))
