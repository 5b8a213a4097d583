"""Every command that tells a return tells it within the hours of the team too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from roi_model import project
from roi_model.__main__ import main
from roi_model.storage.scenario_file import dump_scenario
from tests.remarks.busy import BUSY, pair


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ["project", "risk", "sensitivity", "compare", "variance"])
def test_the_command_line_says_it(
    command: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "busy.json"
    file.write_text(dump_scenario(BUSY), encoding="utf-8")
    spent = tmp_path / "spent.csv"
    spent.write_text("date;label;cost\n2025-01-31;Google Ads;100\n", encoding="utf-8")
    within = tmp_path / "within.json"
    within.write_text(dump_scenario(replace(BUSY, enforce_capacity=True)), encoding="utf-8")
    more = {
        "risk": ["--draws", "64"],
        "sensitivity": ["--points", "2"],
        "compare": [str(within)],
        "variance": [str(spent)],
    }.get(command, [])
    assert main(["--lang", lang, command, str(file), *more]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    notes = notes["a"] if command == "compare" else notes
    [note] = [note for note in notes if note["code"] == "capacity_exceeded"]
    metrics = project(BUSY).metrics
    assert note["values"] == {name: metrics[name].value for name in note["values"]}
    assert {"roi", "payback_month", "capacity_roi", "capacity_payback_month"} <= set(note["values"])
    assert all(part in note["sentence"] for part in pair(lang))
