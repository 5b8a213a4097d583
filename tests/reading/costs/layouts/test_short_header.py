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


_NET_VAT = (
    "05/01/2024;Google Ads;1 200,50;240,10;1 440,60\n15/01/2024;Salon;987,65;197,53;1 185,18\n"
)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Date facture;Fourn;isseur;Montant HT;TVA;Montant TTC", _NET_VAT),
        ("Date facture;Fournisseur;Montant; HT;TVA;Montant TTC", _NET_VAT),
        ("Date facture;Fournisseur;Mont;ant HT;TVA;Montant TTC", _NET_VAT),
        ("Date;facture;Fournisseur;Montant HT;TVA;Montant TTC", _NET_VAT),
        ("Date;Fourn;isseur;Montant HT;TVA;Commentaire",
         _NET_VAT.replace("1 440,60", "hiver").replace("1 185,18", "Lyon")),
        ("Date;Fourn;isseur;Montant HT;Taux;Note",
         "05/01/2024;Google Ads;1 200,50;20;hiver\n15/01/2024;Salon;987,65;10;Lyon\n"),
    ],
)  # fmt: skip
def test_a_separator_within_a_heading_shifts_no_amount_in_silence(head: str, rows: str) -> None:
    reading = reading_of(f"{head}\n{rows}")
    assert reading.refused is not None
    assert reading.refused.code == "shifted"


def test_a_separator_in_a_heading_behind_the_amounts_leaves_them_where_they_are() -> None:
    rows = "15/01/2024;Google Ads;1 200,50;hiver\n16/01/2024;Salon;50,00;Lyon\n"
    text = f"Date;Fournisseur;Montant HT;Commen;taire\n{rows}"
    assert reading_of(text).total() == 1200.50 + 50


@pytest.mark.parametrize("more", [";SCI DES HALLES;", ";SCI;\n;REF 12;\n;MANDAT 3;", ";;"])
def test_lines_that_go_on_below_an_entry_are_no_entries(more: str) -> None:
    text = f"Date;Libellé;Coût\n15/01/2025;PRLV;100,00\n{more}\n16/01/2025;ADS;50,00\n{more}\n"
    assert reading_of(text).total() == 100 + 50
