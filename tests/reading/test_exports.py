"""Exports as programs write them, cut to a few lines: the total known by hand, or a question."""

from __future__ import annotations

import pytest

from tests.reading.exported import reading_of

# Ledgers, journals and lists of costs whose only right total stands beside them.
READ: dict[str, tuple[str, float]] = {
    "ledger with a running balance and account totals": (
        "Compte;Intitulé;Date;Journal;Libellé;Débit;Crédit;Solde\n"
        "62310000;Annonces;05/01/2024;ACH;Google Ads;1 200,50;;1 200,50\n"
        "62310000;Annonces;15/02/2024;ACH;Avoir;;200,50;1 000,00\n"
        "Total compte 62310000;;;;;1 200,50;200,50;1 000,00\n"
        "64110000;Salaires;31/01/2024;PAI;Salaires;4 260,00;;4 260,00\n"
        "Total général;;;;;5 460,50;200,50;5 260,00\n", 5260),
    "a statement of labels over two lines": (
        "Solde au 05/04/2024 1 234,56 €\n\nDate;Libellé;Débit euros;Crédit euros;\n"
        '15/01/2024;"PRELEVEMENT\nGOOGLE ADS";1 200,50;;\n'
        '16/02/2024;"VIREMENT\nACME";;5 000,00;\n20/02/2024;"CARTE\nUBER";35,20;;\n',
        1235.7),
    "ledger grouped under account names": (
        "For the period 1 January 2024 to 31 March 2024\n\n"
        "Date,Source,Description,Debit,Credit,Running Balance\n"
        "Advertising,,,,,\n"
        "05 Jan 2024,Bill,Google Ads,1200.50,0.00,1200.50\n"
        "15 Mar 2024,Bill,Google Ads,1000.00,0.00,2200.50\n"
        "Total Advertising,,,2200.50,0.00,2200.50\n", 2200.5),
    "transactions grouped under account names": (
        "Transaction Detail by Account\n\n,Date,Name,Memo/Description,Amount,Balance\n"
        'Advertising,,,,,\n,01/15/2024,Google,Ads,"1,200.50","1,200.50"\n'
        'Total for Advertising,,,,"$1,200.50",\nTravel,,,,,\n'
        ",01/20/2024,Uber,Ride,35.20,35.20\nTotal for Travel,,,,$35.20,\n"
        'TOTAL,,,,"$1,235.70",\n', 1235.7),
    "dated totals and balances": (
        "Date;Libellé;Montant\n15/01/2024;Google Ads;100,50\n31/01/2024;S/Total janvier;100,50\n"
        "31/01/2024;Cumul;100,50\n31/01/2024;Total à reporter;100,50\n31/01/2024;Report;100,50\n"
        "31/01/2024;TotalEnergies;20,00\n", 120.5),
    "statement with its balances on the debit side": (
        "Date;Date valeur;Libellé;Débit;Crédit\n01/01/2024;;Solde débiteur au 31.12.23;300,00;\n"
        "15/01/2024;15/01/2024;PRLV GOOGLE;1200,50;\n31/01/2024;;TOTAL DES OPERATIONS;1500,50;\n",
        1200.5),
    "class 6 beside analytic class 9": (
        "Date;Compte;Libellé;Débit;Crédit\n15/01/2024;623100;Ads;100,50;\n"
        "15/01/2024;401000;Ads;;100,50\n15/01/2024;923100;Ads;100,50;\n"
        "15/01/2024;903000;Reflet;;100,50\n", 100.5),
    "budget and actual in one heading": (
        "Poste;Budget janv. 2024;Réel janv. 2024;Budget févr. 2024;Réel févr. 2024\n"
        "Outils;100,00;90,50;100,00;110,50\n", 201),
    "budget and actual under a merged month": (
        "Poste;janv. 2024;;;févr. 2024;;\n;Budget;Réel;%;Budget;Réel;%\n"
        "Outils;100,00;90,50;90 %;100,00;110,50;110 %\n", 201),
    "budget and actual over the months": (
        "Poste;Budget;;Réel;\n;janv. 2024;févr. 2024;janv. 2024;févr. 2024\n"
        "Outils;100,00;100,00;90,50;110,50\n", 201),
    "merged months over the header": (
        ";janv. 2024;;févr. 2024;\nPoste;Budget;Réel;Budget;Réel\n"
        "Outils;100,00;90,50;100,00;110,50\n", 201),
    "net and gross under each month": (
        "Poste;janv. 2024;;févr. 2024;\n;HT;TTC;HT;TTC\nOutils;90,50;120,00;110,50;132,60\n", 201),
    "a merged month over its series, and the quarters' sums": (
        "Poste;janv. 2024;;févr. 2024;;Total T1\n;HT;TTC;HT;TTC;HT\n"
        "Outils;90,50;108,60;110,50;132,60;201,00\n"
        "Sous-total Outils;90,50;108,60;110,50;132,60;201,00\n"
        "Salons;30,00;36,00;;;30,00\nSumme;120,50;144,60;110,50;132,60;231,00\n", 231),
    "each month with its series in one heading": (
        "Poste;Janv. 2024 HT;Janv. 2024 TTC;Févr. 2024 HT;Févr. 2024 TTC;Total HT\n"
        "Outils;90,50;108,60;110,50;132,60;201,00\n", 201),
    "a title of two days over a list": (
        "Du;01/01/2024;au;31/03/2024\nDate;Libellé;Pièce;Montant\n15/01/2024;Ads;F1;201,00\n", 201),
    "actual to date, then forecast": (
        "Item,Actual Jan-24,Actual Feb-24,Forecast Mar-24\nTools,90.50,110.50,100.00\n", 201),
    "a forecast behind the months, budget and sums beside them": (
        "App;Budget / mo;janv. 2024;févr. 2024;mars 2024 (forecast);YTD actual;FY forecast\n"
        "Sales tools;;;;;;\nSlack;100;80,50;110,50;100;191,00;291,00\n"
        "Zoom;20;10,00;-20,00;30;-10,00;20,00\n"
        "Subtotal Sales tools;120;90,50;90,50;130;181,00;311,00\nMarketing;;;;;;\n"
        "Canva;9;12,00;8,00;9;20,00;29,00\nSubtotal Marketing;9;12,00;8,00;9;20,00;29,00\n"
        "Total;129;102,50;98,50;139;201,00;340,00\n", 201),
    "months and their budget": (
        "Item,Jan-24,Jan-24 budget,Feb-24,Feb-24 budget\nTools,90.50,100,110.50,100\n", 201),
    "totals by their last word and by none": (
        "Poste;janv. 2024;févr. 2024\nGoogle Ads;100,50;100,50\nSalons;50,50;\n"
        "Marketing total;151,00;100,50\nSalaires;4000,00;4000,00\n;4151,00;4100,50\n", 8251.5),
    "a subtotal of one row": (
        "Poste;janv. 2024;févr. 2024\nSalons;50,50;\nS/T;50,50;\nSalaires;4000,00;4000,00\n"
        "Paie;10,00;20,00\nS/T;4010,00;4020,00\nSomme;4060,50;4020,00\n", 8080.5),
    "two costs of the same few amounts": (
        "Poste;janv. 2024;févr. 2024\nHubSpot;50,00;50,00\nLinkedIn;50,00;50,00\n", 200),
    "the whole called Ensemble": (
        "Poste;janv. 2024;févr. 2024\nGoogle Ads;100,50;100,50\nSalons;50,50;\n"
        "Ensemble;151,00;100,50\n", 251.5),
    "classes of accounts over their accounts": (
        "Compte;Libellé;janv-24;févr-24\n6;CHARGES;300,50;300,50\n60;ACHATS;100,00;100,00\n"
        "6064;Fournitures;100,00;100,00\n62;SERVICES;200,50;200,50\n623;Pub;200,50;200,50\n"
        "6231;Ads;50,50;50,50\n6233;Salons;150,00;150,00\n", 601),
    "thousands in the heading": (
        "Date;Libellé;Montant (k€)\n15/01/2024;Ads;1,2\n15/02/2024;CRM;12\n", 13200),
    "millions in words": (
        "Date;Libellé;Montant en millions d'euros\n15/01/2024;Ads;0,5\n", 500000),
    "currencies outside of brackets": (
        "Date;Libellé;Coût\n15/01/2024;Ads;100,00 €\n16/01/2024;Avoir;(12,50) €\n"
        "17/01/2024;Avoir;€ (10,00)\n", 77.5),
    "Swiss cents that are none": (
        "Date;Libellé;Montant\n15.01.2024;Ads;1'234.–\n16.01.2024;CRM;2'000.-\n", 3234),
    "texts written as formulas": (
        'Date;Libellé;Montant\n="15/01/2024";="Ads";="12,50"\n="16/01/2024";="CRM";="100,00"\n',
        112.5),
    "counts beside kinds of cost": (
        "Mois;Google Ads;Cadeaux clients;Leads générés;Clients;Budget;Montant total\n"
        "2024-01;100,50;50,00;40;4;200;150,50\n2024-02;100,50;60,00;40;4;200;160,50\n", 311),
    "printed matter is a cost where nothing is clicked": (
        "Mois;Publicité;Impressions;Salons\n2024-01;100,50;50,00;50,50\n", 201),
    "views beside clicks": (
        "Mois;Google Ads;LinkedIn Ads;Impressions;Clics\n2024-01;100,50;100,50;5000;50\n", 201),
    "counts among the rows": (
        "Poste;janv. 2024;févr. 2024;Commentaire\nAds;100,50;100,50;total estimé\n"
        "Nombre de leads;20;30;\nCPL;5,02;3,35;\n", 201),
    "cancelled documents": (
        "Date;Fournisseur;Statut;Montant HT\n15/01/2024;A;Payée;100,50\n"
        "16/01/2024;B;Annulée;50,00\n17/01/2024;C;En attente;100,50\n", 201),
    "line ends in the headings": (
        'Dépenses 2024\n"Date\nde facture";Libellé;"Montant\nHT"\n15/01/2024;Ads;201,00\n', 201),
    "marks that nobody sees": (
        "Date;Libellé;Montant\n\u200e15/01/2024;Ads;\u200b100,50\u200e\n\u200e16/01/2024;CRM;100,50\n",
        201),
    "income beside expense": (
        "Date,Description,Income,Expense,Balance\n2024-01-15,Ads,,100.50,400.00\n"
        "2024-01-16,ACME,500.00,,900.00\n", 100.5),
    "a payroll and its total": (
        "Mois;Salarié;Salaire brut;Charges patronales;Coût total\n"
        "01/2024;Jean;2600,00;1100,00;3700,00\n02/2024;Jean;2600,00;1100,00;3700,00\n", 7400),
    "a column of VAT for each rate": (
        "Date;Fournisseur;Montant TTC;TVA 20%;TVA 5,5%\n15/01/2024;A;120,00;20,00;\n"
        "16/01/2024;B;110,00;;5,73\n", 120 - 20 + 110 - 5.73),
    "dotted words": (
        "Date;Libellé;Montant (H.T.);T.V.A.;Montant T.T.C.\n"
        "15/01/2024;A;100,00;20,00;120,00\n", 100),
    "Belgian words": ("Date;Libellé;Montant HTVA;TVAC\n15/01/2024;A;100,00;121,00\n", 100),
    "a rate of VAT where its amount might be": (
        "Date;Fournisseur;TVA;Montant TTC\n15/01/2024;Google;20;120,00\n"
        "16/02/2024;Train;5,5;60,00\n", 180),
    "an amount of VAT of the same figures": (
        "Date;Fournisseur;TVA;Montant TTC\n15/01/2024;Google;20,00;120,00\n"
        "16/02/2024;Train;5,00;55,00\n", 150),
    "amounts already in one currency": (
        "Date,Supplier,Original amount,Currency,Amount EUR\n2024-01-15,Google,110.00,USD,100.00\n"
        "2024-01-16,AWS,50.00,EUR,50.00\n", 150),
    "two analytic plans": (
        "Type;Date;Compte;Libellé;Section;Débit;Crédit\nG;15/01/2024;623100;Ads;;100,50;\n"
        "A1;15/01/2024;623100;Ads;COM;100,50;\nA2;15/01/2024;623100;Ads;MKT;100,50;\n", 100.5),
    "an advertising account": (
        "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions\n"
        "2024-01-01,2024-01-31,Brand,1200.50,10000\n2024-02-01,2024-02-29,Brand,1000.00,20000\n",
        2200.5),
    "a statement with failed payments": (
        "Date (UTC),Description,Amount,Status,Source Account,Bank Description\n"
        "01-15-2024,Google Ads,-1200.50,Sent,Checking,GOOGLE\n"
        "02-15-2024,ACME,5000.00,Sent,Checking,ACME\n"
        "02-20-2024,Uber,-35.20,Failed,Checking,UBER\n", 1200.5),
    "a statement by operation": (
        "Date operation;Libelle operation;Montant operation en euro\n"
        "15/01/2024;PRLV GOOGLE;-1200,50\n16/02/2024;VIR ACME;5000,00\n", 1200.5),
}  # fmt: skip


# Files that do not say it themselves: what is asked, and the total of each answer.
ASKED: dict[str, tuple[str, str, dict[str, float]]] = {
    "two towns under each month": (
        "Poste;janv. 2024;;févr. 2024;\n;Paris;Lyon;Paris;Lyon\n"
        "Outils;100,50;50,00;100,50;60,00\n",
        "series", {"Paris": 201, "Lyon": 110, "all": 311}),
    "two towns under each month, and their sums": (
        "Poste;janv. 2024;;févr. 2024;\n;Paris;Lyon;Paris;Lyon\n"
        "Outils;100,50;50,00;100,50;60,00\nTotal Outils;100,50;50,00;100,50;60,00\n"
        "Ensemble;100,50;50,00;100,50;60,00\n",
        "series", {"Paris": 201, "Lyon": 110, "all": 311}),
    "a month twice without a name": (
        "Poste;janv. 2024;févr. 2024;janv. 2024;févr. 2024\nAds;100,50;90,50;151,00;75,50\n",
        "series", {"1": 191, "2": 226.5, "all": 417.5}),
    "a heading that is the sum of what follows": (
        "Poste;janv. 2024;févr. 2024\nMarketing;151,00;100,50\nGoogle Ads;100,50;100,50\n"
        "Salons;50,50;\nSalaires;4000,00;4000,00\n", "sums", {"yes": 8251.5, "no": 8503}),
    "two rows of the same many amounts": (
        "Poste;janv. 2024;févr. 2024;mars 2024\nMarketing;10,01;20,02;30,03\n"
        "Ads;10,01;20,02;30,03\n",
        "sums", {"yes": 60.06, "no": 120.12}),
    "a name that ends like a total": (
        "Poste;janv. 2024;févr. 2024\nCarburant Total;100,00;100,00\nTrain;50,00;60,00\n",
        "sums", {"yes": 110, "no": 310}),
    "credit notes that only their type tells": (
        "Date;Type;Fournisseur;Montant HT\n15/01/2024;Facture;A;100,50\n16/01/2024;Avoir;A;50,00\n",
        "credit_notes", {"yes": 50.5, "no": 150.5}),
    "thousands in a title": (
        "Dépenses 2024 (en k€);;\nDate;Libellé;Montant\n15/01/2024;Ads;1,25\n"
        "16/02/2024;CRM;12,5\n",
        "unit", {"1000": 13750, "1": 13.75}),
    "thousands in the corner": (
        "En milliers;janv. 2024;févr. 2024\nAds;1,25;2,5\n", "unit", {"1000": 3750, "1": 3.75}),
    "thousands said twice": (
        "Date;Libellé;Montant (k€)\n15/01/2024;Ads;1,5 k€\n16/02/2024;CRM;500\n",
        "unit", {"1000": 2000000, "1": 2000}),
}  # fmt: skip


# How one column of dates is written, and the month of each.
DATES: dict[str, tuple[str, ...]] = {
    "two-digit years": ("15/01/24", "03/02/24", "31/03/24"),
    "two-digit years with dots": ("15.01.24", "03.02.24", "31.03.24"),
    "six digits, day first": ("150124", "030224", "310324"),
    "six digits, year first": ("240115", "240203", "240331"),
    "March, not mardi": ("Jan 15, 2024", "Feb 3, 2024", "Mar 4, 2024"),
    "mardi, not March": ("lun. 15/01/2024", "sam. 03/02/2024", "mar. 05/03/2024"),
    "French hours": ("15/01/2024 à 10h30", "03/02/2024 à 11h00", "04/03/2024 à 12h05"),
    "a comma before the time": ("15/01/2024, 10:30", "03/02/2024, 11:00", "04/03/2024, 9:15"),
    "an offset and its name": ("2024-01-15 10:00:00 +0000 UTC", "2024-02-03 10:00:00 +0000 UTC",
                               "2024-03-04 10:00:00 +0000 UTC"),
    "month and year in one word": ("JANV24", "FEVR24", "MARS24"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_an_export_gives_its_total(name: str) -> None:
    text, total = READ[name]
    reading = reading_of(text)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.total() == total


@pytest.mark.parametrize("name", ASKED)
def test_what_an_export_does_not_say_is_asked(name: str) -> None:
    text, about, gives = ASKED[name]
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == about
    assert {c.answer: c.gives["all"] for c in question.candidates} == gives
    for lang in ("fr", "en"):
        assert "{" not in question.sentence(lang)
    for answer, total in gives.items():
        assert reading_of(text, answers={question.id: answer}).total() == total


def test_months_without_any_words_beside_them_are_added_up() -> None:
    reading = reading_of("janv. 2024;févr. 2024\n10,50;20,50\n5,00;6,00\n15,50;26,50\n")
    assert reading.total() == 42
    assert list(reading.rejected["reason"]) == ["total_line"]


def test_lines_broken_in_two_are_refused() -> None:
    header = "mars 2024;janv. 2024;avr. 2024;Total\n;Poste;févr. 2024\n"
    rows = "10,50;20,50;30,50;61,50\n;Salaires;40,50\n" * 3
    refused = reading_of(header + rows).refused
    assert refused is not None and refused.code == "shifted"


def test_a_price_beside_a_quantity_is_asked() -> None:
    text = "Date;Article;Prix HT;Quantité\n15/01/2024;Stylos;50,25;2\n16/02/2024;Salon;50,00;1\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "per_piece:Prix HT"
    assert reading_of(text, answers={question.id: "yes"}).total() == 150.5
    assert reading_of(text, answers={question.id: "no"}).total() == 100.25
    assert reading_of(text.replace(";2\n", ";1\n")).total() == 100.25


def test_figures_that_are_no_costs_are_named() -> None:
    text, _ = READ["counts beside kinds of cost"]
    notes = {note.code: note.values["columns"] for note in reading_of(text).notes
             if "columns" in note.values}  # fmt: skip
    assert notes == {
        "columns_aside": "Leads générés, Clients, Budget, Montant total",
        "categories_across": "Google Ads, Cadeaux clients",
    }


@pytest.mark.parametrize("name", DATES)
def test_dates_as_programs_write_them(name: str) -> None:
    rows = "".join(f"{day};Ads;{i}0,50\n" for i, day in enumerate(DATES[name], start=1))
    months = reading_of(f"Date;Libellé;Montant\n{rows}").total("month")
    assert months == {"2024-01": 10.5, "2024-02": 20.5, "2024-03": 30.5}


def test_credits_of_a_ledger_are_refunds_as_no_statement_is_one() -> None:
    text = (
        "Date;Libellé;Débit;Crédit;Solde\n623100 - Publicité;;;;\n"
        "15/01/2024;Google Ads;1200,50;;1200,50\n16/02/2024;Avoir;;200,50;1000,00\n"
        "Total 623100;;1200,50;200,50;1000,00\n"
    )
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.total() == 1200.5 - 200.5
    assert reading.totals()["by_account"] == {"623100": 1000}
