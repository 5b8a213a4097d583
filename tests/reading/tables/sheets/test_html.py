"""Web pages that tools save as .xls: their tables are read as the sheets of a workbook."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.tables.sheets.html import HtmlBook, is_html

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>
<h2>Achats du trimestre</h2><table border="1">
<tr><td colspan="3"><b>Journal</b></td></tr>
<tr><th>Date</th><th>Fournisseur</th><th>Montant&nbsp;HT</th></tr>
<tr><td>15/01/2026</td><td style="mso-number-format:'@'">Hôtel</td><td>1&nbsp;200,50</td></tr>
<tr{style}><td>16/02/2026</td><td>Ads<br>Search</td><td>99,50</td></tr>
<tr><td colspan=2>Total</td><td>1 300,00</td></tr></table></body></html>"""


def _read(encoding: str = "utf-8", style: str = "", **options: object) -> Reading:
    page = PAGE.format(charset=encoding, style=style).encode(encoding)
    return read(page, name="achats.xls", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_a_table_saved_as_a_page_gives_its_costs(encoding: str) -> None:
    reading = _read(encoding)
    assert reading.total("month") == {"2026-01": 1200.5, "2026-02": 99.5}
    assert sorted(reading.entries["label"].astype(str)) == ["Ads Search", "Hôtel"]
    assert reading.dialect["encoding"] == "html"


def test_a_row_that_the_page_hides_is_asked_about() -> None:
    (question,) = [q for q in _read(style=' style="display:none"').questions if q.blocking]
    assert question.id == "hidden_rows"


def test_merged_cells_and_frames_keep_their_columns() -> None:
    page = (b"<table><tr><td><table><tr><th rowspan=2>Item<th colspan=99999999>A<tr><td>1<td>2"
            b"<tr><td>Rent<td>3<td>4</table></td></tr></table>")  # fmt: skip
    book = HtmlBook(page)
    grid, _ = book.grid("Table 1")
    rows = grid.cells
    assert [row[:3] for row in rows] == [["Item", "A", ""], ["", "1", "2"], ["Rent", "3", "4"]]
    assert len(book.tabs) == 1 and grid.width < 2000


def test_a_page_without_a_list_is_refused() -> None:
    for page in (b"<html><body>Log in</body></html>", b"<html><table><tr><td>1</table></html>"):
        refused = read(page, name="login.xls").refused
        assert refused is not None and refused.code == "html"
    assert not is_html(b"<?xml version='1.0'?><Document><Table/></Document>")


def test_lines_of_two_currencies_are_asked_about_and_never_added() -> None:
    text = "Date;Supplier;Net EUR;Net USD\n2026-01-15;A;10,50;\n2026-01-16;B;;20,50\n"
    (question,) = [q for q in read(text.encode()).questions if q.blocking]
    assert [c.answer for c in question.candidates] == ["Net EUR", "Net USD"]
    assert read(text.encode(), answers={question.id: "Net USD"}).total() == 20.5
