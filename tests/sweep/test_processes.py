"""Processes of this machine: rows do not depend on how many, nor on their lives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from roi_model.sweep.processes import OwnProcesses
from tests.sweep.here import Killer, swept


@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_same_bytes_on_any_number_of_processes(
    count: int, given: Path, wanted: bytes, tmp_path: Path
) -> None:
    with OwnProcesses(count) as workers:
        swept(given, tmp_path / "out.parquet", workers)
    assert (tmp_path / "out.parquet").read_bytes() == wanted


def test_a_process_that_dies_loses_no_block(given: Path, wanted: bytes, tmp_path: Path) -> None:
    with OwnProcesses(2) as workers:
        swept(given, tmp_path / "out.parquet", Killer(workers, "roi_model.sweep.processes"))
    assert (tmp_path / "out.parquet").read_bytes() == wanted


def test_the_callers_own_program_is_not_run_again(tmp_path: Path) -> None:
    """A script without a guard starts processes as any other program does."""
    script = tmp_path / "script.py"
    script.write_text(
        "print('begun')\n"
        "from roi_model.sweep.processes import OwnProcesses\n"
        "with OwnProcesses(1) as workers:\n"
        "    print(workers.submit(divmod, 7, 2).result())\n"
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert ran.stdout == "begun\n(3, 1)\n"


def test_what_work_prints_is_no_answer() -> None:
    with OwnProcesses(1) as workers:
        assert workers.submit(print, "a word").result() is None
