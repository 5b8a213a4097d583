"""The command line: JSON on standard output, errors on standard error with exit code 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from roi_model import load_scenario, project
from roi_model.__main__ import main
from roi_model.analysis.change.levers import levers
from roi_model.storage.scenario_file import dump_scenario, scenario_from_dict
from roi_model.version import MODEL_VERSION
from tests.cases import RICH
from tests.commands.asked import answer, refused
from tests.engine.reference import complete

ROOT = Path(__file__).resolve().parents[1]

MONTHLY = [
    "contacts", "leads", "qualified", "meetings", "quotes", "customers", "revenue",
    "direct_costs", "investment", "receipts", "cash_flow", "cumulative_cash",
]  # fmt: skip

METRICS = [
    "roi", "roi_gross", "roi_revenue", "roi_total_cost", "cash_roi", "discounted_roi",
    "extended_roi", "annualised_roi", "payback_month", "first_crossing_month",
    "discounted_payback_month", "cash_trough", "cash_trough_month", "npv", "irr", "cac",
    "period_cac", "cost_per_lead", "ltv", "ltv_cac", "cac_payback_month", "mirr",
    "break_even_customers", "customers_incremental", "receivables_at_horizon", "customers_signed",
    "customers_ultimate", "customers_after_horizon", "revenue", "direct_costs", "gross_profit",
    "investment", "net_gain", "peak_utilisation", "hours_short", "capacity_roi",
    "capacity_payback_month", "lowest_balance", "lowest_balance_month", "cash_out_month",
    "funding_need",
]  # fmt: skip

CHANNEL = [
    "name", "leads", "customers_signed", "customers_ultimate", "revenue", "gross_profit",
    "own_cost", "hours", "shared_cost", "contribution_roi", "loaded_roi", "ltv", "cac",
]  # fmt: skip


@pytest.fixture
def rich(tmp_path: Path) -> str:
    file = tmp_path / "rich.json"
    file.write_text(dump_scenario(RICH), encoding="utf-8")
    return str(file)


def test_project_has_the_contracts_shape(rich: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "project", rich)
    assert list(found) == [
        "model_version", "scenario", "metrics", "monthly", "channels", "costs", "utilisation",
        "notes",
    ]  # fmt: skip
    assert found["model_version"] == MODEL_VERSION
    assert set(found["metrics"]) == set(METRICS)
    assert all(set(metric) == {"value", "reason"} for metric in found["metrics"].values())
    assert list(found["monthly"]) == MONTHLY
    lengths = {len(series) for series in (*found["monthly"].values(), found["utilisation"])}
    assert lengths == {RICH.horizon_months + 1}
    assert [set(line) for line in found["channels"]] == [set(CHANNEL)] * 2
    assert found["utilisation"][0] is None and found["utilisation"][2] > 0


def test_project_prints_what_python_computes(rich: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bit for bit: JSON keeps every digit of a float."""
    found = answer(capsys, "project", rich)
    p = project(load_scenario(rich))
    for name, metric in p.metrics.items():
        assert found["metrics"][name] == {"value": metric.value, "reason": metric.reason}
    for name, series in p.monthly.items():
        assert found["monthly"][name] == series.tolist()
    assert found["costs"] == p.costs
    assert found["channels"] == p.channels


def test_the_scenario_comes_back_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Defaults filled in, and the same answer when it is read again."""
    raw = {"name": "Court", "horizon_months": 6, "channels": [{"name": "Appels"}]}
    file = tmp_path / "short.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    first = answer(capsys, "project", str(file))
    written = dict(first["scenario"])
    assert written.pop("schema_version") == 2
    written.pop("evidence", None)
    assert written == complete(raw)
    again = tmp_path / "again.json"
    again.write_text(json.dumps(first["scenario"]), encoding="utf-8")
    second = answer(capsys, "project", str(again))
    assert second == first


def test_levers(rich: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "levers", rich)
    assert [line["name"] for line in found] == ["Course"]
    wanted = {"name", "investment", "gross_profit", "roi", "payback_month", "npv"}
    assert wanted <= set(found[0])
    assert found == levers(scenario_from_dict(json.loads(Path(rich).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("command", ["project", "levers"])
def test_errors_go_to_standard_error(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text('{"name": "x", "channels": [{"name": "A", "contacts": -5}], "colour": 1}')
    told = refused(capsys, command, str(file))
    assert "channels/A/contacts" in told and "-5" in told and "0..10,000,000" in told
    assert "people" in told and "colour" in told
    assert "personnes" in refused(capsys, "--lang", "fr", command, str(file))


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere.json"
    assert "nowhere.json" in refused(capsys, "project", str(missing))
    assert refused(capsys, "project", str(tmp_path))  # a folder
    broken = tmp_path / "broken.json"
    broken.write_text('{"name": "x",\n "channels": [}')
    assert "2:" in refused(capsys, "project", str(broken))  # line and column


@pytest.mark.parametrize("arguments", [[], ["fly"], ["project"], ["project", "a", "b"]])
def test_a_wrong_command_exits_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_tells_the_shape(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["project", "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    for key in ("model_version", "metrics", "monthly", "channels", "costs", "utilisation"):
        assert key in told


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "roi_model", *arguments], cwd=ROOT, capture_output=True, check=False
    )


def test_as_a_process(rich: str, tmp_path: Path) -> None:
    """Exit codes and streams of the real thing; output is UTF-8 whatever the console."""
    good = run("project", rich)
    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout.decode("utf-8"))["scenario"]["name"] == "Everything"
    bad = run("project", str(tmp_path / "none.json"))
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"none.json" in bad.stderr


def test_read_explains_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "costs.csv"
    path.write_text("Date;Cost\n2024-01-15;10.50\n")
    assert main(["read", "--explain", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("costs.csv is taken for “Expenses”")
    assert "They add up to 10.5." in out
