"""Roles, cost lines and channels edited in tables: what is shown, what is typed, what counts."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import (
    PARTS,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Role,
    Scenario,
)
from roi_model.remarks.evidence import backing
from roi_model.storage import link
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.ui.panel_driver import add, cell, edit, enter, grid, remove, shown
from tests.ui.test_simulate import app, checked, press, scenario
from ui.case import evidence
from ui.elements import grid as grids
from ui.elements import tables

PLAN = Scenario(
    name="Demo",
    channels=(Channel(name="Calls"), Channel(name="Ads", cycle_months=2.0)),
    team=(Role(title="SDR"), Role(title="AE", fte=2)),
    costs=(CostLine(name="CRM", category="tools", amount=300),),
    initiatives=(
        Initiative(
            name="Train",
            effects=(Effect("deal_value", 1.1, "Ads"), Effect("contacts", 2)),
        ),
    ),
    evidence={
        "channels/Ads/contacts": {"grade": "measured", "source": "CRM"},
        "team/SDR/fte": {"grade": "stated", "source": "HR"},
    },
)


def opened(key: str, lang: str = "en") -> AppTest:
    """The page Simulate with PLAN on it and one of its tables open."""
    made = app(case=link.encode(PLAN, link.OWN), lang=lang)
    return turned(made, key)


def spaced(written: str) -> str:
    """With plain spaces."""
    return " ".join(written.split())


def turned(made: AppTest, key: str) -> AppTest:
    made.segmented_control(key="details").set_value(key)
    return checked(made.run())


def test_every_input_of_a_line_stands_in_the_table() -> None:
    """Nothing counts that is not on screen."""
    for key in tables.LISTS:
        made = opened(key)
        names = [column["name"] for column in grid(made, key)["columns"]]
        assert names == [field.name for field in fields(PARTS[key])]


def test_cells_are_written_as_the_reader_writes_and_empty_ones_show_what_counts() -> None:
    made = opened("channels", "fr")
    calls, ads = shown(made, "channels")
    assert spaced(calls["quote_to_customer"]) == "25 %"
    assert spaced(ads["cycle_months"]) == "2 mois"
    assert calls["cycle_months"] == ""
    assert spaced(cell(made, "channels", 0, "cycle_months")["placeholder"]) == "3 mois"
    assert cell(made, "channels", 0, "end_month")["placeholder"] == "12"
    assert "placeholder" not in cell(made, "channels", 1, "cycle_months")
    for key in tables.LISTS:
        assert not {"None", "nan"} & {
            str(v) for row in shown(turned(made, key), key) for v in row.values()
        }


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


def test_two_tables_in_turn_start_from_the_case() -> None:
    """What is typed into the second change leaves what the first one added alone."""
    made = add(opened("team"), "team", "CSM")
    add(turned(made, "costs"), "costs", "Fair")
    turned(made, "team")
    assert [row["title"] for row in shown(made, "team")] == ["SDR", "AE", "CSM"]
    enter(made, "team", 0, "fte", "3")
    assert [(role.title, role.fte) for role in scenario(made).team] == [
        ("SDR", 3), ("AE", 2), ("CSM", 2),
    ]  # fmt: skip
    enter(turned(made, "costs"), "costs", 0, "amount", "600 €/month")
    assert [(line.name, line.amount) for line in scenario(made).costs] == [
        ("CRM", 600),
        ("Fair", 0),
    ]


@pytest.mark.parametrize(
    ("lang", "column", "typed", "value", "written"),
    [
        ("fr", "contact_to_lead", "9,5", 0.095, "9,5 %"),
        ("en", "contact_to_lead", "9,5", 0.095, "9.5%"),
        ("fr", "deal_value", "7 500 €", 7500, "7 500 €"),
        ("fr", "contacts", "7,3k", 7300, "7 300"),
        ("fr", "monthly_cost", "31200/12", 2600, "2 600 €"),
    ],
)
def test_numbers_are_taken_as_people_type_them(
    lang: str, column: str, typed: str, value: float, written: str
) -> None:
    made = enter(opened("channels", lang), "channels", 0, column, typed)
    assert getattr(scenario(made).channels[0], column) == value
    assert spaced(cell(made, "channels", 0, column)["text"]) == written


def test_what_may_be_two_numbers_is_asked_in_the_table() -> None:
    made = enter(opened("channels"), "channels", 0, "monthly_cost", "2.600")
    found = cell(made, "channels", 0, "monthly_cost")
    assert (found["text"], scenario(made).channels[0].monthly_cost) == ("2.600", 0)
    said, value = found["asked"][1]
    assert (said, value) == ("€2,600", 2600)
    line = grid(made, "channels")["lines"][0]["id"]
    edit(made, f"{line}/monthly_cost", "slide", value, "grid-channels")
    assert scenario(made).channels[0].monthly_cost == 2600
    assert "asked" not in cell(made, "channels", 0, "monthly_cost")


@pytest.mark.parametrize(
    ("key", "line", "column", "typed"),
    [
        ("channels", 0, "contacts", "6OO"),
        ("channels", 0, "contact_to_lead", "140"),
        ("channels", 0, "contacts", ""),
        ("channels", 1, "name", "Calls"),
        ("channels", 1, "name", "a/b"),
        ("team", 0, "fte", "-1"),
        ("costs", 0, "start_month", "99"),
    ],
)
def test_what_is_refused_stays_in_its_cell_beside_a_sentence(
    key: str, line: int, column: str, typed: str
) -> None:
    made = enter(opened(key), key, line, column, typed)
    assert scenario(made) == replace(PLAN, currency="EUR")
    found = cell(made, key, line, column)
    assert found["text"] == typed and found["refused"]
    if typed:
        assert typed in found["refused"]


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


def test_a_line_keeps_what_it_is_known_by_while_others_come_and_go() -> None:
    memory = {"rows": (), "ids": []}

    def ids(*rows: str) -> list[str]:
        return grids._ids(memory, rows, str)

    assert ids("a", "b", "c") == ["a", "b", "c"]
    assert ids("a", "B", "c") == ["a", "b", "c"]  # edited
    assert ids("a", "c") == ["a", "c"]  # one is gone
    assert ids("a", "c", "a/d") == ["a", "c", "a|d"]
    assert ids("c", "a/d", "a") == ["a", "c", "a|d"] or len(set(ids("c", "a/d", "a"))) == 3
    assert ids("a", "a") == ids("a", "a") and len(set(ids("a", "a"))) == 2


# Evidence -------------------------------------------------------------------------------------


def test_evidence_is_written_into_the_scenario() -> None:
    plan = presets()[0].scenario
    found = evidence.edited(plan, "deal_value", {"source": " CRM 2025\x00"}, "en")
    assert found["deal_value"]["source"] == "CRM 2025"
    # A cell that was not touched keeps what was shown; the other inputs keep their evidence.
    cards = numeric_paths(plan)
    grade, _ = backing(plan, "deal_value", cards["deal_value"], "en")
    assert found["deal_value"]["grade"] == grade
    for path, entry in plan.evidence.items():
        assert path == "deal_value" or found[path] == entry
    assert replace(plan, evidence=found).evidence == found


def test_evidence_is_edited_in_its_table() -> None:
    made = opened("evidence")
    names = [row["input"] for row in shown(made, "evidence")]
    at = names.index("AE · Salespeople (FTE)")
    enter(made, "evidence", at, "grade", "measured")
    enter(made, "evidence", at, "source", "payroll")
    assert scenario(made).evidence["team/AE/fte"] == {"grade": "measured", "source": "payroll"}
    row = shown(turned(turned(made, "costs"), "evidence"), "evidence")[at]
    assert (row["grade"], row["source"]) == ("measured", "payroll")


def test_evidence_of_a_default_backs_the_default_alone() -> None:
    cards = numeric_paths(PLAN)
    card = cards["gross_margin"]
    for lang in ("fr", "en"):
        published = (card.evidence.grade, card.evidence.source(lang))
        assert backing(PLAN, "gross_margin", card, lang) == published
    other = replace(PLAN, gross_margin=0.31)
    assert backing(other, "gross_margin", card, "en") == ("guess", "")
    assert backing(PLAN, "team/SDR/fte", cards["team/SDR/fte"], "fr") == ("stated", "HR")
