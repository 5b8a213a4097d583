"""The page Risk, opened, and what it says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[3] / "pages" / "plan" / "risk.py"


def page(case: str, lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(PAGE), default_timeout=120)
    made.query_params["case"], made.query_params["lang"] = case, lang
    made.run()
    assert not made.exception, made.exception[0].stack_trace
    return made


def opened(made: AppTest, fold: str) -> AppTest:
    """The same page with another of its folds open."""
    made.segmented_control(key="kept-risk_fold").set_value(fold).run()
    assert not made.exception, made.exception[0].stack_trace
    return made


def words(made: AppTest) -> str:
    """All that stands in the page's tables and strips, as text."""
    html = " ".join(element.proto.body for element in made.get("html"))
    return unescape(re.sub(r"<[^>]+>", " ", html))
