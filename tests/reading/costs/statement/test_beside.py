"""Figures beside the months of a table that neither a heading nor their sums tell."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


@pytest.mark.parametrize(("last", "told"), [
    ("Zorglub", True), ("Jun 1-15/2026 x", True), ("Juin mi-mois", True),
    ("Zorglub sum", False), ("Budget", False), ("Total", False), ("YTD", False)])  # fmt: skip
def test_figures_beside_the_months_that_nothing_tells_are_said(last: str, told: bool) -> None:
    added = last == "Zorglub sum"
    text = ("Category,Apr 2026,May 2026,X\nTools,10.50,20.25,{}\nAds,1,2,{}\nRent,7,8,{}\n"
            .replace("X", last).format(*((30.75, 3, 15) if added else (5.5, 9, 11))))  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 48.75
    said = [note.values["columns"] for note in reading.notes if note.code == "columns_beside"]
    assert said == ([last] if told else [])
