"""Payrolls, plans and prices per period: what they hold is not simply a column of amounts."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.pay.payroll import find_payroll
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
    "a bonus on top of gross, as what is paid out says": (
        "employee_id,month,gross,bonus,overtime,tax,net\n1,2025-01,3000,200,0,600,2600\n",
        3000 + 200),
    "a bonus within gross, as what is paid out says": (
        "employee_id,month,gross,bonus,tax,net\n1,2025-01,3200,200,600,2600\n", 3200),
    "a thirteenth month on top, as the charges say": (
        "Mois;Salaire brut;Charges patronales;Prime 13e mois\n01/2025;3000;1260;0\n"
        "02/2025;3000;1260;0\n12/2025;3000;2520;3000\n",
        3 * 3000 + 1260 + 1260 + 2520 + 3000),
    "a thirteenth month within gross, as the charges say": (
        "Mois;Salaire brut;Charges patronales;Prime 13e mois\n01/2025;3000;1260;0\n"
        "02/2025;3000;1260;0\n12/2025;6000;2520;3000\n", 3000 + 3000 + 6000 + 1260 + 1260 + 2520),
    "in German": (
        "Monat;Mitarbeiter;Bruttolohn;Arbeitgeberanteil;Prämie;Nettolohn\n"
        "01/2025;A;3000,00;600,00;0,00;2000,00\n02/2025;A;3000,00;700,00;500,00;2300,00\n",
        3000 + 600 + 3000 + 700 + 500),
    "in Spanish": (
        "Mes;Empleado;Salario bruto;Seguridad social empresa;Paga extra;Salario neto\n"
        "01/2025;A;2000,00;600,00;0,00;1500,00\n06/2025;A;2000,00;900,00;1000,00;2200,00\n",
        2000 + 600 + 2000 + 900 + 1000),
    "in Italian": (
        "Mese;Dipendente;Lordo;Contributi azienda;Tredicesima;Netto\n"
        "01/2025;A;2000,00;600,00;0,00;1500,00\n12/2025;A;2000,00;1200,00;2000,00;3000,00\n",
        2000 + 600 + 2000 + 1200 + 2000),
    "in Dutch": (
        "Maand;Medewerker;Brutoloon;Werkgeverslasten;Vakantiegeld;Nettoloon\n"
        "01/2025;A;2000,00;500,00;0,00;1500,00\n05/2025;A;2000,00;750,00;1000,00;2200,00\n",
        2000 + 500 + 2000 + 750 + 1000),
    "gross, two deductions and net, and nothing else": (
        "Mois;Salarié;Salaire brut;Cotisations salariales;PAS;Net à payer\n"
        "01/2025;A;3000,00;700,00;100,00;2200,00\n01/2025;B;3500,00;800,00;200,00;2500,00\n",
        6500),
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
    assert {"payroll", "payroll_whole"} & set(codes)
    uncharged = ("without the employer's charges", "as what is paid out says", "nothing else")
    assert ("payroll_uncharged" in codes) == name.endswith(uncharged)
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


@pytest.mark.parametrize("header", [
    "Mois;Salaire brut;Charges patronales;Prime",
    "Month;Gross pay;Employer's NI;Bonus",
    "Monat;Bruttolohn;Arbeitgeberanteil;Prämie",
    "Mês;Vencimento bruto;Encargos da empresa;Prémios"])  # fmt: skip
def test_a_bonus_of_which_nothing_tells_is_asked_about(header: str) -> None:
    text = f"{header}\n01/2025;3000,00;1260,00;100,00\n02/2025;3100,00;1302,00;250,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "pay_extras"
    whole = 3000 + 1260 + 3100 + 1302
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "yes": whole + 100 + 250, "no": whole}  # fmt: skip
    assert reading_of(text, answers={"pay_extras": "yes"}).total() == whole + 100 + 250
    reading = reading_of(text, answers={"pay_extras": "no"})
    assert reading.total() == whole
    (note,) = [note for note in reading.notes if note.code == "payroll"]
    assert note.values["aside"] == header.split(";")[-1]


def test_totals_of_departments_count_once_wherever_their_word_stands() -> None:
    text = ("Employee,Department,Pay date,Gross Pay,Employer Taxes,Employer Benefits,Net Pay\n"
            "A,Sales,2026-01-31,1000.00,80.00,50.00,800.00\n"
            "B,Sales,2026-01-31,2000.00,160.00,50.00,1600.00\n"
            "Department Total: Sales,,,3000.00,240.00,100.00,2400.00\n"
            "C,Ops,2026-01-31,1500.00,120.00,0.00,1200.00\n"
            "Total Dept 200,,2026-01-31,1500.00,120.00,0.00,1200.00\n"
            "Company Totals,3 employees,2026-01-31,4500.00,360.00,100.00,3600.00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 4500 + 360 + 100
    assert reading.rejected["reason"].tolist() == ["total_line"] * 3


def test_charges_that_add_up_others_count_once() -> None:
    text = ("Employee,Pay date,Gross Pay,Employer FICA,Employer FUTA,Employer Taxes,Net Pay\n"
            "A,2026-01-31,1000.00,76.50,6.00,82.50,800.00\n"
            "B,2026-01-31,2000.00,153.00,12.00,165.00,1600.00\n")  # fmt: skip
    assert reading_of(text).total() == 3000 + 82.5 + 165


UNNAMED = [
    # Names of contributions, the employee's and the employer's told apart by a prefix.
    ("Employé,Période,Date,Heures,Salaire brut,EE_RRQ,EE_AE,Déduction totale,Chèque,CC_RRQ,CC_AE",
     ("A,16,2025-01-15,80,1600.00,73.64,23.52,97.16,1502.84,80.40,32.93",
      "B,16,2025-01-15,72,1440.00,66.57,21.89,88.46,1351.54,72.36,30.65",
      "A,17,2025-02-01,80,1600.00,73.64,23.52,97.16,1502.84,80.40,32.93"),
     "CC_RRQ, CC_AE", 1600 + 1440 + 1600, 80.40 + 32.93 + 72.36 + 30.65 + 80.40 + 32.93),
    ("Pay date,Employee,Gross,Deductions,Net,ER-401,ER-SS",
     ("2025-01-31,A,3000.00,800.00,2200.00,120.50,229.50",
      "2025-02-28,A,3200.00,850.10,2349.90,128.00,244.80"),
     "ER-401, ER-SS", 6200, 120.50 + 229.50 + 128 + 244.80),
    ("Monat;Mitarbeiter;Brutto;Lohnsteuer;KV;RV;Auszahlungsbetrag;KV2;RV2",
     ("01/2025;A;3000,00;400,00;240,00;279,00;2081,00;246,00;279,00",
      "02/2025;A;3100,00;420,00;248,00;288,30;2143,70;254,20;288,30"),
     "KV2, RV2", 6100, 246 + 279 + 254.20 + 288.30),
    ("Mes;Empleado;Salario bruto;IRPF;Cotización;Líquido;CCE",
     ("01/2025;A;2000,00;240,00;130,00;1630,00;620,50",
      "02/2025;A;2100,00;252,00;136,50;1711,50;651,50"),
     "CCE", 4100, 620.50 + 651.50),
]  # fmt: skip


@pytest.mark.parametrize(("header", "rows", "columns", "gross", "more"), UNNAMED)
def test_what_is_neither_in_gross_pay_nor_taken_off_it_is_asked_about(
    header: str, rows: tuple[str, ...], columns: str, gross: float, more: float
) -> None:
    text = "\n".join([header, *rows]) + "\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.about, question.values["columns"]) == ("pay_on_top", columns)
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "yes": round(gross + more, 2), "no": gross}  # fmt: skip
    added = reading_of(text, answers={"pay_on_top": "yes"})
    assert added.total() == round(gross + more, 2)
    assert "payroll_uncharged" not in [note.code for note in added.notes]
    left = reading_of(text, answers={"pay_on_top": "no"})
    assert left.total() == gross
    (note,) = [note for note in left.notes if note.code == "payroll_uncharged"]
    assert note.sentence("en").startswith("No column is known")


def test_a_column_that_adds_charges_to_gross_pay_proves_them() -> None:
    text = ("Monat;Mitarbeiter;Brutto;Abzüge;Auszahlungsbetrag;KV2;RV2;Alles\n"
            "01/2025;A;3000,00;919,00;2081,00;246,00;279,00;3525,00\n"
            "02/2025;A;3100,00;956,30;2143,70;254,20;288,30;3642,50\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.usable
    assert reading.total() == 3525 + 3642.50


def test_without_a_proof_of_what_is_paid_out_nothing_is_asked() -> None:
    text = ("Pay date,Employee,Gross,Deductions,Net,ER-401\n"
            "2025-01-31,A,3000.00,800.00,2100.00,120.50\n"
            "2025-02-28,A,3200.00,850.00,2250.00,128.00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.usable
    assert reading.total() == 6200
    assert "payroll_uncharged" in [note.code for note in reading.notes]


# The heading of gross pay, of the employer's charges, of what comes beside it.
EXTRAS = {
    "Urlaubsgeld": "Monat;Mitarbeiter;Bruttolohn;Arbeitgeberanteil",
    "13. Gehalt": "Monat;Mitarbeiter;Bruttolohn;AG-Anteil",
    "Quattordicesima": "Mese;Dipendente;Lordo;Contributi azienda",
    "Vakantiegeld": "Maand;Medewerker;Brutoloon;Werkgeverslasten",
    "Prime de vacances": "Mois;Salarié;Brut;Charges patronales",
    "Subsídio de férias": "Mês;Funcionário;Vencimento bruto;Encargos empresa",
}


@pytest.mark.parametrize(("extra", "header"), EXTRAS.items(), ids=EXTRAS)
def test_an_extra_beside_the_same_gross_pay_comes_on_top(extra: str, header: str) -> None:
    months = "01/2026;A;2000;400;0\n02/2026;A;2000;400;0\n03/2026;A;2000;400;1500\n"
    assert reading_of(f"{header};{extra}\n{months}").total() == 3 * 2400 + 1500
    months = "01/2026;A;2000;400;0\n02/2026;A;2000;400;0\n03/2026;A;3500;700;1500\n"
    assert reading_of(f"{header};{extra}\n{months}").total() == 2 * 2400 + 4200


@pytest.mark.parametrize(("extra", "header"), EXTRAS.items(), ids=EXTRAS)
def test_charges_on_a_gross_pay_that_varies_do_not_tell_of_extras(extra: str, header: str) -> None:
    months = "01/2026;A;2000;400;0\n02/2026;A;2100;420;0\n03/2026;A;2340;468;1500\n"
    (question,) = [q for q in reading_of(f"{header};{extra}\n{months}").questions if q.blocking]
    assert question.about == "pay_extras"


@pytest.mark.parametrize(("names", "total"), [
    ("Monat;Mitarbeiter;Brutto;AG-Anteil;Urlaubsgeld", "Gesamtkosten"),
    ("Mois;Salarié;Brut;Charges patronales;Prime de vacances", "Coût total employeur"),
    ("Month;Employee;Gross pay;Employer taxes;Bonus", "Total employer cost")])  # fmt: skip
def test_an_extra_that_the_whole_cost_leaves_out_comes_on_top(names: str, total: str) -> None:
    two = "01/2026;A;2000;400;0;2400\n02/2026;A;2000;400;0;2400\n"
    for last in (3900, 2400):
        rows = f"{two}03/2026;A;2000;400;1500;{last}\n"
        assert reading_of(f"{names};{total}\n{rows}").total() == 3 * 2400 + 1500


@pytest.mark.parametrize(("header", "unknown"), [
    ("Mese;Dipendente;Lordo;Contributi azienda;Zorglub;Ore", "Zorglub"),
    ("Mois;Salarié;Brut;Charges patronales;Tickets;Heures", "Tickets"),
    ("Month;Employee;Gross pay;Employer taxes;Relocation;Hours", "Relocation")])  # fmt: skip
def test_a_column_of_a_payroll_that_nothing_tells_is_said(header: str, unknown: str) -> None:
    rows = "01/2026;A;2000;400;0;160\n02/2026;A;2000;400;0;160\n03/2026;A;2000;400;1500;150\n"
    reading = reading_of(f"{header}\n{rows}")
    (note,) = [note for note in reading.notes if note.code == "payroll_left"]
    assert reading.total() == 7200 and note.values["columns"] == unknown
