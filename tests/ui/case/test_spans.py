"""Bars of campaign, team and initiatives: where they lie, and what their ends write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from roi_model.declaration.initiatives import Initiative
from roi_model.declaration.scenario import Role, Scenario
from tests.ui.panel_driver import edit, rows
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, open_case, press, scenario
from ui.case import spans

PLAN = replace(
    seen(FIRST, "en"),
    horizon_months=24,
    campaign_months=10,
    start="2027-01",
    team=(Role(title="SDR", start_month=3), Role(title="Lead", start_month=2, end_month=6)),
    initiatives=(Initiative(name="Coaching", start_month=4, delay_months=3),),
)


def bars(made: AppTest) -> dict[str, dict[str, Any]]:
    return {line["name"]: line for line in rows(made, spans.KEY)[spans.KEY]["lines"]}


def test_each_bar_says_its_months() -> None:
    found = bars(open_case(PLAN, lang="en"))
    assert {name: (line["first"], line["last"]) for name, line in found.items()} == {
        "Sales campaign": (1, 10),
        "SDR": (3, 10),  # to the end of the campaign, as no last month is given
        "Lead": (2, 6),
        "Coaching": (4, 24),
    }
    assert found["Coaching"]["felt"] == 7
    assert found["SDR"]["said"] == "Mar 2027 to Oct 2027"


def test_the_ends_write_the_inputs_they_stand_for() -> None:
    made = open_case(PLAN, lang="en")
    for path, month, read in (
        ("campaign_months", 14, lambda plan: plan.campaign_months),
        ("team/SDR/start_month", 5, lambda plan: plan.team[0].start_month),
        ("team/Lead/end_month", 12, lambda plan: plan.team[1].end_month),
        ("initiatives/Coaching/start_month", 6, lambda plan: plan.initiatives[0].start_month),
    ):
        edit(made, path, "slide", month, spans.KEY)
        assert read(scenario(made)) == month
    assert bars(made)["SDR"]["last"] == 14  # it goes with the campaign
    press(made, "do-undo")
    assert scenario(made).initiatives[0].start_month == 4


def test_nothing_else_is_written_by_a_bar() -> None:
    made = open_case(PLAN, lang="en")
    before: Scenario = scenario(made)
    edit(made, "deal_value", "slide", 1.0, spans.KEY)
    assert scenario(made) == before


def test_a_month_that_is_refused_is_told_below_the_bars() -> None:
    made = open_case(PLAN, lang="en")
    edit(made, "campaign_months", "slide", 99, spans.KEY)
    assert scenario(made).campaign_months == 10
    assert rows(made, spans.KEY)[spans.KEY]["refused"]
