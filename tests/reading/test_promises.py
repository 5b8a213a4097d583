"""Every answer that is offered gives what it promised, where nothing else is asked."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.costs.platforms.test_platform import HEAD, ROWS
from tests.reading.variants import SAMPLES

_LARGE = 300_000
FILES = sorted(p.name for p in SAMPLES.iterdir() if p.stat().st_size < _LARGE)
ASKING = {"fr_workbook_two_sheets.xlsx": 3, "ledger_by_datev_gem.csv": 2,
          "ledger_by_odoo_dtvf.csv": 2}  # fmt: skip
"""Samples of which one thing is asked, and how many answers say what they give."""


def promised(content: bytes, name: str) -> list[tuple[str, str, object, float | None]]:
    """Of a file's only blocking question each answer, what it promises and what it gives; no costs
    at all give None."""
    blocking = [question for question in read(content, name=name).questions if question.blocking]
    found: list[tuple[str, str, object, float | None]] = []
    for question in blocking if len(blocking) == 1 else ():
        for one in question.candidates:
            if "all" not in one.gives:
                continue
            after = read(content, name=name, answers={question.id: one.answer})
            if not after.blocked:
                found.append((question.id, one.answer, one.gives["all"], _total(after)))
    return found


def _total(reading: Reading) -> float | None:
    return None if reading.refused is not None else reading.total()


def kept(content: bytes, name: str) -> int:
    """How many promises of a file there are, all of them kept."""
    found = promised(content, name)
    for said, answer, promise, given in found:
        assert promise == pytest.approx(given or 0.0, abs=0.005), (said, answer)
    return len(found)


@pytest.mark.parametrize("name", ASKING)
def test_every_answer_to_a_sample_gives_what_it_promised(name: str) -> None:
    assert kept((SAMPLES / name).read_bytes(), name) == ASKING[name]


@pytest.mark.thorough
@pytest.mark.parametrize("name", FILES)
def test_no_other_sample_promises_anything(name: str) -> None:
    assert kept((SAMPLES / name).read_bytes(), name) == ASKING.get(name, 0)


ASKED = {
    "the sign of amounts": "Date;Label;Amount\n2026-01-05;Ads;-100\n2026-01-06;Ibis;-50\n"
                           "2026-01-07;Client;900\n2026-01-08;Zed;70\n",
    "which column": "Date,Description,Amount,Total amount,Fee,Balance\n"
                    "2026-01-15,A,-100.00,-103.50,2.50,\n2026-01-16,B,-50.25,-50.25,0.00,\n2026-01-17,C,-10.00,-11.00,1.00,\n",
    "a platform": HEAD + ROWS + "7,2025-03-10,eur,-30.00,0.00,-30.00,transfer,Zed Ltd\n",
    "an account of no kind": "Poste;2025-03;2025-04\nEncaissements;;\nDupont;6000;6100\n"
                             "Total encaissements;6000;6100\nDécaissements;;\nLoyer;400;400\n"
                             "Pub;80;95,5\nTotal décaissements;480;495,5\n"
                             "Solde du mois;5520;5604,5\nZorglub;100;0\n",
}  # fmt: skip


@pytest.mark.parametrize("about", ASKED)
def test_every_answer_gives_what_it_promised(about: str) -> None:
    assert kept(ASKED[about].encode(), "costs.csv") > 0


def test_what_a_large_file_promises_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ASKED["a platform"].encode()
    small = read(text).questions
    monkeypatch.setattr("roi_model.reading.reading.SMALL", len(text) - 1)
    assert [q.id for q in read(text).questions] == [q.id for q in small]
