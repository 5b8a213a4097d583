"""Cells that say that they hold nothing."""

from __future__ import annotations

from tests.reading.deals.plain import reading_of


def test_cells_that_say_they_hold_nothing_are_empty() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount,Source\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,Web\nB,Open,2024-01-16,null,N/A,(No value)\n"
        "C,Open,2024-01-16,-,-,null\nD,Open,2024-01-17,(No value),(No value),Web\n"
        "E,Open,2024-01-17,0000-00-00,None,Web\nF,Open,2024-01-17,à définir,tbc,Web\n"
        "G,Open,2024-01-17,TBD,?,Web\n"
    )
    figures = reading.to_json()["deals"]
    assert (figures["won"], figures["open"], figures["won_amount"]) == (1, 6, 1000.5)
    assert len(reading.rejected) == 0
    assert set(figures["by_source"]) == {"Web", ""}
    (note,) = [n for n in reading.notes if n.code == "nothing_words"]
    assert note.values == {"count": 14}
