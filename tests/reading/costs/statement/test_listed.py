"""Lists in sections, money in below the costs: it is no cost, whatever its sign."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

# Headings of the columns, then of both sections, their totals and what is left.
LISTS = [
    ("What;Date;Amount", "expenses", "total expenses", "income", "total income", "net"),
    ("Poste;Date;Montant", "Dépenses", "Total dépenses", "Recettes", "Total recettes", "Résultat"),
    ("Was;Datum;Betrag", "Ausgaben", "Summe Ausgaben", "Einnahmen", "Summe Einnahmen",
     "Überschuss"),
    ("Concepto;Fecha;Importe", "Gastos", "Total gastos", "Ingresos", "Total ingresos",
     "Resultado"),
]  # fmt: skip


def _list(words: tuple[str, ...], sign: int, totals: bool = True) -> str:
    header, out, total_out, in_, total_in, net = words
    lines = [header, f"{out};;", "hosting;;", "Server;2025-01-20;13.78", "Phone;2025-02-21;50.10",
             "material;;", "Fair;2025-02-25;200.00"]  # fmt: skip
    lines += [f"{total_out};;263.88"] if totals else []
    lines += [f"{in_};;", f"Zines;2025-01-22;{sign * 19:.2f}", "grants;;",
              f"Grant;2025-02-28;{sign * 400:.2f}"]  # fmt: skip
    lines += [f"{total_in};;{sign * 419:.2f}", f"{net};;{263.88 + sign * 419:.2f}"] * totals
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("totals", [True, False])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("words", LISTS)
def test_a_section_of_money_in_is_no_cost(words: tuple[str, ...], sign: int, totals: bool) -> None:
    reading = reading_of(_list(words, sign, totals))
    assert not [q.id for q in reading.questions if q.blocking]
    assert reading.total("month") == {"2025-01": 13.78, "2025-02": 50.10 + 200}
    (note,) = [one for one in reading.notes if one.code == "money_in_left"]
    assert note.values["rows"] == words[3]
    assert (reading.rejected["reason"] == "income").sum() == 2


@pytest.mark.parametrize("words", LISTS[:3])
def test_money_in_may_come_first(words: tuple[str, ...]) -> None:
    header, *lines = _list(words, -1).splitlines()
    split = lines.index(f"{words[3]};;")
    turned = [header, *lines[split:-1], *lines[:split], lines[-1]]
    assert reading_of("\n".join(turned) + "\n").total() == 263.88


@pytest.mark.parametrize("sum_", [419, 420])
def test_a_heading_that_but_begins_like_one_of_money_in_needs_its_total(sum_: int) -> None:
    words = ("What;Date;Amount", "expenses", "total expenses", "revenue from fairs", "total", "")
    text = _list(words, 1, totals=False) + f"Total income;;{sum_}.00\n"
    assert reading_of(text).total() == 263.88 + (0 if sum_ == 419 else 419)


def test_a_column_of_subtotals_adds_nothing() -> None:
    text = ("What;Date;Amount;Category total\nexpenses;;;\nServer;2025-01-20;13.78;\n"
            "Phone;2025-02-21;50.10;\n;;;63.88\nFair;2025-02-25;200.00;\n;;;200.00\n"
            "total expenses;;263.88;\nincome;;;\nGrant;2025-02-28;-400.00;\n")  # fmt: skip
    assert reading_of(text).total() == 263.88


def test_an_income_tax_is_a_cost_and_so_is_what_a_list_of_income_alone_holds() -> None:
    text = "What;Date;Amount\nIncome tax;;\nFirst part;2025-01-20;100.00\nNext;2025-04-20;50.00\n"
    assert reading_of(text).total() == 150
    alone = text.replace("Income tax", "Income")
    assert "money_in_left" not in [note.code for note in reading_of(alone).notes]
