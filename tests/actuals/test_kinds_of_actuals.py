"""Kinds of actual figures that easily mislead, each with its variants and what is right."""

from __future__ import annotations

import pytest

from tests.kinds import ENOUGH, Case, Kind, check, numbered

_SOLD = {"won": 2, "lost": 0, "open": 0, "won_amount": 1500.0}
_ONE_EACH = {"won": 1, "lost": 1, "open": 1}
_ONE_AND_TWO = {"won": 1, "lost": 2, "won_amount": 1000.0}

KINDS: dict[str, Kind] = {
    "lists of what one sells": Kind(
        "Documents for clients are asked about, however their number is headed: sales are deals.",
        cases=(
            Case("Nº factura;Fecha;Cliente;Base imponible;Total\nF1;15/01/2025;Acme;1000,00;1210,00"
                 "\nF2;20/02/2025;Bolt;500,00;605,00\n", _SOLD, {"sold": "yes",
                                                            "all_alike": "won"}),
            Case("Angebots-Nr.;Datum;Kunde;Betrag\nA1;15.01.2025;Acme;1000,00\n"
                 "A2;20.02.2025;Bolt;500,00\n", _SOLD, {"sold": "yes", "all_alike": "won"}),
            Case("Bon de commande n°;Date;Client;Montant\nB1;15/01/2025;Dupont;1000,00\n"
                 "B2;20/02/2025;Martin;500,00\n", 1500.0, {"sold": "no"}),
            Case("Fattura n.\tData\tCliente\tImponibile\n1\t15/01/2025\tAcme\t1000,00\n"
                 "2\t20/02/2025\tBolt\t500,00\n", _SOLD, {"sold": "yes", "all_alike": "won"}),
        ),
        elsewhere=("reading.costs.test_figures:test_lists_of_what_one_sells_are_asked_about",),
    ),
    "deals opened again": Kind(
        "What its status says a deal is, whatever days of winning and losing it has kept.",
        cases=(
            Case("Réf;Statut;Créée le;Gagnée le;Perdue le;Valeur\nA;Perdue;15/01/2025;20/02/2025;"
                 "20/04/2025;1000\nB;Ouverte;15/01/2025;;20/02/2025;500\n"
                 "C;Gagnée;15/01/2025;20/03/2025;20/02/2025;700\n",
                 _ONE_EACH | {"won_amount": 700}),
            Case("Nummer;Status;Erstellt am;Gewonnen am;Verloren am;Wert\n1;Offen;15.01.2025;"
                 "20.02.2025;;90\n2;Verloren;15.01.2025;20.02.2025;;80\n"
                 "3;Gewonnen;15.01.2025;20.03.2025;20.02.2025;70\n",
                 _ONE_EACH | {"won_amount": 70}),
            Case("ID\tEstado\tFecha de creación\tGanado el\tPerdido el\tValor\n1\tGanado\t"
                 "15/01/2025\t20/03/2025\t28/03/2025\t60\n2\tAbierto\t15/01/2025\t20/03/2025\t"
                 "28/03/2025\t50\n3\tPerdido\t15/01/2025\t20/03/2025\t\t40\n",
                 _ONE_EACH | {"won_amount": 60}),
        ),
        elsewhere=("reading.deals.test_kept:test_a_deal_opened_again_is_what_its_status_says",),
    ),
    "a history of deals": Kind(
        "Of several rows of a deal the one changed last counts, wherever it stands.",
        cases=(
            Case("Id affaire;Étape;Créée le;Date de clôture;Montant;Dernière modification\n"
                 "7;Gagnée;15/01/2025;20/03/2025;1000;20/03/2025\n"
                 "7;Proposition;15/01/2025;31/03/2025;900;15/02/2025\n",
                 {"won": 1, "open": 0, "won_amount": 1000.0}, said="duplicate_deals"),
            Case("Record ID\tPhase\tErstellt am\tGeschlossen am\tBetrag\tGeändert am\n"
                 "7\tAngebot\t15.01.2025\t\t900\t15.02.2025\n"
                 "7\tVerloren\t15.01.2025\t20.03.2025\t800\t20.03.2025\n"
                 "7\tVerhandlung\t15.01.2025\t\t850\t28.02.2025\n",
                 {"won": 0, "lost": 1, "open": 0}, said="duplicate_deals"),
            Case("Deal ID,Stage,Created on,Closed on,Value,Modified on\n"
                 "7,Negotiation,2025-01-15,,900,2025-05-02\n"
                 "7,Won,2025-01-15,2025-03-20,800,2025-03-20\n"
                 "8,Won,2025-01-15,2025-03-20,300,2025-03-20\n",
                 {"won": 1, "open": 1, "won_amount": 300.0}, said="duplicate_deals"),
        ),
        elsewhere=("reading.deals.test_kept:test_of_a_history_the_row_changed_last_counts",),
    ),
    "deals deleted or archived": Kind(
        "What was deleted or put away is listed and counts for nothing.",
        elsewhere=(
            "reading.deals.test_kept:test_deleted_and_archived_deals_are_left_out_and_listed",
        ),
    ),
    "deals in other currencies": Kind(
        "A deal in another currency counts, and its amount is not known without a rate.",
        cases=(
            Case("Affaire;Étape;Montant;Devise;Clôturée le;Créée le\nA;Gagnée;1000;EUR;20/03/2025;"
                 "15/01/2025\nB;Perdue;2000;GBP;21/03/2025;15/01/2025\n"
                 "C;Perdue;90;CHF;22/03/2025;15/01/2025\n",
                 _ONE_AND_TWO, {"currency:Devise": "EUR"}),
            Case("Nome;Fase;Importo;Valuta;Data di chiusura;Data creazione\nA;Vinta;1000;EUR;"
                 "20/03/2025;15/01/2025\nB;Persa;2000;USD;21/03/2025;15/01/2025\n"
                 "C;Persa;90;USD;22/03/2025;15/01/2025\n",
                 _ONE_AND_TWO, {"currency:Valuta": "EUR"}),
            Case("Name,Status,Value,Curr.,Closed on,Created on\n"
                 "A,Won,1000,CHF,2025-03-20,2025-01-15\nB,Lost,70,EUR,2025-03-21,2025-01-15\nC,Lost,90,EUR,2025-03-22,2025-01-15\n",
                 _ONE_AND_TWO, {"currency:Curr.": "CHF"}),
        ),
        elsewhere=(
            "reading.deals.test_kept:test_deals_in_another_currency_count_without_their_amount",
        ),
    ),
    "a won deal below nothing": Kind(
        "A credit note among won deals is taken off one of them, and is no customer.",
        cases=(
            Case("Id affaire;Étape;Créée le;Date de clôture;Montant\n"
                 "1;Gagnée;15/01/2025;20/03/2025;900,50\n2;Gagnée;15/01/2025;21/03/2025;-100,50\n"
                 "3;Perdue;15/01/2025;22/03/2025;50\n",
                 {"won": 1, "lost": 1, "won_amount": 800.0}, said="credited_deals"),
            Case("Record ID\tPhase\tErstellt am\tGeschlossen am\tBetrag\n1\tGewonnen\t15.01.2025\t"
                 "20.03.2025\t5.000,00\n2\tGewonnen\t15.01.2025\t28.03.2025\t-1.000,00\n",
                 {"won": 1, "won_amount": 4000.0}, said="credited_deals"),
            Case("Deal,Status,Created on,Closed on,Value\nAlpha,Won,2025-01-15,2025-02-20,300\n"
                 "Alpha refund,Won,2025-01-15,2025-03-20,-50\n",
                 {"won": 1, "won_amount": 250.0}, said="credited_deals"),
        ),
        elsewhere=("reading.deals.test_kept:test_a_won_deal_below_zero_is_taken_off_another",),
    ),
    "money that comes back": Kind(
        "A payment that was refused and presented again is one payment.",
        elsewhere=("reading.costs.test_credit_notes:test_a_payment_presented_again_counts_once",),
    ),
    "direction in words": Kind(
        "Type, nature or direction may say which amounts went out, also of those with VAT.",
        elsewhere=(
            "reading.costs.test_sides:test_what_comes_in_by_its_word_is_no_cost",
            "reading.costs.test_sides:test_the_heading_of_the_side_does_not_matter",
            "reading.costs.test_sides:test_a_side_counts_beside_an_amount_that_includes_vat",
        ),
    ),
    "a line and its parts": Kind(
        "A payment that is split counts once: by its parts, or whole.",
        elsewhere=("reading.costs.test_repeated:test_a_line_and_its_parts_count_once",),
    ),
    "entries that close the year": Kind(
        "Books whose closing brought every cost back to zero are refused, or their closing undone.",
        elsewhere=(
            "reading.fec.test_fec:test_books_closed_against_any_account_are_refused",
            "reading.fec.test_fec:test_closing_entries_against_any_account_of_the_result_are_left"
            "_out",
        ),
    ),
    "VAT in several columns": Kind(
        "VAT of every rate is taken off the amount that includes it.",
        elsewhere=("reading.costs.test_columns:test_vat_in_a_column_for_each_rate_is_all_deducted",),
    ),
    "the FEC as XML": Kind(
        "The second form that the law has for a FEC gives what the first gives.",
        elsewhere=("reading.fec.test_xml_form:test_the_same_written_another_way",),
    ),
    "money as it is written in other countries": Kind(
        "Signs and names of currencies, and what a price is for, leave an amount an amount.",
        elsewhere=(
            "reading.values.test_money_words:test_an_amount_is_read_with_the_words_round_it",
            "reading.values.test_money_words:test_a_currency_by_what_people_write",
        ),
    ),
    "figures grouped by twos": Kind(
        "Lakhs and crores, grouped by twos before the last three figures, are amounts.",
        cases=(
            Case('Day,Item,Cost\n2025-01-15,Ads,"12,34,567.00"\n2025-02-15,Rent,"1,00,000.50"\n',
                 1334567.5),
            Case("Day\tItem\tCost\n2025-01-15\tAds\t₹ 3,45,000\n2025-02-15\tRent\t₹ 10,000\n",
                 355000.0, said="foreign_currency"),
            Case("Jour;Poste;Coût\n2025-01-15;Ads;-1,50,000.25\n2025-02-15;Loyer;-20,00,000.50\n",
                 2150000.75),
        ),
    ),
    "days as programs spell them": Kind(
        "Days of SAS, JavaScript, ISO without signs, weeks and counted seconds are read.",
        elsewhere=(
            "reading.values.test_date_shapes:test_a_day_is_read_as_it_is_spelled",
            "reading.values.test_periods:test_a_week_is_of_the_month_of_its_thursday",
        ),
    ),
    "a ledger of accounts with paths": Kind(
        "Of an export with both sides of every entry the accounts of expenses count.",
        elsewhere=(
            "reading.costs.layouts.test_account_paths:test_entries_of_expenses_are_counted",
        ),
    ),
    "amounts of two conventions": Kind(
        "Beside each other, 1 200.50 and 850,25 are each certain, and both are read.",
        elsewhere=("reading.values.test_amounts:test_values_certain_by_themselves_are_read_so",),
    ),
    "a month that is not known": Kind(
        "A curve of cash with a month that is not known has no payback, and one of a month has.",
        elsewhere=("metrics.test_series:test_payback_of_a_curve",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_sentence_and_three_variants(name: str) -> None:
    assert KINDS[name].says.endswith(".")
    assert KINDS[name].variants() >= ENOUGH


@pytest.mark.parametrize(("name", "number"), numbered(KINDS))
def test_figures_of_a_kind_are_read_asked_about_or_refused(name: str, number: int) -> None:
    check(KINDS[name].cases[number])
