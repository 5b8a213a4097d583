"""General ledgers whose accounts head their lines, or stand in a column."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.sorting.plans import name_side
from tests.reading.ledger_variants import quickbooks, xero
from tests.reading.read_again import reading_of
from tests.reading.variants import TOTAL

XERO = "Date,Source,Description,Reference,Debit,Credit,Running Balance\n"
QBO = ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"


def test_an_account_whose_name_tells_nothing_is_asked_with_its_amount() -> None:
    text = XERO + ("Zorglub (499),,,,,,\n13 Feb 2024,Bill,a,,10.00,,10.00\n"
                   "Total Zorglub (499),,,,10.00,,10.00\nAdvertising (400),,,,,,\n"
                   "14 Feb 2024,Bill,b,,5.00,,5.00\nTotal Advertising (400),,,,5,,5\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.id, question.values["amount"]) == ("account_kind:Zorglub (499)", 10)
    for answer, total in (("cost", 15), ("revenue", 5), ("neither", 5)):
        assert reading_of(text, answers={question.id: answer}).total() == total


def test_an_account_within_another_is_told_by_the_one_above() -> None:
    text = QBO + ("Job Expenses,,,,,,,,\nPlants and Soil,,,,,,,,\n"
                  ",02/20/2024,Bill,,Garden,Soil,A/P,35.20,35.20\n"
                  "Total for Plants and Soil,,,,,,,$35.20,\n"
                  "Total for Job Expenses with sub-accounts,,,,,,,$35.20,\n")  # fmt: skip
    assert reading_of(text).totals()["by_account"] == {"Plants and Soil": 35.2}


def test_what_names_said_of_accounts_is_listed() -> None:
    reading = reading_of(quickbooks().decode("utf-8-sig"))
    (note,) = [n for n in reading.notes if n.code == "accounts_by_name"]
    assert "Travel" in note.values["costs"] and "Travel" not in note.values["others"]
    assert note.values["others"] == "Checking, Design income"


@pytest.mark.parametrize("content", [quickbooks().decode("utf-8-sig"), xero().decode()])
def test_a_line_that_is_missing_is_said_with_the_gap(content: str) -> None:
    whole = reading_of(content)
    assert "ledger_complete" in [n.code for n in whole.notes]
    lines = content.split("\n")
    at = next(i for i, line in enumerate(lines) if "HubSpot" in line)
    short = reading_of("\n".join(lines[:at] + lines[at + 1 :]))
    assert short.total() == TOTAL - 400
    assert "ledger_complete" not in [n.code for n in short.notes]


def test_headings_totals_and_balances_are_listed_by_their_reasons() -> None:
    reading = reading_of(xero().decode())
    reasons = reading.rejected["reason"].value_counts().to_dict()
    assert reasons["account_heading"] == reasons["total_line"] == 9
    assert reasons["balance_line"] == 2


def test_rows_that_are_quoted_keep_their_place_under_their_account() -> None:
    text = QBO + ("Travel,,,,,,,,\n,01/20/2024,Bill,,\"Uber \"\"B\"\"\",x,A/P,35.20,35.20\n"
                  "Total for Travel,,,,,,,$35.20,\nAdvertising,,,,,,,,\n"
                  ",01/15/2024,Bill,,Google,Ads,A/P,\"1,200.50\",\"1,200.50\"\n"
                  "Total for Advertising,,,,,,,\"$1,200.50\",\n")  # fmt: skip
    assert reading_of(text).totals()["by_account"] == {"Advertising": 1200.5, "Travel": 35.2}


def test_french_numbers_in_headings_say_the_plan() -> None:
    text = ("Date;Libellé;Débit;Crédit;Solde\n623100 - Publicité;;;;\n"
            "15/01/2024;Google Ads;1200,50;;1200,50\nTotal 623100;;1200,50;;1200,50\n"
            "401000 - Fournisseurs;;;;\n15/01/2024;Google Ads;;1200,50;-1200,50\n"
            "Total 401000;;;1200,50;-1200,50\n")  # fmt: skip
    assert reading_of(text).totals()["by_account"] == {"623100": 1200.5}


def test_more_unknown_accounts_than_anybody_would_answer_are_refused() -> None:
    one = "Zorg{0}x,,,,,,\n13 Feb 2024,Bill,a,,1.00,,1.00\nTotal Zorg{0}x,,,,1.00,,1\n"
    rows = "".join(one.format(f"{i:02}") for i in range(31))
    refused = reading_of(XERO + rows).refused
    assert refused is not None and refused.code == "ledger_accounts"


SAGE_100 = (
    "Société Exemple;;;;;;;\nGrand-livre des comptes;;;;Période du 01/01/2025 au 31/03/2025;;;\n"
    "Date;C.j;N° pièce;Libellé écriture;Let.;Mouvement débit;Mouvement crédit;Solde progressif\n"
    "445660;;;TVA déductible;;;;\n15/01/2025;ACH;F1;Régie;;200,00;;200,00\n"
    "Total compte;;;445660;;200,00;;200,00\n623100;;;Annonces et insertions;;;;\n"
    "15/01/2025;ACH;F1;Régie;;1 000,00;;1 000,00\n12/02/2025;ACH;A1;Avoir;;;150,50;849,50\n"
    "Total compte;;;623100;;1 000,00;150,50;849,50\n706000;;;Prestations;;;;\n"
    "31/01/2025;VTE;V1;Client;;;5 000,00;-5 000,00\nTotal compte;;;706000;;;5 000,00;-5 000,00\n"
    "Totaux;;;;;1 200,00;5 150,50;-3 950,50\n"
)
CIEL = (
    "Date;Journal;Pièce;Libellé;Débit;Crédit;Solde\nCompte : 623100 Annonces;;;;;;\n"
    "15/01/2025;ACH;F1;Régie;1 000,00;;1 000,00\n12/02/2025;ACH;A1;Avoir;;150,50;849,50\n"
    "Total compte 623100;;;;1 000,00;150,50;849,50\nCompte : 445660 TVA;;;;;;\n"
    "15/01/2025;ACH;F1;Régie;200,00;;200,00\nTotal compte 445660;;;;200,00;;200,00\n"
    "Total général;;;;1 200,00;150,50;1 049,50\n"
)
EBP = (
    "Compte;Date;Journal;Pièce;Libellé écriture;Débit;Crédit;Solde\n623100;;;;Annonces;;;\n"
    ";15/01/2025;ACH;F1;Régie;1000,00;;1000,00\n;12/02/2025;ACH;A1;Avoir;;150,50;849,50\n"
    "Total du compte 623100;;;;;1000,00;150,50;849,50\n445660;;;;TVA;;;\n"
    ";15/01/2025;ACH;F1;Régie;200,00;;200,00\nTotal du compte 445660;;;;;200,00;;200,00\n"
)


@pytest.mark.parametrize("text", [SAGE_100, CIEL, EBP])
def test_a_french_grand_livre_is_read_by_its_accounts_of_class_6(text: str) -> None:
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert reading.totals()["by_account"] == {"623100": 1000 - 150.5}
    assert reading.totals()["by_month"] == {"2025-01": 1000, "2025-02": -150.5}
    assert "ledger_complete" in [note.code for note in reading.notes]


@pytest.mark.parametrize("heading", ["Account Group", "Account Type"])
def test_a_column_of_account_groups_tells_which_rows_are_costs(heading: str) -> None:
    rows = [("2025-01-15", "Zorglub", "1200.00", "", "Expense"),
            ("2025-01-15", "Checking", "", "1200.00", "Asset"),
            ("2025-02-20", "Xyzzy", "", "5000.00", "Income"),
            ("2025-02-20", "Checking", "5000.00", "", "Asset")]  # fmt: skip
    two = ("Transaction Date,Account Name,Debit Amount (Two Column Approach),"
           f"Credit Amount (Two Column Approach),{heading}\n")  # fmt: skip
    one = f"Date,Account,Amount,{heading}\n"
    written = {
        two: "".join(",".join(row) + "\n" for row in rows),
        one: "".join(f"{day},{name},{debit or '-' + credit},{group}\n"
                     for day, name, debit, credit, group in rows if group != "Income"),
    }  # fmt: skip
    for head, body in written.items():
        reading = reading_of(head + body)
        assert (reading.kind, reading.total()) == ("ledger", 1200)


def test_accounts_head_their_lines_in_a_column_of_their_own_with_a_balance() -> None:
    text = (
        "Larkspur Inc.\nGeneral Ledger\n\nAccount,Type,Date,Name,Debit,Credit,Balance\n"
        '"1010 - Checking",,,,,,"$9,000.00"\n'
        ',Bill Payment,2/13/2024,Zoom,,"$1,200.50","$7,799.50"\n'
        '"Total - 1010 - Checking",,,,$0.00,"$1,200.50","$7,799.50"\n'
        '"6300 - Advertising",,,,,,$0.00\n,Bill,1/22/2024,Meta,"$1,300.50",,"$1,300.50"\n'
        ',Bill Credit,3/14/2024,Meta,,$100.00,"$1,200.50"\n'
        '"Total - 6300 - Advertising",,,,"$1,300.50",$100.00,"$1,200.50"\n'
        'Total,,,,"$1,300.50","$1,300.50",\n'
    )
    reading = read(text.encode(), name="gl.csv")
    assert (reading.kind, reading.refused, reading.blocked) == ("ledger", None, False)
    assert reading.total("month") == {"2024-01": 1300.5, "2024-03": -100.0}
    assert reading.entries["account_label"].unique().tolist() == ["Advertising"]


def test_numbers_of_classes_head_their_lines_and_a_bare_total_ends_them() -> None:
    text = (
        "Larkspur Pty Ltd\nGeneral Ledger [Detail]\n\n"
        "ID No.,Src,Date,Memo,Debit,Credit,Net Activity,Ending Balance\n"
        "1-1110,,Cheque Account,,,,,\nBeginning Balance:,,,,,,,$900.00\n"
        "CD1,CD,22/01/2024,Paid in,$500.00,,,$1400.00\n,,,Total:,$500.00,$0.00,$500.00,\n"
        "6-1100,,Zorglub,,,,,\nCD2,CD,22/01/2024,Ads,$120.50,,,$120.50\n"
        "CD3,CD,14/03/2024,Ads back,,$20.50,,$100.00\n,,,Total:,$120.50,$20.50,$100.00,\n"
    )
    reading = read(text.encode(), name="gl.csv")
    assert (reading.kind, reading.refused, reading.blocked) == ("ledger", None, False)
    assert reading.total("month") == {"2024-01": 120.5, "2024-03": -20.5}
    assert "ledger_complete" in {note.code for note in reading.notes}


@pytest.mark.parametrize(
    "text",
    ["Libro mayor\nCuenta;Fecha;Asiento;Concepto;Debe;Haber;Saldo\n"
     "62700000 Publicidad;22/01/2024;1;Meta;1200,50;;1200,50\n"
     "62700000 Publicidad;14/03/2024;2;Abono;;200,50;1000,00\n"
     "40000000 Proveedores;22/01/2024;1;Meta;;1200,50;-1200,50\n",
     "Account,Posted dt.,Doc dt.,Memo/Description,JNL,Debit,Credit,Balance\n"
     '"60100 - Advertising",,,,,,,0.00\n'
     ',01/22/2024,01/22/2024,Meta,APJ,"1,200.50",,"1,200.50"\n'
     ',03/14/2024,03/14/2024,Meta,APJ,,200.50,"1,000.00"\n'
     '"Totals for 60100 - Advertising",,,,,"1,200.50",200.50,"1,000.00"\n'],
)  # fmt: skip
def test_ledgers_of_other_programs(text: str) -> None:
    reading = read(text.encode(), name="gl.csv")
    assert (reading.kind, reading.refused, reading.blocked) == ("ledger", None, False)
    assert reading.total("month") == {"2024-01": 1200.5, "2024-03": -200.5}


def test_dutch_accounts_over_their_lines_are_read_by_the_plan_of_holland() -> None:
    text = (
        "Datum;Dagboek;Boekstuknr.;Omschrijving;Debet;Credit;Saldo\n"
        "1600 - Crediteuren;;;;;;\n;;;Beginsaldo;;300,00;-300,00\n"
        "04-02-2025;20 Bank;25200007;Betaling;80,00;;-220,00\n;;;Totaal 1600;80,00;0,00;-220,00\n"
        "4100 - Huisvestingskosten;;;;;;\n"
        "23-01-2025;60 Inkoop;25700001;Inkoopfactuur;145,50;;145,50\n"
        "05-02-2025;60 Inkoop;25700009;Creditnota;;45,00;100,50\n"
        ";;;Totaal 4100;145,50;45,00;100,50\n"
        "8000 - Omzet;;;;;;\n08-01-2025;70 Verkoop;25800001;Factuur;;900,00;-900,00\n"
        ";;;Totaal 8000;0,00;900,00;-900,00\n"
    )
    reading = reading_of(text)
    assert (reading.kind, reading.blocked) == ("ledger", False)
    assert reading.total("month") == {"2025-01": 145.5, "2025-02": -45.0}
    assert reading.revenue["amount"].sum() == 900


BELGIAN = (
    "Dagboek;Periode;Datum;Rekening;Rekeningnaam;Omschrijving;Bedrag;D/C\n"
    "A1;01;04/01/2025;610000;Huur lokalen;Factuur;631,60;D\n"
    "A1;01;04/01/2025;411059;{owed};BTW;132,60;D\n"
    "A1;01;04/01/2025;440000;{owing};Factuur;764,20;C\n"
    "AC;02;19/02/2025;604000;Aankopen handelsgoederen;Creditnota;100,00;C\n"
    "AC;02;19/02/2025;440000;{owing};Creditnota;100,00;D\n"
    "V1;02;20/02/2025;700000;Verkopen;Factuur;2500,00;C\n"
)


def test_sides_beside_one_amount_and_the_classes_of_belgium() -> None:
    reading = reading_of(BELGIAN.format(owed="Terugvorderbare BTW", owing="Leveranciers"))
    assert (reading.kind, reading.blocked) == ("ledger", False)
    assert reading.total("month") == {"2025-01": 631.6, "2025-02": -100.0}
    assert reading.revenue["amount"].sum() == 2500


def test_a_spanish_journal_headed_by_its_number_of_entry() -> None:
    text = (
        "Nº Asiento;Fecha;Concepto;Cuenta;Nombre de la cuenta;Debe;Haber\n"
        "1;22/04/2025;Factura;62800000;Suministros;1.880,60;\n"
        "1;22/04/2025;Factura;47200000;H.P. IVA soportado;394,93;\n"
        "1;22/04/2025;Factura;40000001;Proveedores;;2.275,53\n"
        "2;05/05/2025;Abono;60800000;Devoluciones de compras;;200,60\n"
        "2;05/05/2025;Abono;40000001;Proveedores;200,60;\n;;Total;;;2.476,13;2.476,13\n"
    )
    assert reading_of(text).total("month") == {"2025-04": 1880.6, "2025-05": -200.6}


def test_a_dutch_list_of_costs_with_accounts_stays_one_of_costs() -> None:
    text = "Datum;Grootboekrekening;Omschrijving;Bedrag\n23-01-2025;4100;Huur;100,50\n"
    reading = reading_of(text + "24-02-2025;4310;Papier;20,00\n")
    assert (reading.kind, reading.blocked, reading.total()) == ("costs", False, 120.5)


ODOO = "Date,Journal Entry,Partner,Label,Account,Debit,Credit,Balance,Status\n"


def test_accounts_of_the_french_classes_are_told_by_them_where_their_names_agree() -> None:
    text = ODOO + ("550 Bank (1),,,,,0,30,-30,\n2026-02-13,A,,x,550 Bank,0,30,-30,Posted\n"
                   "2026-02-13,A,,x,604 Services bought,10,0,10,Posted\n"
                   "2026-02-14,A,,x,613 Rent,15,0,15,Posted\n"
                   "2026-02-14,A,,x,616 Telephone,5,0,5,Posted\n"
                   "2026-02-14,B,,x,613 Rent,99,0,99,Draft\n"
                   "2026-02-15,C,,x,700 Sales of services,0,50,-50,Posted\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("ledger", 30)
    assert reading.revenue["amount"].sum() == 50


@pytest.mark.parametrize("names", [
    ("451000 Taxes due", "550001 Banque", "613200 Honoraires", "618000 Zorg", "700000 Ventes"),
    ("440000 Suppliers", "441000 Rent due", "613200 Zorg", "616000 Telephone", "700000 Sales"),
    ("411000 TVA à récupérer", "550000 Banque", "610000 Loyers", "657000 Zorg", "700000 Xyz"),
])  # fmt: skip
def test_a_plan_that_most_names_tell_tells_the_others(names: tuple[str, ...]) -> None:
    owed, bank, first, second, sales = names
    text = ODOO + (f"2026-02-13,A,,x,{bank},0,30,-30,Posted\n"
                   f"2026-02-13,A,,x,{owed},4,8,-4,Posted\n"
                   f"2026-02-13,A,,x,{first},10,0,10,Posted\n"
                   f"2026-02-14,A,,x,{second},20,5,15,Posted\n"
                   f"2026-02-15,C,,x,{sales},0,50,-50,Posted\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.blocked, reading.total()) == ("ledger", False, 25)


def test_a_plan_with_pay_in_class_5_is_not_the_french_one() -> None:
    text = ODOO + ("2026-02-13,A,,x,1020 Bank,0,30,-30,Posted\n"
                   "2026-02-13,A,,x,5000 Wages,10,0,10,Posted\n"
                   "2026-02-14,A,,x,6500 Rent,15,0,15,Posted\n"
                   "2026-02-15,C,,x,7500 Zorg,0,50,-50,Posted\n")  # fmt: skip
    assert reading_of(text, answers={"account_kind:7500 Zorg": "revenue"}).total() == 25


BC = ("Posting Date,Document No.,G/L Account No.,G/L Account Name,Amount,Debit Amount,"
      "Credit Amount\n")  # fmt: skip


def test_amounts_that_say_debit_and_credit_again_count_once_and_closing_dates_do_not() -> None:
    text = BC + ("2025-12-14,A,8410,Advertising,10.5,10.5,0\n2025-12-14,A,5410,Zorg,-10.5,0,10.5\n"
                 "2025-12-20,B,5810,Wages Payable,-3,0,3\n2025-12-20,B,8720,Salaries,3,3,0\n"
                 "2025-12-20,B,6110,Sales,-5,0,5\n2025-12-20,B,2920,Bank,5,5,0\n"
                 "2025-12-21,B,5410,Zorg,10.5,10.5,0\n"
                 "C12/31/2025,C,8410,Advertising,-10.5,0,10.5\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total("month") == {"2025-12": 13.5}
    assert reading.rejected["reason"].tolist() == ["no_date"]


def test_costs_and_sales_by_name_on_the_wrong_side_alone_are_asked_about() -> None:
    text = BC + (
        "2025-12-14,A,8410,Advertising,10.5,10.5,0\n2025-12-14,A,3110,Rent fund,-3,0,3\n"
        "2025-12-14,A,8420,Services,4,4,0\n2025-12-15,A,2920,Bank,-11.5,0,11.5\n"
    )
    asked = {q.column for q in reading_of(text).questions if q.blocking}
    assert asked == {"3110 Rent fund", "8420 Services"}


VISMA = ("Huvudbok;;;;;;\nKonto;Benämning;Ver.nr;Datum;Text;Debet;Kredit\n1930;Företagskonto;;;;;\n"
         ";Ingående saldo;;;;;\n;;A1;2026-01-15;Google;;100,50\n;Utgående saldo;;;;;100,50\n"
         "3010;Försäljning;;;;;\n;;A3;2026-02-15;Kund;;300,00\n;Utgående saldo;;;;;300,00\n"
         "5910;Annonsering;;;;;\n;;A1;2026-01-15;Google;100,50;\n"
         ";Utgående saldo;;;;100,50;\n")  # fmt: skip
WAVE = ("ACCOUNT NUMBER,DATE,DESCRIPTION,DEBIT (In Business Currency),"
        "CREDIT (In Business Currency),BALANCE (In Business Currency)\n"
        ",Cash on Hand,,,,\nStarting Balance,,,,,$500.00\n,2026-01-15,Google,,$100.50,$399.50\n"
        "Totals and Ending Balance,,,$0.00,$100.50,$399.50\nBalance Change,,,,,($100.50)\n"
        ",Advertising,,,,\nStarting Balance,,,,,$0.00\n,2026-01-15,Google,$100.50,,$100.50\n"
        "Totals and Ending Balance,,,$100.50,$0.00,$100.50\n")  # fmt: skip
ECONOMIC = ("Løbenr.;Dato;Bilag;Konto;Kontonavn;Tekst;Beløb\n"
            "1;15-01-2026;1;2710;Annoncer;Google;100,50\n2;15-01-2026;1;5820;Bank;Google;-100,50\n"
            "3;20-01-2026;2;5600;Debitorer;Kunde;300,00\n"
            "4;20-01-2026;2;1010;Salg;Kunde;-300,00\n")  # fmt: skip
ZOHO = ("Date,Account,Transaction Details,Transaction Type,Debit,Credit,Amount\n"
        "2026-01-15,Advertising,Google,Expense,100.50,0.00,100.50 Dr\n"
        "2026-01-15,Petty Cash,Google,Expense,0.00,100.50,100.50 Cr\n"
        "2026-02-15,Accounts Receivable,Zorg,Invoice,300.00,0.00,300.00 Dr\n"
        "2026-02-15,Sales,Zorg,Invoice,0.00,300.00,300.00 Cr\n")  # fmt: skip
CARDS = ("Kontoblätter;;;;\n\nKonto: 6600 Werbekosten;;;;\nDatum;Beleg;Buchungstext;Soll;Haben\n"
         "15.01.2026;1;Google;100,50;\nSumme 6600;;;100,50;\n\nKonto: 1800 Bank;;;;\n"
         "Datum;Beleg;Buchungstext;Soll;Haben\n15.01.2026;1;Google;;100,50\n"
         "Summe 1800;;;;100,50\n")  # fmt: skip


@pytest.mark.parametrize("text", [VISMA, WAVE, ECONOMIC, ZOHO, CARDS])
def test_ledgers_of_more_programs(text: str) -> None:
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert reading.total("month") == {"2026-01": 100.5}


DETAIL = ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"


@pytest.mark.parametrize(
    ("income", "costs"),
    [("Income", "Expenses"), ("Revenus", "Charges"), ("Turnover", "Cost of Goods Sold")],
)
def test_a_profit_and_loss_in_detail_tells_by_its_sections(income: str, costs: str) -> None:
    text = DETAIL + (f"Ordinary Income/Expenses,,,,,,,,\n{income},,,,,,,,\n"
                     "Zorg consulting,,,,,,,,\n"
                     ",01/22/2026,Invoice,1,A,x,A/R,900.00,900.00\n"
                     f"Total for Zorg consulting,,,,,,,900.00,\nTotal for {income},,,,,,,900.00,\n"
                     f"Gross Profit,,,,,,,900.00,\n{costs},,,,,,,,\nAdvertising,,,,,,,,\n"
                     ",03/17/2026,Check,2,B,x,Bank,50.00,50.00\n"
                     "Total for Advertising,,,,,,,50.00,\nZorg Ads,,,,,,,,\n"
                     ",03/18/2026,Expense,,C,x,Bank,30.00,30.00\n"
                     ",03/19/2026,Vendor Credit,,C,x,Bank,-10.00,20.00\n"
                     "Total for Zorg Ads,,,,,,,20.00,\n"
                     f"Total for {costs},,,,,,,70.00,\nNet Income,,,,,,,830.00,\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("ledger", 70)
    assert reading.revenue["amount"].tolist() == [900]


@pytest.mark.parametrize(
    ("name", "side"),
    [("Consulting income", "revenue"), ("Software sales", "revenue"), ("Cost of sales", "cost"),
     ("Deferred revenue", "neither"), ("Sales commissions", "cost")],
)  # fmt: skip
def test_the_last_word_of_a_name_says_what_an_account_is(name: str, side: str) -> None:
    assert name_side(name) == side


FRENCH = "Numéro de compte;Libellé de compte;Date;Journal;Libellé;Débit;Crédit;Solde\n"


@pytest.mark.parametrize("party", ["401ACME00", "4011ZORG", "401ABC12"])
def test_accounts_of_each_supplier_are_within_that_of_all(party: str) -> None:
    text = FRENCH + (f"{party};Acme;05/01/2026;HA;Facture;0,00;120,00;-120,00\n"
                     "445660000;TVA;05/01/2026;HA;Facture;20,00;0,00;20,00\n"
                     "604000000;Prestations;05/01/2026;HA;Facture;100,00;0,00;100,00\n"
                     "411ZED;Zed;15/01/2026;VT;Facture;60,00;0,00;60,00\n"
                     "706000000;Ventes;15/01/2026;VT;Facture;0,00;60,00;-60,00\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("ledger", 100)
    assert reading.revenue["amount"].tolist() == [60]


SPANISH = "Fecha;Número;Diario;Cuenta;Etiqueta;Debe;Haber\n"
YEAR = ("15/03/2025;F/1;Compras;623000 Profesionales;Zorg;100;0\n"
        "15/03/2025;F/1;Compras;400000 Proveedores;Zorg;0;100\n"
        "31/12/2025;N/1;Nóminas;640000 Sueldos;Nómina;500;0\n"
        "31/12/2025;N/1;Nóminas;642000 Seguridad Social;Nómina;150;0\n"
        "31/12/2025;N/1;Nóminas;465000 Remuneraciones;Nómina;0;650\n"
        "20/06/2025;V/1;Ventas;705000 Servicios;Zed;0;900\n"
        "20/06/2025;V/1;Ventas;430000 Clientes;Zed;900;0\n")  # fmt: skip
CLOSED = ("31/12/2025;C/1;{0};623000 Profesionales;{1};0;100\n"
          "31/12/2025;C/1;{0};640000 Sueldos;{1};0;{2}\n"
          "31/12/2025;C/1;{0};642000 Seguridad Social;{1};0;150\n"
          "31/12/2025;C/1;{0};705000 Servicios;{1};900;0\n"
          "31/12/2025;C/1;{0};129000 Resultado;{1};0;150\n")  # fmt: skip


@pytest.mark.parametrize(
    ("journal", "label", "pay"),
    [("Cierre", "Asiento de regularización", 500), ("Varios", "Nómina", 500),
     # Of a file that lacks the first half of the year: more is closed than stands in it.
     ("Cierre", "Regularización", 900)],
)  # fmt: skip
def test_the_entry_that_closes_the_year_is_told_by_its_number(
    journal: str, label: str, pay: int
) -> None:
    reading = reading_of(SPANISH + YEAR + CLOSED.format(journal, label, pay))
    assert (reading.kind, reading.total()) == ("ledger", 750)
    assert "closing_entries" in [note.code for note in reading.notes]


@pytest.mark.parametrize("name", ["Opening Balance Equity", "3900 Opening Balance Equity",
                                  "Closing Balance Adjustments", "Saldovorträge"])  # fmt: skip
def test_an_account_called_after_a_balance_is_one_where_its_total_stands_below(name: str) -> None:
    text = QBO + (f"Travel,,,,,,,,\n,01/20/2024,Bill,,Uber,x,A/P,35.20,35.20\n"
                  f"Total for Travel,,,,,,,$35.20,\n{name},,,,,,,,\n"
                  f",01/21/2024,Deposit,,Owner,x,Checking,900.00,900.00\n"
                  f"Total for {name},,,,,,,$900.00,\n")  # fmt: skip
    reading = reading_of(text, answers={"account_kind": "neither"})
    assert reading.total() == 35.2
    assert [q.values["amount"] for q in reading_of(text).questions if q.blocking] in ([], [900])
    assert "account_kind" not in [q.id for q in reading_of(text).questions]


SAGE = [("Type", "Account", "Nominal", "Net"), ("Tp", "A/C", "N/C", "Net Amount"),
        ("Type", "Account Reference", "Nominal A/C Ref", "Net Amount"),
        ("Tran Type", "Account", "Nominal Code", "Net")]  # fmt: skip


@pytest.mark.parametrize("heads", SAGE)
def test_types_of_sage_say_the_side_and_the_account_what_is_a_cost(heads: tuple[str, ...]) -> None:
    kind, party, nominal, net = heads
    text = (f"No,{kind},{party},{nominal},Details,Date,{net},Tax\n"
            "1,PI,LAND01,7100,Rent,05/01/2026,500.00,100.00\n"
            "2,PI,OFF01,7500,Post,20/01/2026,120.50,24.10\n"
            "3,PC,OFF01,7500,Post back,28/01/2026,20.50,4.10\n"
            "4,SI,CUST1,4000,Work,22/01/2026,4000.00,800.00\n"
            "5,SC,CUST1,4000,Work back,23/01/2026,400.00,80.00\n"
            "6,SR,CUST1,1200,Paid,29/01/2026,4320.00,0.00\n"
            "7,BP,1200,7901,Charges,03/02/2026,15.00,0.00\n"
            "8,BR,1200,7901,Charges back,04/02/2026,5.00,0.00\n"
            "9,JD,7000,7000,Pay,28/02/2026,2500.00,0.00\n"
            "10,JC,2250,2250,Pay,28/02/2026,2500.00,0.00\n"
            "11,VP,1240,7400,Train,27/02/2026,60.00,0.00\n"
            "12,PP,LAND01,1200,Rent,05/02/2026,600.00,0.00\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert reading.total("month") == {"2026-01": 500 + 120.5 - 20.5, "2026-02": 15 - 5 + 2500 + 60}
    assert "sides_by_type" in [note.code for note in reading.notes]
    assert not [q for q in reading.questions if q.blocking]


SUMMED = (",Date,Communication,Partner,Currency,Debit,Credit,Balance\n"
        "440000 Suppliers,,,,,0,1815,-1815\nInitial Balance,,,,,0,900,-900\n"
        "BILL/1,2026-05-04,,Immo Leie,,,915,-1815\nTotal 440000 Suppliers,,,,,0,1815,-1815\n"
        "610000 Rent and charges,,,,,1500,140,1360\n"
        "BILL/1,2026-05-04,Huur mei,Immo Leie,,1500,,1500\n"
        "RBILL/1,2026-05-20,,Immo Leie,$ 160.00,,140,1360\n"
        "Total 610000 Rent and charges,,,,,1500,140,1360\nTotal,,,,,1500,1955,-455\n")  # fmt: skip
PARTNER = (";Date;Libellé;Débit;Crédit;Solde\n"
           "401000 Fournisseurs;;;0,00;600,00;-600,00\nHA/3;14/05/2026;Bail;;600,00;-600,00\n"
           "Total 401000 Fournisseurs;;;0,00;600,00;-600,00\n"
           "613200 Locations;;;600,00;0,00;600,00\nHA/3;14/05/2026;Bail;600,00;;600,00\n"
           "Total 613200 Locations;;;600,00;0,00;600,00\n"
           "623100 Annonces;;;90,50;0,00;90,50\nHA/4;15/05/2026;Google;90,50;;90,50\n"
           "Total 623100 Annonces;;;90,50;0,00;90,50\n")  # fmt: skip
NAMES = ("Account,Date,Memo,Split,Debit,Credit,Balance\n"
         "Rent,,,,300.00,,300.00\n,02/20/2026,Office,A/P,300.00,,300.00\n"
         "Total for Rent,,,,300.00,,300.00\nAdvertising,,,,42.50,,42.50\n"
         ",02/21/2026,Posters,A/P,42.50,,42.50\n"
         "Total for Advertising,,,,42.50,,42.50\n")  # fmt: skip


@pytest.mark.parametrize(("text", "accounts"), [
    (SUMMED, {"Rent and charges": 1360}), (PARTNER, {"613": 600, "623": 90.5}),
    (NAMES, {"Rent": 300, "Advertising": 42.5})])  # fmt: skip
def test_an_account_may_be_headed_by_its_own_sums(text: str, accounts: dict[str, float]) -> None:
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert not [q for q in reading.questions if q.blocking]
    assert reading.total() == sum(accounts.values())
    assert "ledger_complete" in {note.code for note in reading.notes}
    assert set(reading.rejected["reason"]) >= {"account_heading", "total_line"}


@pytest.mark.parametrize("words", [
    "Report au 30/04/2026", "Solde initial", "A nouveau", "Initial Balance", "Saldovortrag",
    "Report", "Solde antérieur", "Opening balance"])  # fmt: skip
@pytest.mark.parametrize("without", [False, True])
def test_what_an_account_is_carried_forward_with_is_no_gap(words: str, without: bool) -> None:
    total = "142,30" if without else "753,35"
    text = ("Date;Journal;Pièce;Libellé;Débit;Crédit;Solde\n"
            "Compte : 606400;;;FOURNITURES;;;\n"
            f";;;{words};611,05;;611,05\n03/06/2026;HA;F12;Bureau Vallée;142,30;;753,35\n"
            f";;;Total compte 606400;{total};;753,35\n"
            "Compte : 512000;;;BANQUE;;;\n"
            f";;;{words};900,00;;900,00\n20/06/2026;BQ;;Prlv;;57,60;842,40\n"
            ";;;Total compte 512000;900,00;57,60;842,40\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 142.3
    assert "ledger_complete" in {note.code for note in reading.notes}
    assert (reading.rejected["reason"] == "balance_line").sum() == 2
    short = reading_of(text.replace("Vallée;142,30", "Vallée;100,00"))
    assert "ledger_incomplete" in {note.code for note in short.notes}


BOOKS = {
    "fr": ("Date;Libellé;Pièce;Débit;Crédit;Solde", "601000 Achats", "623000 Annonces",
           "512000 Banque", "411000 Clients"),
    "en": ("Date;Description;Reference;Debit;Credit;Balance", "Office supplies", "Advertising",
           "Bank", "Accounts receivable"),
    "de": ("Datum;Text;Beleg;Soll;Haben;Saldo", "4930 Bürobedarf", "4600 Werbekosten", "1200 Bank",
           "1400 Forderungen"),
    "es": ("Fecha;Concepto;Documento;Debe;Haber;Saldo", "629000 Material", "627000 Publicidad",
           "572000 Bancos", "430000 Clientes"),
    "it": ("Data;Descrizione;Documento;Dare;Avere;Saldo", "60.100 Spese ufficio",
           "60.200 Pubblicità", "18.100 Banca", "15.100 Crediti clienti"),
    "pt": ("Data;Descrição;Documento;Débito;Crédito;Saldo", "622 Material", "6222 Publicidade",
           "121 Bancos", "211 Clientes"),
    "nl": ("Datum;Omschrijving;Boekstuk;Debet;Credit;Saldo", "4500 Kantoorkosten",
           "4600 Reclamekosten", "1100 Bank", "1300 Debiteuren"),
}  # fmt: skip
BOOKED = [[("F1", 120.5, 0.0), ("F2", 300.0, 0.0), ("A1", 0.0, 50.0)],
          [("F3", 1200.0, 0.0), ("F4", 800.25, 0.0)], [("B1", 0.0, 420.5), ("B2", 5000.0, 0.0)],
          [("V1", 6000.0, 0.0), ("B2", 0.0, 5000.0)]]  # fmt: skip


def headed_by_sums(lang: str, heads: str) -> str:
    """A ledger whose accounts' rows have both sums and the balance, these alone, or the balance."""
    first, *accounts = BOOKS[lang]
    rows = [first]
    for account, lines in zip(accounts, BOOKED, strict=True):
        debit, credit = (sum(line[side] for line in lines) for side in (1, 2))
        sums = f"{debit};{credit}" if heads != "balance" else ";"
        rows.append(f"{account};;;{sums};{debit - credit if heads != 'sums' else ''}")
        balance = 0.0
        for n, (number, more, less) in enumerate(lines, start=4):
            balance += more - less
            rows.append(f"2026-05-{n:02d};{account[:3]} x;{number};{more or ''};{less or ''};"
                        f"{balance}")  # fmt: skip
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("heads", ["both", "sums", "balance"])
@pytest.mark.parametrize("lang", BOOKS)
def test_accounts_headed_by_their_sums_need_no_totals_below(lang: str, heads: str) -> None:
    reading = reading_of(headed_by_sums(lang, heads))
    assert reading.kind == "ledger"
    sides = {q.id: "neither" for q in reading.questions if q.about == "account_kind"}
    assert reading_of(headed_by_sums(lang, heads), answers=sides).total() == 2370.75
    assert set(reading.rejected["reason"]) == {"account_heading"}
    (note,) = [note for note in reading.notes if note.code == "ledger_complete"]
    assert note.values["count"] == 4


def test_what_heads_parts_of_a_statement_with_their_sums_is_no_account() -> None:
    text = ("Date;Libellé;Débit;Crédit;Solde\nLot A;;150;0;\n2026-01-05;A;100;;-100\n"
            "2026-01-09;B;50;;-150\nLot B;;70;0;\n2026-02-05;C;70;;-220\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.kind == "bank" and reading.total() == 220


def test_an_account_whose_lines_do_not_come_to_its_sums_is_said() -> None:
    text = headed_by_sums("fr", "both").replace("F4;800.25", "F4;700.25")
    assert reading_of(text).total() != 2370.75
