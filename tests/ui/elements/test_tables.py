"""Roles, cost lines and channels in tables: every input of a line, edited as people type."""

from __future__ import annotations

from dataclasses import fields, replace

from roi_model.declaration.scenario import PARTS, CostLine
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
