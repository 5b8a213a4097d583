"""Columns made when they are asked for are what all their pieces say, in any code page."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.costs.layouts.documents import bought
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.reading import read
from roi_model.reading.tables.table import Table
from roi_model.reading.text.columns import Columns, Kept, Pieces, in_words, some_rows
from roi_model.reading.text.distinct import CODED, plain
from roi_model.reading.text.ragged import Rejections

PAGES = ("cp1252", "iso8859-15", "iso8859-2", "mac_roman", "cp850", "cp1250")
BYTES = [bytes([byte, 65, byte]) for byte in range(256)] + [b"", None, b"plain"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("cut", [slice(0, None), slice(100, 240), slice(0, 60), slice(258, 259)])
def test_bytes_of_a_page_are_the_text_that_they_decode_to(page: str, cut: slice) -> None:
    words = [None if cell is None else cell.decode(page, "replace") for cell in BYTES[cut]]
    column = pa.array(BYTES, pa.binary())
    some = column.slice(cut.start, len(BYTES[cut]))
    found = in_words(some, page)
    found.validate(full=True)
    assert found.to_pylist() == words


def pieces(codec: str) -> tuple[Pieces, list[str | None]]:
    columns, words = Pieces(2, codec), []
    for part in (["Café", "", "été"], ["", ""], ["thé", "Café", ""]):
        cells = [cell.encode(codec) for cell in part]
        columns.add([pa.array(cells, columns.type), pa.array(cells[::-1], columns.type)])
        columns.add_words([["né", None], [None, "Café"]])
        words += [*part, "né", None]
    return columns, words


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_pieces_are_whole_before_and_after_a_column_is_made(codec: str) -> None:
    columns, words = pieces(codec)
    rows = np.array([0, 1, 4, 5, 8, 12, len(words) - 1])
    some = [words[row] for row in rows]
    assert columns.some(0, pa.array(rows)).to_pylist() == some
    assert plain(columns[0]).to_pylist() == words
    assert plain(columns.some(0, pa.array(rows))).to_pylist() == some
    assert columns[-2] is columns[0] and columns[0:1] == (columns[0],)
    assert columns[0].type == CODED


def test_rows_come_in_the_order_in_which_they_are_asked_for() -> None:
    columns, words = pieces("cp1252")
    assert plain(columns.some(0, pa.array([9, 0]))).to_pylist() == [words[9], words[0]]
    assert Pieces(1, "utf-8").some(0, pa.array([], pa.int64())).to_pylist() == []
    assert Pieces(1, "cp1252")[0].to_pylist() == []


def test_a_column_is_made_once_and_not_for_a_few_of_its_rows() -> None:
    made: list[int] = []

    def make(place: int) -> pa.Array:
        made.append(place)
        return pa.array(["a", "b", "c"])

    columns = Columns(3, make)
    kept = Kept(columns, np.array([True, False, True]))
    assert len(kept) == 3 and made == []
    assert [kept[1].to_pylist(), kept[1].to_pylist()] == [["a", "c"]] * 2
    assert made == [1]
    under = Kept(pieces("cp1252")[0], np.arange(15) % 2 == 0)
    assert some_rows(under, 0, pa.array([1, 2])).to_pylist() == ["été", None]
    assert [one for one in under._made if one is not None] == []


_FEC = (
    "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib"
    " PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise"
    " Idevise"
)


def test_most_columns_of_a_long_ledger_are_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    names, whole = _FEC.split(), Pieces._whole

    def noted(self: Pieces, place: int) -> pa.Array:
        made.add(names[place])
        return whole(self, place)

    monkeypatch.setattr(Pieces, "_whole", noted)
    row = "AC|Achats|{n}|20240125|6230|Publicité|||F{n}|20240125|Ads|{n},50|0,00|||20240126||"
    lines = [_FEC.replace(" ", "|"), *(row.format(n=n) for n in range(6000)), ""]
    assert read("\n".join(lines).encode()).total() == sum(range(6000)) + 3000
    assert made == {"JournalCode", "JournalLib", "EcritureDate", "CompteNum", "CompteLib",
                    "EcritureLib", "Debit", "Credit"}  # fmt: skip


def test_a_column_is_not_made_where_its_heading_heads_no_types() -> None:
    made = Columns(2, lambda place: pytest.fail(f"column {place} is made"))
    table = Table(("Date", "Lot"), made, np.arange(3), {}, Rejections(), 3, ";")
    assert bought(table, Inquiry({})) is table
