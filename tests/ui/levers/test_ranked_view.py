"""All levers in one picture: ranked by what each adds, what is in the plan solid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.analysis.change.levers import together
from roi_model.declaration.scenario import Channel, Effect, Initiative, Role, Scenario
from roi_model.storage.lever_library import template, templates
from roi_model.storage.presets import presets
from tests.ui.pages import page, press, ran, words
from ui.levers import ranked_view

CASE = presets()[0].scenario
ADS = Initiative(name="Ads", effects=(Effect(parameter="contacts", factor=2.0),))


def test_a_lever_is_added_by_one_press_and_is_then_in_the_plan() -> None:
    made = page("levers")
    for found in templates():
        label = found.name("en")
        assert made.button(key=f"library-add-{found.slug}").label == label
    press(made, "library-add-pitch")
    [added] = made.session_state["roi_session"].now.scenario.initiatives
    assert added.name == template("pitch").name("en")
    assert len(made.get("vega_lite_chart")) == 1


def test_each_is_valued_alone_and_those_of_the_plan_share_what_all_bring() -> None:
    plan = replace(
        CASE,
        initiatives=tuple(template(slug).initiative("en") for slug in ("pitch", "training")),
    )
    alone = ranked_view.with_lever(CASE, template("pitch").initiative("en"))
    assert [one.name for one in alone.initiatives] == ["New pitch"]
    again = ranked_view.with_lever(plan, plan.initiatives[0])
    assert again == plan
    lines = together(plan)["levers"]
    gain = [project(one).metrics["net_gain"].value for one in (plan, CASE)]
    assert sum(line["net_gain"] for line in lines) == pytest.approx(gain[0] - gain[1])


def test_a_lever_that_full_hours_leave_nothing_of_is_told() -> None:
    made = page("levers")
    busy = Scenario(
        name="Busy", channels=(Channel(name="Calls", hours_per_lead=2.0),),
        team=(Role(title="SDR"),), initiatives=(ADS,),
    )  # fmt: skip
    found = made.session_state["roi_session"]
    found.now = replace(found.now, scenario=busy, baseline=busy)
    ran(made)
    said = words(made)
    assert "within them" in said and "Ads" in said
