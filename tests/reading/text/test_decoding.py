"""The encoding of a file is told from its bytes."""

from __future__ import annotations

import codecs

import pytest

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.reading import read
from roi_model.reading.text.decoding import MAX_BYTES, decode, refuse_size
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
    [note] = decode("Libellé;Télé\n".encode().decode(page).encode()).notes
    assert (note.code, note.values) == ("encoded_twice", {"count": 3})


def code(content: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        decode(content)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"GIF89a", "image"), (b"\xff\xd8\xff\xe0", "image"), (b"II*\x00", "image"),
        (b"MM\x00*", "image"), (b"\x00\x00\x01\x00\x01", "image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image"), (b"RIFF\x24\x00\x00\x00WAVEfmt ", "video"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "video"), (b"\x00\x00\x00\x18ftypheic", "image"),
        (b"\x00\x00\x00\x18ftypavif", "image"), (b"\x00\x00\x00\x18ftypisom", "video"),
        (b"PK\x05\x06" + bytes(18), "archive"), (b"\x1f\x8b\x08", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!\x1a\x07", "archive"),
        (b"a.csv".ljust(257, b"\0") + b"ustar", "archive"), (b"SQLite format 3\x00", "binary"),
        (b"PAR1\x15", "binary"), (b"\x7fELF\x02", "binary"), (b"MZ\x90\x00", "binary"),
        (b"{\\rtf1", "document"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "html"), (b"<TABLE><tr>", "html"),
        (b"<head></head>", "html"), (b'<?xml version="1.0"?>', "xml"), (b'[ {"a": 1}]', "json"),
    ],
)  # fmt: skip
def test_files_that_are_no_tables_are_told_by_their_first_bytes(
    content: bytes, wanted: str
) -> None:
    assert code(content + b"\nDate;Montant\n") == wanted


def test_marked_up_text_is_read_where_it_is_wanted() -> None:
    content = b'<?xml version="1.0"?><a/>'
    assert decode(content, marked_up=True).text.whole == content.decode()


def test_as_much_as_is_read_and_a_byte_more() -> None:
    with pytest.raises(RefusedError) as caught:
        decode(bytes(MAX_BYTES + 1))
    assert caught.value.code == "too_large"
    assert caught.value.values == {"megabytes": 105, "limit": 100}
    refuse_size(bytes(MAX_BYTES))


@pytest.mark.parametrize(
    ("end", "name"), [("\n", "LF"), ("\r\n", "CR LF"), ("\r", "CR"), ("\r\r\n", "CR CR LF")]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le"])
def test_line_ends_are_named_and_become_one(end: str, name: str, codec: str) -> None:
    found = decode(end.join(["Date;Coût", "2024-01-15;1", ""]).encode(codec))
    assert (found.line_end, found.text.whole) == (name, "Date;Coût\n2024-01-15;1\n")


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"), (2 * codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
        (b"", "utf-16-le", "utf-16-le"), (b"", "utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_a_mark_tells_the_encoding_and_is_no_word_of_the_text(
    mark: bytes, codec: str, name: str
) -> None:
    text = "Date;Libellé\n2024-01-15;Café\n"
    found = decode(mark + text.encode(codec))
    assert (found.encoding, found.text.whole, found.notes) == (name, text, ())


@pytest.mark.parametrize(
    ("spoilt", "note"),
    [
        ("Caf\0é".encode(), "nul_removed"), ("\u200eCafé".encode(), "invisible_removed"),
        ("Café\u2069".encode(), "invisible_removed"), ("Caf\u200bé".encode(), "invisible_removed"),
        ("Café\u202a".encode(), "invisible_removed"),
        ("Café".encode() + b"\xe9", "damaged_characters"),
    ],
)  # fmt: skip
def test_what_is_taken_out_or_damaged_is_counted(spoilt: bytes, note: str) -> None:
    sound = "Date;Libellé\n" + 12 * "2024-01-15;Été\n"
    found = decode(sound.encode() + 2 * (b"2024-01-16;" + spoilt + b"\n"))
    shown = "Café�" if note == "damaged_characters" else "Café"
    assert found.text.whole == sound + 2 * f"2024-01-16;{shown}\n"
    assert found.encoding == "utf-8"
    assert [(one.code, one.values) for one in found.notes] == [(note, {"count": 2})]


def test_some_signs_of_control_are_borne_and_many_are_no_text() -> None:
    """A fiftieth of the bytes and two, a tenth of NUL: more is a program's own data."""
    assert decode(b"x" * 93 + b"\x01\x02\x03\x04\t\n\x0c").encoding == "utf-8"
    assert code(b"x" * 92 + b"\x01\x02\x03\x04\x05\t\n\x0c") == "binary"
    assert decode(b"x" * 90 + b"\0" * 10).notes[0].values == {"count": 10}
    assert code(b"x" * 89 + b"\0" * 11) == "binary"


@pytest.mark.parametrize("codec", ["cp1250", "iso8859-2"])
@pytest.mark.parametrize(
    "words",
    ["PRZELEW WŁASNY NA KONTO OSZCZĘDNOŚCIOWE", "Převod na vlastní účet, příkaz č. 3, ještě",
     "Prevod na vlastný účet, ďalší príkaz ešte ľahšie"],
)  # fmt: skip
def test_the_pages_of_central_europe_are_told_by_their_letters(words: str, codec: str) -> None:
    assert decode(f"Data;Opis\n1;{words}\n".encode(codec)).text.whole.split(";")[-1] == f"{words}\n"


@pytest.mark.parametrize("codec", ["cp1252", "iso8859-15"])
@pytest.mark.parametrize(
    "words",
    ["Überweisung für Büromöbel, größer als schön", "Crédit à l’œuvre d’août, reçu, gêné, où, être",
     "Overførsel til løn på Ærø, køb, gebyr", "Señor, razón, más, año, cañón, según, índole",
     "Perché però così più città, già, università", "Överföring från köpt på räkning, ränta",
     "São João, não, ações, você, três, à, útil", "Hôtel Zürich, Café Genève, Müller & Söhne, à"],
)  # fmt: skip
def test_western_words_stay_western(words: str, codec: str) -> None:
    words = words.replace("’", "'").replace("œ", "o") if codec == "iso8859-15" else words
    text = f"Data;Opis\n1;{words}\n"
    assert decode(text.encode(codec)).text.whole == text
