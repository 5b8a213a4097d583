"""Payrolls, plans and prices per period: what they hold is not simply a column of amounts."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.payroll import find_payroll
from roi_model.reading.reading import read
from tests.reading.exported import reading_of
from tests.reading.workbooks import xlsx

# What the employer pays, whatever stands beside it: the total known by hand.
PAID: dict[str, tuple[str, float]] = {
    "gross and the employer's charges": (
        "Matricule;Nom;Période;Brut;Charges patronales;Net à payer\n"
        "1;A;01/2024;3000,00;1200,00;2300,00\n2;B;01/2024;3500,00;1400,00;2700,00\n", 9100),
    "what is withheld is a part of gross": (
        "Date;Salarié;Salaire brut;Cotisations salariales;Cotisations patronales;Net\n"
        "31/01/2024;A;3000,00;700,00;1200,00;2300,00\n"
        "31/01/2024;B;3500,00;800,00;1400,00;2700,00\n", 9100),
    "the employer's cost alone, where it is there": (
        "Date;Salarié;Brut;Part patronale;Coût total employeur;Net à payer\n"
        "31/01/2024;A;3000,00;1200,00;4200,00;2300,00\n"
        "31/01/2024;B;3500,00;1400,00;4900,00;2700,00\n"
        "Total;;6500,00;2600,00;9100,00;5000,00\n", 9100),
    "in English": (
        "Pay date,Employee,Gross pay,Employee NI,Employer's NI,Employer pension,Net pay\n"
        "2024-01-31,A,3000.00,300.00,400.00,90.00,2200.00\n"
        "2024-01-31,B,3500.00,350.00,500.00,105.00,2600.00\n", 7595),
    "charges in parts and their total": (
        "Mois;Salaires bruts;Charges patronales URSSAF;Charges patronales retraite;"
        "Total charges patronales\n01/2024;3000,00;900,00;300,00;1200,00\n", 4200),
    "gross without the employer's charges": (
        "Pay date,Employee,Gross,Deductions,Net\n2024-01-31,A,3000.00,800.00,2200.00\n", 3000),
}  # fmt: skip


@pytest.mark.parametrize("name", PAID)
def test_a_payroll_costs_what_the_employer_pays(name: str) -> None:
    text, total = PAID[name]
    reading = reading_of(text)
    assert reading.usable
    assert reading.total() == total
    assert reading.total("category") == {"people": total}
    codes = [note.code for note in reading.notes]
    assert "payroll" in codes
    assert ("payroll_uncharged" in codes) == (name == "gross without the employer's charges")
    for note in reading.notes:
        assert "{" not in note.sentence("fr") + note.sentence("en")


@pytest.mark.parametrize("text", [
    "Date;Libellé;Montant brut;Remise;Net HT\n15/01/2024;Ads;120,00;20,00;100,00\n",
    "Date;Libellé;Brut;TVA;Net\n15/01/2024;Ads;120,00;20,00;100,00\n",
])  # fmt: skip
def test_an_invoice_is_no_payroll(text: str) -> None:
    reading = reading_of(text)
    assert "payroll" not in [note.code for note in reading.notes]
    assert reading.total() == 100


def test_salaries_alone_are_no_payroll() -> None:
    assert find_payroll(["Mois", "Salaire brut", "HubSpot"], [1, 2]) is None


@pytest.mark.parametrize("header", ["Budget", "Prévu", "Budget 2024"])
def test_amounts_that_are_planned_are_asked_and_not_compared(header: str) -> None:
    text = f"Mois;Poste;{header}\n01/2024;Salaires;4000,00\n02/2024;Google Ads;100,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "planned"
    assert reading_of(text, answers={question.id: "no"}).total() == 4100.5
    refused = reading_of(text, answers={question.id: "yes"}).refused
    assert refused is not None and refused.code == "planned"
    assert header in refused.sentence("fr") and header in refused.sentence("en")


@pytest.mark.parametrize(("text", "title"), [
    ("Budget 2024;;\nMois;Poste;Montant\n01/2024;Salaires;4000,00\n02/2024;Ads;100,50\n",
     "Budget 2024"),
    ("Agency\n\nForecast\nMonth,Item,Amount\n2024-01,Salaries,4000.00\n2024-02,Ads,100.50\n",
     "Forecast"),
    ("Prévisions;;\nPoste;janv. 2024;févr. 2024\nSalaires;4000,00;\nGoogle Ads;;100,50\n",
     "Prévisions"),
])  # fmt: skip
def test_a_title_that_plans_the_amounts_below_it_is_asked(text: str, title: str) -> None:
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.about, question.column) == ("planned", title)
    for lang in ("fr", "en"):
        assert title in question.sentence(lang)
    assert reading_of(text, answers={question.id: "no"}).total() == 4100.5
    refused = reading_of(text, answers={question.id: "yes"}).refused
    assert refused is not None and refused.code == "planned"


def test_a_sheet_called_budget_is_asked_and_one_that_says_spent_is_not() -> None:
    rows = [["Mois", "Poste", "Montant"], ["01/2024", "Ads", 100.5], ["02/2024", "Ads", 50]]
    planned = read(xlsx({"Budget": rows}), name="a.xlsx")
    assert [q.about for q in planned.questions if q.blocking] == ["planned"]
    assert read(xlsx({"Budget et réalisé": rows}), name="a.xlsx").total() == 150.5
    spent = "Budget 2024;;\nMois;Poste;Réalisé\n01/2024;Salaires;4000,00\n02/2024;Ads;100,50\n"
    assert reading_of(spent).total() == 4100.5


def test_a_budget_that_was_spent_is_not_asked() -> None:
    text = "Date;Campagne;Budget dépensé\n15/01/2024;Google Ads;100,50\n"
    assert reading_of(text).total() == 100.5


def test_a_price_per_month_counts_once_and_says_so() -> None:
    text = "Outil;Date de début;Prix mensuel HT\nHubSpot;15/01/2024;90,00\nLusha;01/02/2024;80,00\n"
    reading = reading_of(text)
    assert reading.total() == 170
    (note,) = [note for note in reading.notes if note.code == "counted_once"]
    assert "Prix mensuel HT" in note.sentence("fr")
