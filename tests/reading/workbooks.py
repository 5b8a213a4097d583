"""The known costs as workbooks, written as plain XML in an archive: the samples' .xlsx files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.reading.variants import COSTS, MONTHS, MONTHS_FR, SAMPLES, fec

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Error:
    """A cell that shows an error."""

    shown: str


@dataclass(frozen=True)
class Formula:
    """A formula with the value it had when the file was saved; None: never calculated."""

    text: str
    value: float | None = None


Rows = Sequence[Sequence[Any]]


def reference(row: int, column: int) -> str:
    """A cell's name: A1 for row 0, column 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def cell(row: int, column: int, value: Any) -> str:
    """One cell as XML; dates as day numbers in a date format, texts inline."""
    at = reference(row, column)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Error):
        return f'<c r="{at}" t="e"><v>{value.shown}</v></c>'
    if isinstance(value, Formula):
        held = "" if value.value is None else f"<v>{value.value!r}</v>"
        return f'<c r="{at}"><f>{escape(value.text)}</f>{held}</c>'
    if isinstance(value, date):
        day = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        number = (day - datetime(1899, 12, 30)).total_seconds() / 86400
        return f'<c r="{at}" s="1"><v>{number:.10g}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    text = escape(str(value))
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def sheet_xml(rows: Rows, merged: str = "") -> str:
    """A worksheet's part."""
    body = "".join(
        f'<row r="{r + 1}">{"".join(cell(r, c, value) for c, value in enumerate(row))}</row>'
        for r, row in enumerate(rows)
    )
    merge = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merge}</worksheet>'


def parts(sheets: Mapping[str, str], hidden: Sequence[str] = ()) -> dict[str, str]:
    """All parts of a workbook, by path, around the worksheets' XML by sheet name."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{n}' r:id='rId{n}'"
        f"{' state=' + quoteattr('hidden') if name in hidden else ''}/>"
        for n, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'{relations}<Relationship Id="rId{len(sheets) + 1}" Type="{OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), start=1)},
    }


def packed(found: Mapping[str, str | bytes], *, small: bool = False) -> bytes:
    """Parts as an archive, the same bytes each time; `small` compresses them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED) as file:
        for path, content in found.items():
            info = zipfile.ZipInfo(path, (2024, 4, 5, 0, 0, 0))
            info.compress_type = file.compression
            file.writestr(info, content)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Rows], merged: str = "", hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets."""
    return packed(parts({name: sheet_xml(rows, merged) for name, rows in sheets.items()}, hidden))


def _money(cents: int) -> float | int:
    return cents // 100 if cents % 100 == 0 else cents / 100


def long_rows() -> list[list[Any]]:
    """Header and costs, dates as dates and amounts as numbers."""
    body = [[date.fromisoformat(c[0]), c[1], _money(c[5])] for c in COSTS]
    return [["Date", "Libellé", "Montant HT"], *body]


def _titled() -> bytes:
    total = Formula("SUM(C5:C14)", sum(c[5] for c in COSTS) / 100)
    rows: list[list[Any]] = [
        ["Dépenses commerciales 2024"],
        ["Édité le", date(2024, 4, 5)],
        [],
        *long_rows(),
        [],
        ["Total général", "", total],
    ]
    return xlsx({"Dépenses": rows})


def _wide() -> bytes:
    rows: list[list[Any]] = [["", 2024], ["Poste", *MONTHS_FR, "Total"]]
    for label in dict.fromkeys(c[1] for c in COSTS):
        months = {c[0][:7]: _money(c[5]) for c in COSTS if c[1] == label}
        total = Formula("SUM()", sum(c[5] for c in COSTS if c[1] == label) / 100)
        rows.append([label, *(months.get(month) for month in MONTHS), total])
    sums = [sum(c[5] for c in COSTS if c[0][:7] == month) / 100 for month in MONTHS]
    rows.append(["Total", *(Formula("SUM()", cents) for cents in (*sums, sum(sums)))])
    return xlsx({"Suivi": rows}, merged="B1:E1")


def _month_cells() -> bytes:
    rows: list[list[Any]] = [["Item", *(date(2024, month, 1) for month in range(1, 5))]]
    for label in dict.fromkeys(c[2] for c in COSTS):
        months = {c[0][:7]: _money(c[5]) for c in COSTS if c[2] == label}
        rows.append([label, *(months.get(month) for month in MONTHS)])
    return xlsx({"Spending": rows})


def _beside_notes() -> bytes:
    """The costs on the second sheet; the first holds words, the third is hidden and empty."""
    words = [["Suivi des dépenses"], ["Préparé par la comptabilité, avril 2024."]]
    return xlsx({"Lisez-moi": words, "Coûts": long_rows(), "Listes": []}, hidden=["Listes"])


def _mixed() -> bytes:
    """Amounts as numbers and as French texts in one column, dates as day numbers."""
    rows = long_rows()
    for row, cost in zip(rows[1:], COSTS, strict=True):
        row[0] = (row[0] - date(1899, 12, 30)).days
        if cost[5] > 400_000:
            row[2] = f"{cost[5] // 100:,}".replace(",", "\u202f") + f",{cost[5] % 100:02d} €"
    return xlsx({"Feuil1": rows})


def _fec() -> bytes:
    """A FEC opened in a spreadsheet and saved: numbers where figures stood."""
    rows: list[list[Any]] = [line.split("\t") for line in fec().splitlines()]
    for row in rows[1:]:
        row[2], row[3] = int(row[2]), int(row[3])
        row[11], row[12] = (float(row[i].replace(",", ".")) for i in (11, 12))
    return xlsx({"FEC": rows})


def two_sheets() -> bytes:
    """The costs of two years on two sheets: which one is meant has to be asked."""
    old = [[row[0] - timedelta(days=366), *row[1:]] for row in long_rows()[1:-1]]
    return xlsx({"2023": [long_rows()[0], *old], "2024": long_rows()})


BOOKS: dict[str, Callable[[], bytes]] = {
    "fr_workbook.xlsx": lambda: xlsx({"Feuil1": long_rows()}),
    "fr_workbook_titled.xlsx": _titled,
    "fr_workbook_two_header_rows.xlsx": _wide,
    "fr_workbook_second_sheet.xlsx": _beside_notes,
    "fr_workbook_mixed_cells.xlsx": _mixed,
    "us_workbook_month_cells.xlsx": _month_cells,
    "fec_workbook.xlsx": _fec,
}
ASKED = {"fr_workbook_two_sheets.xlsx": two_sheets}


def write_samples() -> None:
    """Write every workbook into data/samples/."""
    for name, writer in {**BOOKS, **ASKED}.items():
        (SAMPLES / name).write_bytes(writer())


if __name__ == "__main__":
    write_samples()
