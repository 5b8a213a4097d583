"""Lists of what is bought and sold in one: types of documents say which lines are costs."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

# A purchase, a credit note of a supplier, a sale, a payment of one, a payment of the purchase.
TYPES = [
    ("Type", "PI", "PC", "SI", "SR", "PP"),
    ("Type", "Purchase Invoice", "Purchase Credit Note", "Sales Invoice", "Customer Payment",
     "Supplier Payment"),
    ("Transaction Type", "Bill", "Vendor Credit", "Sales Receipt", "Customer Payment",
     "Bill Payment"),
    ("Invoice Type", "ACCPAY", "ACCPAYCREDIT", "ACCREC", "ACCRECCREDIT", "Bill Payment"),
    ("Type de pièce", "Facture fournisseur", "Avoir fournisseur", "Facture client",
     "Règlement client", "Règlement fournisseur"),
    ("Belegart", "Eingangsrechnung", "Lieferantengutschrift", "Ausgangsrechnung", "Kundenzahlung",
     "Lieferantenzahlung"),
    ("Tipo documento", "Fattura fornitore", "Nota di credito fornitore", "Fattura cliente",
     "Incasso cliente", "Pagamento fornitore"),
    ("Tipo", "Factura de compra", "Abono proveedor", "Factura de venta", "Cobro cliente",
     "Pago a proveedor"),
]  # fmt: skip
ROWS = ("05/01/2026;{1};LAND;500,00\n20/01/2026;{1};OFF;120,50\n28/01/2026;{2};OFF;{back}\n"
        "22/01/2026;{3};CUST;4000,00\n23/02/2026;{4};CUST;4800,00\n25/02/2026;{5};LAND;600,00\n"
        )  # fmt: skip


@pytest.mark.parametrize("back", ["20,50", "-20,50"])
@pytest.mark.parametrize("types", TYPES)
def test_sales_and_payments_are_left_out_and_credit_notes_deducted(
    types: tuple[str, ...], back: str
) -> None:
    reading = reading_of(f"Date;{types[0]};Supplier;Net\n" + ROWS.format(*types, back=back))
    assert (reading.kind, reading.total()) == ("costs", 500 + 120.5 - 20.5)
    assert reading.rejected["reason"].tolist() == [
        "sale_document", "sale_document", "settles_document"
    ]  # fmt: skip
    (note,) = [note for note in reading.notes if note.code == "documents"]
    assert note.values == {"column": types[0], "sales": 2, "settled": 1, "back": 1}
    assert not [q for q in reading.questions if types[1] in q.column]


def test_types_that_are_unknown_are_asked_about() -> None:
    text = f"Date;{TYPES[4][0]};Tiers;HT\n" + ROWS.format(*TYPES[4], back="20,50")
    text += "26/02/2026;OD;LAND;7,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.about, question.values) == ("documents", {"types": "OD"})
    assert reading_of(text, answers={"documents": "costs"}).total() == 600 + 7
    everything = 500 + 120.5 + 20.5 + 4000 + 4800 + 600 + 7
    assert (
        reading_of(text, answers={"documents": "all", "credit_notes": "no"}).total() == everything
    )


@pytest.mark.parametrize("types", [("Purchase Invoice", "Purchase Invoice"), ("Travel", "Ads"),
                                   ("Sale", "Sale"), ("Expense", "Travel")])  # fmt: skip
def test_types_of_one_side_alone_are_words_like_others(types: tuple[str, str]) -> None:
    text = f"Date;Type;Label;Net\n05/01/2026;{types[0]};A;500,00\n25/02/2026;{types[1]};B;20,50\n"
    reading = reading_of(text)
    assert reading.total() == 520.5
    assert "documents" not in [note.code for note in reading.notes]


@pytest.mark.parametrize("back", ["-", ""])
def test_vat_beside_an_amount_is_asked_about_as_in_any_list(back: str) -> None:
    text = ("Date;Type;Label;Amount;VAT\n15/01/2026;Bill;A;600,00;100,00\n"
            f"16/01/2026;Vendor credit;A;{back}60,00;{back}10,00\n"
            "17/01/2026;Sale;B;1200,00;200,00\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "vat_included"
    assert {one.answer: one.gives["all"] for one in question.candidates} == {"no": 540, "yes": 450}
    assert reading_of(text, answers={"vat_included": "yes"}).total() == 450


DOLIBARR = (
    "Raison sociale,Ref. facture,Date facturation,Total HT,Total TVA,Total TTC,Facture payée,"
    "Id paiement,Montant règlement,Date paiement,Numéro paiement\n"
    "Atelier Cap,SI1,2026-07-06,4800.00,960.00,5760.00,1,88,2880.00,2026-07-15,VIR 1\n"
    "Atelier Cap,SI1,2026-07-06,4800.00,960.00,5760.00,1,95,2880.00,2026-08-14,VIR 2\n"
    "Papier Vent,SI2,2026-07-21,146.25,29.25,175.50,1,90,175.50,2026-07-28,CB\n"
    "Atelier Cap,SA3,2026-08-04,-400.00,-80.00,-480.00,1,,,,\n"
    "Papier Vent,SI4,2026-08-19,212.40,42.48,254.88,0,,,,\n"
)


@pytest.mark.parametrize(("text", "by_month"), [
    (DOLIBARR, {"2026-07": 4800 + 146.25, "2026-08": 212.40 - 400}),
    # Everything is paid in full: what was paid adds up to the totals as lines would.
    ("Bill no,Vendor,Bill date,Bill total,Payment date,Amount paid\n"
     "B-1,Quay Ltd,2026-01-10,900.00,2026-01-20,400.00\n"
     "B-1,Quay Ltd,2026-01-10,900.00,2026-02-20,500.00\n"
     "B-2,Moor plc,2026-02-03,75.50,2026-02-03,75.50\n"
     "B-3,Moor plc,2026-02-28,-20.00,2026-03-02,-20.00\n",
     {"2026-01": 900, "2026-02": 75.50 - 20}),
    ("Belegnummer;Lieferant;Belegdatum;Netto;USt;Brutto;Zahlungsdatum;Zahlbetrag;Zahlweise\n"
     "R1;Huber GmbH;25.03.2026;100,00;19,00;119,00;30.03.2026;60,00;Lastschrift\n"
     "R1;Huber GmbH;25.03.2026;100,00;19,00;119,00;12.04.2026;59,00;Überweisung\n"
     "R2;Maier KG;29.04.2026;50,00;9,50;59,50;;;\n",
     {"2026-03": 100, "2026-04": 50}),
    ("Nº factura;Proveedor;Fecha factura;Base imponible;IVA;Total;Fecha de pago;Importe pagado\n"
     "F1;Sol SL;05/03/2026;1.000,00;210,00;1.210,00;15/03/2026;605,00\n"
     "F1;Sol SL;05/03/2026;1.000,00;210,00;1.210,00;15/04/2026;605,00\n"
     "F2;Mar SA;20/03/2026;80,50;16,91;97,41;20/03/2026;97,41\n",
     {"2026-03": 1080.50}),
    # No word of payments: an invoice that is open has none of what its lines would have.
    ("Invoice number;Supplier;Date;Net amount;VAT;When;How much\n"
     "7;Quay;2026-01-10;900.00;180.00;2026-01-20;500.00\n"
     "7;Quay;2026-01-10;900.00;180.00;2026-02-25;580.00\n"
     "8;Moor;2026-02-14;75.50;15.10;;\n",
     {"2026-01": 900, "2026-02": 75.50}),
])  # fmt: skip
def test_a_document_with_a_row_for_each_payment_counts_once(
    text: str, by_month: dict[str, float]
) -> None:
    reading = reading_of(text)
    assert not [q.id for q in reading.questions if q.blocking]
    assert reading.total("month") == by_month
    (note,) = [one for one in reading.notes if one.code == "paid_in_parts"]
    assert note.values["count"] == 1
    assert reading.rejected["reason"].tolist() == ["paid_in_parts"]


@pytest.mark.parametrize("text", [
    # Two lines of an invoice, each with an amount of its own.
    "Invoice number,Supplier,Date,Description,Amount,Payment date\n"
    "1,Quay,2026-01-10,Rent,100.00,2026-01-20\n"
    "1,Quay,2026-01-10,Desk,200.00,2026-02-20\n"
    "2,Moor,2026-02-14,Phone,50.00,2026-02-20\n",
    # An order number that comes again, on other days.
    "Document no,Supplier,Date,Amount,Paid on\n"
    "1,Quay,2026-01-10,100.00,2026-01-20\n"
    "1,Quay,2026-02-10,200.00,2026-02-20\n"
    "2,Moor,2026-02-14,50.00,2026-02-20\n",
])  # fmt: skip
def test_what_is_no_payment_counts_each_time(text: str) -> None:
    reading = reading_of(text, answers={"date_column": "Date"})
    assert reading.total() == 350
    assert "paid_in_parts" not in [note.code for note in reading.notes]
