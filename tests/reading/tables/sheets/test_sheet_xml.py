"""Errors and formulas without a value are seen in every workbook."""

from __future__ import annotations

from datetime import date

from roi_model.reading.reading import read
from tests.reading.tables.books import notes, reading_of
from tests.reading.variants import TOTAL
from tests.reading.workbooks import (
    MAIN,
    OFFICE,
    Error,
    Formula,
    long_rows,
    packed,
    parts,
    sheet_xml,
)


def test_errors_and_formulas_without_a_value_are_seen() -> None:
    head, day = ["date", "label", "amount"], date(2024, 1, 5)
    reading = reading_of(head, [day, "a", Error("#N/A")], [day, "b", Formula("C4*2")],
                         [day, "c", Formula("C2*2", 12.5)], [day, "d", Error("#REF!")])  # fmt: skip
    assert reading.total() == 12.5
    assert reading.rejected[["line", "reason", "text"]].to_numpy().tolist() == [
        [2, "not_finite", "2024-01-05\ta\t#N/A"],
        [3, "not_a_number", "2024-01-05\tb\t=C4*2"],
        [5, "not_a_number", "2024-01-05\td\t#REF!"],
    ]
    assert {"cells_errors", "cells_formulas"} <= set(notes(reading))


def test_an_error_in_a_wide_table_is_no_empty_cell() -> None:
    wide = [["Poste", "janv. 2024", "févr. 2024"], ["Google Ads", 100, Error("#DIV/0!")],
            ["HubSpot", Formula("B2*2"), 50]]  # fmt: skip
    reading = reading_of(*wide)
    assert reading.total() == 150
    assert sorted(reading.rejected["line"]) == [2, 3]


def test_a_prefix_on_every_tag_hides_no_error() -> None:
    rows = [
        ["date", "label", "amount"],
        [date(2024, 1, 5), "a", Error("#N/A")],
        [date(2024, 1, 6), "b", 5],
    ]
    xml = sheet_xml(rows)
    for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        xml = xml.replace(f"<{tag}>", f"<x:{tag}>").replace(f"<{tag} ", f"<x:{tag} ")
        xml = xml.replace(f"</{tag}>", f"</x:{tag}>")
    reading = read(packed(parts({"S": xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')})))
    assert reading.refused is not None or reading.rejected["line"].tolist() == [2]


def test_a_sheet_is_found_wherever_its_relation_leads() -> None:
    found = parts({"S": sheet_xml(long_rows())})
    xml = found.pop("xl/worksheets/sheet1.xml")
    rels = "xl/_rels/workbook.xml.rels"
    found[rels] = found[rels].replace('"worksheets/sheet1.xml"', '"/xl/worksheets/Data.xml"')
    found["xl/worksheets/Data.xml"] = xml
    assert OFFICE in found[rels]
    assert read(packed(found)).total() == TOTAL


def test_a_formula_whose_program_calculates_nothing_is_seen() -> None:
    # As openpyxl and others write it: a value that is there and empty.
    rows = [["Poste", "janv. 2024", "févr. 2024"], ["Google Ads", 100, 7], ["HubSpot", 50, 8]]
    for never in ("<v/>", "<v></v>", "<v />"):
        xml = sheet_xml(rows).replace("<v>8</v>", f"<f>B3*2</f>{never}")
        reading = read(packed(parts({"S": xml})))
        assert reading.total() == 157
        assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [[3, "not_a_number"]]
    empty = sheet_xml(rows).replace(
        '<c r="C3"><v>8</v>', '<c r="C3" t="str"><f>IF(1,"")</f><v></v>'
    )
    assert len(read(packed(parts({"S": empty}))).rejected) == 0
