"""The charts of a case: specifications are built once, only data travels."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from roi_model.analysis.risk.risk import Risk
from roi_model.charts import cash, costs, funnel, monthly
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from roi_model.texts import text
from ui.session import state

CASH_HEIGHT = 280
"""Lower than elsewhere: numbers and this chart share the first screen of a projector."""


def theme() -> Any:
    """The theme on screen, light where the browser has not said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def cumulative_cash(
    scenario: Scenario, now: Projection, then: Projection | None, run: Risk | None
) -> None:
    """Cumulative cash with payback, trough, the baseline's ghost, and the band once it is known."""
    spec = cash.spec(
        state.lang(),
        state.currency(),
        theme(),
        horizon=_horizon(now, then),
        start=scenario.start,
        baseline=then is not None,
        band=True,
    )
    edges = None if run is None else run.cumulative_cash
    draw("cash", cash.frame(now, then, band=edges), {**spec, "height": CASH_HEIGHT})


def sales_funnel(now: Projection, then: Projection | None) -> None:
    """From contacts to customers."""
    spec = funnel.spec(state.lang(), state.currency(), theme(), baseline=then is not None)
    draw("funnel", funnel.frame(now, then), spec)


def profit_and_cash(scenario: Scenario, now: Projection, then: Projection | None) -> None:
    """Gross profit, spending, net profit and cash flow by month."""
    spec = monthly.spec(
        state.lang(),
        state.currency(),
        theme(),
        horizon=_horizon(now, then),
        start=scenario.start,
        baseline=then is not None,
    )
    draw("monthly", monthly.frame(now, then), spec)


def spending(now: Projection, then: Projection | None) -> None:
    """What the money goes to."""
    frame = costs.frame(now, then)
    if frame.empty:
        st.caption(text("ui.empty.no_costs", state.lang()))
        return
    spec = costs.spec(state.lang(), state.currency(), theme(), baseline=then is not None)
    draw("costs", frame, spec)


def draw(
    name: str,
    frame: Any,
    spec: dict[str, Any],
    height: Literal["content", "stretch"] = "content",
) -> None:
    """One chart: its picture built once, its data sent with each run.

    `height` is the picture's own, or what the page leaves.
    """
    st.vega_lite_chart(
        frame,
        spec,
        theme=None,
        width="stretch",
        height=height,
        key=f"chart-{name}",
    )


def _horizon(now: Projection, then: Projection | None) -> int:
    return max(len(p.monthly["cumulative_cash"]) - 1 for p in (now, then) if p is not None)
