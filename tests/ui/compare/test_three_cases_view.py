"""The three cases on the page are the model's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting, project
from roi_model.analysis.risk.doubt_words import doubted_words, missing_words
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.three_cases import three_cases
from roi_model.metrics import label as metric_label
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, page, switched, table
from tests.ui.pages import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_three_cases_are_the_models(lang: str) -> None:
    made = switched(page(lang), "cases")
    names = [text(f"pages.compare.case.{name}", lang) for name in ("cautious", "ambitious")]
    rows = table(made, text("pages.compare.metric", lang), names[1])
    shown = {row[0]: row[1:] for row in rows}[metric_label("net_gain", lang)]
    found = three_cases(FIRST)
    expected = float(project(FIRST).metrics["net_gain"].value)
    for cell, case in ((shown[0], found.cautious), (shown[2], found.ambitious)):
        value = float(project(case).metrics["net_gain"].value)
        assert cell == formatting.money(value, "EUR", lang)
        change = formatting.signed_money(value - expected, "EUR", lang)
        assert any(change in words for words in _small(made))
    assert shown[1] == formatting.money(expected, "EUR", lang)
    inputs = table(made, text("pages.compare.input", lang), names[1])
    assert len(inputs) == len(found.moves)
    run, months = risk(FIRST), project(FIRST).metrics["payback_month"].value
    small = [*_small(made)]
    assert run.never > 0 and missing_words("payback_month", run, lang) in small
    assert doubted_words(months, "payback_month", run, lang) in small


def _small(made: AppTest) -> Iterator[str]:
    for element in made.get("html"):
        yield from map(unescape, re.findall(r"<small[^>]*>(.*?)</small>", element.proto.body))
