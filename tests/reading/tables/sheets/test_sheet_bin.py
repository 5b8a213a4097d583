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


@pytest.mark.parametrize("cut", [1, 7, 200])
def test_a_cut_part_is_damaged(cut: int) -> None:
    refused = read(xlsb(lambda content: content[:-cut]), name="a.xlsb").refused
    assert refused is None or refused.code == "damaged_workbook"
