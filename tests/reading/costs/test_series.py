"""Months under banners of what was spent and what is planned: the former count alone."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEAD = "Poste;janv. 2026;févr. 2026;mars 2026;avr. 2026;Total\n"
ROWS = "CRM;100;100;100;100;400\nAds;50;60;70;80;260\nTotal;150;160;170;180;660\n"


@pytest.mark.parametrize(
    "head",
    ["Coûts\n;RÉEL;;PRÉVISIONNEL;;\n" + HEAD,
     "Coûts\n;;;Prévisionnel;;\n" + HEAD,
     "Coûts\n;Réel (janv. - févr.);;Budget S1;;\n" + HEAD,
     "Coûts\n" + HEAD + ";Réel;Réel;Prévu;Prévu;\n",
     "Budget 2026\n;Actual;;Forecast;;\n" + HEAD],
)  # fmt: skip
def test_months_that_are_planned_do_not_count(head: str) -> None:
    reading = reading_of(head + ROWS)
    assert reading.total("month") == {"2026-01": 150, "2026-02": 160}
    assert "series_taken" in [note.code for note in reading.notes]


@pytest.mark.parametrize(
    ("title", "planned", "actual"),
    [("Verkoopkosten 2026 – begroot en werkelijk", "Begroot", "Werkelijk"),
     ("Vertriebskosten Plan/Ist 2026", "Plan", "Ist"), ("Costes 2026", "Presupuesto", "Ejecutado"),
     ("Preventivo e consuntivo 2026", "Preventivo", "Consuntivo"),
     ("Custos: orçado x realizado", "Orçado", "Realizado")],
)  # fmt: skip
def test_what_was_planned_stands_beside_what_was_spent(
    title: str, planned: str, actual: str
) -> None:
    reading = reading_of(
        f"{title}\n;janv. 2026;;févr. 2026;\nPoste;{planned};{actual};{planned};{actual}\n"
        "CRM;100;90;100;95\nAds;50;61;60;72\nTotal;150;151;160;167\n"
    )
    assert reading.total("month") == {"2026-01": 151, "2026-02": 167}
    assert not [question for question in reading.questions if question.blocking]


def test_banners_that_say_nothing_of_plans_change_nothing() -> None:
    assert reading_of("Coûts\n;Hiver;;Printemps;;\n" + HEAD + ROWS).total() == 660


def test_a_title_that_plans_is_asked_where_no_months_are_actual() -> None:
    reading = reading_of("Budget 2026\n" + HEAD + ROWS)
    assert [question.about for question in reading.questions if question.blocking] == ["planned"]
