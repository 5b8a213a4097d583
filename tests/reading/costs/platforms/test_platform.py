"""What a platform took of each sale is the cost: sales, refunds to buyers and payouts are none."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEAD = "id,created,currency,gross,fee,net,reporting_category,description\n"
ROWS = ("1,2025-03-02,eur,100.00,3.25,96.75,charge,Order 1\n"
        "2,2025-03-03,eur,200.00,6.10,193.90,charge,Order 2\n"
        "3,2025-03-04,eur,-40.00,0.00,-40.00,refund,Refund for charge\n"
        "4,2025-03-05,eur,-11.40,0.00,-11.40,fee,Billing\n"
        "5,2025-03-06,eur,-60.00,15.00,-75.00,dispute,Chargeback withdrawal\n"
        "6,2025-03-09,eur,-120.00,0.00,-120.00,payout,PAYOUT\n")  # fmt: skip


def test_the_fees_of_a_balance_are_the_costs() -> None:
    reading = reading_of(HEAD + ROWS)
    assert reading.usable
    assert reading.total() == round(3.25 + 6.10 + 11.40 + 15, 2)
    assert reading.rejected["reason"].value_counts().to_dict() == {
        "platform_money": 1, "own_transfer": 1
    }  # fmt: skip
    assert [n.values["count"] for n in reading.notes if n.code == "platform"] == [4]


def test_other_money_that_went_out_is_asked_about() -> None:
    text = HEAD + ROWS + "7,2025-03-10,eur,-30.00,0.00,-30.00,transfer,Zed Ltd\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    fees = round(3.25 + 6.10 + 11.40 + 15, 2)
    gives = {c.answer: c.gives["all"] for c in question.candidates}
    assert gives == {"fees": fees, "paid": fees + 30}
    for answer, total in gives.items():
        assert reading_of(text, answers={"platform": answer}).total() == total


def test_purchases_count_where_a_balance_shows_that_all_is_there() -> None:
    text = ("Date;Nom;Description;Devise;Avant commission;Commission;Net;Solde\n"
            "12/03/2025;Anna;Paiement Express Checkout;EUR;100,00;-3,25;96,75;96,75\n"
            "13/03/2025;Zed Ads;Paiement de facture;EUR;-30,00;0,00;-30,00;66,75\n"
            "14/03/2025;Anna;Remboursement de paiement;EUR;-20,00;0,65;-19,35;47,40\n"
            "15/03/2025;;Virement standard;EUR;-40,00;0,00;-40,00;7,40\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.kind == "bank"
    assert reading.total() == round(3.25 + 30 - 0.65, 2)


def test_a_fee_beside_an_amount_without_what_is_left_is_no_platforms() -> None:
    text = "Date;Libellé;Montant;Frais\n12/03/2025;Zed;100,00;3,25\n13/03/2025;Ibis;50,00;1,00\n"
    assert [q.about for q in reading_of(text).questions if q.blocking] == ["fees"]


PAYOUTS = ["Virement sur compte bancaire", "Virement vers le compte bancaire",
           "Transfert vers un compte bancaire", "Retrait vers votre compte bancaire",
           "Transfer to bank account", "Withdrawal to your bank account",
           "Überweisung auf Bankkonto", "Abbuchung auf das Bankkonto",
           "Transferencia a cuenta bancaria", "Envío a su cuenta bancaria",
           "Trasferimento su conto bancario", "Bonifico sul conto bancario",
           "Transferência para conta bancária", "Envio para a sua conta bancária",
           "Overboeking naar bankrekening", "Geld naar uw bankrekening"]  # fmt: skip


@pytest.mark.parametrize("payout", PAYOUTS)
def test_payouts_are_told_by_where_they_go(payout: str) -> None:
    text = ("Date;Nom;Type;Devise;Avant commission;Commission;Net;Solde\n"
            "12/03/2026;Anna;Paiement Express Checkout;EUR;100,00;-3,25;96,75;96,75\n"
            "13/03/2026;Zed Ads;Paiement de facture;EUR;-30,00;0,00;-30,00;66,75\n"
            f"25/03/2026;;{payout};EUR;-40,00;0,00;-40,00;26,75\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 3.25 + 30
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


WALLETS = {
    "de": ("Datum,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Auswirkung auf Guthaben",
           "Abgeschlossen", "Ausstehend", "Rückzahlung", "Zahlung", "Soll", "Haben"),
    "en": ("Date,Name,Type,Status,Currency,Gross,Fee,Net,Balance Impact",
           "Completed", "Pending", "Payment Refund", "Payment", "Debit", "Credit"),
    "fr": ("Date,Nom,Type,État,Devise,Avant commission,Commission,Net,Impact sur le solde",
           "Terminé", "En attente", "Remboursement de paiement", "Paiement", "Débit", "Crédit"),
}  # fmt: skip


@pytest.mark.parametrize("language", WALLETS)
def test_sales_purchases_and_what_is_given_back_in_one_wallet(language: str) -> None:
    head, done, waits, back, paid, out, into = WALLETS[language]
    rows = [("03/09/2026", "Zed Ads", paid, done, "-11.99", "0.00", "-11.99", out),
            ("07/09/2026", "Petra Lind", paid, done, "119.00", "-3.36", "115.64", into),
            ("15/09/2026", "Quill Ltd", paid, done, "-187.50", "0.00", "-187.50", out),
            ("18/09/2026", "Jonas Voss", paid, done, "357.00", "-9.28", "347.72", into),
            ("28/09/2026", "Quill Ltd", back, done, "62.50", "0.00", "62.50", into),
            ("30/10/2026", "Evo Ltd", paid, waits, "-29.00", "0.00", "-29.00", out)]  # fmt: skip
    text = head + "\n" + "".join(",".join((*row[:4], "EUR", *row[4:])) + "\n" for row in rows)
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    fees = round(3.36 + 9.28, 2)
    gives = {c.answer: c.gives["all"] for c in question.candidates}
    assert gives == {"fees": fees, "paid": round(fees + 11.99 + 187.5 - 62.5, 2)}
    for answer, total in gives.items():
        assert reading_of(text, answers={"platform": answer}).total() == total


OWN = ["Transfer to own account BE68 5390", "Virement vers livret", "Transfer to savings"]
PERHAPS = ["Online TFR savings", "Bonifico risparmio", "MOBI SAVINGS 441"]


def bought(moved: str) -> str:
    return (f"Date,Description,Gross,Fee,Net\n2026-01-05,Ads Co,-540.00,-1.00,-541.00\n"
            f"2026-01-15,{moved},-2000.00,-1.20,-2001.20\n"
            "2026-01-20,Order 12 Morel,3000.00,-30.00,2970.00\n"
            "2026-01-21,Order 13 Zed,1000.00,-10.00,990.00\n")  # fmt: skip


@pytest.mark.parametrize("moved", OWN)
def test_what_goes_to_an_account_of_ones_own_costs_its_fee_alone(moved: str) -> None:
    paid = reading_of(bought(moved), answers={"platform": "paid"})
    assert paid.usable
    assert paid.total() == pytest.approx(541 + 1.20 + 30 + 10)


@pytest.mark.parametrize("moved", PERHAPS)
def test_what_may_go_to_an_account_of_ones_own_is_asked_about(moved: str) -> None:
    (question,) = [
        one
        for one in reading_of(bought(moved), answers={"platform": "paid"}).questions
        if one.blocking
    ]
    assert question.about == "own_accounts"
    gives = {one.answer: one.gives["all"] for one in question.candidates}
    assert gives == {"yes": pytest.approx(541 + 1.20 + 40), "no": pytest.approx(541 + 2001.20 + 40)}
    for answer, total in gives.items():
        read = reading_of(bought(moved), answers={"platform": "paid", question.id: answer})
        assert read.usable
        assert read.total() == total
    assert reading_of(bought(moved), answers={"platform": "fees"}).total() == 40


STAYS = ["Date,Type,Guest,Code,Currency,Amount,Paid out,Host service fee,Gross earnings",
         "Date,Type,Détails,Code,Devise,Montant,Versé,Frais de service,Revenus bruts",
         "Datum,Typ,Details,Code,Währung,Betrag,Ausgezahlt,Servicegebühr,Bruttoeinnahmen",
         "Fecha,Tipo,Detalles,Código,Divisa,Importe,Pagado,Tarifa de servicio,Ingresos brutos",
         "Data,Tipo,Dettagli,Codice,Valuta,Importo,Versato,Costi del servizio,Lordo"]  # fmt: skip


@pytest.mark.parametrize("headings", STAYS)
def test_service_fees_of_a_platform_are_its_cost_and_payouts_none(headings: str) -> None:
    reading = reading_of(
        f"{headings}\n2026-05-13,Payout,To IBAN 4410,,EUR,,485.00,,\n"
        "2026-04-13,Stay,Guest A,HM1,EUR,485.00,,15.00,500.00\n"
        "2026-02-13,Payout,To IBAN 4410,,EUR,,291.00,,\n"
        "2026-02-14,Stay,Guest B,HM2,EUR,291.00,,9.00,300.00\n"
    )
    assert reading.usable
    assert reading.total("month") == {"2026-02": 9, "2026-04": 15}
