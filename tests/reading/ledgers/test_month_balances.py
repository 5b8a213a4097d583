"""Sums and balances of accounts with the months across."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

ROWS = ("Konto;Beschriftung;EB-Wert;01/2026;02/2026;Saldo\n1200;Forderungen;;11,90 S;;11,90 S\n"
        "1800;Bank;90,00 S;2,00 H;;88,00 S\n;Summe Klasse 1;90,00 S;9,90 S;;99,90 S\n"
        "3300;Verbindlichkeiten;;1,00 H;;1,00 H\n4400;Erlöse;;10,00 H;5,00 H;15,00 H\n"
        "6600;Werbekosten;;1.200,50 S;20,25 H;1.180,25 S\n"
        ";Summe Klasse 6;;1.200,50 S;20,25 H;\n")  # fmt: skip


@pytest.mark.parametrize("title", ["Summen und Salden;;;;;SKR04\n", "SuSa SKR 04\n"])
def test_the_months_of_accounts_of_costs_count(title: str) -> None:
    reading = reading_of(title + ROWS)
    assert reading.kind == "ledger"
    assert reading.totals()["by_account"] == {"6600": 1180.25}
    assert reading.total("month") == {"2026-01": 1200.5, "2026-02": -20.25}
    assert reading.revenue["amount"].sum() == 15


def test_a_plan_that_no_title_names_is_asked() -> None:
    (question,) = [q for q in reading_of(ROWS).questions if q.blocking]
    assert question.id == "ledger_plan"
    assert {c.answer: c.gives["all"] for c in question.candidates}["skr04"] == 1180.25


def test_french_accounts_are_in_their_classes() -> None:
    text = ("Compte;Intitulé;janv. 2026;févr. 2026\n401000;Fournisseurs;-10,00;\n"
            "512000;Banque;1,00;\n445660;TVA;2,00;\n623100;Annonces;100,50;50,25\n706000;Ventes;-900,00;-100,00\n"
            ";Total classe 6;100,50;50,25\n")  # fmt: skip
    assert reading_of(text).totals()["by_account"] == {"623100": 150.75}


def test_months_that_add_up_to_the_last_are_refused() -> None:
    text = ("Konto;Name;01/2026;02/2026;Saldo\n1800;Bank;5,00 S;7,00 S;7,00 S\n"
            "3300;Verb.;5,00 H;9,00 H;9,00 H\n4400;Erlöse;1,00 H;3,00 H;3,00 H\n"
            "6600;Werbekosten;100,00 S;150,00 S;150,00 S\n")  # fmt: skip
    refused = reading_of(f"SKR04\n{text}").refused
    assert refused is not None and refused.code == "cumulated_months"


@pytest.mark.parametrize(("text", "code"), [
    (f"Budget 2026 SKR04\n{ROWS}", "planned"),
    (ROWS.replace("02/2026", "01/2026"), "ledger_layout")])  # fmt: skip
def test_what_is_planned_or_comes_twice_is_refused(text: str, code: str) -> None:
    refused = reading_of(text).refused
    assert refused is not None and refused.code == code
