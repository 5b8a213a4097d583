"""Two columns of one heading: the amount is the one that the other adds up."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

# Amounts and the balance after each, from an account of 1,000.
ROWS = (("15/01/2025", "Loyer", "-100,00", "900,00"), ("16/01/2025", "Ads", "-50,00", "850,00"),
        ("17/01/2025", "CRM", "-25,00", "825,00"))  # fmt: skip


@pytest.mark.parametrize("name", ["Solde", "Balance"])
@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("balance_first", [False, True])
def test_the_amount_is_told_by_adding_up(
    name: str, newest_first: bool, balance_first: bool
) -> None:
    rows = ROWS[::-1] if newest_first else ROWS
    lines = [";".join((day, label, *((b, a) if balance_first else (a, b))))
             for day, label, a, b in rows]  # fmt: skip
    text = "\n".join([f"Date;Libellé;{name};{name}", *lines, ""])
    assert reading_of(text).total() == 100 + 50 + 25


def test_where_no_column_adds_up_another_both_are_offered() -> None:
    text = "Date;Libellé;Solde;Solde\n15/01/2025;A;10,00;7,00\n16/01/2025;B;20,00;9,00\n"
    (question,) = reading_of(text).questions
    assert question.about == "amount_column"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"3": 10 + 20, "4": 7 + 9}
    assert reading_of(text, answers={"amount_column": "3"}).total() == 10 + 20


# The same rows with one that no bank has booked: it alone has no balance.
BOOKED = [(day, label, amount, balance) for day, label, amount, balance in ROWS]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    "head",
    ["Date;Description;Amount;Balance", "Pvm;Selite;Määrä;Saldo", "Dátum;Szöveg;Amount;Egyenleg"],
)  # fmt: skip
def test_a_row_at_the_edge_without_the_balance_of_all_others_is_not_booked(
    head: str, newest_first: bool
) -> None:
    rows = [*BOOKED, ("18/01/2025", "Zed", "-9,00", "")]
    lines = "\n".join(";".join(row) for row in (rows[::-1] if newest_first else rows))
    reading = reading_of(f"{head}\n{lines}\n", kind="bank", answers={"label_column": "2"})
    assert reading.total() == 100 + 50 + 25
    assert reading.rejected["reason"].tolist() == ["not_executed"]
    assert [n.values["count"] for n in reading.notes if n.code == "without_balance"] == [1]


def test_two_columns_of_amounts_chain_too() -> None:
    lines = ("18/01/2025;Zed;9,00;;\n17/01/2025;CRM;25,00;;825,00\n16/01/2025;In;;50,00;850,00\n"
             "15/01/2025;Rent;100,00;;800,00\n")  # fmt: skip
    reading = reading_of(f"Date;Label;Debit;Credit;Balance\n{lines}")
    assert reading.total() == 100 + 25


@pytest.mark.parametrize(
    "rows",
    [[*BOOKED[:1], ("15/01/2025", "Zed", "-9,00", ""), *BOOKED[1:]],  # not at the edge
     [("15/01/2025", "A", "-100,00", "777,00"), *BOOKED[1:], ("18/01/2025", "Zed", "-9,00", "")]],
)  # fmt: skip
def test_where_balances_do_not_chain_or_lack_within_all_counts(
    rows: list[tuple[str, str, str, str]],
) -> None:
    lines = "\n".join(";".join(row) for row in rows)
    assert reading_of(f"Date;Label;Amount;Balance\n{lines}\n").total() == 100 + 50 + 25 + 9


MOVES = [("2026/01/05", "Frais mensuels", -24.95), ("2026/01/08", "Achat / Google ADS", -389.12),
         ("2026/01/12", "Dépôt mobile", 5748.75), ("2026/01/20", "Achat / VIA RAIL", -142.08),
         ("2026/02/02", "Virement entre folios - 92276", -4000.0),
         ("2026/02/18", "Remise / VIA RAIL", 71.04)]  # fmt: skip
SHAPES = {
    "two columns and many empty": lambda day, label, out, back, left: (
        "Caisse", "092276", "EOP", day, "0001", label, "", out, back, "", "", left),
    "two columns, balance first": lambda day, label, out, back, left: (
        left, day, label, back, out),
    "one column": lambda day, label, out, back, left: (
        "4410", day, f"-{out}" if out else back, label, left),
}  # fmt: skip


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_statement_without_headings_is_told_by_its_balance(
    shape: str, newest_first: bool
) -> None:
    left, rows = 12_890.55, []
    for day, label, amount in MOVES:
        left = round(left + amount, 2)
        sides = (f"{-amount:.2f}", "") if amount < 0 else ("", f"{amount:.2f}")
        rows.append(",".join(f'"{c}"' for c in SHAPES[shape](day, label, *sides, f"{left:.2f}")))
    reading = reading_of("\n".join([*(rows[::-1] if newest_first else rows), ""]))
    assert reading.kind == "bank"
    assert "headed_by_balance" in {note.code for note in reading.notes}
    assert reading.total("month") == {"2026-01": pytest.approx(24.95 + 389.12 + 142.08),
                                      "2026-02": pytest.approx(-71.04)}  # fmt: skip


def test_figures_that_lead_to_no_balance_tell_no_headings() -> None:
    rows = "2026/01/05,Ads,10.00,90.00\n2026/01/06,Rent,20.00,71.00\n" * 3
    assert "headed_by_balance" not in {note.code for note in reading_of(rows).notes}
