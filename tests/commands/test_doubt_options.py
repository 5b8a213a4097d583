"""The options that say what is drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roi_model.storage.scenario_file import dump_scenario, load_scenario, scenario_from_dict
from tests.commands.asked import LINKEDIN, answer, refused


def test_spreads_are_the_scenarios_own_or_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = {
        "name": "Own",
        "channels": [{"name": "A"}],
        "uncertainty": {"deal_value": {"kind": "range", "p10": 4000, "p90": 6000}},
    }
    file = tmp_path / "own.json"
    file.write_text(dump_scenario(scenario_from_dict(raw)), encoding="utf-8")

    def moved(*more: str) -> int:
        command = ("sensitivity", str(file), "--points", "8", *more)
        return len(answer(capsys, *command)["tornado"])

    # As on every page and in every file: a doubt typed for one input makes no other one certain.
    everything = moved()
    assert everything == moved("--spreads", "all") > 10
    assert moved("--spreads", "own") == 1
    assert moved("--spreads", "all", "--market-shock") == everything + 1


def test_a_spread_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = json.loads(LINKEDIN.path.read_text(encoding="utf-8"))
    raw["uncertainty"] = {"deal_value": {"kind": "triangular", "low": 9, "mode": 1, "high": 2}}
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    load_scenario(file)  # the plan itself can be read
    assert "uncertainty/deal_value" in refused(capsys, "risk", str(file))
