"""Amounts without a date are told, by how many they are and what they add up to."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


@pytest.mark.parametrize(
    ("rows", "lost"),
    [(";Zed;64,50\n", (1, 64.5)), ("soon;Zed;64,50\n;Figma;-5,50\n", (2, 70.0)),
     (";;35,00\n", None), (";Total;35,00\n", None), (";Note;\n", None)],
)  # fmt: skip
def test_amounts_without_a_date_are_told(rows: str, lost: tuple[int, float] | None) -> None:
    days = "".join(f"2026-10-{day:02d};Ibis {day};5,00\n" for day in range(1, 8))
    reading = reading_of(f"Date;Label;Amount\n{days}{rows}")
    assert reading.total() == 35
    told = [(n.values["count"], n.values["total"]) for n in reading.notes
            if n.code == "undated_amounts"]  # fmt: skip
    assert told == ([] if lost is None else [lost])
