"""What names of lines say: sides, totals, results, balances, in seven languages."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.statement.words import kind_of, maybe_in, side_of, total_of
from roi_model.reading.sorting.plans import COST, REVENUE


@pytest.mark.parametrize(
    "name",
    ["III. Recettes", "A) Encaissements HT", "Other operating revenue",
     "Sonstige betriebliche Erträge", "Entrate di cassa", "Receitas operacionais",
     "Overige opbrengsten", "CA"],
)  # fmt: skip
def test_headings_of_money_in(name: str) -> None:
    assert side_of(name) == REVENUE


@pytest.mark.parametrize(
    "name",
    ["IV. Dépenses courantes", "Autres décaissements", "Fixed costs", "Laufende Kosten",
     "Otros gastos", "Uscite di cassa", "Outras despesas", "Overige kosten"],
)  # fmt: skip
def test_headings_of_costs(name: str) -> None:
    assert side_of(name) == COST


@pytest.mark.parametrize(
    "name", ["Income tax", "Loyer", "Google Ads", "Tax on revenue", "Revenue share", "Steuern"]
)
def test_lines_of_costs_are_no_headings(name: str) -> None:
    assert side_of(name) == "" and kind_of(name) == ""


def test_a_heading_need_only_begin_with_its_word() -> None:
    for name, side in (("Encaissements clients", REVENUE), ("Charges de personnel", COST)):
        assert (side_of(name), side_of(name, heading=True)) == ("", side)
    assert side_of("Income tax", heading=True) == ""


def test_names_that_may_be_a_teams() -> None:
    assert [maybe_in(name) for name in ("Sales", "Ventes", "Clients", "Revenue", "Marketing")] == [
        True, True, True, False, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "of"),
    [("Total des dépenses", "depenses"), ("Summe Ausgaben", "ausgaben"),
     ("Totaal kosten", "kosten"), ("Gesamteinnahmen", "einnahmen"),
     ("Inkomsten totaal", "inkomsten"), ("Total", ""),
     ("Loyer", None), ("Gesamtschule", None)],
)  # fmt: skip
def test_totals_say_of_what(name: str, of: str | None) -> None:
    assert total_of(name) == of


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Résultat", "result"), ("Résultat net", "result"), ("RÉSULTAT D’EXPLOITATION", "result"),
     ("PROFIT", "result"), ("Profit / (Loss)", "result"), ("EBITDA", "result"),
     ("Net cash flow", "result"), ("Variation de trésorerie", "result"),
     ("Jahresüberschuss", "result"),
     ("Flusso di cassa netto", "result"), ("Lucro líquido", "result"), ("Nettowinst", "result"),
     ("Solde", "balance"), ("Saldo", "balance"), ("Trésorerie fin de mois", "balance"),
     ("Opening balance", "balance"), ("Closing cash balance", "balance"),
     ("Saldo inicial", "balance"),
     ("Kassenbestand am Monatsende", "balance"), ("Marge (%)", "rate"),
     ("Solde de tout compte", ""), ("Impôt sur les bénéfices des sociétés", ""),
     ("Profit sharing", ""),
     ("Report magazine", ""), ("Cash van hire", "")],
)  # fmt: skip
def test_results_and_balances_by_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
