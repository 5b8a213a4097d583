"""A list of people with the days on which they were hired: their pay is of the months worked."""

from __future__ import annotations

import pytest

from roi_model.reading.result import Reading
from tests.reading.read_again import reading_of

NOW = 2026 * 12 + 10
"""November 2026, in months since year 0."""
YEARLY = (96000, 51120, 68161)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roi_model.reading.on_request.worked.last_month", lambda: NOW)


def people(head: str, days: tuple[str, str, str]) -> str:
    each = zip(("Morel", "Dupuis", "Weber"), days, YEARLY, strict=True)
    rows = (f"{name};SDR;{day};{cost}" for name, day, cost in each)
    return "\n".join([head, *rows, ""])


def offered(reading: Reading) -> dict[str, dict[str, object]]:
    (question,) = [q for q in reading.questions if q.about == "worked"]
    return {one.answer: dict(one.gives) for one in question.candidates}


HEADS = [
    "Nom;Poste;Date d'entrée;Coût annuel chargé", "Nom;Fonction;Date d'embauche;Coût total annuel",
    "Name;Role;Hire date;Annual cost", "Name;Job title;Start date;Annual salary",
    "Name;Funktion;Eintrittsdatum;Jahreskosten", "Name;Rolle;Eintritt;Jahresgehalt",
    "Nombre;Puesto;Fecha de alta;Coste anual", "Nome;Ruolo;Data di assunzione;Costo annuo",
    "Nome;Função;Data de admissão;Custo anual", "Naam;Functie;Datum in dienst;Jaarsalaris",
    "Nom;Poste;Entrée;Coût annuel", "Nom;Poste;Entré le;Coût annuel",
    "Nom;Poste;Arrivée;Coût annuel",
    "Name;Role;Entry date;Annual cost", "Name;Role;Joining;Annual cost",
    "Name;Role;Employed since;Annual cost", "Name;Rolle;Zugang;Jahreskosten",
    "Name;Rolle;Im Unternehmen seit;Jahreskosten", "Name;Rolle;Beschäftigungsbeginn;Jahreskosten",
    "Nombre;Puesto;Alta;Coste anual", "Nombre;Puesto;Fecha de entrada;Coste anual",
    "Nombre;Puesto;Antigüedad;Coste anual", "Nome;Ruolo;Ingresso;Costo annuo",
    "Nome;Ruolo;Data di ingresso;Costo annuo", "Nome;Ruolo;Assunto dal;Costo annuo",
    "Nome;Função;Entrada;Custo anual", "Nome;Função;Data de entrada;Custo anual",
    "Nome;Função;Admitido em;Custo anual", "Naam;Functie;In dienst per;Jaarsalaris",
    "Naam;Functie;Datum indienst;Jaarsalaris", "Naam;Functie;Aanvang dienstverband;Jaarsalaris",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_yearly_cost_is_known_under_its_headings(head: str) -> None:
    text = people(head, ("2021-05-03", "2025-09-12", "2023-02-01"))
    said = reading_of(text, answers={"worked": "2025"})
    assert (said.blocked, said.total()) == (False, 96000 + 51120 * 4 / 12 + 68161)


@pytest.mark.each_once(head=lambda head: head.partition(";")[0])
@pytest.mark.parametrize("head", HEADS)
def test_a_yearly_cost_counts_in_twelfths_of_the_months_worked(head: str) -> None:
    text = people(head, ("2021-05-03", "2025-09-12", "2023-02-01"))
    reading = reading_of(text)
    assert reading.blocked and "counted_once" not in {note.code for note in reading.notes}
    found = offered(reading)
    # All of 2026 but December; of 2025 the second from September on.
    assert list(found) == ["2026", "2025", "2024"]
    said = reading_of(text, answers={"worked": "2025"})
    assert found["2025"]["all"] == said.total() == 96000 + 51120 * 4 / 12 + 68161
    months = said.total("month")
    assert list(months) == [f"2025-{month:02d}" for month in range(1, 13)]
    assert months["2025-08"] == round(96000 / 12 + 68161 / 12, 2)
    assert months["2025-09"] == round(96000 / 12 + 51120 / 12 + 68161 / 12, 2)
    now = reading_of(text, answers={"worked": "2026"})
    assert max(now.total("month")) == "2026-11"
    assert abs(now.total() - sum(YEARLY) * 11 / 12) < 0.05
    (note,) = [note for note in now.notes if note.code == "worked"]
    assert (note.values["people"], note.values["last"]) == (3, "2026-11")


def test_days_that_may_be_months_are_asked_about_only_where_it_matters() -> None:
    head = "Nom;Poste;Date d'entrée;Coût annuel"
    old = people(head, ("03/05/2021", "12/09/2024", "01/02/2023"))
    reading = reading_of(old)
    assert [q.about for q in reading.questions if q.blocking] == ["worked"]
    assert offered(reading)["2024"] == {}
    assert reading_of(old, answers={"worked": "2026"}).usable
    asked = reading_of(old, answers={"worked": "2024"})
    assert [q.about for q in asked.questions if q.blocking] == ["date_format"]
    both = {"worked": "2024", "date_format:Date d'entrée": "%d/%m/%Y"}
    assert reading_of(old, answers=both).total() == 96000 + 51120 * 4 / 12 + 68161
    other = {**both, "date_format:Date d'entrée": "%m/%d/%Y"}
    assert reading_of(old, answers=other).total() == 96000 + 51120 / 12 + 68161


def test_who_left_costs_nothing_from_then_on() -> None:
    text = ("Name;Role;Hired on;Left on;Annual cost\nAnn;AE;2020-01-01;2025-03-15;12000\n"
            "Bob;AE;2020-01-01;;24000\n")  # fmt: skip
    assert reading_of(text, answers={"worked": "2025"}).total() == 12000 * 3 / 12 + 24000


def test_pay_of_a_month_counts_in_each() -> None:
    text = "Name;Role;Start date;Monthly cost\nAnn;AE;2025-11-03;5600.50\nBob;SDR;2024-09-22;4000\n"
    assert reading_of(text, answers={"worked": "2025"}).total() == 2 * 5600.5 + 12 * 4000


def test_where_no_heading_says_of_what_time_it_is_asked() -> None:
    text = "Nom;Fonction;Date d'embauche;Salaire\nA;AE;2020-01-06;48000\nB;SDR;2020-02-03;36000\n"
    answers = {"worked": "2025"}
    assert [q.id for q in reading_of(text, answers=answers).questions if q.blocking] == [
        "pay_period:Salaire"
    ]
    year, month = (reading_of(text, answers={**answers, "pay_period": one})
                   for one in ("year", "month"))  # fmt: skip
    assert (year.total(), month.total()) == (84000, 12 * 84000)


def test_gross_and_charges_of_a_year_are_one_cost_of_it() -> None:
    text = ("Nom;Date d'entrée;Brut annuel;Charges patronales (42%)\nA;2021-05-03;68000;28560\n"
            "B;2023-02-01;48000;20160\nTotal;;116000;48720\n")  # fmt: skip
    assert reading_of(text, answers={"worked": "2025"}).total() == 116000 + 48720


@pytest.mark.parametrize("text", [
    "Employee;Start date;End date;Amount\nAnn;2025-01-05;2025-01-07;120.50\n"
    "Bob;2025-02-05;2025-02-06;80\n",
    "Employee;Start date;End date;Gross pay\nAnn;2025-01-01;2025-01-31;3000\n"
    "Bob;2025-01-01;2025-01-31;2000\n",
    "Employee;Hire date;Month;Gross pay\nAnn;2020-01-01;2025-01;3000\n"
    "Ann;2020-01-01;2025-02;2000\n",
    "Tool;Start date;Monthly cost\nCRM;2025-01-05;90\nDialer;2025-02-05;80\n",
])  # fmt: skip
def test_other_lists_are_not_taken_for_one_of_people(text: str) -> None:
    assert "worked" not in {q.about for q in reading_of(text).questions}


def test_an_answer_that_is_no_year_is_an_error() -> None:
    with pytest.raises(ValueError, match="worked"):
        reading_of(people(HEADS[0], ("2021-05-03",) * 3), answers={"worked": "soon"})


@pytest.mark.parametrize(
    "head",
    ["Nom;Poste;Entrée;Sortie;Coût annuel", "Name;Role;Entry date;Exit date;Annual cost",
     "Name;Rolle;Zugang;Abgang;Jahreskosten", "Nombre;Puesto;Alta;Baja;Coste anual",
     "Nome;Ruolo;Ingresso;Uscita;Costo annuo", "Nome;Função;Entrada;Saída;Custo anual",
     "Naam;Functie;In dienst per;Einde dienstverband;Jaarsalaris"],
)  # fmt: skip
def test_who_left_costs_nothing_after(head: str) -> None:
    text = f"{head}\nMorel;SDR;2021-05-03;2025-06-30;12000\nDupuis;SDR;2023-09-12;;24000\n"
    assert reading_of(text, answers={"worked": "2025"}).total() == 6000 + 24000
