"""CSV of hledger, ledger and beancount: roots, commodities, closing entries."""

from __future__ import annotations

from tests.reading.read_again import reading_of

HLEDGER = "txnidx,date,code,description,account,amount,total\n"
BEAN = "date,account,narration,position\n"


def test_the_first_word_of_an_account_says_what_it_is_in_other_languages_too() -> None:
    rows = "".join(f"2024-01-05,{a},x,{n} EUR\n" for a, n in (
        ("Ausgaben:Werbung", "10.00"), ("Aktiva:Bank", "-10.00"), ("Charges:Publicité", "20.00"),
        ("Revenus:Ventes", "-5.00"), ("Gastos:Viajes", "3.00")))  # fmt: skip
    reading = reading_of(BEAN + rows)
    assert reading.total() == 33
    assert reading.revenue["amount"].tolist() == [5]


def test_a_root_that_no_list_knows_is_asked_once_with_its_amount() -> None:
    text = BEAN + ("2024-01-05,Marketing:Ads,x,10.00 EUR\n2024-01-06,Marketing:SEO,x,5.00 EUR\n"
                   "2024-01-06,Assets:Bank,x,-15.00 EUR\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.id, question.values["amount"]) == ("account_kind:Marketing", 15)
    assert reading_of(text, answers={question.id: "cost"}).total() == 15
    refused = reading_of(text, answers={question.id: "neither"}).refused
    assert refused is not None and refused.code == "no_ledger_costs"


def test_of_two_commodities_the_file_is_asked_which_counts_and_shares_are_no_matter() -> None:
    text = BEAN + ("2024-01-05,Expenses:Ads,x,10.00 EUR\n2024-01-06,Expenses:Tools,x,5.00 USD\n"
                   "2024-01-06,Assets:Shares,x,3 ACME {20.00 EUR}\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "currency"
    assert reading_of(text, answers={question.id: "EUR"}).total() == 10


def test_amounts_are_read_with_their_commodity_on_either_side() -> None:
    rows = ("1,2024-01-05,,a,expenses:ads,\"$1,200.50\",0", "2,2024-01-06,,b,expenses:ads,$-0.50,0",
            "3,2024-01-07,,c,expenses:ads,-$10.00,0")  # fmt: skip
    assert reading_of(HLEDGER + "\n".join(rows) + "\n").total() == 1190


def test_a_cell_of_several_amounts_is_listed_and_never_run_together() -> None:
    rows = ('1,2024-01-05,,a,expenses:ads,"10.00 EUR, 5.00 USD",0',
            "2,2024-01-06,,b,expenses:ads,3 ACME @ 20.00 EUR,0",
            "3,2024-01-07,,c,expenses:ads,1.00 EUR,0")  # fmt: skip
    reading = reading_of(HLEDGER + "\n".join(rows) + "\n")
    assert reading.rejected["line"].tolist() == [2, 3]
    assert reading.total() == 1


def test_entries_that_retain_earnings_are_left_out_and_what_the_owner_paid_is_not() -> None:
    rows = ("1,2024-01-05,,a,expenses:ads,10.00 EUR,0", "1,2024-01-05,,a,equity:owner,-10.00 EUR,0",
            "2,2024-12-31,,retain,expenses:ads,-10.00 EUR,0",
            "2,2024-12-31,,retain,equity:retained earnings,10.00 EUR,0")  # fmt: skip
    reading = reading_of(HLEDGER + "\n".join(rows) + "\n")
    assert reading.total("month") == {"2024-01": 10}
    (note,) = [n for n in reading.notes if n.code == "closing_entries"]
    assert note.values["count"] == 2


def test_closing_entries_without_their_names_are_refused_not_added_to_zero() -> None:
    rows = ("1,2024-01-05,,a,expenses:ads,10.00 EUR,0", "2,2024-01-05,,a,expenses:tools,5.00 EUR,0",
            "3,2024-12-31,,z,expenses:ads,-10.00 EUR,0",
            "3,2024-12-31,,z,expenses:tools,-5.00 EUR,0",
            "3,2024-12-31,,z,equity:opening,15.00 EUR,0")  # fmt: skip
    refused = reading_of(HLEDGER + "\n".join(rows) + "\n").refused
    assert refused is not None and refused.code == "closed_ledger"


def test_the_register_of_one_account_is_refused_with_what_to_export() -> None:
    text = ("txnidx,date,code,description,otheraccounts,change,balance\n"
            "2,2024-01-15,,Sales,li:suppliers,987.65 EUR,987.65 EUR\n")  # fmt: skip
    refused = reading_of(text).refused
    assert refused is not None and refused.code == "journal_account"
    assert "hledger print -O csv" in refused.sentence("fr")


def test_a_journal_without_its_column_of_amounts_is_refused_and_no_fault() -> None:
    for heading, code in (("amount", "no_amount"), ("date", "no_date")):
        text = HLEDGER.replace(heading, "xyz") + "1,2024-01-05,,x,expenses:ads,10.00,10.00\n"
        refused = reading_of(text).refused
        assert refused is not None and refused.code == code
