"""The pair of figures within capacity, on every page that shows what the case returns."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import project
from roi_model.metrics import label as metric_label
from roi_model.remarks.capacity import overload
from roi_model.storage import link
from tests.remarks.busy import BUSY
from tests.ui.pages import LANGUAGES, ROOT, ran, words

CASE = replace(BUSY, channels=(*BUSY.channels, replace(BUSY.channels[0], name="Mail")))


def busy(name: str, lang: str, limited: bool = False) -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(f"pages/{'present' if name == 'present' else 'plan'}/{name}.py")
    session = made.session_state["roi_session"]
    case = replace(CASE, enforce_capacity=limited)
    session.now = replace(session.now, slug=link.OWN, scenario=case, baseline=case)
    return ran(made)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["risk", "levers", "channels", "compare", "present"])
def test_a_page_with_returns_says_what_the_team_can_do(name: str, lang: str) -> None:
    found = overload(project(CASE))
    assert found is not None
    said, limited = words(busy(name, lang)), words(busy(name, lang, limited=True))
    wanted = {"compare": metric_label("capacity_roi", lang), "present": found.chip(lang)}
    sentence = escape(wanted.get(name, found.sentence(lang)))
    assert said.count(sentence) == 1
    assert sentence not in limited
