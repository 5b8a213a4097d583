"""Workbooks and hostile files on the page Actuals: read in the child, asked about, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from roi_model import formatting
from roi_model.reading.sandbox import limited
from roi_model.texts import text
from tests.reading.bombs import sparse
from tests.reading.variants import SAMPLES, expected_by_month
from tests.ui.test_pages import headline, page, press, ran, upload, words
from ui.actuals import uploads

# The files end on the second of April: a month still running is not compared.
SPENT = sum(list(expected_by_month().values())[:-1])
SHOWN = formatting.money_exact(SPENT, "EUR", "en")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def test_a_workbook_is_read_and_its_sheet_named() -> None:
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook_second_sheet.xlsx"))
    assert headline(made)[1] == SHOWN
    assert f"{text('pages.actuals.sheet', 'en')}" in words(made)
    assert "Coûts" in words(made)


def test_the_sheet_is_asked_for_where_several_hold_costs() -> None:
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook_two_sheets.xlsx"))
    (radio,) = made.radio
    assert radio.value is None and not made.metric
    assert "2024" in radio.options[1]
    radio.set_value("2024")
    ran(made)
    assert not made.radio
    assert headline(made)[1] == SHOWN


def test_a_bomb_is_refused_and_the_others_stay() -> None:
    made = press(page("actuals"), "upload-sample_fr")
    upload(made, "bomb.xlsx", sparse())
    assert "bomb\\.xlsx" in made.error[0].value
    assert "1,024 MB" in made.error[0].value
    assert headline(made)[1] == SHOWN


def test_uploads_never_reach_the_reader_in_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("parsed in the server")

    monkeypatch.setattr("roi_model.reading.reading._read", never)
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook.xlsx"))
    upload(made, "costs.csv", sample("us_utf8.csv"))
    assert headline(made)[1] == formatting.money_exact(2 * SPENT, "EUR", "en")
    sources = [*Path(uploads.__file__).parents[1].rglob("*.py")]
    assert len(sources) > 60
    assert not [p.name for p in sources if "reading.reading import read\n" in p.read_text("utf-8")]


def test_a_session_holds_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert uploads.MOST_BYTES == 300_000_000
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    made = upload(page("actuals"), "first.csv", sample("fr_utf8.csv"))
    upload(made, "second.csv", sample("us_utf8.csv"))
    assert "second\\.csv" in made.warning[0].value
    assert headline(made)[1] == SHOWN


def test_a_busy_reader_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_WAIT_SECONDS", 0.01)
    taken = [limited.POOL.take(60.0) for _ in range(limited.SIZE)]
    made = upload(page("actuals"), "first.csv", sample("fr_utf8.csv"))
    assert "first\\.csv" in made.error[0].value
    for child in taken:
        assert child is not None
        limited.POOL.give(child)
    monkeypatch.undo()
    ran(made)
    assert not made.error
    assert headline(made)[1] == SHOWN
