"""Plan against actual on the page: the figures, the pictures, where every amount went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.coverage import Coverage
from roi_model.actuals.variance import Variance, month_number, variance
from roi_model.charts.actuals import plan_actual
from roi_model.declaration.scenario import CATEGORIES, Scenario
from roi_model.reading.result import Reading
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals import amounts, uploads
from ui.elements import download, figures, pictures
from ui.elements.figures import Cell
from ui.session import binding, state
from ui.session.cached import projection
from ui.session.sentences import sentences

t = sentences("pages.actuals.")
_category = sentences("charts.category.")


# Which month is month 1 ---------------------------------------------------------------------------


def month_one(plan: Scenario, first: str, months: Sequence[str]) -> str:
    """The calendar month taken as month 1, with the choice of another.

    `first` is what is taken without a choice, `months` those that the files speak of.
    """
    lang = state.lang()
    options = _months_around(months, first)
    key = "upload-start"
    st.session_state[key] = first

    def take() -> None:
        uploads.set_start(st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="bottom", key="upload-month-one"):
        st.selectbox(
            t("month_one"),
            options,
            key=key,
            format_func=lambda month: tables.month_of(month, lang),
            help=t("month_one_help"),
            on_change=take,
            width=240,
        )
        if first != plan.start:
            st.button(
                t("keep_start", month=tables.month_of(first, lang)),
                key="upload-keep-start",
                icon=":material/event_available:",
                on_click=_keep_start,
                args=(first,),
            )
    if plan.start is None and uploads.start() is None:
        st.html(figures.note(t("month_one_assumed", month=tables.month_of(first, lang))))
    return first


def _keep_start(month: str) -> None:
    state.change("start", month)
    uploads.set_start(None)


def _months_around(months: Sequence[str], chosen: str) -> list[str]:
    """From two years before the first month of the files to their last, and the month chosen."""
    numbers = {month_number(chosen)}
    known = [month_number(month) for month in months]
    if known:
        numbers.update(range(min(known) - 24, max(known) + 1))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in sorted(numbers)]


# The comparison -----------------------------------------------------------------------------------


def comparison(
    scenario: Scenario, entries: pd.DataFrame, start: str, covered: Coverage, *, sure: bool
) -> Variance | None:
    """Headline, pictures and tables of plan against actual; None where nothing can be compared.

    Only where all is `sure` is a difference shown as good or bad.
    """
    _smoothing()
    if not entries["selling"].any():
        st.warning(t("no_selling"), icon=":material/checklist:")
        return None
    plan = projection(scenario)
    found = variance(scenario, plan, entries, start, coverage=covered)
    if found.last_month is None:
        _nothing_compared(scenario, start)
        return found
    _headline(found, sure=sure)
    by_category, by_month = st.tabs([t("by_category"), t("by_month")])
    with by_category:
        _by_category(found, sure=sure)
    with by_month:
        _by_month(scenario, found, start)
    download.button(
        t("download"),
        tables.variance_csv(found, state.lang()),
        t("download_name"),
        "text/csv",
        key="upload-download",
    )
    return found


def _smoothing() -> None:
    def turn() -> None:
        uploads.set_smoothing(st.session_state["upload-smoothing"])

    on = uploads.smoothing()
    st.toggle(
        text("tracking.smoothing", state.lang()),
        key="upload-smoothing",
        help=text("tracking.smoothing_help", state.lang()),
        on_change=turn,
        **binding.bound("upload-smoothing", on, value=on),
    )


def _nothing_compared(scenario: Scenario, start: str) -> None:
    lang = state.lang()
    first = formatting.month_name(1, lang, start)
    last = formatting.month_name(scenario.horizon_months, lang, start)
    st.warning(t("nothing_compared", first=first, last=last), icon=":material/event_busy:")


def _headline(found: Variance, *, sure: bool) -> None:
    lang = state.lang()
    plan, actual = float(found.frame["plan"].sum()), float(found.frame["actual"].sum())
    gap = actual - plan
    months = int(found.frame["plan_month"].max())
    span = tables.months_of(str(found.start), str(found.last_month), lang)
    count = t("months_count_one") if months == 1 else t("months_count", count=months)
    share = t("of_plan", percent=formatting.percent(actual / plan, lang)) if plan else None
    meaning = "as_planned" if abs(gap) < 0.005 else ("over" if gap > 0 else "under")
    colours = {"over": "red", "under": "green"} if sure else {}
    colour: Any = colours.get(meaning, "gray")
    arrow: Any = {"over": "up", "under": "down"}.get(meaning, "off")
    with st.container(key="upload-headline"), st.container(horizontal=True, key="figures"):
        st.metric(t("plan_to_date"), amounts.exact(plan))
        st.metric(
            t("actual_to_date"),
            amounts.exact(actual),
            share,
            delta_color="off",
            delta_arrow="off",
        )
        st.metric(
            t("difference"),
            amounts.change(gap),
            t(meaning),
            delta_color=colour,
            delta_arrow=arrow,
        )
        st.metric(
            t("up_to"),
            count,
            span,
            delta_color="off",
            delta_arrow="off",
        )


def _by_category(found: Variance, *, sure: bool) -> None:
    rows = found.by_category()
    order = rows[["plan", "actual"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    rows = rows.loc[order]
    plan = dict(zip(rows["category"], rows["plan"], strict=True))
    actual = dict(zip(rows["category"], rows["actual"], strict=True))
    pictures.draw(
        "actuals",
        plan_actual.frame_by_category(plan, actual),
        plan_actual.spec_by_category(state.lang(), state.currency(), pictures.theme(), judged=sure),
        key="plan-actual-category",
    )
    body = [
        _row(_category(row.category), row.plan, row.actual, share=True) for row in rows.itertuples()
    ]
    total = _row(t("sum"), sum(plan.values()), sum(actual.values()), share=True)
    headers = [t(key) for key in ("category", "plan", "actual", "gap", "gap_share")]
    name = t("by_category")
    st.html(figures.table(name, headers, body, total=total, stack=True, labelled=True))


def _row(name: str, plan: float, actual: float, *, share: bool) -> list[Cell]:
    cells = [
        Cell(name),
        Cell(amounts.exact(plan), number=True),
        Cell(amounts.exact(actual), number=True),
        Cell(amounts.change(actual - plan), number=True),
    ]
    if share:
        relative = formatting.signed_percent(actual / plan - 1, state.lang()) if plan else None
        cells.append(Cell(relative or t("not_planned"), number=True))
    return cells


def _by_month(scenario: Scenario, found: Variance, start: str) -> None:
    lang = state.lang()
    used = [c for c in CATEGORIES if c in set(found.frame["category"])]
    category = st.selectbox(
        t("category"),
        [None, *used],
        format_func=lambda key: t("all_categories") if key is None else _category(key),
        key="upload-category",
        width=280,
    )
    planned = tables.planned_by_month(projection(scenario), category, found)
    spent = tables.spent_by_month(found, category)
    last = max(spent, default=1)
    pictures.draw(
        "actual-months",
        plan_actual.frame_by_month(planned, spent).iloc[1 : last + 1],
        plan_actual.spec_by_month(
            lang,
            state.currency(),
            pictures.theme(),
            horizon=last,
            start=start,
        ),
        key="plan-actual-month",
    )
    months = sorted(spent)
    to_date, body = 0.0, []
    for month in months:
        to_date += spent[month] - planned[month]
        cells = _row(
            formatting.month_name(month, lang, start), planned[month], spent[month], share=False
        )
        body.append([*cells, Cell(amounts.change(to_date), number=True)])
    total = _row(
        t("sum"), sum(planned[month] for month in months), sum(spent.values()), share=False
    )
    headers = [t(key) for key in ("month", "plan", "actual", "gap", "to_date")]
    total.append(Cell("", number=True))
    name = t("by_month")
    st.html(figures.table(name, headers, body, total=total, stack=True, labelled=True))


# Where every amount went ------------------------------------------------------------------------


def where(readings: list[Reading], entries: pd.DataFrame, found: Variance) -> None:
    """The total of the files, split into what is compared and what is not, to the cent."""
    lang = state.lang()
    parts = tables.reconciled(entries, found)
    st.markdown(t("where_intro"))
    shown = {
        "where_compared": parts.compared,
        "where_not_selling": parts.not_selling,
        "where_share": parts.share_elsewhere,
        "where_before": parts.before,
        "where_after": parts.after,
        "where_uncovered": parts.uncovered,
    }
    body = [
        [Cell(t(key)), Cell(amounts.exact(value), number=True)]
        for key, value in shown.items()
        if abs(value) >= 0.005 or key == "where_compared"
    ]
    total = [Cell(t("where_total")), Cell(amounts.exact(parts.total), number=True)]
    with st.container(width=560):
        st.html(figures.table(t("where"), [t("where_part"), t("amount")], body, total=total))
    read, staying = (
        sum(getattr(reading, name) for reading in readings if reading.usable)
        for name in ("rows_read", "rows_kept")
    )
    counts = {"read": read, "kept": staying, "left_out": read - staying}
    written = {name: formatting.number_exact(value, lang) for name, value in counts.items()}
    st.html(figures.note(t("where_rows", **written)))
    if abs(parts.gap) >= 0.01:
        st.error(t("where_gap", gap=amounts.exact(parts.gap)), icon=":material/error:")
