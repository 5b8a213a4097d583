"""The least an app of this kind can be: one slider, one number and charts, in one fragment.

`BARE_CHARTS` says how many charts; `BARE_OWN=1` draws the page's own four with frames made
beforehand, which leaves out everything of the page but its pictures.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

CHARTS = int(os.environ.get("BARE_CHARTS", "3"))
OWN = os.environ.get("BARE_OWN") == "1"
STEPS = 400
MONTHS = np.arange(37)

LINES = {
    "height": 300,
    "mark": {"type": "line"},
    "encoding": {
        "x": {"field": "month", "type": "quantitative"},
        "y": {"field": "value", "type": "quantitative"},
        "color": {"field": "series", "type": "nominal"},
    },
}


@st.cache_resource(show_spinner=False, max_entries=1)
def warm_up() -> bool:
    """What the app does once too, so that both servers treat threads and garbage alike."""
    sys.setswitchinterval(0.001)
    gc.collect()
    gc.freeze()
    return True


def plain_frame(value: int, number: int) -> pd.DataFrame:
    """Two lines over three years that move with the slider."""
    growth = MONTHS * (value + 10.0 * number)
    return pd.DataFrame(
        {
            "month": np.tile(MONTHS, 2),
            "value": np.concatenate((growth - 500, growth * 0.8)),
            "series": np.repeat(["now", "before"], len(MONTHS)),
        }
    )


@st.cache_resource(show_spinner=False, max_entries=1)
def own_pictures() -> tuple[list[dict[str, Any]], list[list[Any]]]:
    """The specifications of the page's four charts, and their frames."""
    from dataclasses import replace

    from roi_model import project
    from roi_model.charts import cash, costs, funnel, monthly
    from roi_model.storage.presets import presets

    first = presets()[0].scenario
    base = project(first)
    months = first.horizon_months
    specs = [
        cash.spec("en", "EUR", "light", horizon=months, start=None, baseline=True),
        funnel.spec("en", "EUR", "light", baseline=True),
        costs.spec("en", "EUR", "light", baseline=True),
        monthly.spec("en", "EUR", "light", horizon=months, start=None, baseline=True),
    ]
    frames = []
    for step in range(STEPS + 1):
        channel = replace(first.channels[0], contacts=500.0 + 10 * step)
        case = project(replace(first, channels=(channel,)))
        frames.append([picture.frame(case, base) for picture in (cash, funnel, costs, monthly)])
    return specs, frames


@st.fragment
def moving() -> None:
    value = st.slider("Value", 0, STEPS, 100)
    st.metric("Number", f"{value * 1234.5:,.0f}", f"{value - 100:,.0f}")
    if OWN:
        specs, frames = own_pictures()
        for number, (spec, frame) in enumerate(zip(specs, frames[value], strict=True)):
            st.vega_lite_chart(frame, spec, theme=None, width="stretch", key=f"chart-{number}")
    else:
        for number in range(CHARTS):
            frame = plain_frame(value, number)
            st.vega_lite_chart(frame, LINES, theme=None, width="stretch", key=f"chart-{number}")


st.set_page_config(layout="wide")
if OWN:
    own_pictures()
warm_up()
moving()
