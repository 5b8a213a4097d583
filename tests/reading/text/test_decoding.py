"""The encoding of a file is told from its bytes."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading import variants
from tests.reading.variants import LONG, SAMPLES


def test_the_encodings_are_told() -> None:
    found = {n: read((SAMPLES / n).read_bytes()).dialect["encoding"] for n in LONG}
    assert found["fr_utf8.csv"] == "utf-8"
    assert found["fr_utf8_bom.csv"] == "utf-8-sig"
    assert found["fr_cp1252.csv"] == "cp1252"
    assert found["fr_iso8859_15.csv"] == "iso-8859-15"
    assert found["fr_utf16.txt"] == "utf-16-le"
    assert found["fr_utf16_no_mark.txt"] == "utf-16-le"
    assert "€" in str(variants.fr_rows(variants._unicode_minus))


def test_blank_files_of_every_encoding_are_empty() -> None:
    for content in (b" \r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\n" * 1000, b";;;\n;;;\n"):
        assert read(content).refused is not None


@pytest.mark.parametrize("codec", ["cp850", "cp1252", "mac_roman", "iso8859-15"])
def test_code_pages_are_told_by_where_accents_fall(codec: str) -> None:
    text = "Date;Libellé;Montant\r\n15/01/2024;Télé Noël;1\xa0200,50\r\n16/02/2024;Été;100,25\r\n"
    reading = read(text.encode(codec))
    assert reading.total() == 1300.75
    assert list(reading.entries["label"]) == ["Télé Noël", "Été"]


@pytest.mark.parametrize("codec", ["cp1250", "iso8859-2"])
def test_polish_pages_are_told_by_letters_that_are_signs_on_others(codec: str) -> None:
    rows = "2025-10-05;Opłata za własny lokal;-226,34\n2025-10-06;Zapłata śląska;-10,00\n"
    reading = read(("Data;Opis;Kwota\n" + rows).encode(codec))
    assert reading.entries["label"].tolist() == ["Opłata za własny lokal", "Zapłata śląska"]


@pytest.mark.parametrize("page", ["latin-1", "cp1252"])
def test_a_text_encoded_twice_is_brought_back(page: str) -> None:
    text = "Date;Libellé;Montant\n15/01/2024;Télé;1\xa0200,50 €\n"
    reading = read(text.encode().decode(page).encode())
    assert reading.total() == 1200.5
    assert list(reading.entries["label"]) == ["Télé"]
    assert "encoded_twice" in [note.code for note in reading.notes]
