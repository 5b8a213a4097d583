"""From contact to customer on the page: lists counted beside the plan, by month and by source."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.coverage import Coverage
from roi_model.actuals.indicators.activity import by_source, monthly_events
from roi_model.actuals.indicators.prospecting import (
    INDICATORS,
    MONEY,
    prospecting,
    selling_costs,
    won_by_month,
)
from roi_model.charts.actuals.history import BESIDE_PLAN
from roi_model.declaration.scenario import Scenario
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals.indicators import curves
from ui.elements import figures
from ui.elements.figures import Cell
from ui.session import state
from ui.session.cached import projection
from ui.session.sentences import sentences

COUNTS = ("contacts", "leads", "qualified", "meetings", "customers")


t = sentences("tracking.prospecting_")


def show(
    plan: Scenario, events: pd.DataFrame, entries: pd.DataFrame, deals: pd.DataFrame, start: str,
    covered: Coverage,
) -> None:  # fmt: skip
    """Counts, then what is made of them, a row a month with the plan below; then by source."""
    lang = state.lang()
    st.markdown(t("intro"))
    months = prospecting(
        projection(plan), monthly_events(events, covered), start, selling_costs(entries, covered),
        won_by_month(deals, covered),
    )  # fmt: skip
    if not months:
        st.info(t("no_month"), icon=":material/event_busy:")
        return
    series = {
        name: ([m[name]["actual"] for m in months], [m[name]["plan"] for m in months])
        for name in BESIDE_PLAN
    }
    curves.show(series, months[0]["month"])
    for names in (COUNTS, tuple(INDICATORS)):
        headers = [t("month"), *(text(f"calibration.indicator.{name}", lang) for name in names)]
        rows = [
            [
                Cell(tables.month_of(month["month"], lang)),
                *(_cell(name, month[name]) for name in names),
            ]
            for month in months
        ]
        name = f"{headers[1]} – {headers[-1]}"
        st.html(figures.table(name, headers, rows, stack=True, labelled=True))
    st.html(figures.note(t("note")))
    st.header(t("sources"), anchor=False)
    headers = [t("source"), *(text(f"calibration.indicator.{name}", lang) for name in COUNTS)]
    rows = [
        [
            Cell(line["source"] or text("tracking.no_source", lang)),
            *(Cell(_written(name, line[name]), number=True) for name in COUNTS),
        ]
        for line in by_source(events)
    ]
    st.html(figures.table(t("sources"), headers, rows, stack=True, labelled=True))


def _cell(name: str, told: dict[str, Any]) -> Cell:
    """The actual figure with the plan's below, or why there is none."""
    said = t("planned", value=_written(name, told["plan"])) if told["plan"] is not None else ""
    if told["actual"] is None:
        reason = text(f"calibration.reason.{told['reason']}", state.lang())
        below = " · ".join(words for words in (reason, said) if words)
        return Cell(formatting.UNDEFINED, below=below, number=True)
    return Cell(_written(name, told["actual"]), below=said, number=True)


def _written(name: str, value: float | None) -> str:
    if name in COUNTS:
        return formatting.number(value, state.lang())
    if name in MONEY:
        return formatting.money(value, state.currency(), state.lang())
    return formatting.percent(value, state.lang())
