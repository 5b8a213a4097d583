"""Errors and hidden rows of binary workbooks."""

from __future__ import annotations

import io
import zipfile

import pytest

from roi_model.reading.reading import read
from roi_model.reading.tables.sheets.sheet_bin import unseen_in_binary
from tests.reading.tables.sheets.unlike import xlsb, xlsb_rows
from tests.reading.variants import COSTS, TOTAL

ROW, ERROR, REAL = 0, 3, 5


def _spoilt(content: bytes) -> bytes:
    """The first amount made an error (#N/A), the last row hidden."""
    data = bytearray(content)
    found = xlsb_rows(content)
    place = next(i for i, (number, *_) in enumerate(found) if number == REAL
                 and data[found[i][1]] == 2)  # fmt: skip
    _, start, end = found[place]
    error = bytes([ERROR, 9]) + bytes(data[start : start + 8]) + bytes([42])
    data[[s for n, s, _ in found if n == ROW][-1] + 11] |= 0x10
    return bytes(data[: start - 2] + error + data[end:])


def test_an_error_is_seen_and_a_hidden_row_found() -> None:
    content = xlsb(_spoilt)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unseen = unseen_in_binary(archive, "Feuil1")
    assert unseen.hidden == {len(COSTS)} and not unseen.filtered
    ((place, shown),) = unseen.cells.items()
    assert place[1] == 2 and shown == "#N/A"
    reading = read(content, answers={"hidden_rows": "all"})
    assert reading.total() == round(TOTAL - COSTS[place[0] - 1][5] / 100, 2)
    assert reading.rejected["reason"].tolist() == ["not_finite"]


def _shortened(content: bytes) -> bytes:
    """The first amount as SheetJS writes it: without the number of its column."""
    data = bytearray(content)
    _, start, end = next((n, s, e) for n, s, e in xlsb_rows(content)
                         if n == REAL and data[s] == 2)  # fmt: skip
    short = bytes([16, 12]) + bytes(data[start + 4 : start + 8]) + bytes(data[start + 8 : end])
    return bytes(data[: start - 2] + short + data[end:])


def test_cells_that_the_library_does_not_see_are_no_smaller_total() -> None:
    refused = read(xlsb(_shortened), name="a.xlsb").refused
    assert refused is not None and refused.code == "short_cells"
    assert ".xlsx" in refused.sentence("en") and ".xlsx" in refused.sentence("fr")


@pytest.mark.parametrize("cut", [1, 7, 200])
def test_a_cut_part_is_damaged(cut: int) -> None:
    refused = read(xlsb(lambda content: content[:-cut]), name="a.xlsb").refused
    assert refused is None or refused.code == "damaged_workbook"
