"""Lists of calls, leads and customers on the page: counted beside the plan, month by month."""

from __future__ import annotations

import json

import pytest

from roi_model import formatting, project
from roi_model.charts.actuals.history import WORDS
from roi_model.texts import text
from tests.ui.actuals.told import PLAN, said
from tests.ui.actuals_driver import given, part, session, table
from tests.ui.pages import words

LISTS = ("calls_fr.csv", "leads_plain_fr.csv", "customers_fr.csv")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_counts_and_indicators_by_month_beside_the_plan(lang: str) -> None:
    made = part(given(*LISTS, lang=lang), "prospecting")
    plan = project(PLAN).monthly

    def name(key: str) -> str:
        return text(f"calibration.indicator.{key}", lang)

    january, february, march = table(made, name("cost_per_qualified"))
    none, no_costs = formatting.UNDEFINED, text("calibration.reason.no_costs", lang)
    assert january[1].startswith(f"{none} {no_costs}") and none in january[2]
    headers = ("cost_per_lead", "cost_per_qualified", "contact_to_lead", "qualified_per_lead",
               "meetings_per_call", "contact_to_customer")  # fmt: skip
    at = 1 + headers.index("meetings_per_call")
    planned = formatting.percent(plan["meetings"][1] / plan["contacts"][1], lang)
    beside = said("prospecting_planned", lang, value=planned)
    assert january[at] == f"{formatting.percent(0.1, lang)} {beside}"
    assert march[-1].startswith(formatting.percent(4 / 60, lang))
    assert february[4].startswith(formatting.percent(1 / 3, lang))
    by_source = table(made, said("prospecting_source", lang))
    assert [row[0] for row in by_source[:2]] == ["Automne", "Hiver"]
    # The cards above say what each file holds, by what is said of its entries.
    assert text("pages.actuals.state.meeting", lang) in words(made)


def test_lists_alone_bring_targets_and_no_calibration() -> None:
    made = given("leads_plain_fr.csv")
    parts = made.segmented_control(key="actuals-part").options
    assert said("section_prospecting") in parts and said("section_calibrate") not in parts
    assert said("cover_leads") in words(made) and session(made).now.scenario == PLAN


def test_three_months_are_worth_a_picture_beside_the_plan() -> None:
    made = part(given("calls_fr.csv", "customers_fr.csv"), "prospecting")
    charts = made.get("vega_lite_chart")
    titles = [WORDS[name].title("en") for name in ("meetings_per_call", "contact_to_customer")]
    assert len(charts) == 2  # of leads no list says anything
    for chart, title in zip(charts, titles, strict=True):
        assert json.loads(chart.proto.spec)["title"]["text"] == title
