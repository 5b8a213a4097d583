"""The page Simulate as tests work it: sliders, boxes, undo, and the case behind."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow
from streamlit.testing.v1 import AppTest

from roi_model.charts.table import CHARTS
from roi_model.declaration.scenario import Scenario
from roi_model.storage import link
from roi_model.storage.presets import presets
from tests.ui import panel_driver
from tests.ui.panel_driver import rows

APP = Path(__file__).resolve().parents[2] / "app.py"
FIRST = presets()[0].slug
NAMES = ("payback_month", "cash_trough", "roi", "net_gain")


def app(**params: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in params.items():
        made.query_params[key] = value
    return checked(made.run())


def checked(made: AppTest) -> AppTest:
    assert not made.exception, made.exception[0].stack_trace
    return made


def then_all(made: AppTest) -> AppTest:
    """Run what was set, then the page as a whole: a fragment's run holds that fragment alone."""
    checked(made.run())
    return checked(made.run())


def move(made: AppTest, path: str, steps: int = 1) -> AppTest:
    checked(panel_driver.move(made, path, steps))
    return checked(made.run())


def type_into(made: AppTest, path: str, typed: str) -> AppTest:
    checked(panel_driver.edit(made, path, "type", typed))
    return checked(made.run())


def entered(made: AppTest, path: str) -> str:
    """What the field beside a slider holds."""
    return str(rows(made)[path]["text"])


def press(made: AppTest, key: str) -> AppTest:
    made.button(key=key).click()
    return then_all(made)


def session(made: AppTest) -> Any:
    return made.session_state["roi_session"]


def scenario(made: AppTest) -> Scenario:
    found: Scenario = session(made).now.scenario
    return found


def params(made: AppTest) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else value[0]
        for key, value in made.query_params.items()
    }


def headline(made: AppTest) -> list[str]:
    return figures(made, "value")


def figures(made: AppTest, part: str) -> list[str]:
    """The headline as it is written: values, or the words below them."""
    found = next(h.proto.body for h in made.get("html") if 'class="headline' in h.proto.body)
    return [unescape(said) for said in re.findall(rf'class="{part}[^"]*">([^<]*)<', found)]


def open_case(plan: Scenario, **more: str) -> AppTest:
    return app(case=link.encode(plan, link.OWN), **more)


def chart(made: AppTest, name: str) -> Any:
    """The data of a chart of the table, as it was sent."""
    titles = {f'"{said.title(lang)}"' for said in CHARTS[name].words for lang in ("fr", "en")}
    for found in made.get("vega_lite_chart"):
        # What it is called stands above it, or below what it says.
        words = json.dumps(json.loads(found.proto.spec)["title"], ensure_ascii=False)
        if any(title in words.replace('\\"', '"') for title in titles):
            return pyarrow.ipc.open_stream(found.proto.data.data).read_pandas()
    raise KeyError(name)
