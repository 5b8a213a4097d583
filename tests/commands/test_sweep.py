"""The command `sweep`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from tests.commands.asked import answer, refused
from tests.project import ROOT

LINKEDIN_FILE = str(ROOT / "data" / "presets" / "linkedin-outbound.json")


def test_after_a_kill_the_same_command_goes_on(tmp_path: Path) -> None:
    """Of the command itself, in the middle; its processes end with it."""
    axes = ("market=0.8:1.2:256", "deal_value=4000:8000:256")  # eight blocks
    command = [sys.executable, "-m", "roi_model", "sweep", "--workers", "2"]
    command += ["--grid", LINKEDIN_FILE, *axes, "out.parquet"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(command, cwd=tmp_path, env=env)
    parts = tmp_path / "out.parquet.parts"
    while run.poll() is None and not list(parts.glob("*.arrow")):
        time.sleep(0.01)
    family = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGKILL)
    run.wait()
    made = len(list(parts.glob("*.arrow")))
    _, left = psutil.wait_procs(family, timeout=20)
    assert family and not left
    assert made < 7, "it was done before it was killed: more cases are needed"
    again = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True)
    said = json.loads(again.stdout)
    assert (said["rows"], said["errors"], said["resumed"]) == (65_536, 0, 8192 * made)
    rows = pq.read_table(tmp_path / "out.parquet", columns=["row", "npv"]).to_pydict()
    assert rows["row"] == list(range(1, 65_537)) and None not in rows["npv"]


def test_a_grid_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = str(tmp_path / "grid.parquet")
    axes = ("deal_value=4000:8000:3", "market=0.8:1.2:2")
    said = answer(capsys, "sweep", "--workers", "1", "--grid", LINKEDIN_FILE, *axes, out)
    assert (said["rows"], said["errors"], said["resumed"]) == (6, 0, 0)
    rows = pq.read_table(out).to_pylist()
    assert [(row["deal_value"], row["market"]) for row in rows[:3]] == [
        (4000, 0.8), (4000, 1.2), (6000, 0.8)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("in.jsonl", "more.jsonl", "out.parquet"), "one file in and one file out"),
        (("in.csv", "out.parquet"), "formats: jsonl, ndjson, parquet"),
        (("in.jsonl", "out.csv"), "formats: parquet"),
        (("absent.jsonl", "out.parquet"), "absent.jsonl cannot be read"),
        (("--grid", LINKEDIN_FILE, "out.parquet"), "write PATH=LOW:HIGH:STEPS"),
        (("--grid", LINKEDIN_FILE, "cac=1:2:3", "out.parquet"), "nothing in this scenario"),
        (("--risk", "0", "in.jsonl", "out.parquet"), "--risk: 0 is out of range"),
        (("--risk", "9", "--metric", "x", "in.jsonl", "out.parquet"), "is not a metric"),
        (("in.parquet", "out.parquet"), "no readable Parquet file"),
        (("in.parquet", "in.parquet"), "the cases come from"),
    ],
)  # fmt: skip
def test_what_cannot_be_swept_is_said(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name in ("in.jsonl", "in.parquet"):
        (tmp_path / name).write_bytes(b"{}")
    assert words in refused(capsys, "sweep", "--workers", "1", *arguments)
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "in.parquet"}
