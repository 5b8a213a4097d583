"""Pictures of indicators month by month, two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from roi_model.charts.actuals import history
from roi_model.charts.actuals.history import Indicator
from ui.elements import pictures
from ui.session import state

_ENOUGH = 3
"""Months with a value from which an indicator is worth a picture."""
Side = Sequence[float | None]


def show(series: Mapping[Indicator, tuple[Side, Side | None]], start: str) -> None:
    """A picture of each indicator that has three months to show: what was, and the plan's.

    `start` (YYYY-MM) is the month of the first value.
    """
    lang, currency = state.lang(), state.currency()
    shown = [n for n, (was, _) in series.items() if sum(v is not None for v in was) >= _ENOUGH]
    if not shown:
        return
    columns = st.columns(min(len(shown), 2), gap="large")
    for place, name in enumerate(shown):
        was, planned = series[name]
        picture = history.spec(
            lang, currency, pictures.theme(), indicator=name, horizon=len(was), start=start
        )
        with columns[place % len(columns)]:
            pictures.draw("history", history.frame(was, planned), picture, key=f"history-{name}")
