"""Workbooks are read as the spreadsheet shows them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from roi_model.commands.actuals import read_command
from roi_model.reading.reading import read
from tests.reading.tables.books import notes, reading_of
from tests.reading.variants import COSTS, SAMPLES, TOTAL, expected, expected_by_month
from tests.reading.workbooks import ASKED, BOOKS, Error, long_rows, packed, parts, sheet_xml


@pytest.mark.parametrize("name", BOOKS)
def test_every_workbook_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)
    assert reading.dialect["encoding"] == "xlsx"


def test_the_workbooks_are_what_the_generator_writes() -> None:
    for name, writer in {**BOOKS, **ASKED}.items():
        assert (SAMPLES / name).read_bytes() == writer(), f"{name}: run tests.reading.workbooks"


def test_the_name_of_a_file_decides_nothing() -> None:
    book = BOOKS["fr_workbook.xlsx"]()
    assert read(book, name="costs.csv").total() == TOTAL
    assert (
        read("Date;Libellé;Montant\n15/01/2024;Ads;12,50\n".encode(), name="a.xlsx").total() == 12.5
    )


def test_a_text_that_starts_like_an_archive_is_a_text() -> None:
    assert read(b"PK;Date;Label;Amount\n1;2024-01-15;Ads;12,50\n").total() == 12.5


def test_the_command_line_reads_workbooks_in_the_child() -> None:
    found = read_command([SAMPLES / "fr_workbook.xlsx"])
    assert found["totals"]["all"] == TOTAL
    assert found["dialect"]["sheet"] == "Feuil1"


def test_numbers_are_those_the_spreadsheet_shows() -> None:
    head = ["date", "label", "amount"]
    day = date(2024, 1, 5)
    shown = reading_of(head, [day, "a", 1200.4999999999998], [day, "b", 0.1 + 0.2])
    assert shown.total() == 1200.8
    assert "cells_rounded" in notes(shown)
    # As text 1.234 could be a thousand; as a number it is one and a bit.
    assert reading_of(head, [day, "a", 1.234]).total() == 1.234
    assert reading_of(head, [day, "a", 173.905], [day, "b", 2.5e-1]).total() == 174.155
    assert reading_of(head, [day, "a", 123456789012.34]).total() == 123456789012.34


def test_numbers_beyond_reason_are_listed() -> None:
    reading = reading_of(["date", "label", "amount"], [date(2024, 1, 5), "a", 1e300],
                         [date(2024, 1, 6), "b", 12.5])  # fmt: skip
    assert reading.total() == 12.5
    assert reading.rejected["reason"].tolist() == ["amount_too_large"]
    huge = sheet_xml(
        [["date", "label", "amount"], [date(2024, 1, 5), "a", 1.5], [date(2024, 1, 6), "b", 7]]
    )
    spoilt = read(packed(parts({"S": huge.replace("<v>1.5</v>", "<v>1e999</v>")})))
    assert spoilt.total() == 7
    assert spoilt.rejected["line"].tolist() == [2]


def test_texts_among_numbers_follow_the_texts_own_decimal_sign() -> None:
    head, day = ["date", "label", "amount"], date(2024, 1, 5)
    assert reading_of(head, [day, "a", 1200.5], [day, "b", "1 200,50 €"]).total() == 2401
    assert reading_of(head, [day, "a", 1200.5], [day, "b", "1,200.50"]).total() == 2401
    # Whole numbers are read alike either way, so that the text alone is asked about.
    asked = reading_of(head, [day, "a", 1200], [day, "b", "1.200"])
    assert [q.id for q in asked.questions if q.blocking] == ["decimal:amount"]
    assert (
        reading_of(head, [day, "a", 1200], [day, "b", "1.200"], answers={"decimal": ","}).total()
        == 2400
    )


def test_a_text_that_nothing_settles_is_left_out_in_sight() -> None:
    reading = reading_of(["date", "label", "amount"], [date(2024, 1, 5), "a", 12.5],
                         [date(2024, 1, 6), "b", "1.200"])  # fmt: skip
    assert reading.total() == 12.5
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [[3, "not_a_number"]]
    (note,) = [n for n in reading.notes if n.code == "cells_quoted"]
    assert note.values["example"] == "1.200"


def test_identifiers_and_na_stay_text() -> None:
    reading = reading_of(
        ["date", "account", "label", "amount"], [date(2024, 1, 5), "00123", "NA", 5]
    )
    assert reading.entries["label"].tolist() == ["NA"]
    assert reading.total() == 5


def test_dates_come_as_cells_times_day_numbers_and_words() -> None:
    head = ["date", "label", "amount"]
    for day in (date(2024, 2, 29), datetime(2024, 2, 29, 8, 30), 45351, "29/02/2024", 20240229):
        assert reading_of(head, [day, "a", 5], [day, "b", 6]).total("month") == {"2024-02": 11}


def test_the_calendar_of_1904_is_known() -> None:
    found = parts({"S": sheet_xml([["date", "label", "amount"], [date(2024, 1, 5), "a", 5]])})
    found["xl/workbook.xml"] = found["xl/workbook.xml"].replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert read(packed(found)).total("month") == {"2028-01": 5}


def test_cells_beyond_the_table_and_around_it_keep_their_rows() -> None:
    rows = [[], ["", "", "Coûts 2024"], [], *(["", "", *row] for row in long_rows())]
    rows[5][6:] = ["", "", Error("#REF!")]
    reading = reading_of(*rows)
    assert reading.total() == TOTAL
    assert reading.dialect["header_row"] == 4
    assert reading.entries["line"].tolist() == list(range(5, 5 + len(COSTS)))


def test_logical_values_and_line_breaks_are_told() -> None:
    reading = reading_of(
        ["date", "label", "amount", "paid"], [date(2024, 1, 5), "a\nb\tc", 5, True]
    )
    assert reading.entries["label"].tolist() == ["a b c"]
    assert {"cells_logical", "cells_breaks", "cells_dates"} <= set(notes(reading))
    for lang in ("fr", "en"):
        assert all(note.sentence(lang) for note in reading.notes)


def test_quotes_in_cells_are_text() -> None:
    reading = reading_of(
        ["date", "label", "amount"], [date(2024, 1, 5), '"', 5], [date(2024, 1, 6), '"x"', 6]
    )
    assert reading.entries["label"].tolist() == ['"', '"x"']


@pytest.mark.parametrize(
    ("path", "code"),
    [("xl/workbook.bin", "damaged_workbook"), ("word/document.xml", "document")],
)
def test_other_archives_are_named(path: str, code: str) -> None:
    refused = read(packed({"[Content_Types].xml": "<Types/>", path: "x"}), name="a.xlsx").refused
    assert refused is not None and refused.code == code


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_without_one_of_its_parts_is_damaged(part: str) -> None:
    found = parts({"S": sheet_xml(long_rows())})
    del found[part]
    refused = read(packed(found), name="a.xlsx").refused
    assert refused is not None and refused.code in ("damaged_workbook", "archive")
