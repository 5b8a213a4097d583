"""Accounts of a ledger whose row, with their sums, stands below their lines."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

ACCOUNTS = {
    "fr": ("623100 Publicité", "625100 Voyages", "706000 Prestations", "512000 Banque"),
    "es": ("627000 Publicidad", "629000 Viajes", "705000 Servicios", "572000 Bancos"),
    "bare": ("623100", "625100", "706000", "512000"),
}
HEADS = {
    "in a column of their own": "Compte,Date,Libellé,Débit,Crédit",
    "among the labels": "Date,Libellé,Débit,Crédit",
    "with what is left": "Date,Libellé,Débit,Crédit,Solde",
}


def ledger(lang: str, heads: str) -> str:
    """Costs of 800 and 200, sales of 5100, and what the bank received and paid."""
    lines = (
        [("2026-01-05", "Google Ads", 540, 0), ("2026-01-20", "LinkedIn", 300, 0),
         ("2026-02-05", "Avoir Google", 0, 40)],
        [("2026-01-09", "SNCF", 120, 0), ("2026-02-09", "SNCF", 80, 0)],
        [("2026-01-10", "Morel", 0, 5000), ("2026-01-12", "Roux", 0, 100)],
        [("2026-01-10", "Morel", 5000, 0), ("2026-02-10", "SNCF", 0, 200)],
    )  # fmt: skip
    rows = []
    for account, of_one in zip(ACCOUNTS[lang], lines, strict=True):
        left = 0
        for day, label, debit, credit in of_one:
            left += debit - credit
            rows.append(("", day, label, f"{debit}.00", f"{credit}.00", f"{left}.00"))
        sums = [f"{sum(line[side] for line in of_one)}.00" for side in (2, 3)]
        own = heads == "in a column of their own"
        named = (account, "", "") if own else ("", "", account)
        rows.append((*named, *sums, f"{left}.00"))
    first, last = (0 if heads == "in a column of their own" else 1), 6 if "left" in heads else 5
    return "\n".join([HEADS[heads], *(",".join(row[first:last]) for row in rows), ""])


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("lang", ACCOUNTS)
def test_accounts_below_their_lines_are_a_ledgers(lang: str, heads: str) -> None:
    reading = reading_of(ledger(lang, heads))
    assert (reading.kind, reading.refused, reading.blocked) == ("ledger", None, False)
    assert reading.total("month") == {"2026-01": 540 + 300 + 120, "2026-02": -40 + 80}
    assert reading.revenue is not None
    assert reading.revenue["amount"].sum() == 5100


NO_ACCOUNTS = [("202601", "202602"), ("2026 janvier", "2026 février"),
               ("1001 Dupont", "1002 Durand"), ("Voyages", "Banque")]  # fmt: skip


@pytest.mark.parametrize("names", NO_ACCOUNTS)
def test_sums_of_months_or_of_customers_below_lines_are_no_accounts(
    names: tuple[str, str],
) -> None:
    first, second = names
    text = (f"Date;Libellé;Débit;Crédit;Solde\n2026-01-05;Google Ads;540,00;;9460,00\n"
            f"2026-01-20;LinkedIn;300,00;;9160,00\n;{first};840,00;;\n"
            f"2026-02-09;SNCF;120,00;;9040,00\n2026-02-19;SNCF;80,00;;8960,00\n"
            f";{second};200,00;;\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.kind == "bank"
    assert reading.total() == 1040
