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
