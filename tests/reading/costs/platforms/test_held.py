"""Money that is held back and let go again is no cost; what is bought then is one."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HOLDS = [("Account Hold for Open Authorization", "Reversal of General Account Hold"),
         ("Blocage de compte pour autorisation ouverte", "Annulation du blocage de compte général"),
         ("Einbehaltung für offene Autorisierung", "Rückbuchung allgemeine Kontoeinbehaltung"),
         ("Retención de cuenta por autorización abierta",
          "Cancelación de la retención general de la cuenta"),
         ("Blocco conto per autorizzazione aperta", "Storno blocco conto"),
         ("reserve_hold", "reserve_release")]  # fmt: skip


@pytest.mark.parametrize(("hold", "back"), HOLDS)
def test_a_platforms_hold_and_its_reversal_are_no_costs(hold: str, back: str) -> None:
    text = ("Date,Name,Type,Currency,Gross,Fee,Net,Balance\n"
            "13/06/2026,Anna,Express Checkout Payment,EUR,100.00,-3.25,96.75,96.75\n"
            f"16/06/2026,,{hold},EUR,-45.00,0.00,-45.00,51.75\n"
            f"17/06/2026,,{back},EUR,45.00,0.00,45.00,96.75\n"
            "17/06/2026,Shutterstock,Express Checkout Payment,EUR,-45.00,0.00,-45.00,51.75\n"
            )  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 3.25 + 45
    assert reading.rejected["reason"].tolist() == ["not_executed"] * 2
    (note,) = [n for n in reading.notes if n.code == "states_left_out"]
    assert note.values["states"] == f"{hold} (1), {back} (1)"


def test_no_question_counts_a_hold() -> None:
    text = ("id,created,currency,gross,fee,net,reporting_category,description\n"
            "1,2025-03-02,eur,100.00,3.25,96.75,charge,Order 1\n"
            "2,2025-03-03,eur,-50.00,0.00,-50.00,risk_reserved_funds,Reserve\n"
            "3,2025-03-13,eur,50.00,0.00,50.00,risk_reserved_funds,Reserve\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.blocked, reading.total()) == (False, 3.25)


@pytest.mark.parametrize(
    ("hold", "back"),
    [("Pre-authorisation HERTZ 0412", "Pre-authorisation HERTZ 0412 reversal"),
     ("PREAUTORISATION HERTZ", "ANNULATION PREAUTORISATION HERTZ"),
     ("Vorautorisierung Sixt", "Storno Vorautorisierung Sixt"),
     ("Preautorizzazione Hertz", "Storno preautorizzazione Hertz")],
)  # fmt: skip
def test_nor_are_those_of_a_card_on_a_statement(hold: str, back: str) -> None:
    text = (f"Date;Libellé;Montant;Solde\n20/03/2026;{hold};-500,00;500,00\n"
            f"22/03/2026;{back};500,00;1000,00\n23/03/2026;HERTZ;-120,50;879,50\n")  # fmt: skip
    assert reading_of(text).total() == 120.5


@pytest.mark.parametrize("label", ["Hold Music Ltd", "Pre-authorisation capture HERTZ",
                                   "Retención IRPF", "Autorisation parking fee"])  # fmt: skip
def test_what_is_taken_after_all_or_is_called_alike_counts(label: str) -> None:
    text = (f"Date;Libellé;Montant;Solde\n20/03/2026;{label};-500,00;500,00\n"
            "23/03/2026;HERTZ;-120,50;379,50\n")  # fmt: skip
    assert reading_of(text).total() == 620.5
