"""Large files of costs whose total is known: rows in the dialects that French programs write."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import pandas as pd

START = date(2023, 1, 1)
DAYS = [START + timedelta(days=day) for day in range(730)]
# label, account of class 6
KINDS = (
    ("Google Ads campagne d’été", "62310000"),
    ("Salaire équipe commerciale", "64110000"),
    ("Déjeuner client à Orléans", "62570000"),
    ("Billet de train Besançon", "62510000"),
    ("Abonnement HubSpot – année", "65110000"),
    ("Salon professionnel, stand €", "62330000"),
    ("Commissions sur ventes", "62220000"),
)
LABELS = 5_000
"""Different labels of a file: suppliers come back, invoices are numbered."""

FEC_HEADER = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t"
    "CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\t"
    "ValidDate\tMontantdevise\tIdevise"
)


def cents(number: int) -> int:
    """The cost of a row; one in a hundred is a credit note."""
    amount = 100 + number * 7919 % 250_000
    return -amount if number % 100 == 99 else amount


def total(rows: int) -> float:
    """What all rows add up to."""
    return sum(map(cents, range(rows))) / 100


def _label(number: int) -> str:
    return f"{KINDS[number % len(KINDS)][0]} {number % LABELS}"


def _amount(value: int, thousands: str = "") -> str:
    whole, part = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole:,}".replace(",", thousands) + f",{part:02d}"


def long_file(path: Path, rows: int) -> None:
    """`;` and cp1252, days first, a no-break space between thousands, decimal comma."""
    days = [f"{day:%d/%m/%Y}" for day in DAYS]
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write("Date;Libellé;Fournisseur;Pièce;Montant HT\r\n")
        file.writelines(
            f"{days[i % 730]};{_label(i)};Fournisseur {i % 900};F{i:07d};"
            f"{_amount(cents(i), chr(0xA0))}\r\n"
            for i in range(rows)
        )


def fec_file(path: Path, lines: int) -> None:
    """An entry of two lines for each cost: its account of class 6 and the supplier's.

    The cells that the law lets empty are empty: a million full lines would not be 100 MB.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(FEC_HEADER + "\r\n")
        file.writelines(_entries(lines // 2))


def _entries(costs: int) -> Iterator[str]:
    days = [f"{day:%Y%m%d}" for day in DAYS]
    for i in range(costs):
        cost, day = cents(i), days[i * 730 // costs]
        amount, side = _amount(abs(cost)), cost < 0
        debit, credit = ("0,00", amount) if side else (amount, "0,00")
        head = f"AC\tAchats\t{i}\t{day}\t"
        tail = f"\tF{i}\t{day}\t{_label(i)[:12]}\t"
        end = f"\t\t\t{day}\t\t\r\n"
        account = KINDS[i % len(KINDS)][1]
        yield f"{head}{account}\tCharges\t\t{tail}{debit}\t{credit}{end}"
        yield f"{head}40100000\tFournisseurs\t\t{tail}{credit}\t{debit}{end}"


def short_file(rows: int) -> bytes:
    """A CSV in UTF-8 as a browser uploads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Date", "Libellé", "Compte", "Fournisseur", "Montant HT"))
    for i in range(rows):
        writer.writerow((f"{DAYS[i % 730]:%d/%m/%Y}", _label(i), KINDS[i % len(KINDS)][1],
                         f"Fournisseur {i % 900}", _amount(cents(i))))  # fmt: skip
    return out.getvalue().encode()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: int, *, wide: bool = False) -> bytes:
    """The same as an .xlsx of one sheet: dates with a date's format, texts in place.

    `wide` has eight columns instead of five: invoice, section and tax beside.
    """
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="2024" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        + "".join(_sheet_rows(rows, wide))
        + "</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
    return out.getvalue()


def _sheet_rows(rows: int, wide: bool) -> Iterator[str]:
    texts: tuple[str, ...] = ("Date", "Libellé", "Compte", "Fournisseur", "Montant HT")
    texts += ("Pièce", "Section", "Montant TVA") if wide else ()
    cells = (_text(f"{c}1", t) for c, t in zip("ABCDEFGH", texts, strict=False))
    yield f'<row r="1">{"".join(cells)}</row>'
    first = (START - date(1899, 12, 30)).days
    for i in range(rows):
        row = i + 2
        yield (
            f'<row r="{row}"><c r="A{row}" s="1"><v>{first + i % 730}</v></c>'
            f"{_text(f'B{row}', _label(i))}{_text(f'C{row}', KINDS[i % len(KINDS)][1])}"
            f"{_text(f'D{row}', f'Fournisseur {i % 900}')}"
            f'<c r="E{row}"><v>{cents(i) / 100}</v></c>{_more(i, row) if wide else ""}</row>'
        )


def _more(number: int, row: int) -> str:
    tax = round(cents(number) / 500, 2)
    return (
        f"{_text(f'F{row}', f'F{number:07d}')}{_text(f'G{row}', f'S{number % 12}')}"
        f'<c r="H{row}"><v>{tax}</v></c>'
    )


def deals(count: int) -> pd.DataFrame:
    """Deals as a CRM's export gives them, a quarter of those closed won, some still open."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    created = np.datetime64(START) + rng.integers(0, 730, count).astype("timedelta64[D]")
    took = np.maximum(1, rng.gamma(2.8, 30, count)).astype("timedelta64[D]")
    closed = created + took
    is_open = closed > np.datetime64(DAYS[-1])
    ended = np.where(rng.random(count) < 0.25, "won", "lost")
    sources = np.array(["Site web", "LinkedIn", "Salon", "Partenaire"])
    return pd.DataFrame(
        {
            "id": [f"D{number:07d}" for number in range(count)],
            "created": created.astype("datetime64[ns]"),
            "closed": np.where(is_open, np.datetime64("NaT"), closed).astype("datetime64[ns]"),
            "state": pd.Series(np.where(is_open, "open", ended)).astype(str),
            "amount": np.round(rng.lognormal(8.3, 0.7, count), 2),
            "source": pd.Series(sources[rng.integers(0, 4, count)]).astype(str),
            "owner": "",
            "pipeline": "",
            "stage": "",
            "line": np.arange(2, count + 2),
        }
    )


def _text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'
