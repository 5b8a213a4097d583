"""The deals still open: what each may bring, and how far what is to come may be off."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.outlook.band import Band, Range
from roi_model.actuals.outlook.open_deals import OpenDeals
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.targets import judge
from roi_model.texts import text
from ui.actuals import amounts
from ui.actuals.actuals_quality import written
from ui.actuals.actuals_tables import month_of
from ui.elements import figures
from ui.elements.figures import Cell
from ui.session import state
from ui.session.sentences import sentences

FEW = 8
"""Deals in the table until all are asked for."""
MOST = 200

t = sentences("tracking.open_")


def _percent(value: float) -> str:
    """In whole percents: a chance bears no more."""
    return formatting.percent(round(value, 2), state.lang())


def _range(ends: Range) -> dict[str, str]:
    return {"low": amounts.rounded(ends.low), "high": amounts.rounded(ends.high)}


def band(course: Reforecast) -> None:
    """What the shaded band below the curve is, in figures of the next months."""
    found = course.band
    if found is None or not found.months:
        return
    after = course.actual_months + 1
    expected = float(course.expected["revenue"].iloc[after : after + found.months].sum())
    ends = found.following["revenue"]
    said = [t("band", months=found.months, expected=amounts.rounded(expected), **_range(ends))]
    if found.holds_plan:
        said.append(t("holds_plan"))
    elif not ends.low <= expected <= ends.high:
        said.append(t("outside"))
    st.html(figures.note(" ".join(said)))


def still_open(course: Reforecast) -> None:
    """The sentence on all open deals, then each of them, the one worth most first."""
    found = course.open_deals
    if found is None:
        return
    st.header(t("title"), anchor="open")
    if not len(found.rows):
        st.html(figures.note(t("none")))
        return
    st.markdown(_sentence(course, found, course.band))
    shown = FEW
    if len(found.rows) > FEW and st.toggle(
        t("all", count=min(len(found.rows), MOST)), key="open-deals-all"
    ):
        shown = MOST
    st.html(_table(found, shown))
    said = [t("how")]
    totals = found.totals()
    if totals["assumed_amounts"]:
        said.append(t("assumed", count=totals["assumed_amounts"]))
    if not found.rows["measured"].all():
        said.append(t("by_plan"))
    st.html(figures.note(" ".join(said)))


def _sentence(course: Reforecast, found: OpenDeals, doubt: Band | None) -> str:
    totals = found.totals()
    said = [t("worth", count=totals["count"], expected=amounts.rounded(totals["expected"]),
              profit=amounts.rounded(totals["gross_profit"]))]  # fmt: skip
    if doubt is not None:
        said.append(t("doubt", **_range(doubt.open)))
    if totals["likely_lost"]:
        said.append(
            t("lost", late=totals["likely_lost"], all=totals["count"],
              amount=amounts.rounded(totals["likely_lost_amount"]))
        )  # fmt: skip
    covered = None if course.outlook is None else course.outlook.covered
    if covered is not None:
        said.append(t("covered", share=_percent(covered)))
    return " ".join([*said, *_targets(course)])


def _targets(course: Reforecast) -> Iterator[str]:
    """How much of each target of customers or won business is signed or expected of open deals."""
    lang = state.lang()
    for one in state.tracking().targets:
        covered = judge(one, course)["covered"]
        if covered is not None:
            name = text(f"calibration.target.{one.metric}", lang)
            value, month = written(one.metric, one.value), month_of(str(one.by), lang)
            yield t("target", share=_percent(covered), name=name, value=value, month=month)


def _table(found: OpenDeals, most: int) -> str:
    lang = state.lang()
    rows = found.rows.sort_values("expected", ascending=False, kind="stable").head(most)
    body = []
    for row in rows.itertuples():
        about = " · ".join(part for part in (str(row.source), _day(row.created)) if part)
        body.append(
            [
                Cell(str(row.id) or t("unnamed"), below=about),
                Cell(
                    formatting.months(float(row.age), lang),
                    below=t("likely_lost") if row.likely_lost else "",
                    number=True,
                ),
                Cell(_percent(float(row.chance)), number=True),
                Cell(
                    amounts.rounded(float(row.amount)),
                    below=t("mean") if row.assumed else "",
                    number=True,
                ),
                Cell(amounts.rounded(float(row.expected)), number=True),
            ]
        )
    keys = ("deal", "age", "chance", "amount", "expected")
    headers = [t(f"column_{key}") for key in keys]
    return figures.table(headers, body, stack=True, labelled=True)


def _day(created: pd.Timestamp) -> str:
    return formatting.day_name(created.date(), state.lang())
