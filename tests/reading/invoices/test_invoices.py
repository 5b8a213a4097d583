"""Electronic invoices as costs: without VAT, credit notes negative, each counted once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.reading.archive import Member, packed
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.invoices.written import (
    BUYER,
    INVOICE_FILES,
    Bill,
    bills,
    cii,
    files,
    pdf,
    ubl,
)
from tests.reading.variants import COSTS, SAMPLES, TOTAL, expected_by_month

ONE = Bill("F1", "2024-01-15", "HubSpot", 100_00)


def reading_of(*some: Bill, answers: dict[str, str] | None = None) -> Reading:
    """Some invoices in one archive, UBL and CII in turn."""
    held = [Member(f"{n}.xml", (cii if n % 2 else ubl)(bill).encode())
            for n, bill in enumerate(some)]  # fmt: skip
    return read(packed(held), answers=answers, name="invoices.zip")


def test_an_archive_of_invoices_gives_the_known_totals() -> None:
    content = (SAMPLES / "invoices_fr.zip").read_bytes()
    reading = read(content, name="invoices_fr.zip")
    assert reading.refused is None and not reading.blocked
    assert reading.total() == TOTAL
    assert reading.totals()["by_month"] == expected_by_month()
    assert reading.rows_read == len(COSTS) + 2
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [len(COSTS) + 1, "duplicate_invoice"],
        [len(COSTS) + 2, "no_invoice_data"],
    ]
    assert "copie de F-2024-001.xml" in reading.rejected["text"][0]
    (note,) = [n for n in reading.notes if n.code == "invoices"]
    vat = sum((-1 if bill.kind == "381" else 1) * bill.tax for bill in bills())
    assert note.values == {"count": len(COSTS), "vat": vat / 100, "currency": "EUR"}
    assert set(reading.entries["label"]) == {cost[1] for cost in COSTS}
    assert read_limited(content).total() == TOTAL


@pytest.mark.parametrize("name", [name for name in INVOICE_FILES if name != "invoices_fr.zip"])
def test_one_invoice_is_a_cost_of_its_day_whatever_it_is_called(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name="a.csv")
    place = {"invoice_facturx.pdf": 0, "invoice_ubl.xml": 1, "invoice_credit_note_cii.xml": 6}[name]
    day, label, *_, cents = COSTS[place]
    row = reading.entries.iloc[0]
    assert (row["amount"], row["label"], row["month"]) == (cents / 100, label, day[:7])
    assert reading.dialect["format"] == "Factur-X, CII, UBL"


# Made by others: what they state stands in them; see data/README.md ----------------------------

OTHERS = {
    "invoice_by_mustang.xml": ("2020-12", -3.00, "Test company"),
    "invoice_by_fnfe.pdf": ("2017-11", -218.48, "Au bon moulin"),
    "invoice_by_ferd_ubl.xml": ("2018-09", 8.41, "Verkehrsbetriebe GmbH"),
    "invoice_by_drafthorse.xml": ("2024-03", 12_345.67, "Salon Première Vision – stand"),
    "invoice_by_e_invoice_eu.xml": ("2024-01", 1_200.50, "Google Ads campagne d’hiver"),
    "invoice_by_factur_x.pdf": ("2024-04", 400.00, "Abonnement HubSpot"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_invoices_of_independent_writers_are_read(name: str) -> None:
    month, amount, seller = OTHERS[name]
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.total("month") == {month: amount}
    assert reading.entries["label"].tolist() == [seller]


@pytest.mark.parametrize("name", ["invoices_by_infozip.zip", "invoices_by_7zip.zip"])
def test_an_archive_that_others_packed_is_one_list_of_costs(name: str) -> None:
    """Info-ZIP writes it as a stream, the sizes behind each file, and its folder as an entry."""
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert (reading.total(), reading.totals()["by_month"]) == (TOTAL, expected_by_month())
    assert (reading.rows_read, len(reading.rejected)) == (len(COSTS), 0)


def test_a_supplier_is_the_same_by_its_vat_number() -> None:
    other = replace(ONE, seller="HubSpot Ireland Ltd", seller_vat="IE 9849471F")
    reading = reading_of(replace(ONE, seller_vat="IE9849471F"), other)
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["duplicate_invoice"]
    assert reading_of(ONE, replace(ONE, seller="Google")).total() == 200
    # Without a number the day and the amount tell.
    bare = replace(ONE, number="")
    assert reading_of(bare, bare, replace(bare, net=50_00)).total() == 150


def test_credit_notes_are_deducted_and_odd_ones_asked_about() -> None:
    credit = Bill("A1", "2024-02-01", "HubSpot", 30_00, "381")
    assert reading_of(ONE, credit).total() == 70
    # Others bill a negative amount instead: it stands as it is.
    assert reading_of(ONE, replace(credit, kind="380", net=-30_00, vat=-6_00)).total() == 70
    odd = replace(credit, net=-30_00, vat=-6_00)
    asked = reading_of(ONE, odd)
    (question,) = [q for q in asked.questions if q.blocking]
    assert question.about == "credit_sign" and asked.totals()["all"] is None
    assert question.answer_label("deducted", "fr")
    assert reading_of(ONE, odd, answers={"credit_sign": "deducted"}).total() == 70
    assert reading_of(ONE, odd, answers={"credit_sign": "added"}).total() == 130


def test_a_deposit_is_counted_with_the_invoice_of_the_whole() -> None:
    deposit = Bill("D1", "2024-01-02", "Salon", 40_00, "386")
    whole = Bill("F9", "2024-03-01", "Salon", 100_00, refers="D1", paid=48_00)
    reading = reading_of(deposit, whole)
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["prepaid_invoice"]
    assert reading_of(deposit, replace(whole, paid=0)).total() == 140


def test_ones_own_sales_are_no_costs() -> None:
    sales = [replace(ONE, number=f"V{n}", buyer=(f"Client {n}", "")) for n in range(3)]
    asked = reading_of(*sales)
    assert [q.id for q in asked.questions if q.blocking] == ["own_sales"]
    refused = reading_of(*sales, answers={"own_sales": "sales"}).refused
    assert refused is not None and "HubSpot" in refused.sentence("fr")
    assert reading_of(*sales, answers={"own_sales": "costs"}).total() == 300
    sent = replace(ONE, number="V9", seller=BUYER[0], seller_vat=BUYER[1], buyer=("Client", ""))
    mixed = reading_of(ONE, replace(ONE, seller="Google"), sent)
    assert mixed.total() == 200
    assert mixed.rejected["reason"].tolist() == ["income"]


def test_several_currencies_are_asked_about() -> None:
    dollars = replace(ONE, number="F2", currency="USD")
    (question,) = [q for q in reading_of(ONE, dollars).questions if q.blocking]
    assert question.about == "currency"
    reading = reading_of(ONE, dollars, answers={"currency": "EUR"})
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["other_currency"]
    rated = reading_of(ONE, dollars, answers={"currency": "EUR", "rate:USD": "0.5"})
    assert rated.total() == reading.total() * 1.5  # the same amount, and half of it
    (vat,) = [note.values["vat"] for note in rated.notes if note.code == "invoices"]
    assert vat == ONE.tax / 100  # that in euros alone
    late = reading_of(ONE, dollars, answers={"currency": "EUR", "rate:USD": "1999-01=0.5"})
    assert late.rejected["reason"].tolist() == ["no_rate"]
    assert "F2" in late.rejected["text"].tolist()[0]


def test_what_cannot_be_counted_is_listed_with_its_reason() -> None:
    broken = Member("broken.xml", ubl(ONE).encode()[:900])
    undated = Member("u.xml", ubl(replace(ONE, number="U", day="2024-13-45")).encode())
    differs = ubl(replace(ONE, number="S")).replace(">120.00</cbc:TaxInc", ">150.00</cbc:TaxInc")
    odd = Member("s.xml", differs.encode())
    reading = read(packed([*files()[:1], broken, undated, odd]))
    assert reading.total() == COSTS[0][5] / 100
    assert sorted(reading.rejected["reason"]) == [
        "bad_date", "invoice_damaged", "sums_differ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(None), "pdf"),
        (pdf("<order xmlns='urn:un:unece:uncefact'/>"), "pdf"),
        (b"%PDF-1.7\nnothing", "pdf"),
        (pdf(cii(ONE))[:400], "pdf"),
        (ubl(ONE).encode()[:700], "invoice_damaged"),
    ],
)
def test_a_file_alone_that_holds_no_invoice_is_refused(content: bytes, code: str) -> None:
    refused = read(content, name="a.pdf").refused
    assert refused is not None and refused.code == code
    for lang in ("fr", "en"):
        assert "a.pdf" in refused.sentence(lang)
