"""Columns of dates whose heading nobody knows."""

from __future__ import annotations

import pytest

from roi_model.reading.values.undated import names_months, names_spans
from tests.reading.read_again import reading_of


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("Buchung;Text;Betrag", ("15.01.2025", "28.01.2025")),
        ("Buchung;Text;Betrag", ("15.01.25", "28.01.25")),
        ("Quando;Cosa;Quanto", ("20250115", "20250128")),
        ("Fait le;Quoi;Combien", ("15-Jan-2025", "28-Jan-2025")),
        ("F. Operación;Texto;Euros", ("15/01/2025", "28/01/2025")),
        ("Boekdag;Naam;Euro", ("15-01-2025", "28-01-2025")),
        ("Lançamento;Quem;Quanto", ("2025.01.15", "2025.01.28")),
    ],
)
def test_a_column_of_days_is_found_by_its_cells(head: str, days: tuple[str, str]) -> None:
    text = f"{head}\n{days[0]};Loyer;-100,00\n{days[1]};Ads;-50,00\n"
    assert reading_of(text).total("month") == {"2025-01": 100 + 50}


@pytest.mark.parametrize("word", ["Pending", "En attente", "ausstehend"])
def test_words_between_the_days_do_not_hide_them(word: str) -> None:
    text = (
        f"When,What,Price paid\n12-Dec-2025,Rent,100.00\n{word},Card,20.00\n{word},Card,20.00\n"
        "13-Dec-2025,Ads,50.00\n"
    )
    reading = reading_of(text)
    assert reading.total() == 100 + 50
    assert reading.rejected["reason"].tolist() == ["bad_date", "bad_date"]


def test_a_day_with_points_may_have_two_orders() -> None:
    (question,) = reading_of("Buchung;Text;Betrag\n05.01.2025;Miete;-100,00\n").questions
    assert (question.about, [c.answer for c in question.candidates]) == (
        "date_format", ["%d.%m.%Y", "%m.%d.%Y"],
    )  # fmt: skip


def test_numbers_of_documents_are_no_days() -> None:
    reading = reading_of("Pièce;Quoi;Combien\n20250001;Ads;100,00\n20250002;CRM;50,00\n")
    assert reading.refused is not None
    assert reading.refused.code == "no_date"


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Mois Month Months Monat Mes Mese Maand Miesiąc", True),
        ("Period Période Período Trimestre Quarter Quartal Kwartaal Semestre", False),
        ("Semaine Week Woche Semana Settimana", False),
        ("Année Year Exercice Jahr Año Ano Anno Jaar Ejercicio Exercício Esercizio", False),
        ("Geschäftsjahr Boekjaar FY", False),
    ],
)
def test_a_heading_of_months_or_of_longer_spans(words: str, months: bool) -> None:
    for word in words.split():
        assert names_spans(word) and names_spans(f"{word.upper()} 1"), word
        assert names_months(word) is months, word
    assert not names_spans("Date") and not names_months("Montant")
