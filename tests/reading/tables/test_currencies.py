"""Several currencies are never added up."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


def test_several_currencies_are_asked_and_never_added_up() -> None:
    for text, column in (
        (
            "date;label;cost;currency\n2024-01-15;Ads;1.50;EUR\n2024-01-16;CRM;2.50;USD\n",
            "currency",
        ),
        ("date;label;cost\n2024-01-15;Ads;1.50 €\n2024-01-16;CRM;$2.50\n", "cost"),
    ):
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.id == f"currency:{column}"
        reading = reading_of(text, answers={"currency": "EUR"})
        assert reading.total() == 1.5
        assert reading.rejected["reason"].tolist() == ["other_currency"]


@pytest.mark.parametrize(("header", "own"), [
    ("Orig currency,Orig amount,Payment currency,Amount", "Payment currency"),
    ("Original Currency,Original Amount,Currency,Amount", "Currency"),
    ("Devise d’origine,Montant d’origine,Devise du paiement,Montant", "Devise du paiement"),
    ("Moneda de origen,Importe de origen,Moneda,Importe", "Moneda")])  # fmt: skip
def test_the_currency_of_the_payment_is_asked_about(header: str, own: str) -> None:
    rows = ("2025-01-15,Software,USD,13,EUR,-11\n2025-01-16,Ads,EUR,100,EUR,-100\n"
            "2025-01-17,Exchange,EUR,900,USD,-1000\n")  # fmt: skip
    text = f"Date,Description,{header}\n{rows}"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == f"currency:{own}"
    reading = reading_of(text, answers={"currency": "EUR", "sign": "negative"})
    assert reading.total() == 11 + 100


def test_an_original_currency_alone_is_the_amounts_own() -> None:
    text = "Date,Label,Original currency,Amount\n2025-01-15,A,USD,13\n2025-01-16,B,EUR,100\n"
    assert [q.about for q in reading_of(text).questions if q.blocking] == ["currency"]


@pytest.mark.parametrize(("header", "cells", "code"), [
    ("Amount,Currency", ("100.00,USD", "50.00,USD"), "USD"),
    ("Amount (USD)", ("100.00", "50.00"), "USD"),
    ("Amount spent (AUD)", ("100.00", "50.00"), "AUD"),
    ("Amount", ("$100.00", "$50.00"), "USD"), ("Amount", ("100.00 CHF", "50.00 CHF"), "CHF"),
    ("Montant,Devise", ("100.00,GBP", "50.00,"), "GBP")])  # fmt: skip
def test_another_currency_than_the_euro_is_said(
    header: str, cells: tuple[str, str], code: str
) -> None:
    text = f"Date,Label,{header}\n2025-01-15,A,{cells[0]}\n2025-01-16,B,{cells[1]}\n"
    reading = reading_of(text)
    assert reading.total() == 100 + 50
    (note,) = [note for note in reading.notes if note.code == "foreign_currency"]
    assert code in note.sentence("en") and code in note.sentence("fr")


@pytest.mark.parametrize("heading", [
    "Währungscode", "Valutacode", "Curr.", "Currency code", "CurrencyCode", "Currency ISO Code",
    "Devise", "Code devise", "Moeda", "Moneda", "Código de moneda", "Divisa", "Valuta",
    "Codice valuta", "Munt", "Waluta"])  # fmt: skip
def test_columns_of_currencies_are_known_by_their_headings(heading: str) -> None:
    text = f"Date;Label;Amount;{heading}\n2025-01-15;A;100,00;USD\n2025-01-16;B;50,00;{{}}\n"
    reading = reading_of(text.format("USD"))
    assert (reading.kind, reading.total()) == ("costs", 100 + 50)
    assert [note.values["currency"] for note in reading.notes
            if note.code == "foreign_currency"] == ["USD"]  # fmt: skip
    several = reading_of(text.format("EUR"))
    assert [q.id for q in several.questions if q.blocking] == [f"currency:{heading}"]


@pytest.mark.parametrize(("head", "row", "code"), [
    ("Deal Name,Stage,Amount,Created At,Currency", "Closed Won,100,2025-01-05,USD", "USD"),
    ("Dealname,Phase,Betrag,Erstellt am,Währungscode", "Gewonnen,100,2025-01-05,CHF", "CHF"),
    ("Dealnaam,Fase,Waarde,Aangemaakt op,Valuta", "Gewonnen,100,2025-01-05,USD", "USD"),
    ("Nome do negócio,Etapa,Valor,Criado em", "Ganho,R$ 100,2025-01-05", "BRL"),
    ("Deal Name,Stage,Amount,Created At", "Closed Won,$100,2025-01-05", "USD"),
    ("Deal Name,Stage,Amount (GBP),Created At", "Closed Won,100,2025-01-05", "GBP"),
    ("Deal Name,Stage,Amount,Created At,Currency", "Closed Won,100,2025-01-05,EUR", ""),
    ("Deal Name,Stage,Amount,Created At", "Closed Won,€100,2025-01-05", ""),
    ("Deal Name,Stage,Amount,Created At", "Closed Won,100,2025-01-05", "")])  # fmt: skip
def test_the_currency_of_deals_is_said_as_that_of_costs_is(head: str, row: str, code: str) -> None:
    reading = reading_of(f"{head}\nA,{row}\nB,{row}\n")
    assert reading.to_json()["deals"]["won_amount"] == 2 * 100
    said = [note.values["currency"] for note in reading.notes if note.code == "foreign_currency"]
    assert said == ([code] if code else [])
    assert reading.to_json()["currencies"]["chosen"] in {code, "EUR", ""}
    if code:
        rated = reading_of(f"{head}\nA,{row}\nB,{row}\n", answers={f"rate:{code}": "0.5"})
        assert rated.to_json()["deals"]["won_amount"] == 100
        assert "foreign_currency" not in [note.code for note in rated.notes]


@pytest.mark.parametrize("header", ["Amount (EUR)", "Amount", "Montant €"])
def test_euros_and_what_names_none_are_not_remarked(header: str) -> None:
    reading = reading_of(f"Date,Label,{header}\n2025-01-15,ADS USD,100.00\n2025-01-16,B,50.00\n")
    assert "foreign_currency" not in [note.code for note in reading.notes]


def test_the_home_currency_is_the_amounts_own_where_the_figures_say_so() -> None:
    text = ("Expense date,Merchant,Category,Amount,Currency,Amount (home currency),Home currency,"
            "VAT amount,Net amount\n13-Jan-2026,A,Travel,100.00,USD,90.00,EUR,15.00,75.00\n"
            "14-Jan-2026,B,Travel,60.00,EUR,60.00,EUR,10.00,50.00\n")  # fmt: skip
    assert reading_of(text).total() == 75 + 50
    other = text.replace("15.00,75.00", "16.00,84.00")  # net of the amount as it was paid
    assert [q.id for q in reading_of(other).questions if q.blocking] == ["currency:Currency"]


def test_amounts_in_the_currency_of_the_books_count_beside_those_of_documents() -> None:
    text = ("Date,Supplier,Currency,Total Amount,Base Currency,Total Amount (Base),Tax (Base),"
            "Net Amount (Base)\n2026-01-05,Lufthansa,EUR,121.00,EUR,121.00,21.00,100.00\n"
            "2026-01-09,HubSpot,USD,60.00,EUR,55.20,0.00,55.20\n"
            "2026-02-09,HubSpot,USD,70.00,EUR,64.40,0.00,64.40\n")  # fmt: skip
    reading = reading_of(text)
    assert not reading.blocked
    assert (reading.total(), reading.columns["amount"]) == (219.6, "Net Amount (Base)")


@pytest.mark.parametrize(("header", "rows", "total"), [
    ("Devise;Montant TTC (devise);Montant HT;Montant TVA;Montant TTC",
     ("EUR;1980,00;1650,00;330,00;1980,00", "USD;480,00;413,27;0,00;413,27"), 1650 + 413.27),
    ("Währung;Betrag (Fremdwährung);Betrag", ("EUR;;90,50", "USD;480,00;413,27"), 90.5 + 413.27),
    ("Currency;Amount in currency;Amount", ("GBP;50.00;57.10", "USD;48.00;41.30"), 57.1 + 41.3),
    ("Currency;Original amount;Net amount;Gross amount",
     ("EUR;121.00;100.00;121.00", "USD;48.00;41.30;41.30", "GBP;48.00;55.30;55.30"),
     100 + 41.3 + 55.3),
    ("Devise;Montant en devise;Montant HT", ("EUR;120,00;100,00", "USD;480,00;413,27"), 513.27),
    ("Divisa;Importe (divisa);Importe", ("EUR;12,00;12,00", "CHF;48,00;51,30"), 63.3)])  # fmt: skip
def test_amounts_beside_those_of_a_foreign_currency_are_in_that_of_the_books(
    header: str, rows: tuple[str, ...], total: float
) -> None:
    text = f"Date;Fournisseur;{header}\n"
    text += "".join(f"{day:02}/04/2026;Tiers {day};{row}\n" for day, row in enumerate(rows, 13))
    reading = reading_of(text)
    assert not [q for q in reading.questions if q.blocking]
    assert reading.total() == pytest.approx(total)
    assert "foreign_currency" not in {note.code for note in reading.notes}


@pytest.mark.parametrize("header", [
    "Devise;Montant de la facture;Montant", "Devise;Montant en devise;Montant",
    "Devise;Amount in local currency;Montant"])  # fmt: skip
def test_amounts_that_are_the_same_in_every_row_are_in_its_currency(header: str) -> None:
    rows = "13/04/2026;A;EUR;12,00;12,00\n14/04/2026;B;USD;48,00;48,00\n"
    reading = reading_of(f"Date;Fournisseur;{header}\n{rows}", answers={"amount_column": "Montant"})
    assert [q.about for q in reading.questions if q.blocking] == ["currency"]


def test_amounts_under_a_heading_of_currencies_name_none_of_the_row() -> None:
    text = "Date,Label,Currency,Amount\n2025-01-15,A,$ 560.00,512.20\n2025-01-16,B,,100\n"
    assert reading_of(text, answers={"amount_column": "Amount"}).total() == 612.2
