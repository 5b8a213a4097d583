"""The headline numbers of a case: value, difference from the baseline, and "why?"."""

from __future__ import annotations

import streamlit as st

from roi_model import formatting
from roi_model.charts.frames import value_of
from roi_model.projection import Projection
from roi_model.scenario import Scenario
from roi_model.texts import text
from ui import figures, state

MAIN = ("roi", "payback_month", "cash_trough", "net_gain")
SUBSCRIPTION = ("cac_payback_month", "ltv_cac")
ALSO = ("investment", "revenue", "customers_signed", "break_even_customers", "cac", "npv")
DASH = "—"


def names(scenario: Scenario) -> tuple[str, ...]:
    """The metrics on show: subscriptions add what a customer costs and brings."""
    sells = scenario.monthly_fee > 0 or any((c.monthly_fee or 0) > 0 for c in scenario.channels)
    return (*MAIN, *SUBSCRIPTION) if sells else MAIN


def show(scenario: Scenario, now: Projection, then: Projection) -> None:
    """One figure per metric, with the words that go with its arrow and colour."""
    lang = state.lang()
    for name in names(scenario):
        _figure(name, scenario, now, then, lang)


def strip(now: Projection) -> str:
    """The figures of the second row, small; a dash with its reason where one does not exist."""
    lang, currency = state.lang(), state.currency()
    shown = []
    for name in ALSO:
        value = value_of(now, name)
        below = text(f"metrics.reason.{now.metrics[name].reason}", lang) if value is None else ""
        title = text(f"metrics.{name}.label", lang)
        shown.append(figures.Figure(title, written(name, value, currency, lang), below))
    return figures.strip(shown)


def label(name: str, scenario: Scenario, projection: Projection, lang: str) -> str:
    """What the number is, with its period or month."""
    if name == "roi":
        return text("ui.headline.roi", lang, months=scenario.horizon_months)
    if name == "cash_trough":
        month = value_of(projection, "cash_trough_month")
        if month:
            when = formatting.month_name(month, lang, scenario.start)
            return text("ui.headline.cash_trough_in", lang, when=when)
    return text(f"ui.headline.{name}", lang)


def written(name: str, value: float | None, currency: str, lang: str) -> str:
    """The value as the headline shows it; a dash where there is none."""
    if value is None:
        return DASH
    if name == "payback_month" and value == 0:
        return text("ui.headline.at_once", lang)
    return formatting.metric(name, value, currency, lang)


def _figure(name: str, scenario: Scenario, now: Projection, then: Projection, lang: str) -> None:
    currency = state.currency()
    value, before = value_of(now, name), value_of(then, name)
    shown = written(name, value, currency, lang)
    title = label(name, scenario, now, lang)
    # There are several ROIs: this one says which it is.
    note = text("metrics.roi.formula", lang) if name == "roi" else None
    if value is None:
        reason = text(f"metrics.reason.{now.metrics[name].reason}", lang)
        st.metric(title, shown, reason, delta_color="off", delta_arrow="off", help=note)
        return
    change = formatting.delta(name, value, before, currency, lang)
    if change is None:
        said = text("ui.headline.baseline_had_none", lang)
        st.metric(title, shown, said, delta_color="off", delta_arrow="off", help=note)
    elif change.direction == "same":
        said = text("ui.headline.same", lang)
        st.metric(title, shown, said, delta_color="off", delta_arrow="off", help=note)
    else:
        word = {True: "better", False: "worse", None: "other"}[change.good]
        st.metric(
            title,
            shown,
            change.text,
            delta_color=change.color,
            delta_arrow=change.arrow,
            delta_description=text(f"ui.headline.{word}", lang),
            help=note,
        )
