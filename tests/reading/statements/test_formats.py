"""Every format of statements is known by its first bytes and read in the limited child."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from roi_model.reading.sandbox.limited import read_limited
from roi_model.reading.statements.formats import STATEMENT_FORMATS, StatementFormat
from tests.reading.statement_files import STATEMENT_FILES
from tests.reading.variants import SAMPLES, all_samples

ROOT = Path(__file__).resolve().parents[3]


def known(content: bytes) -> list[str]:
    return [one.name for one in STATEMENT_FORMATS if one.identify(content)]


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("statement_*")))
def test_a_sample_is_of_one_format_whatever_it_is_called(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    assert len(known(content)) == 1
    if not content.startswith((b"\xff\xfe", b"\xef\xbb\xbf")):  # a second mark stands in no file
        assert len(known(b"\xef\xbb\xbf\r\n" + content)) == 1


def test_no_table_is_taken_for_a_statement() -> None:
    for name in set(all_samples()) - set(STATEMENT_FILES):
        assert known((SAMPLES / name).read_bytes()) == [], name


@pytest.mark.parametrize("kind", STATEMENT_FORMATS, ids=lambda kind: kind.name)
def test_every_format_has_samples_of_ours_and_of_others(kind: StatementFormat) -> None:
    samples = [p for p in SAMPLES.glob("statement_*") if kind.identify(p.read_bytes())]
    by_others = [p.name for p in samples if p.name.startswith("statement_by_")]
    assert len(samples) - len(by_others) >= 3
    assert len(by_others) >= 2
    named = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert [name for name in by_others if f"samples/{name}" not in named] == []


@pytest.mark.parametrize("kind", STATEMENT_FORMATS, ids=lambda kind: kind.name)
def test_every_format_is_in_the_list_of_what_is_read(kind: StatementFormat) -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert kind.name in page
    assert all(ending in page for ending in kind.endings)


@pytest.mark.parametrize("kind", STATEMENT_FORMATS, ids=lambda kind: kind.name)
def test_every_format_is_read_in_the_limited_child(kind: StatementFormat) -> None:
    path = next(p for p in sorted(SAMPLES.glob("statement_*")) if kind.identify(p.read_bytes()))
    reading = read_limited(path.read_bytes(), name="export.txt")
    assert reading.kind == "bank" and reading.usable


def test_importing_the_reader_loads_no_library_of_statements() -> None:
    code = (
        "import sys, roi_model.reading.reading; "
        "print([m for m in ('mt940', 'bai2') if m in sys.modules])"
    )
    run = [sys.executable, "-c", code]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "[]\n"
