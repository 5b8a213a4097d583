"""Files that are no table are told by their first bytes, whatever they are called."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading import structured
from roi_model.reading.costs.entries import Contents, Lines
from roi_model.reading.formats import KINDS
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.reading import read
from roi_model.reading.structured import STRUCTURED, Structured


def test_every_format_is_of_a_kind_that_there_is_and_has_a_name_of_its_own() -> None:
    assert {one.kind for one in STRUCTURED} <= set(KINDS)
    assert len({one.name for one in STRUCTURED}) == len(STRUCTURED)


def _stones(content: bytes, inquiry: Inquiry) -> Contents:
    """One cost of 1.50 for each star; a file that holds a zero is refused."""
    if b"0" in content:
        raise RefusedError("no_usable_row", count=1)
    count = content.count(b"*")
    ones = np.ones(count, np.int64)
    found = Contents(
        Lines(24288 * ones, 150 * ones, 2, ones, pa.repeat("HubSpot", count), 5 * ones), count
    )
    found.rejections.add("no_date", np.array([7]), ["a row without a day"])
    return Contents(found.lines, count + 1, found.rejections, "ascii")


@pytest.fixture(autouse=True)
def _one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Structured("stones", "bank", lambda content: content.startswith(b"STONES"), _stones)
    monkeypatch.setattr(structured, "STRUCTURED", (*STRUCTURED, one))


@pytest.mark.parametrize("name", ["stones.xml", "stones.csv", ""])
def test_the_first_bytes_say_the_format_whatever_name_and_kind_were_chosen(name: str) -> None:
    reading = read(b"STONES**", name=name, kind="costs")
    assert (reading.kind, reading.dialect["format"], reading.total()) == ("bank", "stones", 3)
    assert (reading.rows_read, reading.rows_kept, len(reading.rejected)) == (3, 2, 1)
    assert reading.totals()["by_category"] == {"tools": 3}
    assert reading.layout and reading.layout == read(b"STONES*").layout


def test_a_refusal_names_the_file_and_an_empty_one_is_refused() -> None:
    for content in (b"STONES*0", b"STONES"):
        reading = read(content, name="stones.txt")
        assert reading.refused is not None and reading.refused.code == "no_usable_row"
        assert "stones.txt" in reading.refused.sentence("en")


def test_other_bytes_are_read_as_tables() -> None:
    assert read(b"Date;Montant\n15/01/2024;12,50\n").kind == "costs"
