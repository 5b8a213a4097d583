"""Kinds of files that are easily read wrong or refused, though people have them: one row each.

Long because it is one table, to be read from top to bottom.
"""

from __future__ import annotations

import pytest

from tests.kinds import ENOUGH, Case, Kind, check, numbered

_ONE_EACH = {"won": 1, "lost": 1, "open": 1, "won_amount": 1000.0}
_FEC = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib"
    "|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise"
    "|Idevise\n"
)


def _fec(*rows: tuple[str, str, str, str], header: str = _FEC) -> str:
    """Entries of purchases: number, account, debit and credit, all of one day."""
    return header + "".join(
        f"AC|Achats|{number}|20250115|{account}|Compte|||P{number}|20250115|Achat|{debit}|{credit}"
        "|||20250131||\n"
        for number, account, debit, credit in rows
    )


_SWAPPED = [
    [("1", "623100", "0,00", "1000,00"), ("1", "401000", "1000,00", "0,00")],
    [("1", "606400", "0,00", "40,00"), ("1", "445660", "0,00", "8,00"),
     ("1", "401ABC", "48,00", "0,00"), ("2", "625100", "0,00", "60,00"),
     ("2", "512000", "60,00", "0,00")],
    [("1", "641000", "0,00", "300,00"), ("1", "645000", "0,00", "120,00"),
     ("1", "421000", "300,00", "0,00"), ("1", "431000", "120,00", "0,00")],
]  # fmt: skip

KINDS: dict[str, Kind] = {
    "deals told by their cells": Kind(
        "A table whose cells say won and lost holds deals, whatever its headings are called.",
        elsewhere=(
            "reading.deals.test_telling:test_an_outcome_in_the_cells_makes_deals_of_a_table",
            "reading.deals.test_telling:test_outcomes_in_seven_languages",
        ),
    ),
    "a column of words for debit and credit": Kind(
        "Where a word says the side, money received is no refund of costs, or it is asked.",
        elsewhere=(
            "reading.costs.test_sides:test_credits_in_a_column_of_words_are_asked_about_as_in_a"
            "_column_of_amounts",
            "reading.costs.test_sides:test_what_comes_in_by_its_word_is_no_cost",
        ),
    ),
    "a sign that repeats the side": Kind(
        "Amounts that have a sign beside a word for their side are not turned twice.",
        elsewhere=("reading.costs.test_sides:test_a_sign_that_repeats_the_side_counts_once",),
    ),
    "the currency of the payment": Kind(
        "What is asked is the currency in which one paid, not that of the price; fees count.",
        elsewhere=(
            "reading.tables.test_currencies:test_the_currency_of_the_payment_is_asked_about",
        ),
    ),
    "the row of a whole report": Kind(
        "A row that sums the days below it, of the whole period and without a name, is no cost.",
        elsewhere=("reading.costs.test_repeated:test_the_row_of_a_whole_report_is_left_out",),
    ),
    "a dated row called total": Kind(
        "A row that says total and is the sum of those before it does not count, though it has a "
        "day.",
        elsewhere=(
            "reading.costs.test_repeated:test_a_dated_row_called_total_that_adds_up_is_one",
        ),
    ),
    "a list of campaigns": Kind(
        "Of the figures of campaigns what was really spent counts, no id, plan or hoped-for sales.",
        elsewhere=("reading.costs.test_figures:test_a_list_of_campaigns_counts_what_was_spent",),
    ),
    "a payroll": Kind(
        "Pay is what the employer pays, gross, charges and extra pay, and not what reaches people.",
        elsewhere=(
            "reading.costs.pay.test_payroll:test_a_payroll_costs_what_the_employer_pays",
            "reading.costs.pay.test_payroll:test_a_bonus_of_which_nothing_tells_is_asked_about",
        ),
    ),
    "quotes that come late": Kind(
        "A cell in quotes is one cell, in whatever line of a long file the first of them stands.",
        elsewhere=("reading.text.test_late_quotes:test_quotes_are_honoured_wherever_they_come",),
    ),
    "several spellings of days": Kind(
        "Days that are each certain by themselves are read, however many spellings there are.",
        elsewhere=(
            "reading.values.test_dates:test_several_spellings_each_certain_are_all_read",
            "reading.values.test_dates:test_of_several_spellings_what_is_open_is_asked_once",
        ),
    ),
    "a fee beside the amount": Kind(
        "What a bank took beside a payment is a cost too.",
        elsewhere=("reading.costs.test_columns:test_a_fee_beside_what_went_out_is_a_cost_too",),
    ),
    "another currency": Kind(
        "Amounts in dollars never pass as euros without a word.",
        elsewhere=(
            "reading.tables.test_currencies:test_another_currency_than_the_euro_is_said",
            "reading.tables.test_currencies:test_the_currency_of_deals_is_said_as_that_of_costs_is",
        ),
    ),
    "no rate without deals lost": Kind(
        "Deals won alone, or won and open without ages, tell no rate, and what lacks is said.",
        elsewhere=("actuals.test_calibrate:test_no_rate_without_deals_lost_or_ages",),
    ),
    "a total below nothing": Kind(
        "Costs that come out negative are asked about or doubted in words.",
        cases=(
            Case("Datum;Text;Betrag;Saldo\n15.01.2025;Miete;-100,00;900,00\n"
                 "16.01.2025;Erstattung Miete;450,00;1350,00\n", -350.0, said="negative_total"),
            Case("Fecha;Concepto;Gasto\n15/01/2025;Anuncios;10,00\n16/01/2025;Abono;-80,00\n",
                 -70.0, {"sign:Gasto": "positive"}, "negative_total"),
            Case("Day,Item,Cost\n2025-01-15,Ads,10.00\n2025-01-16,Credit note,-45.50\n", -35.5,
                 {"sign:Cost": "positive"}, "negative_total"),
        ),
        elsewhere=(
            "reading.costs.test_columns:test_a_total_below_nothing_is_asked_about",
            "actuals.checks.test_doubts:test_more_back_than_out_is_one",
        ),
    ),
    "deals by the words of their own tool": Kind(
        "Deals are told by cells and headings together, those still open among them.",
        cases=(
            Case("dossier;commercial;etape;ouverture;cloture;valeur\n"
                 "1;Zoé;Gagné;15/01/2025;20/02/2025;1000\n2;Luc;Perdu;16/01/2025;21/02/2025;0\n"
                 "3;Luc;Négociation;20/02/2025;;\n", _ONE_EACH),
            Case("Chance;Phase;Beginn;Ende;Wert\n7;Gewonnen;15.01.2025;20.02.2025;1.000,00\n"
                 "8;Verloren;16.01.2025;21.02.2025;350,00\n9;Angebot;20.02.2025;;80,00\n",
                 _ONE_EACH),
            Case("oportunidad\tfase\tinicio\tcierre\tvalor\n1\tGanada\t15/01/2025\t20/02/2025\t1000"
                 "\n2\tPerdida\t16/01/2025\t21/02/2025\t0\n3\tPropuesta\t20/02/2025\t\t\n",
                 _ONE_EACH),
        ),
        elsewhere=("reading.deals.test_telling:test_close_value_and_engage_date",),
    ),
    "headings of what a deal is worth": Kind(
        "An amount is found under whatever a CRM calls it, joined words and currencies too.",
        elsewhere=(
            "reading.deals.test_telling:test_amounts_are_known_under_their_own_words",
            "reading.deals.test_columns:test_amounts_are_known_under_long_words_and_by_their"
            "_currency",
        ),
    ),
    "codes of stages": Kind(
        "The codes by which a CRM keeps its stages say what a deal is.",
        elsewhere=("reading.deals.test_telling:test_codes_of_stages_are_stages",),
    ),
    "sums of deals": Kind(
        "A report with a row for each stage holds sums: it is refused, and told what to export.",
        cases=(
            Case("Étape;Nombre;Montant total\nGagnée;3;3000,00\nPerdue;2;1000,00\n"
                 "Total;5;4000,00\n", "deals_report"),
            Case("Fase;Número;Importe total\nGanada;4;900,00\nPerdida;2;70,00\nTotal;6;970,00\n",
                 "deals_report"),
            Case("Stage,Deals,Amount\nWon,12,18000\nLost,9,7500\nOpen,4,100\n", "deals_report"),
        ),
        elsewhere=("reading.deals.test_telling:test_sums_of_deals_are_refused_with_what_to_do",),
    ),
    "headers that come again": Kind(
        "The line of headings, printed again further down, is no deal.",
        cases=(
            Case("Affaire;Étape;Clôture;Montant\nA;Gagnée;15/01/2025;1000\n"
                 "Affaire;Étape;Clôture;Montant\nB;Perdue;20/02/2025;500\nC;Devis;;70\n",
                 _ONE_EACH),
            Case("Trato\tEtapa\tCierre\tImporte\nA\tGanado\t15/01/2025\t1000\nTRATO\tETAPA\tCIERRE"
                 "\tIMPORTE\nB\tPerdido\t20/02/2025\t500\nC\tPropuesta\t\t70\n", _ONE_EACH),
            Case("Name,Status,Closed,Value\nA,Won,2025-01-15,1000\nB,Lost,2025-02-20,500\n"
                 "Name,Status,Closed,Value\nC,Open,,70\nName,Status,Closed,Value\n", _ONE_EACH),
        ),
        elsewhere=(
            "reading.deals.test_telling:test_headers_that_come_again_are_left_out_however_written",
        ),
    ),
    "deals that are all won": Kind(
        "A list of won deals is read as it is, and said to tell no rate.",
        elsewhere=("reading.deals.test_telling:test_deals_that_are_all_won_are_read_and_no_rate"
                   "_follows",),
    ),
    "two columns of one name": Kind(
        "Of two columns headed alike the one that the other adds up is the amount.",
        cases=(
            Case("Date,Details,Balance,Balance\n2025-01-15,Ads,-100.00,900.00\n"
                 "2025-01-20,Tools,-50.00,850.00\n2025-01-22,Rent,-30.00,820.00\n", 180.0),
            Case("Fecha;Concepto;Saldo;Saldo\n15/01/2025;Anuncios;-100,00;900,00\n"
                 "20/01/2025;Software;-50,00;850,00\n", 150.0),
            Case("Datum;Text;Betrag;Betrag\n15.01.2025;Miete;-100,00;900,00\n"
                 "20.01.2025;Tools;-50,00;850,00\n", 150.0, {"amount_column": "3"}),
        ),
        elsewhere=("reading.tables.test_running_balance:test_the_amount_is_told_by_adding_up",),
    ),
    "days under an unknown heading": Kind(
        "A column of days is found by its cells, with points, without signs, among words.",
        elsewhere=(
            "reading.values.test_undated:test_a_column_of_days_is_found_by_its_cells",
            "reading.values.test_undated:test_words_between_the_days_do_not_hide_them",
        ),
    ),
    "lines that go on below an entry": Kind(
        "Words below an entry belong to it, and a header one separator longer shifts nothing.",
        elsewhere=(
            "reading.costs.layouts.test_short_header:test_lines_that_go_on_below_an_entry_are_no"
            "_entries",
            "reading.costs.layouts.test_short_header:test_headings_without_cells_at_the_end_are_no"
            "_shift",
        ),
    ),
    "costs side by side": Kind(
        "Several columns of spending are added up, or that answer is offered.",
        elsewhere=("reading.costs.test_figures:test_costs_side_by_side_are_added_up",),
    ),
    "figures that are no money": Kind(
        "Clicks, reach and numbers of accounts are never offered as amounts.",
        elsewhere=("reading.costs.test_figures:test_counts_rates_and_numbers_are_no_money",),
    ),
    "money spent in any currency": Kind(
        "A heading with a currency in it is known whatever the currency is.",
        cases=(
            Case("Tag;Kampagne;Klicks;Reichweite;Ausgegebener Betrag (CHF)\n2025-01-15;A;10;900;"
                 "50,00\n2025-02-15;B;20;1900;70,00\n", 120.0, said="foreign_currency"),
            Case("Día;Campaña;Impresiones;Importe gastado (MXN)\n2025-01-15;A;1000;50,25\n"
                 "2025-02-15;B;1900;70,00\n", 120.25, said="foreign_currency"),
            Case("Day,Campaign,Reach,Amount spent (NZD)\n2025-01-15,A,1000,51.00\n"
                 "2025-02-15,B,1900,70.00\n", 121.0, said="foreign_currency"),
        ),
    ),
    "what one sells": Kind(
        "A list of sales, or of documents for clients, is asked about before it counts as costs.",
        elsewhere=("reading.costs.test_figures:test_lists_of_what_one_sells_are_asked_about",),
    ),
    "a FEC without its header": Kind(
        "A FEC that lost its line of headings is told by its cells, and class 6 is counted.",
        elsewhere=("reading.fec.test_fec:test_a_fec_that_lost_its_header_row_is_told_by_its_cells",),
    ),
    "a FEC whose sides are swapped": Kind(
        "Costs on the credit side alone are asked about, and come out positive.",
        cases=tuple(
            Case(_fec(*rows), total, {"swapped": "yes"})
            for rows, total in zip(_SWAPPED, (1000.0, 100.0, 420.0), strict=True)
        ),
        elsewhere=("reading.fec.test_fec:test_a_fec_with_debits_and_credits_swapped_is_asked"
                   "_about",),
    ),
    "quarters and years across": Kind(
        "Columns of quarters or of years go evenly over their months.",
        cases=(
            Case("Poste;2022;2023\nAnnonces;1200,00;600,00\nOutils;12,00;24,00\n", 1836.0,
                 said="spread"),
            Case("Posten,2023,2024,2025\nMessen,36.00,12.00,24.00\nLizenzen,1.20,2.40,3.60\n", 79.2,
                 said="spread"),
            Case("Concepto;Año 2023;Año 2024\nFerias;120,00;240,00\nAnuncios;12,00;24,00\n", 396.0,
                 said="spread"),
        ),
        elsewhere=("reading.values.test_periods:test_quarters_go_evenly_over_their_months",),
    ),
    "months with a short year": Kind(
        "03/24 is a month where heading or sequence say so, and is asked about elsewhere.",
        cases=(
            Case("Poste;09/24;10/24;11/24\nOutils;12,50;3,00;1,00\nSalon;1,00;1,00;2,00\n", 20.5),
        ),
        elsewhere=(
            "reading.values.test_periods:test_a_month_and_a_short_year_under_a_heading_of_months",
            "reading.values.test_periods:test_under_a_heading_of_days_a_month_and_a_short_year_are"
            "_asked",
            "reading.values.test_periods:test_months_that_go_on_into_the_next_year_are_months",
        ),
    ),
    "amounts with words round them": Kind(
        "12,50 HT is an amount, and 12,50 CR one of the other side.",
        elsewhere=(
            "reading.values.test_money_words:test_an_amount_is_read_with_the_words_round_it",
            "reading.values.test_money_words:test_debits_and_credits_told_by_the_amounts"
            "_themselves",
        ),
    ),
    "a price per month": Kind(
        "A price per month counts once or over its months, as it is answered.",
        elsewhere=("reading.on_request.test_spread:test_subscriptions_of_a_month_and_a_year_are"
                   "_asked_in_each_language",),
    ),
    "the kind on the card": Kind(
        "The card of a file shows its kind as a choice, its span, and what was understood of it.",
        elsewhere=(
            "reading.test_formats:test_every_kind_is_offered_with_a_sample_or_says_why_not",
            "reading.test_formats:test_the_header_says_the_kind",
        ),
    ),
    "rates of return of decades": Kind(
        "A series of cash of up to 1,200 months has its rate, or says which answer it lacks.",
        elsewhere=(
            "engine.test_long_irr:test_a_loan_paid_back_for_decades_has_its_rate",
            "engine.test_long_irr:test_months_of_nothing_before_and_after_move_no_root",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_sentence_and_three_variants(name: str) -> None:
    assert KINDS[name].says.endswith(".")
    assert KINDS[name].variants() >= ENOUGH


@pytest.mark.parametrize(("name", "number"), numbered(KINDS))
def test_a_file_of_its_kind_is_read_asked_about_or_refused(name: str, number: int) -> None:
    check(KINDS[name].cases[number])
