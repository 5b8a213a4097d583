"""Processes of this machine: rows do not depend on how many, nor on their lives."""

from __future__ import annotations

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
        swept(given, tmp_path / "out.parquet", Killer(workers, "spawn"))
    assert (tmp_path / "out.parquet").read_bytes() == wanted
