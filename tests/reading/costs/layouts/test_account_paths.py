"""Journals whose entries name their accounts by a path: the expenses among them."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


@pytest.mark.parametrize(
    ("head", "expense", "bank", "income"),
    [
        ("Date;Full Account Name;Description;Amount", "Expenses:Software", "Assets:Bank",
         "Income:Sales"),
        ("Date;Compte complet;Description;Montant", "Dépenses:Logiciels", "Actif:Banque",
         "Revenus:Ventes"),
        ("Date;Konto;Text;Cost", "Aufwendungen:Software", "Aktiva:Bank", "Erträge:Verkauf"),
        ("Date;Cuenta;Description;Value", "Gastos:Software", "Activo:Banco", "Ingresos:Ventas"),
        ("Date;Conto;Description;Value", "Uscite:Software", "Attività:Banca", "Entrate:Vendite"),
        ("Date;Rekening;Description;Value", "Uitgaven:Software", "Activa:Bank",
         "Inkomsten:Verkoop"),
    ],
)  # fmt: skip
def test_entries_of_expenses_are_counted(head: str, expense: str, bank: str, income: str) -> None:
    rows = [(expense, "250,00"), (bank, "-250,00"), (bank, "900,00"), (income, "-900,00"),
            (expense, "-50,00"), (bank, "50,00")]  # fmt: skip
    body = "\n".join(f"15/01/2025;{path};HubSpot;{amount}" for path, amount in rows)
    reading = reading_of(f"{head}\n{body}\n", answers={"sign": "positive"})
    assert reading.total() == 250 - 50
    assert reading.rejected["reason"].tolist() == ["no_expense"] * 4


def test_one_accounts_list_is_read_by_the_other_account() -> None:
    text = (
        "Date,Account Name,Number,Description,Full Category Path,Reconcile,Amount With Sym,"
        "Amount Num.,Rate/Price\n"
        '15/01/2025,Assets:Bank,,HubSpot,Expenses:Software,n,"-€250,00","-250,00",1\n'
        '16/01/2025,Assets:Bank,,Client,Income:Sales,n,"€900,00","900,00",1\n'
        '17/01/2025,Assets:Bank,,Move,Assets:Savings,n,"-€100,00","-100,00",1\n'
        '18/01/2025,Assets:Bank,,Refund,Expenses:Software,n,"€50,00","50,00",1\n'
    )
    reading = reading_of(text)
    assert not reading.blocked
    # What came back of the same account is deducted, as on a bank's statement.
    assert reading.total() == 250 - 50
    assert sorted(reading.rejected["reason"]) == ["no_expense", "no_expense"]


def test_a_transaction_names_its_day_once_and_may_be_void() -> None:
    head = "Date,Description,Void Reason,Full Account Name,Amount"
    text = (
        f"{head}\n15/01/2025,HubSpot,,Assets:Bank,-250.00\n,,,Expenses:Software,200.00\n"
        ",,,Expenses:Training,50.00\n16/02/2025,Ads,twice,Assets:Bank,-70.00\n"
        ",,,Expenses:Advertising,70.00\n17/03/2025,Ads,,Expenses:Advertising,30.00\n"
        ",,,Assets:Bank,-30.00\n"
    )
    assert reading_of(text).total("month") == {"2025-01": 200 + 50, "2025-03": 30}


def test_paths_of_something_else_are_left_alone() -> None:
    text = "Date;Campagne;Coût\n15/01/2025;Ads/Search;10,00\n16/01/2025;Ads/Display;20,00\n"
    assert reading_of(text).total() == 10 + 20
