"""A text in pieces is the text itself, whatever its line ends, its code page and its length."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.text import text as module
from roi_model.reading.text.text import Text

ENDS = ("\n", "\r\n", "\r", "\r\r\n")
LINES = [f"{number};Café d’été;{number % 7},50" for number in range(1000)]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_all_lines_come_once_and_in_order(
    end: str, codec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PIECE", 1000)
    text = Text.of((end.join(LINES) + 3 * end).encode(codec), codec)
    pieces = list(text.below(3))
    assert len(pieces) > 10
    assert all(piece.endswith(b"\n") for piece in pieces)
    found = b"".join(map(module.line_ends_as_one, pieces)).decode(text.page)
    assert text.page == codec
    assert found == "\n".join(LINES[2:]) + "\n"
    assert text.lines >= len(LINES)


def test_a_text_of_nothing_but_blank_lines_has_no_pieces() -> None:
    assert list(Text.of(b"Date;Montant\n" + b" \n" * 1000).below(2)) == []
    assert list(Text.of(b"Date;Montant").below(2)) == []


def test_a_cell_over_several_lines_is_whole_wherever_pieces_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "".join(f'15/01/2024;"Café\r\n""{n}""";{n},50\r\n' for n in range(1000))
    content = ("Date;Libellé;Montant\r\n" + rows).encode()
    whole = read(content)
    assert whole.rows_kept == 1000
    for size in (50, 333, 1000):
        monkeypatch.setattr(module, "_PIECE", size)
        cut = read(content)
        assert (cut.rows_kept, cut.total()) == (1000, sum(range(1000)) + 500.0)
        assert set(cut.entries["label"]) == {f'Café "{n}"' for n in range(1000)}


def test_a_stray_quote_takes_no_other_row_away() -> None:
    rows = [
        "15/01/2024;Ads;10,00",
        '16/01/2024;CRM 12" screen;20,00',
        '17/01/2024;"Two',
        'lines";30,00',
    ]
    for end in ("\n", "\r\n"):
        reading = read(end.join(["Date;Libellé;Montant", *rows, ""]).encode())
        assert (reading.rows_kept, reading.total()) == (3, 60.0)


def test_a_stray_quote_takes_no_other_row_away_where_pieces_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds = ("15/01/2024;Ads;1,00", '15/01/2024;"Café\nnoir";1,00', '15/01/2024;Screen 12";1,00')
    rows = "".join(f"{kinds[(n % 3 == 0) + (n % 90 == 0)]}\n" for n in range(900))
    content = ("Date;Libellé;Montant\n" + rows).encode()
    whole = read(content)
    assert whole.rows_kept == 900
    for size in (333, 1000, 5000):
        monkeypatch.setattr(module, "_PIECE", size)
        cut = read(content)
        assert (cut.rows_kept, cut.total()) == (whole.rows_kept, whole.total())


def test_bytes_that_stand_for_no_letter_are_read_as_damage() -> None:
    lines = b"Date;Libell\xe9;Montant\n" + b"15/01/2024;Caf\xe9 \x81;1,50\n" * 500
    text = Text.of(lines, "cp1252")
    assert text.page == "utf-8"
    assert b"".join(text.below(2)).decode().count("Café \ufffd;") == 500
    reading = read(lines)
    assert reading.total() == 750 and set(reading.entries["label"]) == {"Café \ufffd"}


@pytest.mark.parametrize(
    ("row", "lines"),
    [("short;row", {502}), ("a;row;too;long", {502}), ("one\rtwo;b;1,00", {502, 503})],
)
def test_a_row_that_does_not_fit_leaves_its_piece_as_it_was(row: str, lines: set[int]) -> None:
    rows = [f"15/01/2024;Café {n};{n},50" for n in range(600)]
    whole = read(("Date;Libellé;Montant\n" + "\n".join(rows)).encode("cp1252"))
    rows.insert(500, row)
    found = read(("Date;Libellé;Montant\n" + "\n".join(rows)).encode("cp1252"))
    assert found.total() == whole.total() and found.rows_kept == 600
    assert set(found.rejected["line"]) == lines
