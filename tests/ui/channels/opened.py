"""The page Channels, opened on a case."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from tests.ui.pages import ROOT, ran

PAGE = "pages/plan/channels.py"
SHARED = "inbound-and-outbound"


def page(lang: str = "en", **params: str) -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    for key, value in params.items():
        made.query_params[key] = value
    made.run()
    made.switch_page(PAGE)
    return ran(made)


def scenario_of(made: AppTest) -> Scenario:
    found: Scenario = made.session_state["roi_session"].now.scenario
    return found


def fold(made: AppTest, name: str) -> AppTest:
    """The same with one of what is asked after the channels open: budget or buy."""
    made.segmented_control(key="kept-channels_fold").set_value(name)
    return ran(made)
