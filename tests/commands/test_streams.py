"""A command whose reader goes away: a real pipe, read by one that takes a little and ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from roi_model.commands.streams import READER_GONE, quietly
from roi_model.storage.scenario_file import dump_scenario
from tests.cases import RICH

ROOT = Path(__file__).resolve().parents[2]


def _cut(*arguments: str, together: bool = False) -> tuple[int, bytes, bytes]:
    """Exit code, what a reader of one byte got, and standard error of a command."""
    command = subprocess.Popen(
        [sys.executable, "-m", "roi_model", *arguments], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
    )  # fmt: skip
    reader = subprocess.Popen(["head", "-c", "1"], stdin=command.stdout, stdout=subprocess.PIPE)
    assert command.stdout is not None
    command.stdout.close()
    read, _ = reader.communicate()
    said = b"" if command.stderr is None else command.stderr.read()
    return command.wait(), read, said


@pytest.fixture
def many(tmp_path: Path) -> str:
    """A file of which more is told than a pipe holds."""
    path = tmp_path / "costs.csv"
    rows = "".join(f"no day;Supplier number {i} of many;10.50\n" for i in range(2_000))
    path.write_text("Date;Label;Cost\n2024-01-15;Ads;10.50\n" + rows)
    return str(path)


def test_more_than_a_pipe_holds(many: str) -> None:
    assert _cut("read", many) == (READER_GONE, b"{", b"")


def test_other_commands_end_as_quietly(tmp_path: Path) -> None:
    path = tmp_path / "rich.json"
    path.write_text(dump_scenario(RICH), encoding="utf-8")
    for command in (["project", str(path)], ["--help"]):
        code, read, said = _cut(*command)
        assert (len(read), said) == (1, b"")
        assert code in (0, READER_GONE)  # a short output fits into the pipe before it is closed


def test_a_reader_of_nothing_at_all(many: str) -> None:
    """Gone before anything is written, errors included."""
    for file in (many, many + ".missing"):
        with subprocess.Popen(["true"], stdin=subprocess.PIPE) as reader:
            reader.wait()
            done = subprocess.run(
                [sys.executable, "-m", "roi_model", "read", file], cwd=ROOT, check=False,
                stdout=reader.stdin, stderr=reader.stdin,
            )  # fmt: skip
        assert done.returncode == READER_GONE


def test_whoever_is_read_to_the_end_keeps_the_exit_code() -> None:
    assert [quietly(lambda code=code: code) for code in (0, 2)] == [0, 2]  # type: ignore[misc]
