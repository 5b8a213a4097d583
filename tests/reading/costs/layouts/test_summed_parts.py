"""Columns of costs under names that no rule knows are told by the one that adds them up."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

SERVICES = ("Service,Zorg($),Blub($),Tax($),Total costs($)\nService total,30.00,12.00,8.40,50.40\n"
            "2026-01-01,10.00,5.00,3.00,18.00\n2026-02-01,20.00,7.00,5.40,32.40\n")  # fmt: skip


def test_services_across_count_once_and_taxes_not() -> None:
    reading = reading_of(SERVICES)
    assert reading.total("month") == {"2026-01": 15, "2026-02": 27}
    assert reading.rejected["reason"].tolist() == ["total_line"]
    (note,) = [n for n in reading.notes if n.code == "columns_aside"]
    assert note.values["columns"] == "Total costs($), Tax($)"


def test_the_year_before_stands_beside_them() -> None:
    text = ("Mes;Zorg;Blub;Total mes;Año anterior (2025)\n01/2026;10,00;;10,00;9,00\n"
            "02/2026;20,00;7,00;27,00;25,00\nSubtotal 1T;;;37,00;\n")  # fmt: skip
    assert reading_of(text).total() == 10 + 27


def test_columns_that_do_not_add_up_are_asked() -> None:
    (question,) = [q for q in reading_of(SERVICES.replace("32.40", "32.41")).questions
                   if q.blocking]  # fmt: skip
    assert question.about == "amount_column"


def test_a_net_amount_and_its_tax_are_no_parts() -> None:
    text = ("Date;Fournisseur;HT;TVA;Total\n15/01/2026;A;10,00;2,00;12,00\n"
            "16/01/2026;B;5,00;1,00;6,00\n")  # fmt: skip
    assert reading_of(text).total() == 15


CLAIMS = [
    ("Date;Motif;Transport;Repas;Km;Indemnités km;Total",
     ["86,40;18,50;;;104,90", ";16,90;184;117,02;133,92", ";42;;;42"]),
    ("Date;Motif;Transport;Repas;Distance;Hôtel;Total",
     ["86,40;18,50;120;12;116,90", ";16,90;44;117,02;133,92", ";42;9;;42"]),
    ("Date;Purpose;Taxi;Meals;Nights;Hotel;Miles;Total",
     ["86,40;18,50;2;300;;404,90", ";16,90;1;117,02;12;133,92", ";42;;;40;42"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "rows"), CLAIMS)
def test_what_the_total_does_not_take_in_is_no_cost(head: str, rows: list[str]) -> None:
    lines = [f"{13 + i}/04/2026;Nantes;{row}" for i, row in enumerate(rows)]
    reading = reading_of("\n".join([head, *lines, ""]))
    whole = [float(row.rsplit(";", 1)[1].replace(",", ".")) for row in rows]
    assert reading.total() == pytest.approx(sum(whole))
    (note,) = [n for n in reading.notes if n.code == "columns_aside"]
    assert {"Total", *{"Km", "Distance", "Nights", "Miles"} & {*head.split(";")}} == {
        *str(note.values["columns"]).split(", ")
    }
