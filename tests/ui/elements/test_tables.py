"""Roles, cost lines and channels in tables: every input of a line, edited as people type."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from roi_model import project
from roi_model.declaration.scenario import PARTS, Benefit, CostLine
from roi_model.texts import text
from tests.ui.elements.lines import PLAN, opened, turned
from tests.ui.panel_driver import add, cell, enter, grid, remove, shown
from tests.ui.simulate import press, scenario
from ui.elements import tables


def test_every_input_of_a_line_stands_in_the_table() -> None:
    """Nothing counts that is not on screen."""
    for key in tables.LISTS:
        made = opened(key)
        names = [column["name"] for column in grid(made, key)["columns"]]
        assert names == [field.name for field in fields(PARTS[key])]


def test_a_new_line_shows_all_that_counts_from_the_start() -> None:
    made = add(opened("channels"), "channels", " Fairs\x00 ")
    *before, new = scenario(made).channels
    assert tuple(before) == PLAN.channels
    assert new == replace(PLAN.channels[1], name="Fairs")
    above, row = shown(made, "channels")[1:]
    assert row == {**above, "name": "Fairs"}

    made = add(turned(made, "costs"), "costs", "Fair")
    assert scenario(made).costs[-1] == CostLine(name="Fair")
    assert shown(made, "costs")[-1]["amount"] == "€0"
    assert scenario(press(made, "do-undo")).costs == PLAN.costs


def test_a_channel_that_a_lever_aims_at_is_not_taken_away_nor_the_last_one() -> None:
    made = remove(opened("channels"), "channels", 1)
    assert scenario(made).channels == PLAN.channels
    said = text("ui.tables.unknown_channel", "en", typed="Ads")
    assert cell(made, "channels", 1, "name")["refused"] == said
    remove(made, "channels", 0)
    assert [channel.name for channel in scenario(made).channels] == ["Ads"]
    assert not grid(made, "channels")["lines"][0]["remove"]


def test_what_names_a_renamed_part_follows_it() -> None:
    made = enter(opened("channels"), "channels", 1, "name", "  Ads – été ")
    plan = scenario(made)
    assert plan.channels[1].name == "Ads – été"
    assert plan.initiatives[0].effects[0].channel == "Ads – été"
    assert plan.initiatives[0].effects[1].channel is None
    assert "channels/Ads – été/contacts" in plan.evidence
    assert "team/SDR/fte" in plan.evidence


def test_what_was_monthly_and_is_paid_once_has_no_last_month() -> None:
    made = enter(opened("costs"), "costs", 0, "end_month", "6")
    enter(made, "costs", 0, "every", "once")
    assert scenario(made).costs[0] == CostLine("CRM", "tools", 300, "once")
    enter(made, "costs", 0, "start_month", "0")
    enter(made, "costs", 0, "every", "month")
    assert scenario(made).costs[0] == CostLine("CRM", "tools", 300, "month")


def test_a_benefit_counts_in_the_extended_return_alone() -> None:
    """Typed on the page, where only a file could hold one."""
    made = add(opened("benefits", "fr"), "benefits", "Compétences")
    enter(made, "benefits", 0, "annual_value", "12 000")
    enter(made, "benefits", 0, "probability", "50 %")
    enter(made, "benefits", 0, "start_month", "7")
    assert scenario(made).benefits == (Benefit("Compétences", 12_000.0, 0.5, 7),)
    before, after = project(PLAN).metrics, project(scenario(made)).metrics
    months = scenario(made).horizon_months - 6
    gained = 1000 * months * 0.5 / before["investment"].value
    assert after["extended_roi"].value == pytest.approx(before["extended_roi"].value + gained)
    assert after["roi"] == before["roi"]


def test_two_benefits_may_have_one_name() -> None:
    made = add(add(opened("benefits"), "benefits", "Skills"), "benefits", "Skills")
    enter(made, "benefits", 1, "annual_value", "500")
    assert [one.annual_value for one in scenario(made).benefits] == [0.0, 500.0]
    remove(made, "benefits", 0)
    assert [one.annual_value for one in scenario(made).benefits] == [500.0]
