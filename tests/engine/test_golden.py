"""The 31 worked cases of tests/golden/projections.json, by the Python API and command line.

Tolerance: 1e-9 of each figure; cumulative cash is printed there with six decimals, so 1e-6 is
added to it; `npv` and its like are single figures and get nothing extra.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from roi_model import project
from roi_model.__main__ import main
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.compare import PRINTED, strictly_close
from tests.engine.reference_metrics import reference
from tests.golden.cases import FILES, PROJECTIONS, golden

ROOT = Path(__file__).resolve().parents[2]
NAMES = [case["scenario"]["name"] for case in PROJECTIONS]
METRICS = set(PROJECTIONS[0]["expected"]["metrics"])
each_case = pytest.mark.parametrize("case", PROJECTIONS, ids=NAMES)


def check(expected: dict[str, Any], answer: dict[str, Any]) -> None:
    """`answer` in the shape of MODEL 7 `project` holds every expected figure."""
    assert set(answer["metrics"]) >= METRICS
    for name, value in expected["metrics"].items():
        found = answer["metrics"][name]
        if value is None:
            assert found["value"] is None, f"{name}: {found['value']!r}, expected none"
            assert found["reason"], f"{name}: no reason"
        else:
            assert found["reason"] is None
            strictly_close(found["value"], value, name)
    cumulative = answer["monthly"]["cumulative_cash"]
    assert len(cumulative) == len(expected["cumulative_cash"])
    for month, value in enumerate(expected["cumulative_cash"]):
        strictly_close(cumulative[month], value, f"cumulative_cash[{month}]", extra=PRINTED)
    spent = {name: total for name, total in answer["costs"].items() if total != 0}
    assert set(spent) == {name for name, total in expected["costs"].items() if total != 0}
    for name, total in expected["costs"].items():
        strictly_close(answer["costs"].get(name, 0.0), total, f"costs/{name}")
    if "channels" in expected:
        assert len(answer["channels"]) == len(expected["channels"])
        for found, line in zip(answer["channels"], expected["channels"], strict=True):
            assert found["name"] == line["name"]
            for key, value in line.items():
                if key == "name":
                    continue
                if value is None:
                    assert found[key] is None, f"{line['name']}/{key}"
                else:
                    strictly_close(found[key], value, f"{line['name']}/{key}")


def through_python(raw: dict[str, Any]) -> dict[str, Any]:
    projection = project(scenario_from_dict(raw))
    return {
        "metrics": {
            name: {"value": metric.value, "reason": metric.reason}
            for name, metric in projection.metrics.items()
        },
        "monthly": {name: series.tolist() for name, series in projection.monthly.items()},
        "costs": projection.costs,
        "channels": projection.channels,
    }


def test_there_are_31_cases() -> None:
    assert len(PROJECTIONS) == len(set(NAMES)) == 31


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_golden_file_says_how_it_was_made_and_by_what(file: Path) -> None:
    assert len(golden(file.stem)["origin"].split()) > 20


@each_case
def test_python_api(case: dict[str, Any]) -> None:
    check(case["expected"], through_python(case["scenario"]))


@each_case
def test_command_line(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(case["scenario"]), encoding="utf-8")
    assert main(["project", str(file)]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    check(case["expected"], json.loads(output.out))


@pytest.mark.parametrize("case", PROJECTIONS[1::9], ids=NAMES[1::9])
def test_command_line_as_a_process(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "scénario.json"
    file.write_text(json.dumps(case["scenario"]), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "roi_model", "project", str(file)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    check(case["expected"], json.loads(run.stdout))


@each_case
def test_the_reference_agrees(case: dict[str, Any]) -> None:
    """The tests' own slow calculation meets the worked cases too: it may judge the engine."""
    made = reference(case["scenario"])
    answer = {
        "metrics": {
            name: {"value": None, "reason": value}
            if isinstance(value, str)
            else {"value": value, "reason": None}
            for name, value in made.metrics.items()
        },
        "monthly": made.monthly,
        "costs": {name: sum(series) for name, series in made.costs.items()},
        "channels": made.channels,
    }
    check(case["expected"], answer)
