"""Scenario JSON: read and written without loss, refused with all that is wrong, in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from roi_model import Scenario, ScenarioError, dump_scenario, load_scenario, project
from roi_model.declaration.card import cards
from roi_model.declaration.scenario import PARTS
from roi_model.declaration.units import Unit
from roi_model.storage import scenario_file
from roi_model.storage.scenario_file import (
    parse_scenario,
    scenario_from_dict,
    scenario_to_dict,
)
from roi_model.version import SCHEMA_VERSION
from tests.engine import reference as contract
from tests.engine.strategies import scenarios
from tests.storage.cases import problems, whole


@given(scenarios())
def test_round_trip(raw: dict[str, Any]) -> None:
    scenario = scenario_from_dict(raw)
    for complete in (False, True):
        again = parse_scenario(dump_scenario(scenario, complete=complete))
        if complete and scenario.campaign_months is None:
            assert again.campaign_months == scenario.campaign  # the default, filled in
            assert project(again).metrics["npv"].value == project(scenario).metrics["npv"].value
        else:
            assert again == scenario
    assert scenario_from_dict(scenario_to_dict(scenario, complete=False)) == scenario


@given(scenarios())
def test_every_value_of_the_file_arrives(raw: dict[str, Any]) -> None:
    """What the complete JSON holds is what the file said, and the contract's defaults elsewhere."""
    written = json.loads(dump_scenario(scenario_from_dict(raw), complete=True))
    assert written.pop("schema_version") == SCHEMA_VERSION
    assert written.pop("evidence") == {}
    expected = contract.complete(raw)
    for initiative in expected["initiatives"]:
        initiative["effects"] = [{"channel": None, **effect} for effect in initiative["effects"]]
    assert written == expected


def test_defaults_are_the_contracts() -> None:
    """MODEL 1, written out a second time in reference.py; all keys and no others."""
    for key, defaults in contract.LISTS.items():
        known = cards(PARTS[key])
        name = "title" if key == "team" else "name"
        assert set(known) == {name, *defaults}
        found = {k: list(c.default) if k == "effects" else c.default for k, c in known.items()}
        assert {k: v for k, v in found.items() if k != name} == defaults
    ours = {"name", "channels", "evidence", "drawn"}
    assert set(cards(Scenario)) == {*contract.SCENARIO, *ours}
    for key, default in contract.SCENARIO.items():
        found = cards(Scenario)[key].default
        assert (list(found) if isinstance(found, tuple) else found) == default, key


@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        ({"channels": [{"name": "A"}]}, "name", "missing"),
        ({"name": "x"}, "channels", "missing"),
        (whole(name=""), "name", "bad_text"),
        (whole(name="x" * 121), "name", "bad_text"),
        (whole(name=7), "name", "not_text"),
        (whole(channels=[]), "channels", "wrong_count"),
        (whole(channels=[{"name": str(n)} for n in range(51)]), "channels", "wrong_count"),
        (whole(channels={"name": "A"}), "channels", "not_a_list"),
        (whole(channels=["A"]), "channels/1", "not_an_object"),
        (whole(channels=[{"name": "A/B"}]), "channels/A/B/name", "bad_text"),
        (whole(channels=[{"name": "A"}, {"name": "A"}]), "channels/A", "name_twice"),
        (whole(team=[{"title": "R"}, {"title": "R"}]), "team/R", "name_twice"),
        (whole(currency="euro"), "currency", "bad_text"),
        (whole(start="2025-13"), "start", "bad_text"),
        (whole(start="May"), "start", "bad_text"),
        (whole(seasonality=[1] * 11), "seasonality", "wrong_count"),
        (whole(seasonality=[0] * 12), "seasonality", "all_zero"),
        (whole(seasonality=[-1] + [1] * 11), "seasonality/1", "out_of_range"),
        (whole(enforce_capacity=1), "enforce_capacity", "not_a_flag"),
        (whole(enforce_capacity="yes"), "enforce_capacity", "not_a_flag"),
        (whole(dealvalue=3), "dealvalue", "unknown_key"),
        (whole(channels=[{"name": "A", "budget": 3}]), "channels/A/budget", "unknown_key"),
        (whole(costs=[{"name": "C", "category": "fun"}]), "costs/C/category", "not_a_choice"),
        (whole(costs=[{"name": "C", "every": "year"}]), "costs/C/every", "not_a_choice"),
        (whole(costs=[{"name": "C", "every": "once", "end_month": 3}]),
         "costs/C/end_month", "end_of_once"),
        (whole(costs=[{"name": "C", "start_month": 0}]), "costs/C/start_month", "out_of_range"),
        (whole(horizon_months=12, campaign_months=13), "campaign_months", "out_of_range"),
        (whole(horizon_months=12, channels=[{"name": "A", "end_month": 13}]),
         "channels/A/end_month", "out_of_range"),
        (whole(channels=[{"name": "A", "saturation_spend": 5}]),
         "channels/A/reference_spend", "reference_spend_needed"),
        (whole(channels=[{"name": "A", "saturation_spend": 5, "reference_spend": 0}]),
         "channels/A/reference_spend", "reference_spend_needed"),
        (whole(initiatives=[{"name": "I", "effects": [{"parameter": "contacts"}]}]),
         "initiatives/I/effects/contacts/factor", "missing"),
        (whole(initiatives=[{"name": "I", "effects": [{"parameter": "luck", "factor": 1}]}]),
         "initiatives/I/effects/luck/parameter", "not_a_choice"),
        (whole(initiatives=[{"name": "I", "effects": [
            {"parameter": "people_cost", "factor": 1, "channel": "A"}]}]),
         "initiatives/I/effects/people_cost/channel", "team_has_no_channel"),
        (whole(initiatives=[{"name": "I", "effects": [
            {"parameter": "contacts", "factor": 1, "channel": "B"}]}]),
         "initiatives/I/effects/contacts", "unknown_channel"),
        (whole(initiatives=[{"name": "I", "kind": "wish"}]), "initiatives/I/kind", "not_a_choice"),
        (whole(uncertainty={"market": {"kind": "beta", "mean": 0.3}}),
         "uncertainty/market/ess", "missing"),
        (whole(uncertainty=[1]), "uncertainty", "not_an_object"),
        (whole(evidence={"market": {"source": "x", "grade": "sure"}}),
         "evidence/market/grade", "not_a_choice"),
        (whole(evidence={"market": {"grade": "guess"}}), "evidence/market/source", "missing"),
        (whole(evidence={"market": "a study"}), "evidence/market", "not_an_object"),
        (whole(evidence={"a/b": {"source": 1, "grade": []}}), "evidence/a/b/source", "not_text"),
        (whole(uncertainty={"market": {"kind": "normal"}}),
         "uncertainty/market/kind", "not_a_choice"),
        (whole(uncertainty={"market": {"kind": "beta", "mean": "x", "ess": 5}}),
         "uncertainty/market/mean", "not_finite"),
        (whole(seasonality="spring"), "seasonality", "not_a_list"),
        (whole(seasonality=["x"] + [1] * 11), "seasonality/1", "not_finite"),
        (whole(schema_version=SCHEMA_VERSION + 1), "schema_version", "newer_schema"),
        (whole(schema_version=0), "schema_version", "not_whole"),
        (whole(schema_version="1"), "schema_version", "not_whole"),
        ([], "", "not_an_object"),
        (None, "", "not_an_object"),
    ],
)  # fmt: skip
def test_what_is_refused(raw: Any, path: str, code: str) -> None:
    found = problems(raw)
    assert path in found, list(found)
    assert found[path].code == code
    for lang in ("fr", "en"):
        sentence = found[path].sentence(lang)
        assert "{path}" not in sentence and len(sentence) > 10
    assert found[path].sentence("fr") != found[path].sentence("en")


def test_a_near_miss_is_guessed() -> None:
    assert "deal_value" in problems(whole(dealvalue=3))["dealvalue"].sentence("en")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1", b"\xff\xfe\x00", b"not json", b"[" * 100_000, b'{"name": "x", "name": "y"}'],
)
def test_files_that_are_no_scenario(content: bytes) -> None:
    with pytest.raises(ScenarioError):
        parse_scenario(content)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_json_has_no_infinite_numbers(constant: str) -> None:
    text = f'{{"name": "x", "channels": [{{"name": "A"}}], "deal_value": {constant}}}'
    with pytest.raises(ScenarioError, match="deal_value"):
        parse_scenario(text)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "scenario.json"
    file.write_bytes("\ufeff".encode() + json.dumps(whole(name="Été")).encode())
    assert load_scenario(file).name == "Été"
    with pytest.raises(OSError, match="missing"):
        load_scenario(tmp_path / "missing.json")


def test_names_are_cleaned_of_what_does_not_show() -> None:
    made = scenario_from_dict(whole(name=" Plan\u202e\u0000 A ", costs=[{"name": "=1+1"}]))
    assert made.name == "Plan A"
    assert made.costs[0].name == "=1+1"  # data, kept as typed


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_files_of_every_older_version_open(version: int) -> None:
    assert scenario_from_dict(whole(schema_version=version)) == scenario_from_dict(whole())


def test_older_files_are_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the schema before goes through its migration, once, and is written as the new."""
    monkeypatch.setattr(scenario_file, "SCHEMA_VERSION", SCHEMA_VERSION + 1)

    def renamed(raw: dict[str, Any]) -> dict[str, Any]:
        raw["deal_value"] = raw.pop("basket")
        return raw

    monkeypatch.setitem(scenario_file.MIGRATIONS, SCHEMA_VERSION, renamed)
    made = scenario_from_dict({**whole(basket=7), "schema_version": SCHEMA_VERSION})
    assert made.deal_value == 7
    assert scenario_to_dict(made)["schema_version"] == SCHEMA_VERSION + 1


def test_uncertainty_and_evidence_travel() -> None:
    raw = whole(
        uncertainty={
            "deal_value": {"kind": "lognormal", "p10": 3000, "p90": 8000},
            "market": {"kind": "triangular", "low": 0.8, "mode": 1, "high": 1.2},
            "channels/A/quote_to_customer": {"kind": "beta", "mean": 0.25, "ess": 50},
            "cycle_months": {"kind": "range", "p10": 2, "p90": 5},
        },
        evidence={"deal_value": {"source": "CRM 2024", "grade": "measured"}},
    )
    written = scenario_to_dict(parse_scenario(dump_scenario(scenario_from_dict(raw))))
    assert written["uncertainty"] == raw["uncertainty"]
    assert written["evidence"] == raw["evidence"]


def test_flags_and_choices_are_known() -> None:
    kinds = {card.unit for entity in (Scenario, *PARTS.values()) for card in cards(entity).values()}
    assert {Unit.FLAG, Unit.CHOICE, Unit.TEXT, Unit.LIST} <= kinds
