"""A column of dates: decided from all of its values, asked on a tie."""

from __future__ import annotations

from tests.reading.read_again import reading_of


def test_days_that_may_be_months_are_asked() -> None:
    text = "date;label;amount\n03/04/2024;Ads;10,50\n05/06/2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "date_format:date"
    assert {c.answer: (c.gives["first"], c.gives["last"]) for c in question.candidates} == {
        "%d/%m/%Y": ("2024-04", "2024-06"),
        "%m/%d/%Y": ("2024-03", "2024-05"),
    }
    months = reading_of(text, answers={question.id: "%m/%d/%Y"}).total("month")
    assert months == {"2024-03": 10.5, "2024-05": 20.5}


def test_two_digit_years_with_three_orders_are_asked() -> None:
    text = "date;label;amount\n03-04-05;Ads;10,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer for c in question.candidates} == {"%d-%m-%y", "%m-%d-%y", "%y-%m-%d"}


def test_same_day_and_month_needs_no_question() -> None:
    text = "date;label;amount\n01/01/2024;Ads;10,50\n02/02/2024;CRM;20,50\n"
    assert reading_of(text).total("month") == {"2024-01": 10.5, "2024-02": 20.5}


def test_ambiguous_month_abbreviation_is_asked() -> None:
    text = "mois;libellé;montant\nmars 2024;Ads;10,50\njui 2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "date_format"
    answered = reading_of(text, answers={question.id: "%b %Y?second"})
    assert answered.total("month") == {"2024-03": 10.5, "2024-07": 20.5}


def test_months_without_a_year_are_asked() -> None:
    for text in (
        "Dépenses 2023;;\nPoste;Janvier;Février\nOutils;10,50;20,50\n",
        "Dépenses 2023;;\nMois;Poste;Montant\nJanvier;Outils;10,50\nFévrier;Outils;20,50\n",
    ):
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.id == "year"
        assert [c.answer for c in question.candidates] == ["2023"]
        answered = reading_of(text, answers={"year": "2023"})
        assert answered.total("month") == {"2023-01": 10.5, "2023-02": 20.5}
