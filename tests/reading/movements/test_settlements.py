"""A card that is paid from another account of the file."""

from __future__ import annotations

import pytest

from roi_model.reading.movements.pairs import Moved
from roi_model.reading.movements.settlements import settled
from roi_model.reading.reading import read
from tests.reading.read_again import reading_of


def test_without_a_word_a_calendar_month_of_several_purchases_is_paid() -> None:
    bought = [Moved("card", day, 100 + day) for day in (0, 9, 30)]  # January 1970
    paid = Moved("bank", 35, 339)
    assert settled([*bought, paid], ["", "", "", "VIR"]) == {3}
    assert settled([*bought[1:], Moved("bank", 35, 239)], ["", "", "VIR"]) == set()
    assert settled([*bought, Moved("bank", 3, 339)], ["", "", "", "VIR"]) == set()
    assert settled([*bought, Moved("card", 35, 339)], ["", "", "", "VIR"]) == set()


LABELS = ["CARTE X1234 DEBIT DIFFERE", "FACTURE CARTE DU 310126", "Kreditkartenabrechnung Januar",
          "Credit card payment", "LIQUIDACION TARJETA CREDITO", "Prelievo 1234"]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_the_accounts_of_a_table_tell_which_line_pays_the_card(label: str) -> None:
    text = ("Compte;Date;Libellé;Montant;Solde\nFR76 0001;13/02/2026;LOYER PINS;-950,00;50,00\n"
            "4971XX1234;15/01/2026;HOTEL ZORG;-120,00;\n4971XX1234;20/01/2026;ADS;-330,50;\n"
            f"FR76 0001;14/02/2026;{label};-450,50;-400,50\n")  # fmt: skip
    reading = reading_of(text, kind="bank")
    assert reading.total() == 950 + 120 + 330.5
    (note,) = [n for n in reading.notes if n.code in ("card_settled", "card_payments")]
    assert note.values["count"] == 1


def test_so_do_those_of_a_statement() -> None:
    def account(number: str, *rows: tuple[str, str, str]) -> str:
        one = "<STMTTRN><DTPOSTED>{}<TRNAMT>{}<NAME>{}</STMTTRN>"
        booked = "".join(one.format(*row) for row in rows)
        return f"<STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>{number}</BANKACCTFROM>{booked}</STMTRS>"

    bank = account("31166", ("20260204", "-150.90", "CARTE X4417 DEBIT DIFFERE"),
                   ("20260205", "-700.00", "LOYER"))  # fmt: skip
    card = account("4970XX4417", ("20260105", "-100.90", "HOTEL"), ("20260128", "-50.00", "ADS"),
                   ("20260203", "-30.00", "CRM"))  # fmt: skip
    reading = read(f"<OFX>{bank}{card}</OFX>".encode())
    assert reading.total() == 700 + 100.9 + 50 + 30
    assert reading.rejected["reason"].tolist() == ["own_transfer"]
