"""The commands compare, allocate and levers --together: the shapes of MODEL 7."""

from __future__ import annotations

from pathlib import Path

import pytest

from roi_model import dump_scenario
from roi_model.__main__ import main
from roi_model.analysis.change.compare import compare
from roi_model.analysis.change.levers import together
from roi_model.analysis.search.allocate import allocate
from roi_model.declaration.paths import with_value
from roi_model.storage.presets import preset
from tests.commands.asked import answer

PLAN = preset("inbound-and-outbound").scenario
BETTER = with_value(with_value(PLAN, "deal_value", 7000.0), "market", 1.1)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = []
    for name, scenario in (("a", PLAN), ("b", BETTER)):
        file = tmp_path / f"{name}.json"
        file.write_text(dump_scenario(scenario), encoding="utf-8")
        made.append(str(file))
    return made


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    try:
        assert main(list(arguments)) == 2
    except SystemExit as stopped:
        assert stopped.code == 2
    printed = capsys.readouterr()
    assert printed.out == "" and "Traceback" not in printed.err
    return printed.err


def test_compare(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "compare", *files, "--metric", "npv")
    notes = found.pop("notes")
    assert found == compare(PLAN, BETTER, "npv").as_json()
    assert notes == {
        name: answer(capsys, "project", file)["notes"]
        for name, file in zip("ab", files, strict=True)
    }
    assert list(found)[:5] == ["metric", "a", "b", "difference", "parts"]
    assert all(list(part) == ["path", "from", "to", "contribution"] for part in found["parts"])
    assert {part["path"] for part in found["parts"]} == {"deal_value", "market"}
    assert {part["from"] for part in found["parts"]} == {6000, 1.0}
    total = sum(part["contribution"] for part in found["parts"])
    assert total == pytest.approx(found["b"] - found["a"], rel=1e-12)
    assert answer(capsys, "compare", *files)["metric"] == "roi"
    same = answer(capsys, "compare", files[0], files[0])
    assert (same["difference"], same["parts"]) == (0.0, [])


def test_compare_refuses(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "glory" in refused(capsys, "compare", *files, "--metric", "glory")
    assert "nowhere" in refused(capsys, "compare", files[0], "nowhere.json")


def test_allocate(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "allocate", files[0], "--budget", "3500", "--min", "Outbound=1000")
    assert found == allocate(PLAN, 3500, minimum={"Outbound": 1000.0}).as_json()
    assert set(found) == {
        "monthly_cost", "gross_profit", "marginal", "marginal_net", "advice", "unspent", "enough",
    }  # fmt: skip
    for key in ("monthly_cost", "marginal", "marginal_net", "advice"):
        assert list(found[key]) == ["Inbound", "Outbound"]
    rich = answer(capsys, "allocate", files[0], "--budget", "50000")
    assert set(rich["enough"]) == {"budget", "monthly_cost", "gross_profit"}
    assert rich["enough"]["budget"] < 50_000
    capped = answer(capsys, "allocate", files[0], "--budget", "3500", "--max", "Inbound=100")
    assert capped["monthly_cost"]["Inbound"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--budget", "3500", "--min", "Radio=1"], "Radio"),
        (["--budget", "3500", "--min", "Inbound"], "Inbound"),
        (["--budget", "-1"], "budget"),
        (["--budget", "lots"], "lots"),
        ([], "--budget"),
    ],
)
def test_allocate_refuses(
    arguments: list[str], word: str, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert word in refused(capsys, "allocate", files[0], *arguments)


def test_levers_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = preset("sales-consulting").scenario
    file = tmp_path / "levers.json"
    file.write_text(dump_scenario(scenario), encoding="utf-8")
    found = answer(capsys, "levers", str(file), "--together")
    assert found.pop("notes") == answer(capsys, "project", str(file))["notes"]
    assert found == together(scenario)
    assert found["levers"]


@pytest.mark.parametrize("command", ["compare", "allocate", "levers"])
def test_help_tells_the_shape(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    keys = {
        "compare": ["difference", "parts", "path", "from", "to", "contribution", "undefined_in"],
        "allocate": ["monthly_cost", "gross_profit", "marginal", "advice", "enough", "unspent"],
        "levers": ["--together", "net_gain"],
    }
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    for key in keys[command]:
        assert key in told
