"""The charts of a case: specifications are built once, only data travels.

Which chart stands on which page is said in the table of charts, and every chart is drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from roi_model.analysis.risk.risk import Risk
from roi_model.charts.table import CHARTS
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from ui.session import state

CASH_HEIGHT = 280
"""Lower than elsewhere: numbers and this chart share the first screen of a projector."""


@dataclass(frozen=True)
class OnScreen:
    """The case on screen as its pictures need it; without draws while the hand moves."""

    scenario: Scenario
    projection: Projection
    baseline_projection: Projection | None = None
    risk: Risk | None = None

    @property
    def lang(self) -> str:
        """The language of the page."""
        return state.lang()

    @property
    def currency(self) -> str:
        """The currency amounts are written in."""
        return state.currency()


def theme() -> Any:
    """The theme on screen, light where the browser has not said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(name: str, case: OnScreen, *, height: int | None = None, empty: str = "") -> None:
    """The chart of a case by its name in the table; what is said where it has nothing to show.

    `height` in pixels is another than its own.
    """
    of_case = CHARTS[name].of_case
    assert of_case is not None, f"{name}: its page has to say what it shows"
    drawn = of_case(case, theme())
    if drawn is None or drawn[0].empty:
        if empty:
            st.caption(empty)
        return
    frame, spec = drawn
    draw(name, frame, spec if height is None else {**spec, "height": height})


def draw(
    name: str,
    frame: Any,
    spec: dict[str, Any],
    height: Literal["content", "stretch"] = "content",
    *,
    key: str = "",
) -> None:
    """One chart of the table: its picture built once, its data sent with each run.

    `height` is the picture's own, or what the page leaves; `key` tells it from others of its kind.
    """
    st.vega_lite_chart(
        frame,
        spec,
        theme=None,
        width="stretch",
        height=height,
        key=f"chart-{key or CHARTS[name].name}",
    )
