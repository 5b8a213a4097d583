"""The page Compare, opened on kept cases, and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Scenario
from tests.ui.pages import ROOT, ran
from tests.ui.seen import seen

PAGE = "pages/plan/compare.py"
FIRST = seen()
SLIDERS = {"deal_value": 5000.0, "quote_to_customer": 0.3, "gross_margin": 0.55}


def page(lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGE)
    return ran(made)


def switched(made: AppTest, fold: str) -> AppTest:
    """The same with one of what is asked after the comparison open: why or cases."""
    made.segmented_control(key="kept-compare_fold").set_value(fold)
    return ran(made)


def moved(made: AppTest) -> Scenario:
    """Three sliders of the case on screen moved."""
    found = made.session_state["roi_session"]
    scenario = found.now.scenario
    for key, value in SLIDERS.items():
        path = f"channels/{scenario.channels[0].name}/{key}" if "quote" in key else key
        scenario = with_value(scenario, path, value)
    found.now = replace(found.now, scenario=scenario)
    ran(made)
    return scenario


def tables(made: AppTest) -> Iterator[list[list[str]]]:
    """Every table of the page as the words of its cells, its headers first."""
    for element in made.get("html"):
        for table in re.findall(r"<table.*?</table>", element.proto.body, re.DOTALL):
            rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
            yield [
                [
                    unescape(re.sub(r"<[^>]+>", "", re.sub(r"<small.*?</small>", "", cell)))
                    for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", row, re.DOTALL)
                ]
                for row in rows
            ]


def table(made: AppTest, first: str, last: str) -> list[list[str]]:
    """The rows below the headers of the table with these at its ends."""
    return next(t[1:] for t in tables(made) if (t[0][0], t[0][-1]) == (first, last))


def number(written: str) -> float:
    """A number as this page writes it in either language."""
    negative = "−" in written
    digits = re.sub(r"[^\d.,]", "", written)
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    return float(digits.replace(",", "")) * (-1 if negative else 1)


def name_field(made: AppTest) -> TextInput:
    return next(field for field in made.text_input if str(field.key).startswith("library-name"))
