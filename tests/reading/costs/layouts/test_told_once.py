"""Amounts told twice: the one that was spent is read."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

FEES = ("Date,Description,Amount,Total amount,Fee,Balance\n2025-01-15,A,-100.00,{},2.50,\n"
        "2025-01-16,B,-50.25,-50.25,0.00,\n2025-01-17,C,-10.00,{},1.00,\n")  # fmt: skip


@pytest.mark.parametrize("header", ["Amount,Total amount", "Total amount,Amount"])
def test_the_amount_that_a_fee_stands_in_is_what_left_the_account(header: str) -> None:
    whole, bare = ("-102.50", "-11.00"), ("-100.00", "-10.00")
    text = FEES.format(*whole)
    if header.startswith("Total"):
        text = text.replace("Amount,Total amount", header)
        for low, high in zip(whole, bare, strict=True):
            text = text.replace(f"{high},{low}", f"{low},{high}")
    reading = reading_of(text)
    assert reading.total() == 102.5 + 50.25 + 11
    assert "fee_within" in [note.code for note in reading.notes]


def test_two_columns_with_the_same_figures_are_one() -> None:
    text = "Date,Description,Amount,Value\n2025-01-15,A,10.50,10.50\n2025-01-16,B,5.25,5.25\n"
    assert reading_of(text).total() == 10.5 + 5.25


def test_a_fee_that_does_not_explain_them_leaves_two_amounts_asked() -> None:
    (question,) = [q for q in reading_of(FEES.format("-103.50", "-11.00")).questions if q.blocking]
    assert question.id == "amount_column"


def test_the_part_of_a_month_beside_a_price_is_left_aside() -> None:
    text = ("Tool;Billing;Price;Monthly cost;First billed;Next renewal\n"
            "Zorg;Quarterly;300,00;100,00;15/01/2025;15/07/2025\n"
            "Blip;Annual;1200,00;100,00;20/02/2025;20/02/2026\n")  # fmt: skip
    reading = reading_of(text)
    (question,) = [q for q in reading.questions if q.blocking]
    assert question.id == "spread"
    totals = {c.answer: c.gives["all"] for c in question.candidates}
    assert totals == {"dated": 1500.0, "spread": 1500.0, "billed": 2 * 300 + 1200}
    billed = reading_of(text, answers={"spread": "billed"})
    assert billed.total("month") == {"2025-01": 300, "2025-02": 1200, "2025-04": 300}


@pytest.mark.parametrize(("header", "rows", "total"), [
    ("Date;N° de facture;Tiers;Libellé;Prix unitaire;Montant ligne;Total HT;TVA;Total TTC",
     ("13/04/2026;F1;Lumen;Site;900,00;900,00;1260,00;240,00;1500,00",
      "13/04/2026;F1;Lumen;Print;150,00;300,00;1260,00;240,00;1500,00",
      "13/04/2026;F1;Lumen;Port;60,00;60,00;1260,00;240,00;1500,00",
      "14/04/2026;F2;Orange;Fibre;100,00;100,00;100,00;20,00;120,00"), 1360),
    ("Rechnungsnr.;Datum;Lieferant;Text;Positionsbetrag;Rechnungsbetrag;Betrag",
     ("R7;13.04.2026;Huber;Druck;40,50;100,50;100,50",
      "R7;13.04.2026;Huber;Satz;60,00;100,50;100,50",
      "R8;14.04.2026;Maier;Miete;500,00;500,00;500,00"), 600.5),
    ("InvoiceNumber,InvoiceDate,ContactName,Description,Total,TaxTotal,LineAmount,TaxAmount",
     ("1,2026-04-13,Quay,Rent,120.00,20.00,100.00,20.00",
      "1,2026-04-14,Kit,Dock,66.00,11.00,30.00,6.00",
      "1,2026-04-14,Kit,Stand,66.00,11.00,25.00,5.00"), 155),
    ("Invoice No,Date,Supplier,Description,Total,Amount",
     ("A1,2026-04-13,Quay,Desk,100.00,50.00", "A1,2026-04-13,Quay,Chair,100.00,50.00",
      "A2,2026-04-14,Kit,Dock,30.00,30.00"), 130),
    ("Bill number,Date,Supplier,Description,Amount,Line amount",
     ("A1,2026-04-13,Quay,Desk,104.00,50.00", "A1,2026-04-13,Quay,Chair,104.00,49.00",
      "A2,2026-04-14,Kit,Dock,36.00,30.00", "A2,2026-04-14,Kit,Lamp,36.00,5.00"),
     134)])  # fmt: skip
def test_totals_of_a_document_on_each_of_its_lines_are_left_aside(
    header: str, rows: tuple[str, ...], total: float
) -> None:
    reading = reading_of("\n".join([header, *rows, ""]))
    assert not [q for q in reading.questions if q.blocking]
    assert reading.total() == total
    (note,) = [note for note in reading.notes if note.code == "document_totals"]
    assert "Line" in note.sentence("en") or "line" in note.sentence("en")


@pytest.mark.parametrize("text", [
    "Invoice No,Date,Supplier,Qty,Amount\nA1,2026-04-13,Quay,1,50.00\nA1,2026-04-13,Quay,2,50.00\n",
    "Facture,Date,Fournisseur,Remise,Montant\nA1,2026-04-13,Quay,0.00,50.00\n"
    "A1,2026-04-13,Quay,5.00,50.00\n",
    "Client no,Date,Label,Total,Line amount\nA1,2026-04-13,A,50.00,20.00\n"
    "A1,2026-04-13,B,50.00,30.00\n"])  # fmt: skip
def test_lines_of_a_document_that_cost_the_same_are_added_up(text: str) -> None:
    reading = reading_of(text, answers={"amount_column": "Amount"} if "Amount" in text else {})
    assert reading.total() == 100
    assert "document_totals" not in [note.code for note in reading.notes]


@pytest.mark.parametrize("header", ["Basis;Whole", "Sin impuestos;Con impuestos", "Wert A;Wert B"])
def test_of_an_amount_and_the_same_with_vat_the_first_counts(header: str) -> None:
    text = (f"Datum;Was;{header}\n15.01.2026;Miete;100,00;119,00\n16.01.2026;Buch;50,10;53,61\n"
            "17.01.2026;Porto;8,00;8,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 100 + 50.10 + 8
    assert "without_vat" in [note.code for note in reading.notes]
    other = text.replace("53,61", "55,00")  # by no rate of VAT
    (question,) = [q for q in reading_of(other).questions if q.blocking]
    assert question.id == "amount_column"


UNKNOWN = ["Data;Fornecedor;Base;Total com IVA", "Data;Fornecedor;Base;Total",
           "Date;Fournisseur;Hors taxe net;Montant TTC",
           "Datum;Lieferant;Warenwert;Brutto"]  # fmt: skip


@pytest.mark.parametrize("headings", UNKNOWN)
def test_an_amount_under_no_word_we_know_is_the_one_without_vat_if_its_figures_say_so(
    headings: str,
) -> None:
    rows = ("04/01/2025;HubSpot;24,31;29,17\n09/02/2025;Belkins;2 462,92;2 955,50\n"
            "15/02/2025;Kaspr;151,98;182,38\n28/02/2025;SNCF;169,92;186,91\n")  # fmt: skip
    reading = reading_of(f"{headings}\n{rows};TOTAL;2 809,13;3 353,96\n")
    assert reading.total("month") == {"2025-01": 24.31, "2025-02": pytest.approx(2784.82)}
    assert "without_vat" in {note.code for note in reading.notes}


def test_figures_at_no_rate_of_vat_leave_the_amount_that_is_headed_so() -> None:
    rows = "04/01/2025;HubSpot;24,31;30,00\n19/02/2025;Belkins;100,00;161,00\n"
    assert reading_of(f"Data;Fornecedor;Base;Total\n{rows}").total() == 191
