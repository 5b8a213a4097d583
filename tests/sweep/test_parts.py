"""What is done stays done, of the same sweep alone."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from roi_model import ScenarioError
from roi_model.sweep.figures import Options
from roi_model.sweep.run import sweep
from roi_model.sweep.sources import source_of
from tests.sweep.here import Here, swept
from tests.sweep.lines import SOME


def test_a_run_that_was_stopped_is_gone_on_with(given: Path, wanted: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    for until in (3, 2):
        with pytest.raises(KeyboardInterrupt):
            swept(given, out, Here(until=until))
        assert not out.exists()
    done, _ = swept(given, out)
    assert 0 < done.resumed < 600 == done.rows
    assert out.read_bytes() == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.parquet"]


def test_a_part_that_was_cut_short_is_made_again(
    given: Path, wanted: bytes, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        swept(given, tmp_path / "out.parquet", Here(until=3))
    part = tmp_path / "out.parquet.parts" / "000000001.arrow"
    part.write_bytes(part.read_bytes()[:1000])
    swept(given, tmp_path / "out.parquet")
    assert (tmp_path / "out.parquet").read_bytes() == wanted


def test_another_sweep_does_not_go_on_with_this_one(given: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    with pytest.raises(KeyboardInterrupt):
        swept(given, out, Here(until=2))
    with pytest.raises(
        ScenarioError, match=r'of another sweep: then "draws": null; now "draws": 64'
    ):
        sweep(source_of(str(given)), out, Here(), Options(draws=64), cases=64)
    given.write_bytes(SOME[:-1])
    with pytest.raises(ScenarioError, match=r"of another sweep: then \"input\": .*lines.*"):
        swept(given, out)
    given.write_bytes(SOME.replace(b"Case 70", b"Case 07"))  # as long as before
    with pytest.raises(ScenarioError, match="the cases have changed since this sweep began"):
        swept(given, out)


@pytest.mark.skipif(sys.platform == "win32", reason="no lock there")
def test_two_do_not_write_the_same_file_at_once(given: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"

    class Second(Here):
        def submit(self, *arguments: Any) -> Future[Any]:
            with pytest.raises(ScenarioError, match="another process is at work on it"):
                swept(given, out)
            return super().submit(*arguments)

    assert swept(given, out, Second(), cases=600)[0].rows == 600
