"""Rows that repeat other rows of a list are counted once: totals, whole periods, split lines."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

TOTALS = ["Total debit amount", "Total", "Total Debits", "Gesamtsumme", "Summe Soll", "Suma total",
          "Totale addebiti", "Soma dos débitos", "Totaal af", "TOTAL DÉBITS"]  # fmt: skip


@pytest.mark.parametrize("label", TOTALS)
def test_a_dated_row_called_total_that_adds_up_is_one(label: str) -> None:
    rows = f"2025-01-05,Rent,100.00\n2025-01-09,Ads,50.00\n2025-01-31,{label},150.00\n"
    reading = reading_of(f"Date,Description,Amount\n{rows}")
    assert reading.total() == 100 + 50
    assert reading.rejected["reason"].tolist() == ["total_line"]


def test_totals_of_each_month_and_of_all() -> None:
    rows = ("2025-01-05,Rent,100.00\n2025-01-09,Ads,50.00\n2025-01-31,Total Jan so far,150.00\n"
            "2025-02-05,Rent,100.00\n2025-02-09,Ads,70.00\n2025-02-28,Total Feb so far,170.00\n"
            "2025-02-28,Total of everything,320.00\n")  # fmt: skip
    assert reading_of(f"Date,Description,Amount\n{rows}").total() == 100 + 50 + 100 + 70


def test_a_supplier_called_total_is_a_cost() -> None:
    rows = "2025-01-05,Rent,100.00\n2025-01-09,Ads,50.00\n2025-01-31,Total Access SA,80.00\n"
    assert reading_of(f"Date,Description,Amount\n{rows}").total() == 100 + 50 + 80


# Start, end, campaign, spend: as platforms export them in several languages.
REPORTS = [
    ("Début des rapports,Fin des rapports,Nom de la campagne,Montant dépensé (EUR)"),
    ("Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)"),
    ("Beginn des Berichts,Ende des Berichts,Kampagnenname,Ausgegebener Betrag (EUR)"),
    ("Inicio del informe,Fin del informe,Nombre de la campaña,Importe gastado (EUR)"),
    ("Inizio report,Fine report,Nome della campagna,Importo speso (EUR)"),
    ("Início dos relatórios,Término dos relatórios,Nome da campanha,Valor usado (EUR)"),
    ("Start rapportage,Einde rapportage,Campagnenaam,Besteed bedrag (EUR)"),
]


@pytest.mark.parametrize("whole", ["300.00", "299.99"])
@pytest.mark.parametrize("header", REPORTS)
def test_the_row_of_a_whole_report_is_left_out(header: str, whole: str) -> None:
    """Also where it differs by rounding, for it covers what all the others cover."""
    rows = (f"2025-01-01,2025-02-28,,{whole}\n2025-01-05,2025-01-05,Prospection,100.00\n"
            "2025-02-15,2025-02-15,Prospection,200.00\n")  # fmt: skip
    answers = {"date_column": header.split(",")[0]}
    reading = reading_of(f"{header}\n{rows}", answers=answers)
    assert reading.usable
    assert reading.total() == 100 + 200
    assert reading.rejected["line"].tolist() == [2]


def test_a_row_without_a_name_that_sums_nothing_is_a_cost() -> None:
    rows = "2025-01-05,,300.00\n2025-01-05,Prospection,100.00\n2025-02-15,Prospection,250.00\n"
    assert reading_of(f"Day,Campaign,Spend\n{rows}").total() == 300 + 100 + 250


@pytest.mark.parametrize("note", ["(SPLIT INTO 2)", "Ventilé", "Aufgeteilt", "Dividido",
                                  "Suddiviso", "Gesplitst", ""])  # fmt: skip
@pytest.mark.parametrize("parent_last", [False, True])
def test_a_line_and_its_parts_count_once(note: str, parent_last: bool) -> None:
    parent = [f"Bank,2025-02-20,Amazon,{note},,-100.00\n"]
    parts = [
        "Bank,2025-02-20,Amazon,a,Tools,-40.00\n",
        "Bank,2025-02-20,Amazon,b,Training,-60.00\n",
    ]
    rows = [*parts, *parent] if parent_last else [*parent, *parts]
    head = "Account,Date,Payee,Notes,Category,Amount\nBank,2025-01-15,HubSpot,,Software,-250.00\n"
    reading = reading_of(head + "".join(rows))
    assert reading.total() == 250 + 40 + 60
    assert reading.total("label") == {"Amazon": 100, "HubSpot": 250}


def test_parts_that_are_named_so_are_no_parents() -> None:
    rows = ("Bank,2025-02-20,Amazon,(SPLIT INTO 2),,-100.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT 1 OF 2),Tools,-40.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT 2 OF 2),Training,-60.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT INTO 3),,-30.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT 1 OF 3),Tools,-10.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT 2 OF 3),Tools,-15.00\n"
            "Bank,2025-02-20,Amazon,(SPLIT 3 OF 3),Tools,-5.00\n")  # fmt: skip
    text = f"Account,Date,Payee,Notes,Category,Amount\n{rows}"
    assert reading_of(text).total() == 40 + 60 + 10 + 15 + 5


def test_a_line_that_says_split_beside_no_parts_is_a_cost() -> None:
    rows = "Bank,2025-02-20,Split Hotel,,Travel,-100.00\nBank,2025-02-21,B,,Tools,-40.00\n"
    text = f"Account,Date,Payee,Notes,Category,Amount\n{rows}Bank,2025-02-21,C,,Tools,-60.00\n"
    assert reading_of(text).total() == 100 + 40 + 60
