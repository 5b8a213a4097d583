"""Amounts of a month among others: how often each counts in a year."""

from __future__ import annotations

import numpy as np

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.units.recurring import months_headed, times_a_year

UNITS = np.array([1000, 2000, 3000, 4000, 0])
MONTHS = np.array([1, 3, 12, 0, 6])


def test_both_sums_are_offered_and_the_answer_is_taken() -> None:
    inquiry = Inquiry()
    assert times_a_year(UNITS, MONTHS, 2, "Value", "monthly", inquiry) is None
    (question,) = inquiry.questions
    assert [candidate.gives["all"] for candidate in question.candidates] == [
        10 * 12 + 20 * 4 + 30 + 40, 10 + 20 + 30 + 40
    ]  # fmt: skip
    for answer, often in (("year", [12, 4, 1, 1, 2]), ("face", [1] * 5)):
        found = times_a_year(UNITS, MONTHS, 2, "Value", "", Inquiry({"recurring": answer}))
        assert found is not None and found.tolist() == often


def test_nothing_is_asked_where_no_amount_is_for_less_than_a_year() -> None:
    inquiry = Inquiry()
    for months in (np.zeros(5, np.int64), np.full(5, 12), np.array([0, 12, 0, 12, 1])):
        found = times_a_year(UNITS, months, 2, "Value", "", inquiry)
        assert found is not None and found.tolist()[:4] == [1] * 4
    assert not inquiry.questions


def test_headings_of_a_month_or_a_quarter() -> None:
    months = ("MRR", "Monthly fee", "Prix par mois", "Valor mensual", "Importo mensile",
              "Betrag pro Monat", "Maandelijkse waarde")  # fmt: skip
    assert {months_headed(heading) for heading in months} == {1}
    assert {months_headed(heading) for heading in ("Quarterly value", "Montant trimestriel")} == {3}
    others = ("Amount", "ARR", "Close month", "Mois", "Date par défaut")
    assert {months_headed(heading) for heading in others} == {0}
