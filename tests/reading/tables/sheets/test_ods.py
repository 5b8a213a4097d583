"""OpenDocument spreadsheets, as LibreOffice and gnumeric write them and as they may be."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.tables.books import notes
from tests.reading.tables.sheets.unlike import (
    HEAD,
    MIMETYPE,
    cell,
    content_xml,
    cost,
    ods,
    row,
    table,
)
from tests.reading.workbooks import packed


def test_errors_are_seen_however_they_are_written() -> None:
    day = cell("2024-01-06", "date", "2024-01-06")
    now = cell("#DIV/0!", how='calcext:value-type="error" table:formula="of:=1/0"')
    then = cell("Err:502", "float", "0", how='table:formula="of:=X()"')
    gnumeric = cell("#N/A", value="#N/A", how='table:formula="of:=#N/A"')
    never = '<table:table-cell table:formula="of:=[.C2]*2"/>'
    rows = [row(day, cell(name), shown) for name, shown in
            zip("abcd", (now, then, gnumeric, never), strict=True)]  # fmt: skip
    reading = read(ods(table(HEAD, cost("2024-01-05", "Ads", "12.5"), *rows)))
    assert reading.total() == 12.5
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [3, "not_finite"], [4, "not_a_number"], [5, "not_finite"], [6, "not_a_number"],
    ]  # fmt: skip
    assert {"cells_errors", "cells_formulas"} <= set(notes(reading))


def test_what_is_covered_or_said_in_a_comment_is_no_cell() -> None:
    covered = "<table:covered-table-cell office:value-type='float' office:value='999'/>"
    comment = "<office:annotation><text:p>777</text:p></office:annotation>"
    wide = row(cell("Google <text:span>Ads</text:span><text:s text:c='2'/>x"),
               "<table:table-cell office:value-type='float' office:value='5'>"
               f"{comment}<text:p>5,00 €</text:p></table:table-cell>", covered)  # fmt: skip
    head = row(cell("Poste"), cell("janv. 2024"), cell("févr. 2024"))
    reading = read(ods(table(head, wide, wide)))
    assert reading.total() == 10
    assert set(reading.entries["label"]) == {"Google Ads  x"}


def test_repeated_rows_and_cells_count_as_often_as_they_say() -> None:
    many = cost("2024-01-05", "Ads", "10", 'table:number-rows-repeated="3"')
    blank = row("<table:table-cell/>", how='table:number-rows-repeated="1048570"')
    empty = "<table:table-cell table:number-columns-repeated='16000'/>"
    last = row(cell("2024-01-06", "date", "2024-01-06"), cell("b"), cell("2", "float", "2"), empty)
    reading = read(ods(table(HEAD, many, last, blank)))
    assert reading.total() == 32
    assert reading.entries["line"].tolist() == [2, 3, 4, 5]


def test_times_and_truths_come_as_in_other_workbooks() -> None:
    head = row(cell("date"), cell("label"), cell("amount"), cell("paid"), cell("length"))
    body = row(
        cell("x", "date", "2024-01-05T08:30:00"), cell("Ads"),
        cell("12.50 €", "currency", "12.5"), cell("TRUE", "boolean", "true"),
        cell("25:30:00", "time", "PT25H30M00S"),
    )  # fmt: skip
    reading = read(ods(table(head, body, body)))
    assert reading.total("month") == {"2024-01": 25}
    assert "cells_logical" in notes(reading)


def test_what_another_file_is_known_to_hold_is_no_sheet() -> None:
    source = table(
        "<table:table-source/>", HEAD, cost("2024-01-05", "a", "1"), name="'file:///x'#A"
    )
    inside = (
        "<table:shapes>" + table(HEAD, cost("2024-01-05", "z", "8"), name="In") + "</table:shapes>"
    )
    own = table(inside, HEAD, cost("2024-01-05", "b", "2"))
    assert read(ods(source, own)).total() == 2


def test_a_copy_that_lost_its_first_part_is_still_a_spreadsheet() -> None:
    manifest = f'<manifest><file-entry full-path="/" media-type="{MIMETYPE}"/></manifest>'
    whole = content_xml(table(HEAD, cost("2024-01-05", "b", "2")))
    assert read(packed({"META-INF/manifest.xml": manifest, "content.xml": whole})).total() == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed({"mimetype": MIMETYPE, "content.xml": "<office"}), "damaged_workbook"),
        (packed({"mimetype": MIMETYPE, "content.xml": "x"}), "damaged_workbook"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
         "document"),
        (packed({"mimetype": MIMETYPE, "content.xml": "<a/>",
                 "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "locked"),
        (ods(table(HEAD, cost("2024-01-05", "&e;", "2")),
             before='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), ""),
        (ods(table(cost("2024-01-05", "Ads", "10", 'table:number-rows-repeated="20000000"'))),
         "too_many_cells"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, code: str) -> None:
    reading = read(content, name="a.ods")
    assert "root:" not in str(reading.to_json())
    if code:
        assert reading.refused is not None and reading.refused.code == code
