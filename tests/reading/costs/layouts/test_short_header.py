"""Headers longer than the rows under them, and lines that go on below an entry."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


@pytest.mark.parametrize(
    "head",
    ["Date,Description,Amount,", "Date,Description,Amount,,", "Date,Description,Amount,Note",
     "Date,Libellé,Montant,Commentaire,Pièce", "Month,Item,Cost,Comment"],
)  # fmt: skip
def test_headings_without_cells_at_the_end_are_no_shift(head: str) -> None:
    text = f"{head}\n2025-01-05,Rent,100.00\n2025-01-15,Ads,50.00\n"
    assert reading_of(text).total() == 100 + 50


@pytest.mark.parametrize(
    "head", ["Note,Date,Description,Amount", "Date,Note,Description,Amount"]
)  # fmt: skip
def test_where_cells_do_not_fit_their_headings_it_is_refused(head: str) -> None:
    reading = reading_of(f"{head}\n2025-01-05,Rent,100.00\n2025-01-15,Ads,50.00\n")
    assert reading.refused is not None
    assert reading.refused.code == "shifted"


@pytest.mark.parametrize("more", [";SCI DES HALLES;", ";SCI;\n;REF 12;\n;MANDAT 3;", ";;"])
def test_lines_that_go_on_below_an_entry_are_no_entries(more: str) -> None:
    text = f"Date;Libellé;Coût\n15/01/2025;PRLV;100,00\n{more}\n16/01/2025;ADS;50,00\n{more}\n"
    assert reading_of(text).total() == 100 + 50
