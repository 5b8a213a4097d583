"""The deals still open: what each may bring, and how far what is to come may be off."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.outlook.band import Range
from roi_model.actuals.outlook.open_worth import Goal, OpenWorth
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.targets import goal_of
from roi_model.charts.actuals import still_open as picture
from roi_model.texts import text
from ui.actuals import amounts
from ui.actuals.actuals_quality import written
from ui.actuals.actuals_tables import month_of
from ui.elements import figures, pictures
from ui.elements.figures import Cell
from ui.session import state
from ui.session.sentences import sentences

FEW = 8
"""Deals in the table until all are asked for."""
MOST = 200
_MONEY = ("signed", "expected", "low", "high", "gross_profit", "plan")

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
    """The sentence on all open deals, their months beside the plan, then each of them."""
    worth = course.open_worth
    if worth is None:
        return
    found = worth.outlook.open
    st.header(t("title"), anchor="open")
    if not len(found.rows):
        st.html(figures.note(t("none")))
        return
    goals = _goals(course)
    st.markdown(" ".join([*_sentences(worth), *map(_of_goal, goals)]))
    if len(worth.monthly):
        _months(worth, next((one for one in goals if one.metric == "won_business"), None))
    shown = FEW
    if len(found.rows) > FEW and st.toggle(
        t("all", count=min(len(found.rows), MOST)), key="open-deals-all"
    ):
        shown = MOST
    by_worth = found.rows.sort_values("expected", ascending=False, kind="stable")
    st.html(_table(t("title"), worth, by_worth.head(shown)))
    _lost(worth, by_worth)
    said = [t("how")]
    if assumed := found.totals()["assumed_amounts"]:
        said.append(t("assumed", count=assumed))
    if not found.rows["measured"].all():
        said.append(t("by_plan"))
    st.html(figures.note(" ".join(said)))


def _sentences(worth: OpenWorth) -> Iterator[str]:
    totals = worth.outlook.open.totals()
    yield t("worth", count=totals["count"], expected=amounts.rounded(totals["expected"]),
            profit=amounts.rounded(totals["gross_profit"]))  # fmt: skip
    ends = {end: amounts.rounded(getattr(worth.total, end)) for end in ("low", "high")}
    yield t("doubt", **ends)
    if totals["likely_lost"]:
        yield t("lost", late=totals["likely_lost"], all=totals["count"],
                amount=amounts.rounded(totals["likely_lost_amount"]))  # fmt: skip
    if worth.outlook.covered is not None:
        yield t("covered", share=_percent(worth.outlook.covered))


def _goals(course: Reforecast) -> list[Goal]:
    """The targets that the open deals help to reach, the nearest first."""
    found = [goal_of(one, course) for one in state.tracking().targets]
    return sorted((one for one in found if one is not None), key=lambda one: one.month)


def _of_goal(goal: Goal) -> str:
    """How much of a target is signed or expected of open deals, and what they leave to others."""
    lang = state.lang()
    said = t(
        "target",
        share=_percent(goal.covered),
        name=text(f"calibration.target.{goal.metric}", lang),
        value=written(goal.metric, goal.value),
        month=formatting.month_name(goal.month, lang, goal.start),
    )
    if not goal.missing:
        return said
    chance = formatting.percent(round(goal.chance, 2), lang)
    return f"{said} {t('missing', missing=written(goal.metric, goal.missing), chance=chance)}"


def _months(worth: OpenWorth, goal: Goal | None) -> None:
    """The picture by month, and its figures for whoever wants them."""
    data, spec = picture.of_worth(worth, state.lang(), state.currency(), pictures.theme(), goal)
    pictures.draw("open-deals", data, spec, key="open-deals-months")
    with st.expander(t("months")):
        shown = worth.monthly.head(len(data))
        keys = ["month", "expected", "span", "gross_profit", "plan"]
        if shown["signed"].any():
            keys.insert(1, "signed")
        body = []
        for row in shown.to_dict("records"):
            said = {key: amounts.rounded(value) for key, value in row.items() if key in _MONEY}
            said["span"] = t("from_to", low=said["low"], high=said["high"])
            month = Cell(month_of(row["calendar_month"], state.lang()))
            body.append([month, *(Cell(said[key], number=True) for key in keys[1:])])
        headers = [t(f"month_{key}") for key in keys]
        st.html(figures.table(t("months"), headers, body, stack=True, labelled=True))
        st.html(figures.note(t("months_note")))


def _lost(worth: OpenWorth, rows: pd.DataFrame) -> None:
    """The deals whose age says that they are lost, the largest first: to be closed in the CRM."""
    gone = rows[rows["likely_lost"]].sort_values("amount", ascending=False, kind="stable")
    if not len(gone):
        return
    name = t("lost_title", count=len(gone))
    with st.expander(name):
        st.html(figures.note(t("lost_intro")))
        st.html(_table(name, worth, gone.head(MOST)))


def _table(name: str, worth: OpenWorth, rows: pd.DataFrame) -> str:
    lang = state.lang()
    body = []
    for row in rows.itertuples():
        known = (str(row.source), row.stage, _day(row.created))
        about = " · ".join(part for part in known if part)
        month = worth.sign_by[row.Index]
        due = t("later") if month is None else formatting.month_name(month, lang, worth.start)
        body.append(
            [
                Cell(str(row.id) or t("unnamed"), below=about),
                Cell(
                    formatting.months(float(row.age), lang),
                    below=t("likely_lost") if row.likely_lost else "",
                    number=True,
                ),
                Cell(_percent(float(row.chance)), number=True),
                Cell("" if row.likely_lost else due, number=True),
                Cell(
                    amounts.rounded(float(row.amount)),
                    below=t("mean") if row.assumed else "",
                    number=True,
                ),
                Cell(amounts.rounded(float(row.expected)), number=True),
            ]
        )
    keys = ("deal", "age", "chance", "due", "amount", "expected")
    headers = [t(f"column_{key}") for key in keys]
    return figures.table(name, headers, body, stack=True, labelled=True)


def _day(created: pd.Timestamp) -> str:
    return formatting.day_name(created.date(), state.lang())
