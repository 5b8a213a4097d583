"""Bank statements and expense reports: what left the account, sorted by who was paid."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.bank import is_bank, payees
from roi_model.reading.reading import read
from tests.reading.bank_text import reading_of
from tests.reading.bank_variants import (
    BANK_FILES,
    EXPENSES,
    MOVEMENTS,
    OWN_TRANSFER,
    REFUSED_FILES,
    SPENT,
)
from tests.reading.mutations import mutated
from tests.reading.test_mutations import COUNT, accounted, spoil_quotes, spoil_words
from tests.reading.variants import SAMPLES

# How each sample is written, told by hand: encoding, delimiter, decimal sign, amount column (two
# where debits have their own), sign of spending, column of VAT to deduct, column of the state.
PLAIN = {
    "bank_fr_debit_credit.csv": ("cp1252", ";", ",", "Débit", 1, "", ""),
    "bank_fr_signed.csv": ("utf-8-sig", ";", ",", "Montant(EUROS)", -1, "", ""),
    "bank_en_online.csv": ("utf-8", ",", ".", "Amount", -1, "", "State"),
    "bank_en_counterparty.csv": ("utf-8", ";", ".", "Total amount (incl. VAT)", -1, "", ""),
    "expenses_fr_report.csv": ("utf-8-sig", ";", ",", "Montant TTC", 1, "TVA", ""),
    "expenses_en_cards.csv": ("utf-8", ",", ".", "Amount", 1, "", ""),
}


def plain_total(name: str) -> int:
    """Cents spent according to nothing but the csv module."""
    encoding, delimiter, decimal, amount, sign, vat, state = PLAIN[name]
    text = (SAMPLES / name).read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = next(row for row in rows if amount in row)

    def cents(cell: str) -> int:
        kept = "".join(c for c in cell if c.isdigit() or c in f"-{decimal}")
        return round(float(kept.replace(decimal, ".")) * 100) if kept else 0

    total = 0
    for row in rows[rows.index(header) + 1 :]:
        cell = dict(zip(header, row, strict=False))
        if (
            row[0] == "Total"
            or {"Virement interne", OWN_TRANSFER} & set(row)
            or (state and cell[state] != "COMPLETED")
        ):
            continue
        net = cents(cell[amount]) - (cents(cell[vat]) if vat else 0)
        total += max(sign * net, 0)
    return total


@pytest.mark.parametrize("name", BANK_FILES)
def test_every_statement_gives_what_plain_code_adds_up(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert reading.kind == "bank"
    assert not reading.blocked
    spent = EXPENSES if name.startswith("expenses") else SPENT
    assert round(reading.total() * 100) == plain_total(name) == -sum(m[3] for m in spent)
    by_category: dict[str, int] = {}
    by_month: dict[str, int] = {}
    for day, _, _, cents, category in spent:
        by_category[category] = by_category.get(category, 0) - cents
        by_month[day[:7]] = by_month.get(day[:7], 0) - cents
    totals = reading.totals()
    assert totals["by_category"] == {k: v / 100 for k, v in sorted(by_category.items())}
    assert totals["by_month"] == {k: v / 100 for k, v in by_month.items()}
    assert reading.rows_kept == len(spent)
    assert reading.rows_read == reading.rows_kept + len(reading.rejected)


@pytest.mark.parametrize("name", [n for n in BANK_FILES if n.startswith("bank")])
def test_income_is_left_out_and_listed(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    received = reading.rejected[reading.rejected["reason"] == "income"]
    assert len(received) == sum(m[3] > 0 for m in MOVEMENTS)
    assert received["text"].str.contains("ACME|Acme|BETA|Beta").all()
    (note,) = [n for n in reading.notes if n.code == "bank_income"]
    assert note.values["count"] == len(received)


def test_movements_that_never_happened_are_left_out_and_listed() -> None:
    reading = read((SAMPLES / "bank_en_online.csv").read_bytes())
    dead = reading.rejected[reading.rejected["reason"] == "not_executed"]
    assert dead["text"].str.contains("777.77|88.88").tolist() == [True, True]
    assert "states_left_out" in [n.code for n in reading.notes]


@pytest.mark.parametrize("name", BANK_FILES)
def test_labels_that_no_rule_knows_are_asked_by_who_was_paid(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    (question,) = read(content, name=name).questions
    assert (question.about, question.blocking) == ("category", False)
    assert question.column.lower() == "zorglub studio"  # once, though paid twice
    assert question.values["amount"] == 420.5
    answered = read(content, answers={question.id: "agency"}, name=name)
    assert answered.totals()["by_category"]["agency"] == 420.5
    assert answered.questions == ()


# Signs, headers, labels ----------------------------------------------------------------------


def test_a_statement_without_a_telling_header_is_asked_unless_it_is_called_one() -> None:
    text = "Date;Libellé;Montant\n15/03/2024;SNCF;-10,50\n16/03/2024;CLIENT;500,00\n"
    assert [q.id for q in reading_of(text).questions if q.blocking] == ["sign:Montant"]
    (question,) = [q for q in reading_of(text, kind="bank").questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 489.5, "negative": 10.5
    }  # fmt: skip
    assert reading_of(text, kind="bank", answers={"sign": "positive"}).total() == 489.5
    mostly = text + "17/03/2024;HUBSPOT;-20,50\n"
    assert reading_of(mostly, kind="bank").total() == 31


def test_a_statement_of_positive_amounts_alone_is_asked() -> None:
    head = "Date;Libellé;Montant;Solde\n"
    text = head + "15/03/2024;SNCF;10,50;89,50\n16/03/2024;HUBSPOT;20,50;69,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:Montant"
    assert reading_of(text, answers={"sign": "positive"}).total() == 31


def test_headers_of_banks_are_told_from_those_of_costs() -> None:
    assert is_bank(["Date", "Merchant", "Amount", "Receipt"])
    assert is_bank(["Date opération", "Date valeur", "Libellé", "Débit", "Crédit"])
    assert not is_bank(["Date", "Libellé", "Montant HT"])
    assert not is_bank(["Date", "Compte", "Libellé", "Débit", "Crédit", "Solde"])
    assert not is_bank(["Date", "Solde"])


@pytest.mark.parametrize("head", [
    "Datum;Leverancier;Omschrijving;Bedrag;Valuta", "Datum;Lieferant;Text;Betrag;Valuta",
    "Data;Fornitore;Descrizione;Importo;Valuta"])  # fmt: skip
def test_a_column_of_currencies_makes_no_statement_and_one_of_days_does(head: str) -> None:
    rows = "\n{0};Apollo.io;abonnement;266,24;{1}\n{0};HubSpot;abonnement;50,00;{1}\n"
    costs = reading_of(head + rows.format("14-01-2026", "USD"))
    assert (costs.kind, costs.total()) == ("costs", 316.24)
    assert not [question for question in costs.questions if question.blocking]
    assert reading_of(head + rows.format("14-01-2026", "15-01-2026")).kind == "bank"


def test_who_was_paid_is_found_in_a_label() -> None:
    labels = {
        "CARTE 12/03 BOULANGERIE PAUL 75011": "BOULANGERIE PAUL",
        "PRLV SEPA ACME CORE FR76XXXX1": "ACME CORE",
        "VIR INST Dupont": "Dupont",
        "CB*1234 ALPHA": "ALPHA",
        "12345": "12345",
        "Carteland": "Carteland",
    }
    assert payees(pa.array(list(labels))).to_pylist() == list(labels.values())


# Whose sign is spending ----------------------------------------------------------------------

CARDS = (
    "Payment date;Settlement date;Payer;Supplier;Description;Amount (excl. VAT)\n"
    "03/03/2025;05/03/2025;L. Mo;Zed Ads;Ads;1000,00\n"
    "20/03/2025;24/03/2025;T. Bo;Rail;Trip;100,00\n"
    "21/03/2025;25/03/2025;L. Mo;Zed Ads;Back;-50,00\n",
    "Completed date,Counterparty name,Orig currency,Amount\n"
    "2025-03-13,Zed Ads,EUR,1000.00\n2025-03-14,Rail,EUR,100.00\n"
    "2025-03-15,Zed Ads,EUR,-50.00\n",
)


@pytest.mark.parametrize("text", CARDS)
def test_a_few_negatives_without_a_balance_are_not_taken_for_the_spending(text: str) -> None:
    if "Counterparty" in text:
        text = text.replace("Counterparty name", "Merchant")
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 1050, "negative": 50
    }  # fmt: skip
    assert reading_of(text, answers={"sign": "positive"}).total() == 1050


def test_an_account_by_its_own_headings_has_what_came_in_positive() -> None:
    rows = (
        "2025-03-13;Acme SA;900,00;{0}\n2025-03-14;Beta SA;800,00;{0}\n2025-03-15;Rail;-50,00;{0}\n"
    )
    for heading, cell in (("Solde", "10,00"), ("IBAN", "FR76")):
        text = f"Date;Libellé;Montant;{heading}\n" + rows.format(cell)
        assert reading_of(text).total() == 50


PAID_OFF = (
    "Date,Description,Card Member,Amount\n03/28/2025,ZED ADS,A LEE,1410.22\n"
    "03/25/2025,AUTOPAY PAYMENT RECEIVED - THANK YOU,A LEE,-2350.10\n"
    "03/19/2025,RAIL LINES,A LEE,512.80\n03/14/2025,RAIL LINES REFUND,A LEE,-112.80\n",
    "Date;Libellé;Type;Montant\n28/03/2025;ZED ADS;Achat;1410,22\n"
    "25/03/2025;MARS;Prélèvement carte;-2350,10\n"
    "19/03/2025;RAIL LINES;Achat;512,80\n14/03/2025;RAIL LINES;Remise;-112,80\n",
)


@pytest.mark.parametrize("text", PAID_OFF)
def test_the_payment_of_a_card_is_no_refund_of_what_it_paid(text: str) -> None:
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 1810.22, "negative": 2462.9
    }  # fmt: skip
    reading = reading_of(text, answers={"sign": "positive"})
    assert reading.total() == 1810.22
    assert list(reading.rejected["reason"]) == ["card_payment"]
    assert "card_payments" in [n.code for n in reading.notes]
    # On an account from which the card is paid, it is money out like any other.
    assert reading_of(text, answers={"sign": "negative"}).total() == 2462.9


REPORTS = (
    "Date,Employee,Type,Merchant,Category,Account number,Amount,Currency,Tax amount,"
    "Original amount\n"
    "2025-03-04,A,Card purchase,Zed Ads,Ads,6200,-820.50,EUR,0.00,-820.50\n"
    "2025-03-09,B,Card purchase,Rail,Travel,6300,-143.98,EUR,0.00,-143.98\n"
    "2025-03-15,B,Card refund,Rail,Travel,6300,43.98,EUR,0.00,43.98\n"
    "2025-03-20,,Wallet top-up,Wallet load,,,2000.00,EUR,0.00,2000.00\n",
    "Date;Employé;Marchand;Justificatif;Compte;Montant;TVA\n"
    "04/03/2025;A;Zed Ads;oui;6231;-820,50;0,00\n09/03/2025;B;Rail;oui;6251;-143,98;0,00\n"
    "15/03/2025;B;Rail;oui;6251;43,98;0,00\n20/03/2025;;Recharge;;;2000,00;0,00\n",
)


@pytest.mark.parametrize("text", REPORTS)
def test_cards_that_write_spending_as_negative_though_accounts_and_zeros_of_vat_stand_beside(
    text: str,
) -> None:
    reading = reading_of(text)
    assert reading.kind == "bank"
    assert reading.total() == pytest.approx(820.5 + 143.98 - 43.98)
    assert reading.rejected["reason"].tolist() == ["card_payment"]
    # What came back counts against it, whether it calls itself a refund or not.
    assert reading_of(text, answers={"sign": "negative"}).total() == 920.5


def test_the_sign_of_cards_is_asked_where_no_word_tells_the_money_put_on_them() -> None:
    text = REPORTS[1].replace("Recharge", "Zorglub")
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "sign"


ACCOUNTS = (
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
    "Debit Amount,Credit Amount,Balance\n"
    "31/03/2025,FPO,'30-00-00,62345678,LANDLORD,1100.00,,8339.05\n"
    "14/03/2025,FPI,'30-00-00,62345678,ACME LTD,,3000.00,9439.05\n",
    "Date,BIC,Account Number,Type,Description,Debit,Credit\n"
    "31/03/2025,ABCDGB,62345678,DEB,LANDLORD,1100.00,\n"
    "14/03/2025,ABCDGB,62345678,FPI,ACME LTD,,3000.00\n",
)


@pytest.mark.parametrize("text", ACCOUNTS)
def test_the_number_of_the_banks_account_makes_no_ledger(text: str) -> None:
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 1100)


WAITING = (
    "Auftragskonto;Buchungstag;Verwendungszweck;Betrag;Info\n"
    "DE89;15.12.25;Shop;-99,80;Umsatz vorgemerkt\nDE89;15.12.25;Miete;-5,95;Umsatz gebucht\n",
    "Date,Description,Amount,Balance,Estado\n"
    "2025-12-15,Shop,-99.80,1.00,Pendiente\n2025-12-15,Rent,-5.95,6.95,Ejecutado\n",
)


AUTHORISED = (
    "Data_Operazione;Data_Valuta;Entrate;Uscite;Descrizione;Stato\n"
    "27/05/2025;27/05/2025;;-99,80;Trenitalia;Autorizzato\n"
    "26/05/2025;26/05/2025;;-5,95;Tim Spa;Contabilizzato\n",
    "Status,Date,Description,Debit,Credit,Member Name\nPending,03/27/2025,HOTEL,99.80,,A B\n"
    "Cleared,03/24/2025,SHELL,9.95,,A B\nCleared,03/23/2025,REFUND SHELL,,-4.00,A B\n",
)


@pytest.mark.parametrize("text", AUTHORISED)
def test_what_is_authorised_beside_what_is_booked_is_not_booked(text: str) -> None:
    reading = reading_of(text)
    assert reading.total() == 5.95
    assert reading.rejected["reason"].iloc[0] == "not_executed"


def test_what_is_authorised_in_a_report_is_approved() -> None:
    text = ("Fecha;Comercio;Empleado;Importe;Estado\n15/01/2026;Renfe;A;100,00;Autorizado\n"
            "16/01/2026;Iberia;A;40,00;Contabilizado\n17/01/2026;Taxi;A;8;Rechazado\n")  # fmt: skip
    assert reading_of(text).total() == 140


def test_a_cash_book_kept_by_hand_has_costs_positive() -> None:
    rows = ("22/01/2025,{},Paper,250.00,250.00\n04/01/2025,{},Post,100.00,350.00\n"
            "05/01/2025,{},Rent,30.00,380.00\n10/01/2025,{},Hotel,-400.00,-20.00\n"
            "11/01/2025,{},Refund paper,-40.00,-60.00\n")  # fmt: skip
    head = "Date,Type,Description,Amount,Running balance\n"
    for out, back in (("Cost", "Income"), ("Coût", "Recette"), ("Kosten", "Einnahme")):
        reading = reading_of(head + rows.format(out, out, out, back, out))
        assert (reading.kind, reading.total()) == ("bank", 250 + 100 + 30 - 40)


def test_a_line_that_lacks_only_a_last_separator_is_whole() -> None:
    text = ("Date opération;Date valeur;libellé;Débit;Crédit;\n"
            "25/07/2025;25/07/2025;CARTE IKEA;-507,42;;\n"
            "24/07/2025;24/07/2025;VIR RECU TARDIEU;;2640,00\n"
            "23/07/2025;23/07/2025;REMBOURSEMENT IKEA;;49,90\n"
            "22/07/2025;22/07/2025;VIR VERS MON LIVRET;-1000,00;;\n"
            "21/07/2025;21/07/2025;CARTE AVIA;-20,00;;\n" + 6 *
            "20/07/2025;20/07/2025;CARTE AVIA;-10,00;;\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 507.42 - 49.9 + 20 + 60
    assert sorted(reading.rejected["reason"]) == ["income", "own_transfer"]


@pytest.mark.parametrize("text", WAITING)
def test_what_a_bank_has_not_booked_is_left_out_and_listed(text: str) -> None:
    reading = reading_of(text)
    assert reading.total() == 5.95
    assert list(reading.rejected["reason"]) == ["not_executed"]


# Refusals ------------------------------------------------------------------------------------


@pytest.mark.spoilt
def test_spoilt_words_of_a_statement_change_no_total_in_silence() -> None:
    """Letters and quotes in labels and headers: a right total but for rows listed, or none."""
    writes = {n: BANK_FILES[n] for n in ("bank_fr_signed.csv", "bank_en_counterparty.csv",
                                         "expenses_en_cards.csv")}  # fmt: skip
    for seed in range(COUNT):
        rng = np.random.default_rng(seed)
        name = list(writes)[seed % len(writes)]
        text = writes[name]().decode("utf-8-sig").replace("\r\n", "\n")
        spoilt = (spoil_words if seed % 2 else spoil_quotes)(text, rng)
        reading = read(spoilt.encode("utf-8"), name=name)
        rows = EXPENSES if name.startswith("expenses") else MOVEMENTS
        spent = {2 + i: -m[3] for i, m in enumerate(rows) if m[3] < 0}
        assert accounted(reading, spent), f"seed {seed}: {name}"


@pytest.mark.spoilt
def test_mutated_statements_end_in_figures_a_question_or_a_refusal() -> None:
    names = [*BANK_FILES, *REFUSED_FILES]
    for seed in range(COUNT):
        how, content = mutated(seed, names)
        reading = read(content, name="spoilt.csv")
        assert reading.to_json("fr")["layout"] == reading.layout
        known = reading.refused is not None or reading.blocked or len(reading.entries) > 0
        assert known, f"seed {seed}: {how}"


CARD = (
    "Data Lanc.;Data Valor;Descrição;Valor\n03/05/2025;03/05/2025;COMPRA 1 CTT;118,00\n"
    "07/05/2025;07/05/2025;COMPRA 1 FNAC;289,50\n08/05/2025;08/05/2025;COMPRA 1 FNAC;60,00\n"
    "28/05/2025;28/05/2025;{};-278,00\n29/05/2025;29/05/2025;DEVOLUCAO COMPRA 1 FNAC;-45,50\n"
)


def test_a_card_whose_purchases_are_positive_is_told_by_what_is_negative() -> None:
    reading = reading_of(CARD.format("PAGAMENTO CARTAO DE CREDITO"))
    assert reading.total() == 118 + 289.5 + 60 - 45.5
    assert reading.rejected["reason"].tolist() == ["card_payment"]
    # Without such a word it may be an account: asked, with both.
    (question,) = [q for q in reading_of(CARD.format("DEVOLUCAO 2")).questions if q.blocking]
    assert question.about == "sign"


HEADS = (
    "Bokföringsdatum;Valutadatum;Text;Belopp;Saldo\n2025-03-26;2025-03-26;TELIA;-278.50;41.66\n"
    "2025-03-25;2025-03-25;BG KUNDINBET;90.00;320.16\n",
    "Data operacji,Data waluty,Typ transakcji,Kwota,Waluta,Saldo po transakcji,Opis transakcji,\n"
    "2025-08-25,2025-08-25,Płatność kartą,-278.50,PLN,+96.03,Tytuł: 1,ORLEN\n"
    ",2025-08-16,Blokada,-73.56,PLN,W rozliczeniu,Tytuł: 2,INPOST\n"
    "2025-08-11,2025-08-11,Przelew na rachunek,+90.00,PLN,+374.53,Tytuł: 3,FIRMA\n",
    "Buchungsdatum;Währung;Belastung;Gutschrift;Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1\n"
    "2025-03-25;CHF;-278.50;;;100.00;A1;Sammelauftrag\n2025-03-25;CHF;;;-200.00;;A1;Holz AG\n"
    "2025-03-25;CHF;;;-78.50;;A1;Post\n2025-03-23;CHF;;90.00;;378.50;B2;Gutschrift Alp AG\n",
    "Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;Saldo;Währung;Betrag;Währung\n"
    "21.02.2025;22.02.2025;Telekom;Lastschrift;100,00;EUR;-278,50;EUR\n"
    "20.02.2025;20.02.2025;Praxis;Gutschrift;378,50;EUR;90,00;EUR\n",
    "Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta;\n"
    "Reserverat;-349,00;17;;;Kortköp SJ AB;;SEK;\n2025/09/25;-278,50;17;;;LOOPIA;500,00;SEK;\n"
    "2025/09/22;-900,00;17;;;Överföring till eget sparkonto;778,50;SEK;\n"
    "2025/09/16;90,00;;17;;SJÖN FAKTURA 2049;1678,50;SEK;\n",
    "Buchungsdatum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Label\n"
    "23.03.2025;KAUF SBB;;-278.50;\n19.03.2025;GUTSCHRIFT VON ALP AG;90.00;;\n",
    "Dato;Forklaring;Rentedato;Ut fra konto;Inn på konto\n"
    "23.03.2025;Telia;23.03.2025;278,50;\n19.03.2025;Faktura 7;19.03.2025;;90,00\n",
    "Compte;Date de comptabilisation;Date opération;Libellé;Date valeur;Montant\n"
    "314;24/03/2025;;PRLV OVH;24/03/2025;-278,5\n314;20/03/2025;;REMISE 1;20/03/2025;90\n",
)


@pytest.mark.parametrize("text", HEADS)
def test_banks_of_many_countries_are_known(text: str) -> None:
    reading = reading_of(text)
    assert reading.kind == "bank"
    assert reading.usable
    assert reading.total() == 278.5


BARCLAYS = "Number,Date,Account,Amount,Subcategory,Memo\n"


@pytest.mark.parametrize("number", ["20-00-00 12345678", "GB29NWBK60161331926819"])
def test_the_number_of_a_banks_account_tells_a_statement(number: str) -> None:
    text = BARCLAYS + (f",15/01/2026,{number},-100.50,DEBIT,HUBSPOT\n"
                       f",20/01/2026,{number},900.00,CREDIT,ACME\n"
                       f",25/01/2026,{number},-20.25,DEBIT,LNER\n")  # fmt: skip
    text += f",26/01/2026,{number},20.25,PAYMENT,LNER REFUND\n"
    text += f",27/01/2026,{number},-500.00,FUNDS TRANSFER,TO BUSINESS SAVINGS\n"
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 120.75 - 20.25)


def test_a_return_is_deducted_from_what_was_bought_by_card() -> None:
    text = ("Card,Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
            "12,01/15/2026,01/16/2026,HUBSPOT,Services,Sale,-100.50,\n"
            "12,01/17/2026,01/18/2026,AMTRAK,Travel,Sale,-30.00,\n"
            "12,01/18/2026,01/19/2026,AMTRAK,Travel,Sale,-20.00,\n"
            "12,01/25/2026,01/25/2026,Payment Thank You-Mobile,,Payment,150.50,\n"
            "12,01/26/2026,01/27/2026,AMTRAK,Travel,Return,20.00,\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 100.5 + 50 - 20)


def test_a_card_of_american_express_has_positive_purchases() -> None:
    text = ("Date,Description,Card Member,Account #,Amount,Extended Details,"
            "Appears On Your Statement As,Category\n"
            "01/15/2026,HUBSPOT,A B,-4100,100.50,x,HUBSPOT,Services\n"
            "01/17/2026,AMTRAK,A B,-4100,50.25,x,AMTRAK,Travel\n"
            "01/18/2026,ZORG,C D,-4118,10.00,x,ZORG,Other\n"
            "01/19/2026,ZORG,C D,-4118,11.00,x,ZORG,Other\n"
            "01/25/2026,AUTOPAY PAYMENT - THANK YOU,A B,-4100,-151.50,x,AUTOPAY,\n"
            "01/26/2026,AMTRAK,A B,-4100,-20.00,x,AMTRAK,Travel\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 100.5 + 50.25 + 21 - 20)


@pytest.mark.parametrize("balance", ["Balance (GBP)", "Solde EUR", "Saldo"])
def test_a_balance_in_a_currency_is_a_statements(balance: str) -> None:
    text = (f"Date;Counter Party;Type;Amount (GBP);{balance}\n15/01/2026;Regus;DD;-312.00;900.00\n"
            "16/01/2026;Zed Ltd;FP;3015.05;3915.05\n17/01/2026;Tax;INTERNAL TRANSFER;-600;3315.05\n"
            "18/01/2026;Hiscox;DD;-50;3265.05\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 362)


HALF = "Date;{};Débit euros;Crédit euros;\n"
MOVED = ("30/04/2026;{}ACME;473,04;;\n20/04/2026;{}ZED;;840,00;\n"
         "15/04/2026;{}ORANGE;21,93;;\n")  # fmt: skip


@pytest.mark.parametrize(
    ("word", "count"),
    [("VIREMENT EMIS WEB ", 1), ("PRELEVEMENT ", 1), ("Direct debit ", 1), ("", 0)],
)
def test_labels_that_begin_as_a_banks_do_make_a_statement(word: str, count: int) -> None:
    reading = reading_of(HALF.format("Libellé") + MOVED.format(word, word, word))
    assert (reading.kind == "bank") == bool(count)
    assert reading.blocked or reading.total() == 494.97


def test_accounts_below_each_other_are_one_statement() -> None:
    head = HALF.format("Libellé")
    text = ("Compte Courant n° 1;\nSolde 14 288,33 €\n\n" + head
            + MOVED.format("VIREMENT ", "VIREMENT ", "PRELEVEMENT ")
            + "02/04/2026;VIREMENT EN VOTRE FAVEUR ZORG de Livret;;1 200,00;\n"
            "\n\nLivret n° 2;\nSolde 8 800,00 €\n\n" + head
            + "02/04/2026;VIREMENT EMIS ZORG vers Compte Courant;1 200,00;;\n")  # fmt: skip
    assert reading_of(text).total() == 494.97


ACCOUNTS = [
    ("Account Type,Account Number,Transaction Date,Cheque Number,Description 1,Description 2,CAD$",
     "Chequing", "Savings", "Visa"),
    ("Type de compte,Numéro,Date,Chèque,Libellé,Détail,Montant", "Compte courant", "Livret A",
     "Carte de crédit"),
    ("Account,No.,Date,Cheque,Description,Details,Amount", "Current account", "Savings account",
     "Credit card"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "current", "saved", "card"), ACCOUNTS)
def test_kinds_of_accounts_beside_money_going_out_make_a_statement(
    head: str, current: str, saved: str, card: str
) -> None:
    text = (f"{head}\n{current},01234-56,2026-04-13,,REGUS OFFICE,,-640.00\n"
            f"{current},01234-56,2026-04-16,,ABC WINDOWS INC,,5650.00\n"
            f"{current},01234-56,2026-04-25,,PAYROLL JB,,-2875.40\n"
            f"{saved},01234-99,2026-04-26,,INTEREST,,1.10\n"
            f"{card},4514000000001234,2026-04-28,,ZOOMINFO LLC,,-349.00\n"
            f"{card},4514000000001234,2026-05-14,,VIA RAIL,,-187.92\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", pytest.approx(4052.32))
    other = reading_of(text.replace(current, "Marketing").replace(saved, "Sales"))
    assert other.kind == "costs"
