"""The charts of a case: specifications are built once, only data travels.

Which chart stands on which page is said in the table of charts, and every chart is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from roi_model.analysis.risk.outlook import Ranges
from roi_model.charts.parts import held
from roi_model.charts.parts.frames import Columns, rows_of
from roi_model.charts.parts.theme import SAYS, Spec, for_a_room, saying
from roi_model.charts.table import CHARTS
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from ui.session import state

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CASH_HEIGHT = 280
"""Lower than elsewhere: numbers and this chart share the first screen of a projector."""


@dataclass(frozen=True)
class OnScreen:
    """The case on screen as its pictures need it; its draws where they show them.

    `moving`: a slider is under the hand.
    """

    scenario: Scenario
    projection: Projection
    baseline_projection: Projection | None = None
    risk: Ranges | None = None
    moving: bool = False

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


def show(
    name: str,
    case: OnScreen,
    *,
    height: int | None = None,
    empty: str = "",
    room: str = "",
    also: Callable[[Spec], Spec] | None = None,
) -> bool:
    """The chart of a case by its name in the table; what is said where it has nothing to show.

    `height` in pixels is another than its own; `room` names a page for a room, all of whose height
    it takes; `also` draws more into it. Says whether its axis is too wide for it: while a hand
    moves, the axis stands still.
    """
    chart = CHARTS[name]
    assert chart.of_case is not None, f"{name}: its page has to say what it shows"
    drawn = chart.of_case(case, theme())
    if drawn is None or not rows_of(drawn[0]):
        if empty:
            st.caption(empty)
        return False
    data, spec = drawn
    ends, loose = {}, False
    if chart.axis is not None:
        now = chart.axis.extent(data)
        shown = _axis(room or name, now, case.moving)
        ends, loose = chart.axis.ends(shown, rows_of(data)), held.is_loose(shown, now)
        spec = chart.axis.on(spec)
    if also is not None:
        spec = also(spec)
    if room:
        draw(name, data, for_a_room(spec), "stretch", key=room, beside=ends)
    else:
        draw(name, data, spec if height is None else {**spec, "height": height}, beside=ends)
    return loose


def _axis(name: str, now: held.Extent, moving: bool) -> held.Extent:
    """How far an axis reaches: as far as what is drawn, or as before while a hand moves it."""
    axes: dict[str, held.Extent] = state.extras().setdefault("axes", {})
    axes[name] = held.reaching(axes.get(name), now) if moving else now
    return axes[name]


def draw(
    name: str,
    data: pd.DataFrame | Columns,
    spec: dict[str, Any],
    height: Literal["content", "stretch"] = "content",
    *,
    key: str = "",
    beside: Mapping[str, Any] | None = None,
) -> None:
    """One chart of the table: its picture built once, its data sent with each run.

    `height` is the picture's own, or what the page leaves; `key` tells it from others of its kind;
    `beside` are further columns. What the data say stands above it.
    """
    if SAYS in data:
        spec = saying(spec)
    st.vega_lite_chart(
        _table(data, beside or {}),
        spec,
        theme=None,
        width="stretch",
        height=height,
        key=f"chart-{key or CHARTS[name].name}",
    )


def _table(data: pd.DataFrame | Columns, beside: Mapping[str, Any]) -> pa.Table:
    """The data as they travel: without what pandas would write of itself, which takes as long as
    all else that Streamlit does with a picture. What is undefined is null.
    """
    import pyarrow as pa

    if not isinstance(data, Mapping):
        data = {name: column.to_numpy() for name, column in data.items()}
    columns = {**data, **beside}
    return pa.table({name: pa.array(column, from_pandas=True) for name, column in columns.items()})
