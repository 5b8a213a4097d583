"""Payrolls whose elements stand below each other: what the employer pays counts, and once."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

ACROSS = ("Salarié;Rubrique;janv. 2026;févr. 2026\n"
          "A;Salaire brut;3000;3100\n;Charges patronales;1200;1240\n"
          ";Coût employeur;4200;4340\n;dont net versé;2300;2380\n"
          "B;Salaire brut;2000;2000\n;Charges patronales;800;800\n"
          ";Coût employeur;2800;2800\n;dont net versé;1500;1500\n"
          "Total équipe;Coût employeur;7000;7140\n")  # fmt: skip
BY_PERSON = ("Payroll;Jan 2026;Feb 2026\nAlice;;\nGross pay;3000;3000\n"
             "Employer contributions;400;400\nNet pay;2200;2200\nBob;;\nGross pay;2000;2000\n"
             "Employer contributions;300;300\nNet pay;1500;1500\nTotal;5700;5700\n")  # fmt: skip
LONG = ("Monat;Mitarbeiter;Art;Betrag\n01/2026;A;Bruttogehalt;3000\n01/2026;A;AG-Anteil;600\n"
        "01/2026;A;Nettogehalt;2000\n02/2026;A;Bruttogehalt;3000\n02/2026;A;AG-Anteil;600\n"
        "02/2026;A;Nettogehalt;2000\n")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "january", "february"),
    [(ACROSS, 7000, 7140), (BY_PERSON, 5700, 5700), (LONG, 3600, 3600)],
)
def test_what_the_employer_pays_counts_once(text: str, january: float, february: float) -> None:
    reading = reading_of(text)
    assert reading.total("month") == {"2026-01": january, "2026-02": february}
    assert "payroll" in [note.code for note in reading.notes]
    assert "pay_part" in set(reading.rejected["reason"])


def test_it_is_a_cost_of_people() -> None:
    assert set(reading_of(ACROSS).entries["category"]) == {"people"}


def test_gross_pay_among_other_costs_takes_nothing_away() -> None:
    text = ("Date;Poste;Montant HT\n15/01/2026;Salaire brut;3000\n16/01/2026;Impôts;100\n"
            "17/01/2026;Loyer;500\n")  # fmt: skip
    assert reading_of(text).total() == 3600
