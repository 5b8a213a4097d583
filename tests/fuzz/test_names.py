"""Names made to harm stay names; `make fuzz ARGS=names` tries ten thousand of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from roi_model.export.contents.tables import tables
from roi_model.export.writers import writers
from tests import conftest
from tests.fuzz.cases import NARROW, WIDE, dossier
from tests.fuzz.exports import KINDS
from tests.fuzz.names import through_doors, through_exports
from tests.fuzz.payloads import payload

NAMES = 3000 if conftest.LONG else 10


def test_through_every_door_that_takes_one() -> None:
    assert list(through_doors(range(NAMES))) == []


def test_those_that_harm_most_are_among_them() -> None:
    made = [payload(number) for number in range(10_000)]
    for sign in ("=", "+", "-", "@", "\t", "\r", "\x00", "\ud800", "\u202e", "<script", "![", "$"):
        assert sum(sign in one for one in made) > 50
    assert max(map(len, made)) > 100_000


def test_documents_that_hundreds_of_them_stand_in() -> None:
    one = dossier(0)
    for content in tables(one).values():
        assert list(KINDS["csv"](content)) == []
    assert list(KINDS["json"](writers()["json"](one))) == []


@pytest.mark.thorough
def test_every_document() -> None:
    made = list(through_exports(0, NARROW.carried))
    assert [(one.kind, one.wrong) for one in made if one.wrong] == []
    held = {one.kind: len(one.names) for one in made[:-2]}
    assert min(held[kind] for kind in ("xlsx", "html", "json", "tables")) > 0.9 * WIDE.carried
    assert min(len(one.names) for one in made[-2:]) > 0.6 * NARROW.carried


# That what looks through documents would find what it looks for --------------------------------


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("csv", b"a,b\r\nzq1x,=1+1\r\n"), ("csv", b"a,b\r\nzq1x,a;=1+1\r\n"),
        ("html", b"zq1x<script></script><script></script><script></script>"),
        ("html", b"zq1x<script></script><script></script><img src=http://outside.example/x>"),
        ("html", b"zq1x<script></script><script></script><b onclick=hit()>"),
        ("svg", b"<svg><script/></svg>"), ("svg", b"<svg><a href='http://outside.example'/></svg>"),
    ],
)  # fmt: skip
def test_what_a_name_could_become_is_seen(kind: str, content: bytes) -> None:
    assert list(KINDS[kind](content))


def test_a_formula_of_a_name_is_seen() -> None:
    from openpyxl import Workbook

    book, made = Workbook(), io.BytesIO()
    book.active.append(["=zq1x+1"])  # type: ignore[union-attr]
    book.save(made)
    assert any("formula" in one for one in KINDS["xlsx"](made.getvalue()))


def test_a_file_of_a_package_that_leads_outside_is_seen() -> None:
    made = io.BytesIO()
    link = ("<Relationships><Relationship TargetMode='External' Target='http://outside.example/x'/>"
            "</Relationships>")  # fmt: skip
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("_rels/.rels", link)
    found = KINDS["pptx"](made.getvalue())
    assert next(found) == "leads to http://outside.example/x"
