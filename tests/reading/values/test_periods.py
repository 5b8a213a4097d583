"""Rows and columns of weeks, quarters, halves of a year and years."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


@pytest.mark.parametrize(
    "weeks",
    [("2025-W05", "2025-W10"), ("S05 2025", "S10 2025"), ("KW 5/2025", "KW 10/2025"),
     ("semana 5 2025", "semana 10 2025"), ("Week 5, 2025", "Week 10, 2025"),
     ("2025-W05-4", "2025-W10-1")],
)  # fmt: skip
def test_a_week_is_of_the_month_of_its_thursday(weeks: tuple[str, str]) -> None:
    # 30 January is the Thursday of week 5, whose Sunday is in February.
    reading = reading_of(f"Date;Libellé;Coût\n{weeks[0]};Ads;100,00\n{weeks[1]};CRM;50,00\n")
    assert reading.total("month") == {"2025-01": 100.0, "2025-03": 50.0}


@pytest.mark.parametrize(
    "heads",
    [("T1 2025", "T2 2025"), ("Q1 2025", "Q2 2025"), ("2025-Q1", "2025-Q2"), ("1T25", "2T25"),
     ("1er trimestre 2025", "2e trimestre 2025"), ("Quartal 1 2025", "Quartal 2 2025"),
     ("1º trimestre 2025", "2º trimestre 2025"), ("1. Quartal 2025", "2. Quartal 2025")],
)  # fmt: skip
def test_quarters_go_evenly_over_their_months(heads: tuple[str, str]) -> None:
    months = {f"2025-{m:02d}": 300 / 3 if m < 4 else 600 / 3 for m in range(1, 7)}
    across = reading_of(f"Poste;{heads[0]};{heads[1]}\nAds;300,00;600,00\n")
    assert across.total("month") == months
    assert [note.code for note in across.notes] == ["spans_across", "spread"]
    down = reading_of(f"Période;Poste;Coût\n{heads[0]};Ads;300,00\n{heads[1]};Ads;600,00\n")
    assert down.total("month") == months
    assert [note.code for note in down.notes] == ["spread"]


def test_years_go_evenly_over_their_months() -> None:
    across = reading_of("Poste;2023;2024\nAds;1200,00;600,00\nSalons;12,00;24,00\n")
    assert across.total() == 1200 + 600 + 12 + 24
    assert across.total("month")["2024-12"] == 600 / 12 + 24 / 12
    for word in ("Year", "Année", "Jahr", "Año", "Anno", "Ano", "Exercício", "Jaar"):
        named = reading_of(
            f"Poste;{word} 2023;{word} 2024\nAds;1200,00;600,00\nSalons;12,00;24,00\n"
        )
        assert named.total() == across.total(), word
    for head, rows in (("Année;Poste;Coût", "2023;Ads;1200,00\n2024;CRM;600,00\n"),
                       ("Fiscal year;Item;Cost", "FY2023;Ads;1200,00\nFY2024;CRM;600,00\n"),
                       ("Geschäftsjahr;Posten;Kosten", "2023;Ads;1200,00\n2024;CRM;600,00\n"),
                       ("Ejercicio;Concepto;Importe", "2023;Ads;1200,00\n2024;CRM;600,00\n"),
                       ):  # fmt: skip
        down = reading_of(f"{head}\n{rows}")
        assert down.total() == 1200 + 600
        assert down.total("month")["2023-07"] == 1200 / 12


def test_the_longer_beside_the_shorter_is_their_sum() -> None:
    text = "Poste;janv. 2025;févr. 2025;mars 2025;T1 2025\nAds;10,50;20,50;30,00;61,00\n"
    assert reading_of(text).total() == 10.5 + 20.5 + 30
    text = "Poste;T1 2025;T2 2025;2025;Total\nAds;300,00;600,00;900,00;900,00\n"
    assert reading_of(text).total() == 300 + 600


def test_quarters_without_a_year_are_asked_for_it() -> None:
    text = "Poste;T1;T2\nAds;300,00;600,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "year"
    assert reading_of(text, answers={"year": "2024"}).total("month")["2024-06"] == 600 / 3


def test_what_may_be_a_half_of_a_year_or_a_week_is_asked() -> None:
    text = "Poste;S1 2025;S2 2025\nAds;600,00;1200,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert [c.answer for c in question.candidates] == ["half", "week"]
    assert reading_of(text, answers={question.id: "half"}).total("month")["2025-12"] == 1200 / 6
    weeks = "".join(f"S{week} 2025;Ads;10,00\n" for week in range(1, 7))
    assert reading_of(f"Semaine;Poste;Coût\n{weeks}").total("month") == {
        "2025-01": 5 * 10,
        "2025-02": 10,
    }


@pytest.mark.parametrize("head", ["Mois", "Month", "Monat", "Mes", "Mese", "Maand", "Période"])
def test_a_month_and_a_short_year_under_a_heading_of_months(head: str) -> None:
    text = f"{head};Libellé;Coût\n01/24;Ads;100,00\n02/24;CRM;50,00\n"
    assert reading_of(text).total("month") == {"2024-01": 100.0, "2024-02": 50.0}


@pytest.mark.parametrize("days", [("05/01", "06/02"), ("13/24", "14/24"), ("5.1.", "6.2.")])
def test_a_day_and_a_month_without_a_year_are_no_month_and_year(days: tuple[str, str]) -> None:
    rows = "".join(f"{day};Ads;100,00\n" for day in days)
    refused = reading_of(f"Date;Libellé;Coût\n{rows}").refused
    assert refused is not None and refused.code == "no_date"
    assert "with their year" in refused.sentence("en") and "leur année" in refused.sentence("fr")


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [("Date", "01/24", "02/24"), ("Fecha", "1-25", "2-25"), ("Datum", "11.23", "12.23"),
     ("Data", "03/25", "01/25")],
)  # fmt: skip
def test_under_a_heading_of_days_a_month_and_a_short_year_are_asked(
    head: str, first: str, second: str
) -> None:
    """01/24 is January 2024, or the 24th of some January, whose year is asked for in words."""
    text = f"{head};Libellé;Coût\n{first};Ads;100,00\n{second};CRM;50,00\nTotal;;150,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == f"short_month:{head}"
    assert [c.answer for c in question.candidates] == ["month", "day"]
    (month, day) = question.candidates
    months = reading_of(text, answers={question.id: "month"}).total("month")
    assert list(months.values()) in ([100.0, 50.0], [50.0, 100.0])
    assert (month.gives["rows"], month.gives["first"]) == (2, min(months))
    assert first.split("/")[-1].split("-")[-1].split(".")[-1] == max(months)[2:4]
    refused = reading_of(text, answers={question.id: day.answer}).refused
    assert refused is not None and refused.code == "no_date"


@pytest.mark.parametrize("head", ["Date", "Fecha", "Mois"])
def test_months_that_go_on_into_the_next_year_are_months(head: str) -> None:
    text = f"{head};Libellé;Coût\n11/24;Ads;4,00\n12/24;Ads;2,00\n01/25;CRM;1,00\n"
    assert reading_of(text).total("month") == {"2024-11": 4.0, "2024-12": 2.0, "2025-01": 1.0}
