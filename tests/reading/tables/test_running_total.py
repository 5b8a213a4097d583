"""A column that adds up the lines before it, or says what is left of a budget, is no amount."""

from __future__ import annotations

from itertools import accumulate

import pytest

from roi_model.reading.tables.running_total import is_running
from tests.reading.read_again import reading_of

CENTS = (120050, 98765, 426010, 8640, 155990)
TOTAL = sum(CENTS) / 100


def table(heads: list[str], columns: list[list[int]], months: int = 1) -> str:
    """Months down from January 2025 on, one line each, amounts with two decimals."""
    rows = [[f"2025-{n + months:02d}", *(f"{c[n] / 100:.2f}" for c in columns)]
            for n in range(len(columns[0]))]  # fmt: skip
    return "\n".join(";".join(row) for row in [heads, *rows]) + "\n"


SO_FAR = list(accumulate(CENTS))
LEFT = [1_000_000 - so_far for so_far in SO_FAR]


@pytest.mark.parametrize(
    "heads",
    [
        ["Mois", "Dépense", "Cumul"], ["Mois", "Frais", "Dépenses cumulées"],
        ["Mois", "Achats", "Total cumulé"], ["Mois", "Facture", "Cumul annuel"],
        ["Month", "Expense", "Running total"], ["Month", "Invoice", "YTD"],
        ["Month", "Purchases", "Spend so far"], ["Monat", "Ausgabe", "Kumuliert"],
        ["Monat", "Rechnung", "Laufende Summe"], ["Mes", "Gastos", "Acumulado"],
        ["Mes", "Factura", "Gasto acumulado"], ["Mese", "Spese", "Progressivo"],
        ["Mese", "Fattura", "Costo cumulato"], ["Mês", "Despesas", "Acumulado"],
        ["Maand", "Uitgave", "Cumulatief"], ["Maand", "Factuur", "Lopend totaal"],
    ],
    ids=lambda heads: "-".join(heads[1:]),
)  # fmt: skip
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_amount_is_taken_and_not_its_running_total(
    heads: list[str], order: tuple[int, int]
) -> None:
    columns = {1: [*CENTS], 2: SO_FAR}
    text = table([heads[0], *(heads[i] for i in order)], [columns[i] for i in order])
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("costs", TOTAL)
    (note,) = [note for note in reading.notes if note.code == "running_total"]
    assert note.values["columns"] == heads[2]


@pytest.mark.parametrize("left", [
    "Budget restant", "Reste", "Remaining budget", "Restbudget", "Presupuesto restante", "Residuo",
    "Resterend budget"])  # fmt: skip
def test_what_is_left_of_a_budget_is_no_amount_either(left: str) -> None:
    reading = reading_of(table(["Month", "Outlay", "Total so far", left], [[*CENTS], SO_FAR, LEFT]))
    assert reading.total() == TOTAL
    assert [n.values["columns"] for n in reading.notes if n.code == "running_total"] == [
        f"Total so far, {left}"
    ]


@pytest.mark.parametrize("sums", [SO_FAR, LEFT, [*SO_FAR[:3], 8640, 8640 + 155990]])
@pytest.mark.parametrize("step", [1, -1])
def test_figures_alone_tell_it_too_from_either_end_and_anew_each_year(
    sums: list[int], step: int
) -> None:
    head, *rows = table(["Month", "Amount", "Position"], [[*CENTS], sums]).splitlines()
    reading = reading_of("\n".join([head, *rows[::step], ""]))
    assert reading.total() == TOTAL
    assert "running_total" in {note.code for note in reading.notes}


def test_a_total_line_that_has_a_running_total_too_does_not_hide_it() -> None:
    text = table(["Month", "Amount", "Position"], [[*CENTS], SO_FAR])
    for last in (f"Total;{TOTAL};{TOTAL}\n", f"Total;{TOTAL};\n"):
        assert reading_of(text + last).total() == TOTAL


def test_kinds_of_cost_that_grow_evenly_are_no_running_totals() -> None:
    text = table(["Month", "CRM", "Google Ads"], [[10000] * 4, [10000, 20000, 30000, 40000]])
    assert reading_of(text).total() == 4 * 100 + 1000


def test_in_a_table_of_kinds_of_cost_the_running_total_is_of_their_sum() -> None:
    ads, pay = [120050, 98765, 8640], [426000, 426000, 426010]
    sums = [a + b for a, b in zip(ads, pay, strict=True)]
    text = table(["Mois", "Publicité", "Salaires", "Ensemble", "Position"],
                 [ads, pay, sums, [*accumulate(sums)]])  # fmt: skip
    assert reading_of(text).total() == sum(sums) / 100


def test_a_running_total_alone_is_refused_with_what_to_add() -> None:
    reading = reading_of(table(["Mois", "Cumul"], [SO_FAR]))
    assert reading.refused is not None and reading.refused.code == "running_total"
    assert "Cumul" in reading.refused.sentence("fr")


@pytest.mark.parametrize("name", ["Running costs", "Reste à payer", "Restaurant", "To date"])
def test_other_headings_are_not_taken_for_one(name: str) -> None:
    assert not is_running(name)


def test_a_number_of_a_paper_is_no_amount_beside_one_of_money() -> None:
    text = "Date;Facture;Somme versée\n2025-01-05;1041;12,50\n2025-02-05;1042;7,50\n"
    assert reading_of(text).total() == 20


def test_two_columns_that_may_be_the_money_are_asked_about() -> None:
    text = "Date;Facture;Versement dû\n2025-01-05;10,41;12,50\n2025-02-05;10,42;7,50\n"
    (question,) = [q for q in reading_of(text).questions if q.about == "amount_column"]
    given = {one.answer: one.gives["all"] for one in question.candidates}
    assert (given["Facture"], given["Versement dû"]) == (10.41 + 10.42, 12.5 + 7.5)
