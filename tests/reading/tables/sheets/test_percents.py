"""Numbers that a workbook shows in percent."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.tables.sheets.percents import percents_in_xml
from tests.reading.tables.sheets.unlike import cell, ods, row, table
from tests.reading.workbooks import HEAD, MAIN, packed, parts, sheet_xml

STYLES = (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="3">'
          '<numFmt numFmtId="164" formatCode="0.0%"/>'
          '<numFmt numFmtId="165" formatCode="0&quot; %&quot;"/>'
          '<numFmt numFmtId="166" formatCode="#,##0.00"/></numFmts><cellXfs count="6">'
          '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/>'
          '<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>')  # fmt: skip


def book(rows: list[list[Any]], styled: dict[str, int]) -> bytes:
    sheet = sheet_xml(rows)
    for at, style in styled.items():
        sheet = sheet.replace(f'<c r="{at}"', f'<c r="{at}" s="{style}"')
    return packed({**parts({"Costs": sheet}), "xl/styles.xml": STYLES})


def shares(heads: list[str], style: int) -> Reading:
    values = (0.25, 1, 0.125) if style != 4 else (25, 100, 12.5)
    rows = [heads, *([date(2026, n + 1, 15), f"Supplier {n}", share, 100.5 * (n + 1)]
                     for n, share in enumerate(values))]  # fmt: skip
    return read(book(rows, {f"C{n}": style for n in (2, 3, 4)}), name="a.xlsx")


HEADS = {
    "fr": ["Date", "Fournisseur", "Part prospection", "Coût"],
    "en": ["Date", "Supplier", "Weight", "Paid"],
    "de": ["Datum", "Lieferant", "Anteil", "Bezahlt"],
    "es": ["Fecha", "Proveedor", "Parte comercial", "Pagado"],
    "it": ["Data", "Fornitore", "Quota vendite", "Pagato"],
    "pt": ["Data", "Fornecedor", "Parte comercial", "Pago"],
    "nl": ["Datum", "Leverancier", "Aandeel", "Betaald"],
}


@pytest.mark.parametrize("style", [2, 3, 4])
@pytest.mark.parametrize("lang", HEADS)
def test_a_column_of_percentages_is_no_amount(lang: str, style: int) -> None:
    reading = shares(HEADS[lang], style)
    assert not reading.blocked and reading.total() == 603


def test_the_same_figures_without_the_sign_may_be_amounts() -> None:
    (question,) = [
        one for one in shares(["Date", "Supplier", "A", "B"], 5).questions if one.blocking
    ]
    assert question.about == "amount_column"
    assert shares(["Date", "Supplier", "A", "B"], 2).total() == 603


def test_a_row_of_shares_among_rows_of_costs_is_left_out() -> None:
    rows = [["Poste", "janv. 2026", "févr. 2026"], ["CRM", 1000, 1200], ["Ads", 500.5, 600],
            ["Ads / CRM", 0.5005, 0.5]]  # fmt: skip
    reading = read(book(rows, {"B4": 3, "C4": 3}), name="a.xlsx")
    assert reading.total() == 3300.5
    assert set(reading.rejected["reason"]) == {"percent"}
    assert "50.05%" in reading.rejected["text"].iloc[0]


def test_percentages_of_other_formats_are_shown_as_they_are() -> None:
    rows = [row(*map(cell, ("Date", "Supplier", "Weight", "Paid")))]
    rows += [row(cell("2026-01-15", "date", "2026-01-15"), cell(f"S{n}"),
                 cell("12.5 %", "percentage", "0.125"), cell("100", "float", "100"))
             for n in range(3)]  # fmt: skip
    reading = read(ods(table(*rows)), name="a.ods")
    assert not reading.blocked and reading.total() == 300


def test_which_cells_are_in_percent_and_by_how_much_they_are_multiplied() -> None:
    content = book([[1, 2, 3], [4, 5, "six"]], {"A1": 2, "C1": 4, "B2": 5, "C2": 3})
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert percents_in_xml(archive, "Costs") == {(0, 0): 100, (0, 2): 1, (1, 2): 100}
    with pytest.raises(KeyError):
        percents_in_xml(archive, "Other")
