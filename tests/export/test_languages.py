"""Every file that is handed over, in each language: no word of the other, names people typed apart.

The zip holds all of them: workbook, slides, paper, tables and charts.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from roi_model.export.bundle import bundle
from roi_model.export.contents.dossier import Dossier
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset
from tests import words

DAY = date(2026, 11, 28)
CASE = replace(preset("inbound-and-outbound").scenario, monthly_fee=90.0)
"""Parts with names that the app gave them; a fee brings the metrics that go with it."""
ALIKE = {"EUR", "min", "/ min"}
"""Written alike in both languages without being a word of either."""


def handed_over(lang: str) -> dict[str, bytes]:
    """The files by their names, without the sources of the inputs, which are quoted as they are."""
    made = Dossier(in_language(CASE, lang), lang, DAY)
    made.__dict__["inputs"] = [replace(line, source="") for line in made.inputs]
    with zipfile.ZipFile(io.BytesIO(bundle(made))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def of_workbook(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(content), data_only=True):
        if sheet.sheet_state == "visible":
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield from (cell for cell in row if isinstance(cell, str))


def of_slides(content: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                yield from (series.name for series in shape.chart.plots[0].series)
                yield from map(str, shape.chart.plots[0].categories)


def of_paper(content: bytes) -> Iterator[str]:
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        yield from page.extract_text().splitlines()


def of_table(content: bytes) -> Iterator[str]:
    said = content.decode("utf-8-sig")
    delimiter = ";" if ";" in said.partition("\n")[0] else ","
    for row in csv.reader(io.StringIO(said), delimiter=delimiter):
        yield from row


def of_chart(content: bytes) -> Iterator[str]:
    yield from map(unescape, re.findall(r"<text[^>]*>([^<]+)<", content.decode("utf-8")))


def of_page(content: bytes) -> Iterator[str]:
    """What the page shows before its switch is touched: it carries both languages."""
    said = content.decode("utf-8")
    other = "en" if '<html lang="fr">' in said else "fr"
    program = r"<(script|style)\b.*?</\1>"
    hidden = rf'<(span|p|div|dl)\b[^>]*\blang="{other}"[^>]*>.*?</\1>'
    shown = re.sub(f"(?s){hidden}", "", re.sub(f"(?s){program}", "", said))
    yield from map(unescape, re.findall(r">([^<]*[^<\s][^<]*)<", shown))


READ: dict[str, Callable[[bytes], Iterator[str]]] = {
    "xlsx": of_workbook,
    "pptx": of_slides,
    "pdf": of_paper,
    "html": of_page,
    "csv": of_table,
    "svg": of_chart,
}


def read(lang: str) -> dict[str, list[str]]:
    """By kind of file, all that a reader finds in it."""
    found: dict[str, list[str]] = {kind: [] for kind in READ}
    for name, content in handed_over(lang).items():
        kind = name.rpartition(".")[2]
        if kind in READ:
            found[kind] += READ[kind](content)
    return found


@pytest.mark.thorough
def test_no_file_holds_a_word_of_the_other_language() -> None:
    said = {lang: read(lang) for lang in ("fr", "en")}
    for kind in READ:
        for lang in ("fr", "en"):
            assert len(said[lang][kind]) > 20, f"{kind} is all but empty"
            assert words.foreign(said[lang][kind], lang) == [], f"{kind} in {lang}"
        alike = words.untranslated(said["fr"][kind], said["en"][kind], ALIKE)
        assert [one for one in alike if "/" not in one] == [], f"the same in both, {kind}"
