"""A row says what project() and risk() say."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from roi_model import project
from roi_model.analysis.risk.risk import risk
from roi_model.storage.scenario_file import parse_scenario
from roi_model.sweep.processes import OwnProcesses
from tests.conftest import LONG
from tests.sweep.here import swept
from tests.sweep.lines import SOME, some_lines, written


def test_rows_say_what_project_says(given: Path, tmp_path: Path) -> None:
    """Values, reasons where there are none, names, versions."""
    given.write_bytes(SOME + b'{"name": "None", "channels": [{"name": "B", "contacts": 0}]}')
    _, rows = swept(given, tmp_path / "out.parquet")
    nothing, one = rows[-1], project(parse_scenario(given.read_bytes().split(b"\n")[-1]))
    for name, metric in one.metrics.items():
        assert (nothing[name], nothing[f"{name}_reason"]) == (metric.value, metric.reason)
    assert nothing["cac"] is None and nothing["cac_reason"] == "no_customers"
    assert [row["name"] for row in rows[:2]] == ["Case 1", "Case 2"]
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"model_version"]


def test_risk_adds_ends_and_the_chance_of_payback(given: Path, tmp_path: Path) -> None:
    lines = SOME.split(b"\n")[:5]
    lines[2] = lines[2].replace(b'{"', b'{"uncertainty": {"market": {"kind": "beta", "mean": 7, "ess": 9}}, "', 1)  # fmt: skip # noqa: E501
    given.write_bytes(b"\n".join(lines))
    options = {"draws": 128, "seed": 3, "metrics": ("roi", "cac")}
    _, rows = swept(given, tmp_path / "out.parquet", **options)  # type: ignore[arg-type]
    for number in (0, 1, 3, 4):
        run = risk(parse_scenario(lines[number]), draws=128, seed=3)
        row = rows[number]
        assert row["roi_p10"] == run.metrics["roi"].p10 and row["cac_p90"] == run.metrics["cac"].p90
        assert row["payback_chance"] == 1 - run.never
    assert "uncertainty/market" in rows[2]["error"]


if LONG:

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_hundred_thousand_cases(count: int, tmp_path: Path) -> None:
        given = tmp_path / "in.jsonl"
        given.write_bytes(written(some_lines(100_000, 30, seed=9, boldly=True)))
        with OwnProcesses(count) as workers:
            done, rows = swept(given, tmp_path / "out.parquet", workers, cases=2048)
        assert done.rows == 100_000 == len(rows) and 0 < done.errors < 60_000
        assert [row["row"] for row in rows] == list(range(1, 100_001))
