"""Ledgers told from bank statements."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


def test_credits_without_account_are_asked_and_a_bank_statement_leaves_them_out() -> None:
    head = "Date;Libellé;Débit;Crédit"
    rows = ["02/01/2024;HUBSPOT;120,50;", "16/01/2024;CLIENT;;5 000,00"]
    (question,) = [q for q in reading_of("\n".join([head, *rows])).questions if q.blocking]
    assert question.id == "credits:Crédit"
    bank = "\n".join([head + ";Solde"] + [row + ";1,50" for row in rows])
    reading = reading_of(bank)
    assert reading.total() == 120.5
    assert reading.rejected["reason"].tolist() == ["income"]


DAYBOOK = ("Date,Particulars,,Debit,Credit\n"
           "5-Jan-26,Office Rent,,100.50,\n,,Shreeji Estates,,100.50\n"
           "17-Jan-26,Shreeji Estates,,100.50,\n,,Bank A/c 04,,100.50\n")  # fmt: skip
ENTRIES = ("Date;Libellé;Débit;Crédit\n15/01/2026;Loyer;100,50;\n15/01/2026;SCI Pins;;100,50\n"
           "20/01/2026;SCI Pins;100,50;\n20/01/2026;Banque;;100,50\n")  # fmt: skip


@pytest.mark.parametrize("text", [DAYBOOK, ENTRIES, ENTRIES + "Total;;201,00;201,00\n"])
def test_both_sides_of_every_entry_are_no_costs(text: str) -> None:
    refused = reading_of(text).refused
    assert refused is not None and refused.code == "both_sides"
    assert "{" not in refused.sentence("fr") + refused.sentence("en")


def test_accounts_that_are_numbered_tell_the_costs_of_both_sides() -> None:
    text = ("Compte;Date;Libellé;Débit;Crédit\n613200;15/01/2026;Loyer;100,50;\n"
            "401000;15/01/2026;SCI Pins;;100,50\n613200;16/02/2026;Loyer;50,25;\n"
            "401000;16/02/2026;SCI Pins;;50,25\n")  # fmt: skip
    assert reading_of(text).total() == 150.75
