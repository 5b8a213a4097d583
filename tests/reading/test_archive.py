"""Archives: each file read on its own, bounded in number, depth and unpacked size."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from roi_model.commands.actuals import read_command
from roi_model.reading import archive
from roi_model.reading.archive import Member, is_archive, packed, taken, unpack
from roi_model.reading.inquiry import RefusedError
from roi_model.reading.reading import read
from tests.reading.bombs import archive as zip_of
from tests.reading.bombs import deflated
from tests.reading.invoices.written import files
from tests.reading.variants import SAMPLES, TOTAL
from tests.reading.workbooks import BOOKS

CSV = (SAMPLES / "fr_utf8.csv").read_bytes()
BOOK = BOOKS["fr_workbook.xlsx"]()


def test_files_of_an_archive_stand_on_their_own(tmp_path: Path) -> None:
    noise = Member("__MACOSX/._a.csv", b"x")
    content = packed([Member("a.csv", CSV), Member("b.xlsx", BOOK)])
    found, left = taken([("year.zip", content), ("c.csv", CSV)])
    assert [one.name for one in found] == ["year.zip · a.csv", "year.zip · b.xlsx", "c.csv"]
    assert [one.content for one in found] == [CSV, BOOK, CSV] and left == []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(noise.name, noise.content)
        file.writestr("dossier/", "")
        file.writestr("dossier/a.csv", CSV)
    assert [one.name for one in unpack(out.getvalue()).files] == ["dossier/a.csv"]
    (tmp_path / "year.zip").write_bytes(content)
    shown = read_command([tmp_path / "year.zip"])
    assert [one["file"] for one in shown["files"]] == ["year.zip · a.csv", "year.zip · b.xlsx"]
    assert [one["totals"]["all"] for one in shown["files"]] == [TOTAL, TOTAL]
    json.dumps(shown)


def test_all_invoices_are_one_list_wherever_they_come_from() -> None:
    loose = files()
    found, _ = taken([("a.csv", CSV), *((one.name, one.content) for one in loose)])
    assert [one.name for one in found] == ["a.csv", f"{loose[0].name} (+{len(loose) - 1})"]
    assert read(found[1].content).total() == TOTAL
    mixed = packed([Member("a.csv", CSV), *loose])
    assert [one.name for one in taken([("y.zip", mixed)])[0]] == ["y.zip · a.csv", "y.zip"]
    alone, _ = taken([(loose[0].name, loose[0].content)])
    assert alone == loose[:1]


def test_a_note_and_a_repeat_beside_invoices_are_left_out_and_listed() -> None:
    loose = files()
    note = Member("read me.txt", b"Invoices of 2024.")
    again = Member("copy of the first.xml", loose[0].content)
    content = packed([*loose, again, note])
    reading = read(content, name="y.zip")
    assert (reading.refused, reading.total()) == (None, TOTAL)
    assert {"duplicate_invoice", "no_invoice"} <= set(reading.rejected["reason"])
    (one,) = taken([("y.zip", content)])[0]
    assert read(one.content).total() == TOTAL
    table = Member("costs.txt", CSV)  # may be costs: never left out in silence
    assert read(packed([*loose, table]), name="y.zip").refused is not None


def test_a_workbook_is_no_archive() -> None:
    for name in (*BOOKS, "fr_workbook_libreoffice.ods", "fr_workbook_pyxlsbwriter.xlsb"):
        assert not is_archive((SAMPLES / name).read_bytes()), name
    assert not is_archive((SAMPLES / "refused_document.csv").read_bytes())
    assert is_archive(packed([]) or b"") is False  # nothing in it


def test_what_stays_packed_is_named() -> None:
    inner = packed([Member("a.csv", CSV)])
    cut = zip_of([("bad.csv", b"\x00\x01\x02", 5, 100), ("good.csv", *_whole(CSV))])
    locked = bytearray(packed([Member("secret.csv", CSV)]))
    locked[6] |= 1  # says it is encrypted, in the file's own head and in the list
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    for content, name, why in (
        (packed([Member("inner.zip", inner)]), "inner.zip", "nested"),
        (cut, "bad.csv", "damaged"),
        (bytes(locked), "secret.csv", "locked"),
    ):
        _, left = taken([("a.zip", content)])
        assert left == [(f"a.zip · {name}", why)]


def test_too_much_is_refused_before_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    many = packed([Member(f"{n}.csv", CSV) for n in range(3)])
    with pytest.raises(RefusedError, match="archive_too_many"):
        unpack(many)
    refused = read(many, name="many.zip").refused
    assert refused is not None and refused.code == "archive_too_many"
    assert taken([("many.zip", many)])[0] == [Member("many.zip", many)]
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    data, crc, _ = deflated(b"", b"x" * 100_000, 20, b"")
    with pytest.raises(RefusedError, match="archive_too_large"):
        unpack(zip_of([("a.csv", data, crc, 2_000_000)]))
    lies = zip_of([("a.csv", data, crc, 10), ("b.csv", *_whole(CSV))])
    assert [one.name for one in unpack(lies).files] == ["b.csv"]


def test_a_long_list_of_files_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_INDEX", 100)
    assert not is_archive(packed([Member(f"{n}.csv", b"") for n in range(9)]))


def test_a_cut_archive_is_damaged() -> None:
    whole = packed([Member("a.csv", CSV)])
    for end in (30, len(whole) // 2, len(whole) - 5):
        found, _ = taken([("a.zip", whole[:end])])
        refused = read(found[0].content, name="a.zip").refused
        assert refused is not None and refused.code == "archive_damaged"


def test_what_stays_packed_is_never_forgotten(tmp_path: Path) -> None:
    # A total without it, and without a word of it, would be a wrong one.
    whole = (SAMPLES / "invoices_fr.zip").read_bytes()
    at = whole.index(b"<rsm:CrossIndustryInvoice", 5000)
    spoilt = whole[:at] + b"?" + whole[at + 1 :]
    reading = read(spoilt)
    lost = len(zipfile.ZipFile(io.BytesIO(whole)).namelist())
    assert reading.rows_read == lost
    assert "invoice_damaged" in set(reading.rejected["reason"])
    content = packed([Member("a.csv", CSV), Member("inner.zip", packed([Member("b.csv", CSV)]))])
    (tmp_path / "year.zip").write_bytes(content)
    first, second = read_command([tmp_path / "year.zip"])["files"]
    assert first["totals"]["all"] == TOTAL
    assert second["file"] == "year.zip · inner.zip" and second["refused"]["reason"] == "archive"


def _whole(content: bytes) -> tuple[bytes, int, int]:
    return deflated(content, b"", 0, b"")
