"""Ledgers told from bank statements."""

from __future__ import annotations

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
