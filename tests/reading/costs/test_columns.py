"""Which column holds the costs, asked where in doubt."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.read_again import reading_of


def test_spending_and_income_in_one_column_is_asked() -> None:
    text = "date,label,amount\n2024-01-01,Ads,-100.00\n2024-01-02,Client,500.00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 400.0,
        "negative": 100.0,
    }
    reading = reading_of(text, answers={"sign": "negative"})
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["income"]


def test_only_negative_amounts_are_costs_and_it_is_said() -> None:
    reading = reading_of("date,label,amount\n2024-01-01,Ads,-100.50\n2024-01-02,CRM,-50.25\n")
    assert reading.total() == 150.75
    assert "negative_costs" in [note.code for note in reading.notes]


def test_two_columns_of_amounts_are_asked() -> None:
    text = "date;label;2023;2024\n15/01/2024;Ads;10,50;20,50\n16/01/2024;CRM;11,50;21,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "amount_column"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "2023": 10.5 + 11.5, "2024": 20.5 + 21.5, "all": 22 + 42}  # fmt: skip
    assert reading_of(text, answers={"amount_column": "2024"}).total() == 42


def test_vat_beside_an_amount_of_unknown_kind_is_asked() -> None:
    text = "date;label;montant;tva\n15/01/2024;Ads;120,50;20,10\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"no": 120.5, "yes": 100.4}
    assert reading_of(text, answers={"vat_included": "yes"}).total() == 100.4


@pytest.mark.parametrize(
    "rates",
    [
        "20 10 5,5 2,1", "19 7", "8,1 3,8 2,6", "7,7 3,7 2,5", "21 12 6", "22 10 5 4", "21 10 4",
        "23 13 6", "17 14 8 3", "21 9", "20 13 10", "25 12 6", "25 15 12", "25,5 14 10", "24 11",
        "23 13,5 9 4,8", "23 8 5", "27 18 5", "22 9,5 5", "24 13,5", "25 0", "19,6 16",
    ],
)  # fmt: skip
def test_rates_of_vat_beside_amounts_are_no_amounts(rates: str) -> None:
    """Those of European countries, today's and some of late."""
    each = rates.split()
    rows = "".join(f"15/01/2024;A;130,00;{rate}\n16/01/2024;B;70,00;{rate}\n" for rate in each)
    reading = reading_of(f"Date;Libellé;Montant;TVA\n{rows}")
    assert not reading.blocked
    assert reading.total() == 200 * len(each)


@pytest.mark.each_once
@pytest.mark.parametrize(
    "heading", ["Prix", "Price", "Prix HT", "Unit cost", "Coût unitaire", "Prix unitaire HT"]
)
@pytest.mark.parametrize("pieces", ["Quantité", "Quantity", "Qty", "Qté"])
def test_a_price_beside_a_quantity_may_be_that_of_a_piece(heading: str, pieces: str) -> None:
    text = f"Date;Libellé;{pieces};{heading}\n15/01/2024;A;2;10,50\n16/01/2024;B;3;20,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == f"per_piece:{heading}"
    assert reading_of(text, answers={"per_piece": "yes"}).total() == 2 * 10.5 + 3 * 20
    assert reading_of(text, answers={"per_piece": "no"}).total() == 30.5


def test_a_running_balance_tells_that_fees_come_on_top() -> None:
    text = "Date;Label;Amount;Fee\n2024-01-15;A;100.50;2.25\n2024-01-16;B;50.00;1.75\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "fees:Fee"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"yes": 154.5, "no": 150.5}
    head, first, second = text.splitlines()
    beside = f"{head};Balance\n{first};98.25\n{second};146.50\n"
    told = reading_of(beside, answers={"sign": "positive"})
    assert "fees_added" in [note.code for note in told.notes]
    assert not told.blocked


def test_a_lone_column_of_equally_long_numbers_is_asked_about() -> None:
    rows = "25/01/2024;10045;A\n26/01/2024;10046;B\n"
    reading = read(f"Date;X12;Libellé\n{rows}".encode())
    assert [question.id for question in reading.questions] == ["amount_column"]
    assert (
        read(f"Date;X12;Libellé\n{rows}".encode(), answers={"amount_column": "X12"}).total()
        == 20091.0
    )


# What the bank took beside the amount, in seven languages.
FEES = ["Fee", "Fees", "Frais", "Gebühr", "Comisión", "Commissione", "Comissão", "Transactiekosten"]


@pytest.mark.parametrize("fee", ["2.50", "-2.50"])
@pytest.mark.parametrize("header", FEES)
def test_a_fee_beside_what_went_out_is_a_cost_too(header: str, fee: str) -> None:
    text = f"Date,Description,Amount,{header}\n2025-01-15,A,-100.00,{fee}\n2025-01-16,B,-50.00,0\n"
    reading = reading_of(text)
    assert reading.total() == 100 + 2.5 + 50
    assert "fees_added" in [note.code for note in reading.notes]


def test_a_balance_tells_whether_fees_are_in_the_amount() -> None:
    head = "Date,Description,Amount,Fee,Balance\n2025-01-14,A,-10.00,0.00,990.00\n"
    assert reading_of(f"{head}2025-01-15,B,-100.00,2.50,887.50\n").total() == 10 + 100 + 2.5
    assert reading_of(f"{head}2025-01-15,B,-100.00,2.50,890.00\n").total() == 10 + 100


def test_a_fee_beside_a_list_of_costs_is_asked_about() -> None:
    text = "Date,Description,Amount,Fee\n2025-01-15,A,100.00,2.50\n2025-01-16,B,50.00,\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "fees:Fee"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "yes": 100 + 50 + 2.5, "no": 100 + 50}  # fmt: skip
    assert reading_of(text, answers={question.id: "yes"}).total() == 100 + 2.5 + 50
    assert reading_of(text, answers={question.id: "no"}).total() == 100 + 50


@pytest.mark.parametrize("header", [
    "Fournisseur;TTC;TVA 20;TVA 10", "Fournisseur;Montant TTC;TVA 20 %;TVA 10 %",
    "Supplier;Gross;VAT 20;VAT 10", "Lieferant;Bruttobetrag;MwSt 20;MwSt 10",
    "Proveedor;Importe con IVA;IVA 20;IVA 10", "Fornitore;Totale ivato;IVA 20%;IVA 10%",
    "Leverancier;Bedrag incl. BTW;BTW 20;BTW 10"])  # fmt: skip
def test_vat_in_a_column_for_each_rate_is_all_deducted(header: str) -> None:
    text = f"Date;{header}\n15/01/2025;HubSpot;120,00;20,00;\n16/01/2025;Resto;66,00;;6,00\n"
    assert reading_of(text).total() == 120 - 20 + 66 - 6


def test_vat_of_all_rates_and_of_each_is_deducted_once() -> None:
    rows = "15/01/2025;A;120,00;20,00;20,00;\n16/01/2025;B;66,00;6,00;;6,00\n"
    text = f"Date;Fournisseur;TTC;TVA;TVA 20;TVA 10\n{rows}"
    assert reading_of(text).total() == 120 - 20 + 66 - 6


def test_vat_by_rate_beside_an_amount_of_unknown_kind_is_asked() -> None:
    text = (
        "date;label;montant;tva 20;tva 10\n15/01/2024;A;120,50;20,10;\n16/01/2024;B;11,00;;1,00\n"
    )
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "no": 120.5 + 11, "yes": 120.5 - 20.1 + 11 - 1}  # fmt: skip
    assert reading_of(text, answers={"vat_included": "yes"}).total() == 120.5 - 20.1 + 11 - 1


def test_a_total_below_nothing_is_asked_about() -> None:
    rows = "".join(f"2025-01-{day},Ads,50.00\n" for day in range(20, 25))
    text = f"Date,Description,Amount\n2025-01-15,Rent,100.00\n2025-01-19,Back,-900.00\n{rows}"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:Amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 100 + 5 * 50 - 900, "negative": 900}  # fmt: skip


@pytest.mark.parametrize("text", [
    "Date,Label,Cost\n2025-01-15,A,100.00\n2025-01-19,B,-900.00\n",
    "Date,Label,Debit,Credit\n2025-01-15,A,100.00,\n2025-01-19,B,,900.00\n",
    "Date,Label,Amount,D/C\n2025-01-15,A,100.00,D\n2025-01-19,B,900.00,C\n"])  # fmt: skip
def test_costs_below_nothing_that_were_answered_so_stay_doubtful(text: str) -> None:
    reading = reading_of(text, answers={"sign": "positive", "credits": "refunds"})
    assert reading.total() == 100 - 900
    (note,) = [note for note in reading.notes if note.code == "negative_total"]
    assert "-800" in note.sentence("en").replace("\u2212", "-")


def test_a_discount_counts_with_the_net_amount_where_the_total_takes_it_into_account() -> None:
    text = ("Date;Fournisseur;Montant HT;Remise;TVA;TTC\n15/01/2026;A;100,00;10,00;18,00;108,00\n"
            "16/01/2026;B;200,00;0,00;40,00;240,00\n")  # fmt: skip
    assert reading_of(text).total() == 100 - 10 + 200
    credits_ = text.replace(";10,00;", ";-10,00;").replace("Remise", "Credits")
    assert reading_of(credits_).total() == 100 - 10 + 200
    # VAT under a heading that is not known is none.
    text = text.replace("Remise", "Crédit d’impôt").replace("TVA", "TVA récupérable")
    assert reading_of(text).total() == 300


def test_headings_written_as_one_word() -> None:
    text = (
        "InvoiceDate,ProductName,CostBeforeTax,TaxAmount,TotalCost\n2026-01-15,A,10.00,2.00,12.00\n"
    )
    assert reading_of(text).total() == 10


def test_the_total_in_one_currency_is_read_beside_amounts_in_several() -> None:
    text = ("Payment date,Contractor,Currency,Amount,Total (USD)\n2026-01-13,A,EUR,100.00,112.00\n"
            "2026-01-14,B,GBP,50.00,66.50\n2026-01-15,C,USD,70.00,70.00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 112 + 66.5 + 70
    assert reading_of(text, answers={"amount_column": "Amount", "currency": "EUR"}).total() == 100
    alone = text.replace("EUR", "USD").replace("GBP", "USD")
    assert [q.about for q in reading_of(alone).questions if q.blocking] == ["amount_column"]


def test_columns_of_debits_and_credits_are_never_added_up() -> None:
    """An answer to another sheet ("all of them together") says nothing of these two."""
    text = "Date;Label;Debit;Credit\n2024-01-15;Ads;100;\n2024-01-16;Ads;50;\n2024-01-17;Ads;;30\n"
    for more in ({}, {"amount_column": "all"}):
        (question,) = [q for q in reading_of(text, answers=more).questions if q.blocking]
        assert question.about == "credits"
        answered = reading_of(text, answers={**more, "credits": "refunds"})
        assert answered.total() == 100 + 50 - 30


@pytest.mark.parametrize("header", ["Made out;Due date", "Ausgestellt;Fälligkeit",
                                    "Emitida;Vencimiento"])  # fmt: skip
def test_bills_count_when_they_are_made_out_and_not_when_they_are_due(header: str) -> None:
    text = f"Bill;{header};Amount\nAds;2026-01-20;2026-02-19;100.00\nRent;2026-03-02;{{}};50.00\n"
    reading = reading_of(text.format("2026-03-02"))
    assert reading.total("month") == {"2026-01": 100, "2026-03": 50}


def test_a_day_after_that_on_which_a_bill_was_due_is_not_that_of_its_making() -> None:
    text = "Bill;Seen;Due date;Amount\nAds;2026-01-20;2026-02-19;100\nRent;2026-03-02;{};50\n"
    assert list(reading_of(text.format("2026-03-03")).total("month")) == ["2026-01", "2026-03"]
    assert list(reading_of(text.format("2026-02-28")).total("month")) == ["2026-02"]


def test_a_column_of_names_tells_more_than_one_of_numbers() -> None:
    text = "Doc;Who;Date;Cost\nA-1/26;Ads Ltd;2026-01-20;100.00\nA-2/26;Ads Ltd;2026-01-21;50.00\n"
    assert set(reading_of(text).entries["label"]) == {"Ads Ltd"}


@pytest.mark.parametrize("header", ["First;Second", "Uno;Otro", "Erste;Zweite"])
def test_amounts_that_are_all_negative_are_offered_as_the_costs_they_are(header: str) -> None:
    text = f"Date;Who;{header}\n2026-01-20;Ads;-100.00;-71.00\n2026-01-21;Rent;-50.50;-13.00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    first, second = header.split(";")
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        first: 150.5, second: 84, "all": 234.5}  # fmt: skip
    assert reading_of(text, answers={"amount_column": first}).total() == 150.5


@pytest.mark.parametrize(
    ("months", "day", "month"),
    [("uitgavenstaat", "datum aankoop", "oktober 2026"), ("relevé", "date achat", "octobre 2026"),
     ("invoice run", "Bought date", "October 2026")],
)  # fmt: skip
def test_a_column_of_days_beats_one_of_months_that_is_no_date(
    months: str, day: str, month: str
) -> None:
    text = (f"{months};{day};Label;Amount\n;22/11/2026;Zed;64,50\n{month};21/10/2026;Ibis;10,00\n"
            f"{month};30/09/2026;Ovh;20,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.columns["date"] == day
    assert reading.total("month") == {"2026-09": 20, "2026-10": 10, "2026-11": 64.5}


@pytest.mark.parametrize("said", ["Transaction no. {0}", "Ref {0}/2026", "Auftrag {0} vom 1.{0}."])
def test_the_label_is_the_column_that_says_most_without_figures(said: str) -> None:
    who = ["Zed Ads", "Ibis Lyon", "Ovh", "Zed Ads"]
    rows = "".join(
        f"2026-10-0{n};{said.format(n)};{name};1{n},00\n" for n, name in enumerate(who, 1)
    )
    assert reading_of(f"Date;Text A;Text B;Amount\n{rows}").columns["label"] == "Text B"


NUMBERED = {
    "an account and papers": lambda i, out, back: ("092276", f"{i:05}", out, back),
    "papers counted down": lambda i, out, back: (out, back, f"{90 - i}", "CAD"),
    "a client's number": lambda i, out, back: ("4410877", "EOP", back, out),
    "references of one length": lambda i, out, back: (f"00{i * i + 17}", back, "", out),
}  # fmt: skip


@pytest.mark.parametrize("shape", NUMBERED)
def test_numbers_of_accounts_and_papers_are_not_offered_as_amounts(shape: str) -> None:
    amounts = ["24.95", "389.12", "-5748.75", "142.08", "400.00", "-71.04"]
    rows = [NUMBERED[shape](i, "" if a[0] == "-" else a, a[1:] if a[0] == "-" else "")
            for i, a in enumerate(amounts, 1)]  # fmt: skip
    text = "".join(f"2026/01/{i + 4:02},{','.join(row)},Payee {i}\n" for i, row in enumerate(rows))
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    assert question.id == "amount_column"
    money = {str(rows[0].index("24.95") + 2), str(rows[2].index("5748.75") + 2)}
    assert {one.answer for one in question.candidates} == money | {"all"}


def test_whole_amounts_beside_others_are_offered_where_nothing_names_papers() -> None:
    text = "2026-01-05,Ads,12000,123.45\n2026-01-09,Rent,9000,70.10\n2026-02-01,Fair,15500,9.99\n"
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    assert {one.answer for one in question.candidates} == {"3", "4", "all"}
