"""Actuals: what really happened, from the user's own files, against the plan."""

from __future__ import annotations

import streamlit as st

from roi_model.actuals.calibrate import joined_deals
from roi_model.actuals.indicators.activity import joined_events, monthly_events
from roi_model.actuals.indicators.prospecting import with_activity
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.variance import first_month
from roi_model.texts import text
from ui.actuals import (
    actuals_calibrate,
    actuals_coverage,
    actuals_deals,
    actuals_files,
    actuals_left_out,
    actuals_open,
    actuals_origin,
    actuals_quality,
    actuals_sorting,
    actuals_view,
    uploads,
)
from ui.actuals.channels import by_channel_view
from ui.actuals.files import checks, compared
from ui.actuals.indicators import prospecting_view
from ui.actuals.kept import kept_here, kept_view
from ui.case import capacity_view, case_row
from ui.elements import figures
from ui.session import binding, state, who
from ui.session.sentences import sentences

t = sentences("pages.actuals.")


said = sentences("tracking.")


case_row.row("actuals")
kept_here.begin()
actuals_files.uploader()
beside = st.container()
held = uploads.held()
actuals_left_out.missing()
if not held:
    actuals_files.welcome()
with st.spinner(t("reading")):
    readings = [uploads.reading(upload) for upload in held]
    entries = uploads.entries(readings)
    deals = joined_deals(reading for reading in readings if reading.usable)
    events = joined_events(readings)

kept_here.keep()
with beside:
    kept_view.show()
plan = compared.plan()
covers = uploads.covers(readings)
covered = uploads.coverage(covers)
chosen_start = uploads.start() or plan.start
start = (
    first_month(plan, entries, deals, chosen_start, events)
    if held
    else chosen_start or f"{who.today():%Y-%m}"
)
open_doubts = checks.doubtful(readings, covers, plan, start) if held else {}
actuals_files.rows(readings, open_doubts, covers)
checks.overlap(readings)
if (
    held
    and not len(entries)
    and not len(deals)
    and not len(events)
    and any(one.usable for one in readings)
):
    st.info(t("no_costs"), icon=":material/inbox:")
if plan != state.scenario():
    st.html(figures.note(said("plan_kept")))
months = {str(month) for month in entries["month"].unique()}
if len(deals):
    months |= set(deals["created"].dropna().dt.strftime("%Y-%m"))
months |= set(events["day"].dt.strftime("%Y-%m"))
if months:
    actuals_view.month_one(plan, start, sorted(months))
    actuals_coverage.panel(plan, readings, start, covered)
days = [reading.as_of for reading in readings if reading.as_of is not None]
as_of = max(days) if days else None


def costs() -> None:
    found = actuals_view.comparison(plan, entries, start, covered, sure=not open_doubts)
    st.header(t("sort"), anchor="sort")
    actuals_sorting.sorting(readings, entries)
    if found is not None:
        st.header(t("where"), anchor="where")
        actuals_view.where(readings, entries, found)


def won() -> None:
    actuals_deals.against_plan(plan, deals, start, as_of, covered)
    st.header(said("sources"), anchor=False)
    actuals_deals.by_source(readings, deals)
    st.header(text("by_channel.title", state.lang()), anchor="by-channel")
    by_channel_view.show(
        plan, entries, deals, start, as_of, covered, actuals_origin.origin().series
    )
    st.header(said("kpis"), anchor=False)
    calibrated = actuals_origin.origin().rest(state.scenario())
    cycle = (calibrated.cycle_months, calibrated.cycle_cv)
    actuals_deals.history(deals, entries, as_of, cycle, covered)


def prospecting() -> None:
    prospecting_view.show(plan, events, entries, deals, start, covered)


def calibrate() -> None:
    st.markdown(said("calibrate_intro"))
    actuals_calibrate.suggestions(plan, actuals_calibrate.found(plan, readings, start, covered))


def course() -> Reforecast:
    found = actuals_calibrate.expected(plan, readings, entries, deals, start, as_of, covered)
    return with_activity(found, monthly_events(events, covered)) if len(events) else found


def forecast() -> None:
    capacity_view.remark()
    found = course()
    actuals_calibrate.revised(plan, found)
    actuals_open.still_open(found)


def targets() -> None:
    actuals_quality.targets(course())


def quality() -> None:
    actuals_quality.scorecard()
    st.header(said("checks"), anchor="checks")
    actuals_quality.checklist(state.scenario(), entries, course())


parts = {
    **({"costs": costs} if len(entries) else {}),
    **({"deals": won} if len(deals) else {}),
    **({"prospecting": prospecting} if len(events) else {}),
    **({"calibrate": calibrate, "forecast": forecast} if len(entries) or len(deals) else {}),
    "targets": targets,
    "quality": quality,
}


def turn() -> None:
    state.extras()["actuals_part"] = st.session_state["actuals-part"]


wanted = state.extras().get("actuals_part")
current = wanted if wanted in parts else next(iter(parts))
chosen = st.segmented_control(
    said("section"),
    list(parts),
    required=True,
    format_func=lambda name: said(f"section_{name}"),
    key="actuals-part",
    on_change=turn,
    label_visibility="collapsed",
    **binding.bound("actuals-part", current, default=current),
)
parts[chosen if chosen in parts else current]()
if held and not kept_view.keeps_files():
    st.html(figures.note(t("privacy")))
