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
