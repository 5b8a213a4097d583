"""Steps by month: read, refused with every fault, moved as one, cut at a horizon."""

from __future__ import annotations

import pytest

from roi_model import Channel, Scenario, ScenarioError, dump_scenario
from roi_model.declaration.card import cards
from roi_model.declaration.paths import card_at, get_value, with_value, with_values
from roi_model.declaration.scenario import PARTS
from roi_model.declaration.steps import Steps, room
from roi_model.storage.scenario_file import parse_scenario, scenario_from_dict, scenario_to_dict

CALLS = Channel(name="Calls", contacts={1: 100.0, 4: 300.0})
CASE = Scenario(name="Demo", channels=(CALLS,), deal_value={"7": 5500.0, "1": 5000.0})


def faults(**keys: object) -> dict[str, str]:
    with pytest.raises(ScenarioError) as error:
        scenario_from_dict({"name": "Demo", "channels": [{"name": "Calls"}], **keys})
    return {problem.path: problem.code for problem in error.value.problems}


def test_five_inputs_may_vary_by_month() -> None:
    entities = {"": Scenario, **{f"{name}/": entity for name, entity in PARTS.items()}}
    found = {
        f"{name}{key}"
        for name, entity in entities.items()
        for key, card in cards(entity).items()
        if card.steps
    }
    assert found == {
        "market", "deal_value", "channels/contacts", "channels/monthly_cost", "channels/deal_value",
    }  # fmt: skip


def test_json_holds_them_in_order_and_gives_them_back() -> None:
    written = scenario_to_dict(CASE, complete=False)
    assert written["schema_version"] == 2
    assert list(written["deal_value"].items()) == [("1", 5000.0), ("7", 5500.0)]
    assert parse_scenario(dump_scenario(CASE)) == CASE
    assert hash(CASE.deal_value) == hash(Steps.of({1: 5000.0, 7: 5500.0}))


def test_one_step_is_a_number() -> None:
    assert Scenario(name="Demo", channels=(CALLS,), deal_value={"1": 7000.0}).deal_value == 7000.0


def test_a_file_of_version_1_reads_as_before() -> None:
    old = {"schema_version": 1, "name": "Demo", "channels": [{"name": "Calls"}], "deal_value": 900}
    assert scenario_from_dict(old).deal_value == 900


def test_every_fault_is_told_by_its_step() -> None:
    assert faults(deal_value={"7": 5500}) == {"deal_value/1": "steps_first"}
    assert faults(market={"1": -1, "x": 2, "2": "three"}) == {
        "market/1": "out_of_range", "market/x": "steps_month", "market/2": "not_a_number",
    }  # fmt: skip
    assert faults(deal_value={"1": 1, "13": 2}, horizon_months=12) == {
        "deal_value/13": "steps_month"
    }
    assert faults(deal_value={}) == {"deal_value/1": "steps_first"}
    assert faults(deal_value={"1": None}) == {"deal_value/1": "not_a_number"}
    assert faults(gross_margin={"1": 0.5}) == {"gross_margin": "not_a_number"}
    assert faults(channels=[{"name": "Calls", "contacts": {"1": 1, "07": 2}}]) == {
        "channels/Calls/contacts/07": "steps_month"
    }


def test_a_number_moves_all_steps() -> None:
    moved = with_value(CASE, "deal_value", 6000.0)
    assert moved.deal_value == Steps.of({1: 6000.0, 7: 6600.0})
    assert with_values(CASE, {"channels/Calls/contacts": 50.0}).channels[0].contacts == Steps.of(
        {1: 50.0, 4: 150.0}
    )
    with pytest.raises(ScenarioError, match="deal_value/7: 10010000"):
        with_value(CASE, "deal_value", 9_100_000.0)


def test_from_zero_there_is_no_factor() -> None:
    late = with_value(CASE, "channels/Calls/contacts", {1: 0.0, 4: 100.0})
    for move in (with_value, lambda case, path, value: with_values(case, {path: value})):
        with pytest.raises(ScenarioError, match="channels/Calls/contacts: these steps by month"):
            move(late, "channels/Calls/contacts", 10.0)


def test_a_step_has_a_path() -> None:
    path = "channels/Calls/contacts/4"
    assert get_value(CASE, path) == 300.0
    assert card_at(CASE, path).key == "contacts"
    assert with_value(CASE, path, 250.0).channels[0].contacts == Steps.of({1: 100.0, 4: 250.0})
    with pytest.raises(ScenarioError, match="nothing in this scenario has that path"):
        get_value(CASE, "channels/Calls/contacts/5")


def test_at_the_ends_of_its_room_no_step_is_out_of_range() -> None:
    for steps in ({1: 1.0, 5: 1.8, 9: 0.7}, {1: 1.8, 2: 1.65, 3: 1.5}):
        case = with_value(CASE, "market", steps)
        for end in room(case.market, 0.25, 2.0):
            assert with_value(case, "market", end) != case


def test_a_month_that_is_none_is_told_the_months_there_are() -> None:
    with pytest.raises(ScenarioError) as caught:
        Steps.of({1: 1.0, "x" * 70: 2.0})
    (fault,) = caught.value.problems
    assert (fault.path, fault.value, fault.allowed) == ("x" * 60, "x" * 60, "1..120")


def test_a_step_after_the_horizon_is_told_the_months_there_are() -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario_from_dict({"name": "Demo", "channels": [{"name": "Calls", "start_month": 13}],
                            "deal_value": {"1": 1, "14": 2}, "horizon_months": 12})  # fmt: skip
    told = {fault.path: (fault.value, fault.allowed) for fault in caught.value.problems}
    assert told == {"channels/Calls/start_month": ("13", "1..12"),
                    "deal_value/14": ("14", "1..12")}  # fmt: skip
