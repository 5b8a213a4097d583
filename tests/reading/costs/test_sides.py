"""A column of words for the two sides of an amount, in the words of seven languages."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.costs.sides import are_movements, holds_sides, holds_signs, sides, spent
from roi_model.reading.reading import read
from tests.reading.read_again import reading_of

# Words of accounts: a credit may be a refund of costs or money received, so it is asked.
ACCOUNTS = [("debit", "credit"), ("Débit", "Crédit"), ("D", "C"), ("DR", "CR"), ("Soll", "Haben"),
            ("S", "H"), ("Debet", "Credit"), ("Debe", "Haber"), ("Dare", "Avere"),
            ("Débito", "Crédito")]  # fmt: skip
# Words of movements: what comes in is money received.
MOVEMENTS = [("Af", "Bij"), ("Ausgang", "Eingang"), ("Ausgabe", "Einnahme"), ("Sortie", "Entrée"),
             ("Dépense", "Recette"), ("OUT", "IN"), ("Withdrawal", "Deposit"),
             ("Gasto", "Ingreso"),
             ("Cargo", "Abono"), ("Uscita", "Entrata"),
             ("Addebito", "Accredito"), ("Despesa", "Receita"), ("Belastung", "Gutschrift"),
             ("Expense", "Income")]  # fmt: skip
HEADINGS = ["debit_credit", "Debet / Credit", "Type", "Nature", "Direction", "Sens", "Tipo"]


def statement(out: str, back: str, header: str = "Type", signed: bool = False) -> str:
    less = "-" if signed else ""
    return (f"date,description,amount,{header}\n2025-01-05,Rent,{less}100.00,{out}\n"
            f"2025-01-09,Customer payment,900.00,{back}\n"
            f"2025-01-20,Ads,{less}50.00,{out}\n")  # fmt: skip


@pytest.mark.each_once
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(("out", "back"), ACCOUNTS)
def test_credits_in_a_column_of_words_are_asked_about_as_in_a_column_of_amounts(
    out: str, back: str, signed: bool
) -> None:
    text = statement(out, back, signed=signed)
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "credits"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "income": 100 + 50, "refunds": 100 + 50 - 900}  # fmt: skip
    assert reading_of(text, answers={"credits": "income"}).total() == 100 + 50


@pytest.mark.each_once
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(("out", "back"), MOVEMENTS)
def test_what_comes_in_by_its_word_is_no_cost(out: str, back: str, signed: bool) -> None:
    reading = reading_of(statement(out, back, signed=signed))
    assert reading.usable
    assert reading.total() == 100 + 50
    assert reading.rejected["reason"].tolist() == ["income"]


@pytest.mark.parametrize("header", HEADINGS)
def test_the_heading_of_the_side_does_not_matter(header: str) -> None:
    assert reading_of(statement("Sortie", "Entrée", header)).total() == 100 + 50


def test_a_side_counts_beside_an_amount_that_includes_vat() -> None:
    rows = "13/01/2025;HubSpot;Débit;250,00\n14/01/2025;Client;Crédit;400,00\n"
    text = f"Date;Libellé;Sens;Montant TTC\n{rows}"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "income": 250, "refunds": 250 - 400}  # fmt: skip
    moved = text.replace("Débit", "Dépense").replace("Crédit", "Recette")
    assert reading_of(moved).total() == 250


def test_what_a_dutch_bank_writes() -> None:
    rows = ('12-1-2019,NL1,"1.005,00",Debet,A,x\n13-1-2019,NL1,"1.005,00",Credit,B,y\n'
            '14-2-2019,NL1,"50,25",Debet,C,z\n')  # fmt: skip
    text = f"Boekdatum,Rekeningnummer,Bedrag,Debet / Credit,Naam,Omschrijving\n{rows}"
    assert reading_of(text, answers={"credits": "income"}).total() == 1005 + 50.25
    moved = text.replace(",Debet,", ",Af,").replace(",Credit,", ",Bij,")
    assert reading_of(moved.replace("Debet / Credit", "Af Bij")).total() == 1005 + 50.25


def test_totals_of_an_answer_are_in_cents() -> None:
    text = ("date,description,amount,sign\n2025-01-05,Rent,100.125,-\n"
            "2025-01-09,Customer payment,900.125,+\n2025-01-20,Ads,50.125,-\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "plus"
    given = {c.answer: c.gives["all"] for c in question.candidates}
    assert given == {"received": 150.25, "spent": round(900.125, 2)}


def test_a_plus_is_asked_about() -> None:
    text = statement("-", "+", "+/-")
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "plus"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "received": 100 + 50, "spent": 900}  # fmt: skip
    assert reading_of(text, answers={question.id: "received"}).total() == 100 + 50


def test_a_bank_with_a_balance_is_not_asked() -> None:
    text = ("Date,Description,Amount,D/C,Balance\n2025-01-15,Rent,100.00,D,900.00\n"
            "2025-01-19,Client,900.00,C,1800.00\n")  # fmt: skip
    assert reading_of(text).total() == 100


def test_words_of_a_category_are_no_side() -> None:
    text = "date,description,amount,Type\n2025-01-05,Rent,100.00,Expense\n2025-01-09,A,9.00,Ads\n"
    assert reading_of(text).total() == 100 + 9
    assert not holds_sides(pa.array(["Expense", "Ads"]))
    assert not holds_sides(pa.array(["", ""]))


@pytest.mark.parametrize(("out", "back"), [(100, 900), (-100, 900), (100, -900), (-100, -900)])
def test_a_sign_that_repeats_the_side_counts_once(out: int, back: int) -> None:
    debit = np.array([True, False])
    assert spent(np.array([out, back]), debit, ~debit).tolist() == [100, -900]


def test_a_reversal_among_debits_stays_one() -> None:
    debit = np.array([True, True, True, False])
    assert spent(np.array([100, 50, -50, 900]), debit, ~debit).tolist() == [100, 50, -50, -900]


def test_sides_by_word_and_by_sign() -> None:
    debit, credit = sides(pa.array(["+1", "-1", "Débit", "crédit", "", "x"]))
    assert debit.tolist() == [True, False, True, False, False, False]
    assert credit.tolist() == [False, True, False, True, False, False]
    assert holds_signs(pa.array(["+", "-", ""])) and not holds_signs(pa.array(["+1", "-"]))
    assert are_movements(pa.array(["Af", "Bij"])) and not are_movements(pa.array(["D", "C"]))


@pytest.mark.parametrize("label", ["Avoir Google Ads", "Credit note Google", "Gutschrift Google",
                                   "Nota de crédito", "Nota di credito", "Creditnota"])  # fmt: skip
def test_credits_that_are_all_credit_notes_are_deducted(label: str) -> None:
    text = f"date,label,amount,D/C\n2025-01-15,Ads,100.00,D\n2025-01-16,{label},30.00,C\n"
    assert reading_of(text).total() == 100 - 30


@pytest.mark.parametrize("header", ["Campaign end", "Note"])
def test_a_column_of_dashes_is_empty_and_tells_no_sides(header: str) -> None:
    rows = "2025-02-01,Launch,41.20,-\n2025-02-02,Promo,8.85,-\n"
    reading = reading_of(f"Date,Campaign,Spend,{header}\n{rows}")
    assert not [q for q in reading.questions if q.blocking]
    assert reading.total() == 50.05


def test_a_day_and_an_amount_alone_hold_no_words_of_a_payment() -> None:
    rows = "".join(f"2024-01-{day:02d};100.50\n" for day in range(1, 11))
    reading = read(f"Date;Cost\n{rows}2024-01-20;-20.25\n".encode())
    assert reading.total() == 1005 - 20.25


PAIRS = [("Dare", "Avere"), ("Soll", "Haben"), ("Debe", "Haber"), ("Débito", "Crédito"),
         ("Af", "Bij"), ("Débit", "Crédit")]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_two_columns_of_sides_are_debit_and_credit(pair: tuple[str, str]) -> None:
    text = (f"Data;Descrizione;{pair[0]};{pair[1]};Saldo\n15/01/2026;Affitto;900,00;;100,00\n"
            "18/01/2026;Cliente;;4000,00;4100,00\n20/02/2026;OVH;23,99;;4076,01\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 923.99)
    bare = text.replace(";Saldo", "").replace(";100,00\n", "\n")
    bare = bare.replace(";4100,00\n", "\n").replace(";4076,01\n", "\n")
    (question,) = [q for q in reading_of(bare).questions if q.blocking]
    gives = {one.answer: one.gives["all"] for one in question.candidates}
    assert gives == {"income": 923.99, "refunds": pytest.approx(923.99 - 4000)}


@pytest.mark.parametrize("pair", [("Soll", "Ist"), ("Ist", "Soll")])
def test_what_was_planned_beside_what_was_spent_is_no_side(pair: tuple[str, str]) -> None:
    text = f"Monat;Posten;{pair[0]};{pair[1]}\n01/2026;Miete;100,00;90,00\n02/2026;Ads;200,00;210\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "amount_column"


VAT = [("Total amount (incl. VAT)", "VAT amount"), ("Montant TTC", "Montant TVA"),
       ("Gross amount", "VAT"), ("Bruttobetrag", "MwSt")]  # fmt: skip


@pytest.mark.parametrize("heads", VAT)
@pytest.mark.parametrize("sign", ["-", ""])
def test_a_statement_with_a_column_of_vat_says_that_it_is_taken_off(
    heads: tuple[str, str], sign: str
) -> None:
    text = (f"Date;Description;{heads[0]};{heads[1]};Balance\n"
            f"15/01/2026;Office;-960,00;{sign}160,00;0\n"
            f"16/01/2026;Zed;-49,00;;0\n17/02/2026;Acme;3600,00;600,00;0\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 800 + 49)
    codes = [note.code for note in reading.notes]
    assert "vat_taken_off" in codes and "as_paid" not in codes
    plain = reading_of(text.replace(heads[1], "Zorg"))
    codes = [note.code for note in plain.notes]
    assert plain.total() == 960 + 49 and "as_paid" in codes and "vat_taken_off" not in codes


def test_an_amount_without_vat_beside_one_with_it_is_said() -> None:
    text = ("Date;Fournisseur;Montant TTC (EUR);TVA (EUR);Montant HT (EUR)\n"
            "15/06/2026;SNCF;88,00;8,00;80,00\n24/06/2026;Studio;1440,00;240,00;1200,00\n"
            )  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 1280
    (note,) = [note for note in reading.notes if note.code == "without_vat"]
    assert note.values == {"column": "Montant HT (EUR)", "others": "Montant TTC (EUR)"}
    # What is left of a sale without its fee is no amount without VAT.
    left = reading_of("Date;Label;Gross;Net\n15/06/2026;A;88,00;80,00\n24/06/2026;B;14,00;12,00\n")
    assert "without_vat" not in [note.code for note in left.notes]


BALANCED = [["2025-01-05", "Rent", "100.00", "DR", "900.00", "CR"],
            ["2025-01-09", "Acme", "500.00", "CR", "1400.00", "CR"],
            ["2025-01-20", "Ads", "50.00", "DR", "1350.00", "CR"],
            ["2025-01-22", "Desks", "2350.00", "DR", "1000.00", "DR"]]  # fmt: skip
ORDERS = [("Date,Label,Amount,Dr/Cr,Balance,Dr/Cr", (0, 1, 2, 3, 4, 5)),
          ("Date,Label,Balance,Dr/Cr,Amount,Dr/Cr", (0, 1, 4, 5, 2, 3)),
          ("Date,Label,Dr/Cr,Amount,Dr/Cr,Balance", (0, 1, 3, 2, 5, 4)),
          ("Date,Label,Dr/Cr,Balance,Dr/Cr,Amount", (0, 1, 5, 4, 3, 2)),
          ("Date,Libellé,Solde,Sens,Montant,Sens", (0, 1, 4, 5, 2, 3)),
          ("Date,Label,Amount,Balance,Dr/Cr,Dr/Cr", (0, 1, 2, 4, 3, 5))]  # fmt: skip


@pytest.mark.parametrize(("headings", "order"), ORDERS)
def test_an_amount_has_the_side_beside_it_and_a_balance_its_own(
    headings: str, order: tuple[int, ...]
) -> None:
    rows = [",".join(row[at] for at in order) for row in BALANCED]
    reading = reading_of("\n".join([headings, *rows, ""]))
    assert reading.total() == 100 + 50 + 2350
    assert reading.rejected["reason"].tolist() == ["income"]
