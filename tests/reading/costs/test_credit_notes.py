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
