"""Money that comes back is netted with what went out; what is given back of income is no cost."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.costs.credit_notes import returned_rows
from tests.reading.read_again import reading_of

BACK = ["REJET PRLV {}", "Rejeté {}", "IMPAYE {}", "Returned direct debit {}", "REVERSAL {}",
        "Chargeback {}", "RÜCKLASTSCHRIFT {}", "Storno {}", "DEVOLUCION RECIBO {}",
        "Insoluto SDD {}", "ESTORNO {}", "DEVOLUÇÃO {}", "Terugboeking {}"]  # fmt: skip


@pytest.mark.parametrize("label", BACK)
def test_a_payment_presented_again_counts_once(label: str) -> None:
    text = ("Date;Libellé;Montant;Solde\n15/01/2025;PRLV GOOGLE ADS;-800,00;200,00\n"
            f"17/01/2025;{label.format('GOOGLE ADS')};800,00;1000,00\n"
            "22/01/2025;PRLV GOOGLE ADS;-800,00;200,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.usable
    assert reading.total() == 800 - 800 + 800
    assert reading.total("category") == {"advertising": 800}
    assert [n.values["costs"] for n in reading.notes if n.code == "came_back"] == [1]


def test_also_where_debits_and_credits_have_columns() -> None:
    text = ("Date;Libellé;Débit;Crédit;Solde\n15/01/2025;PRLV GOOGLE ADS;800,00;;200,00\n"
            "17/01/2025;REJET PRLV GOOGLE ADS;;800,00;1000,00\n"
            "20/01/2025;VIR CLIENT DUPONT;;500,00;1500,00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 800 - 800
    assert reading.rejected["reason"].tolist() == ["income"]


def test_a_clients_cheque_that_bounces_is_no_cost() -> None:
    text = ("Date;Libellé;Montant;Solde\n15/01/2025;REMISE CHEQUE DUPONT;500,00;500,00\n"
            "17/01/2025;IMPAYE CHEQUE DUPONT;-500,00;0,00\n"
            "20/01/2025;PRLV HUBSPOT;-90,00;-90,00\n")  # fmt: skip
    assert reading_of(text).total() == 90


def test_what_undoes_nothing_stays_what_its_sign_says() -> None:
    text = ("Date;Libellé;Montant;Solde\n15/01/2025;PRLV GOOGLE ADS;-800,00;200,00\n"
            "17/01/2025;REMBOURSEMENT TVA DGFIP;800,00;1000,00\n")  # fmt: skip
    assert reading_of(text).total() == 800


def test_each_is_undone_once() -> None:
    labels = pa.array(["PRLV ACME", "REJET ACME", "REJET ACME"])
    units = np.array([10, -10, -10])
    assert returned_rows(labels, units).tolist() == [False, True, False]


CARDS = ("Date;Commerçant;Porteur;Type;Montant HT\n05/01/2026;Ibis;A;Paiement;-100,00\n"
         "17/01/2026;Uber;B;Paiement;-40,50\n20/01/2026;Uber;B;Remboursement;10,50\n"
         "02/01/2026;Cartes;;Rechargement du compte;500,00\n")  # fmt: skip


def test_cards_that_write_spending_as_negative_and_are_topped_up() -> None:
    reading = reading_of(CARDS)
    assert reading.total() == 100 + 40.5 - 10.5
    assert reading.rejected["reason"].tolist() == ["card_payment"]
    assert "negative_spending" in [n.code for n in reading.notes]


def test_cards_that_are_topped_up_below_zero() -> None:
    other = CARDS.translate(str.maketrans({"-": ""})).replace("Remboursement;", "Paiement;")
    assert reading_of(other.replace("500,00", "-500,00")).total() == 100 + 40.5 + 10.5


def test_costs_that_are_mostly_negative_may_have_refunds() -> None:
    rows = "".join(f"{day}/01/2026;Achat {day};-10,00\n" for day in range(13, 20))
    text = "Date;Libellé;Montant\n" + rows + "21/01/2026;Retour;4,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 4 - 70, "negative": 70, "turned": 70 - 4
    }  # fmt: skip
    assert reading_of(text, answers={"sign": "turned"}).total() == 70 - 4


BILLS = [
    ("Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Untaxed Amount Signed,"
     "Total Signed\n",
     ",", ("BILL/2026/10/0003", "BILL/2026/10/0001", "BILL/2026/09/0004"), "RBILL/2026/10/0001"),
    ("Numéro;Partenaire;Date de facturation;Date d'échéance;Montant hors taxes signé;"
     "Total signé\n",
     ";", ("FACTU/26/103", "FACTU/26/101", "FACTU/26/094"), "RFACTU/26/101"),
    ("Nummer;Rechnungspartner;Rechnungsdatum;Fällig am;Betrag ohne Steuer;Gesamt\n",
     ";", ("RE 2603", "RE 2601", "RE 2594"), "REK 2601"),
]  # fmt: skip


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("header", "apart", "numbers", "credit"), BILLS)
def test_a_credit_note_among_documents_is_told_by_its_number(
    header: str, apart: str, numbers: tuple[str, ...], credit: str, sign: int
) -> None:
    rows = [
        (numbers[0], "Foire de Metz", "2026-10-27", "2026-11-26", 2450, 2940),
        (credit, "Imprimerie Moselle", "2026-10-09", "2026-10-09", -320, -384),
        (numbers[1], "Cabinet Thill", "2026-10-02", "2026-11-01", 850.5, 1020.6),
        (numbers[2], "Sans TVA SARL", "2026-09-24", "2026-10-24", 79, 79),
    ]
    lines = (apart.join([*row[:4], *(f"{sign * float(n):.2f}" for n in row[4:])]) for row in rows)
    reading = reading_of(header + "\n".join(lines) + "\n")
    assert not [q.id for q in reading.questions if q.blocking]
    assert reading.total("month") == {"2026-09": 79, "2026-10": 2450 - 320 + 850.5}


def test_a_credit_note_among_documents_is_told_by_whose_it_is() -> None:
    text = ("Bill no;Vendor;Bill date;Total\n17;Quay;2026-01-10;-900.00\n"
            "18;Moor;2026-02-03;-75.50\n19;Moor;2026-02-28;{}\n")  # fmt: skip
    assert reading_of(text.format("20.00")).total() == 900 + 75.5 - 20
    # More than was billed before: somebody who pays, perhaps.
    (question,) = [q for q in reading_of(text.format("80.00")).questions if q.blocking]
    assert question.id == "sign:Total"


def test_sales_among_purchases_are_asked_about() -> None:
    text = ("Number;Partner;Invoice date;Total\nBILL/1;Quay;2026-01-10;-900.00\n"
            "BILL/2;Moor;2026-02-03;-75.50\nINV/1;Client;2026-02-28;500.00\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:Total"


@pytest.mark.parametrize(
    ("card", "holder", "said"),
    [("kredietkaart", "kaarthouder", "Verrekening"), ("Card number", "Cardholder", "Clearing"),
     ("Numéro de carte", "Titulaire de la carte", "Arrêté septembre")],
)  # fmt: skip
@pytest.mark.parametrize("sign", ["", "-"])
def test_what_pays_cards_off_is_of_no_card_and_of_nobody(
    card: str, holder: str, said: str, sign: str
) -> None:
    back = "-" if not sign else ""
    rows = [("5412", "PEETERS JAN", "02/11/2026", f"{sign}64,50", "Zed Ads"),
            ("5412", "PEETERS JAN", "21/10/2026", f"{sign}99,00", "Ovh"),
            ("5413", "MAES SARAH", "20/10/2026", f"{sign}42,00", "Ibis"),
            ("", "", "26/10/2026", f"{back}500,00", said)]  # fmt: skip
    text = f"{card};{holder};Date;Amount;Merchant\n" + "".join(f"{';'.join(r)}\n" for r in rows)
    reading = reading_of(text)
    assert reading.total() == 64.5 + 99 + 42
    assert len(reading.rejected) == 1
