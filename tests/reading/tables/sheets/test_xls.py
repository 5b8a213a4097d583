"""Workbooks of Excel 97 to 2003."""

from __future__ import annotations

from datetime import date, time

import pytest

from roi_model.reading.reading import read
from roi_model.reading.tables.sheets.xls import BARE, OLE, _moment
from tests.reading.variants import SAMPLES

WRITTEN = (SAMPLES / "fr_workbook_libreoffice.xls").read_bytes()


def test_days_are_those_of_the_spreadsheet() -> None:
    assert _moment(59.0, 0) == date(1900, 2, 28)  # before the day that never was
    assert _moment(61.0, 0) == date(1900, 3, 1)
    assert _moment(0.5, 1) == time(12, 0)
    assert _moment(43835.0, 1) == date(2024, 1, 6)
    assert _moment(1e300, 0) == 1e300


@pytest.mark.parametrize("at", [300, 1024, 4000])
def test_a_cut_workbook_is_damaged(at: int) -> None:
    refused = read(WRITTEN[:at], name="a.csv").refused
    assert refused is not None and refused.code in ("damaged_workbook", "document")


def test_a_file_of_old_office_that_is_no_workbook_is_a_document() -> None:
    stream = WRITTEN.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    refused = read(stream).refused
    assert refused is not None and refused.code == "document"


@pytest.mark.parametrize("start", [OLE, *BARE])
def test_nonsense_after_a_true_beginning_is_refused(start: bytes) -> None:
    assert read(start + bytes(range(256)) * 40, name="a.xls").refused is not None


def test_a_password_is_named() -> None:
    content = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    refused = read(content, name="a.xlsx").refused
    assert refused is not None and refused.code == "locked"
