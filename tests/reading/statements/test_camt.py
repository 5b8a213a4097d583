"""camt.053, camt.052 and camt.054 of banks and of another program: batches, reversals, cuts."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.bank_variants import OPENING
from tests.reading.statements.camt_variants import CAMT_FILES, block, document, entry, money
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)
from tests.reading.statements.written import Booked, of_month, spent

# Written by camt053 0.0.23 as camt.053.001.14, held against the schema by it.
BY_OTHERS = ("statement_by_camt053.xml", "statement_by_camt053_reversals.xml")
BY_PYISO20022 = ("statement_by_pyiso20022_camt052.xml", "statement_by_pyiso20022_camt054.xml")
# Written by mock-bank 0.9.0, all movements of March on one day, those paid by their names alone.
BY_MOCK_BANK = ("statement_by_mock_bank_camt052.xml", "statement_by_mock_bank_camt054.xml")


@pytest.mark.parametrize("name", [*CAMT_FILES, BY_OTHERS[0]])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    # The other writer keeps names alone; the payments of the batch were booked on one day.
    holds_the_movements(reading, categories="by_" not in name, days="batch" not in name)
    assert reading.dialect["format"] == "camt"
    balances = "053" in name
    assert ("statement_complete" in codes(reading)) == balances
    assert ("statement_unchecked" in codes(reading)) != balances


def test_reversals_have_the_side_on_which_they_were_booked() -> None:
    reading = sample(BY_OTHERS[1])
    # 240.00 of a customer taken back; 12.50 of fees given back, which reduces the costs.
    assert reading.total() == round(spent() + 240 - 12.5, 2)
    assert values(reading, "statement_reversals")["count"] == 2
    assert values(reading, "came_back") == {"count": 1, "costs": 1}
    assert values(reading, "statement_complete")["count"] == 2
    assert reading.rejected["reason"].tolist().count("income") == 2


def test_the_payments_of_a_batch_count_each() -> None:
    reading = sample("statement_camt053_08_batch.xml")
    assert values(reading, "statement_batches")["count"] == 1
    assert "Hotel Ibis Lyon" in set(reading.entries["label"])
    assert reading.rejected["reason"].tolist().count("not_executed") == 1


def test_a_report_of_the_day_brings_nothing_twice() -> None:
    reading = sample("statement_camt052_reports.xml")
    assert values(reading, "statement_duplicates")["count"] == 9


@pytest.mark.parametrize("name", BY_PYISO20022)
def test_reports_and_notifications_of_another_writer_give_what_was_paid(name: str) -> None:
    """The words stand in the details, or in the entry where it has none."""
    reading = sample(name)
    holds_the_movements(reading)
    told = "statement_complete" if "052" in name else "statement_unchecked"
    assert told in codes(reading)


@pytest.mark.parametrize("name", BY_MOCK_BANK)
def test_a_day_of_another_bank_gives_what_was_paid(name: str) -> None:
    """Money received has its words in the details, the summary of entries is none of them."""
    reading = sample(name)
    assert reading.total("month") == {"2024-03": spent(of_month("2024-03"))}
    assert sorted(reading.rejected["reason"]) == ["income", "own_transfer"]
    assert "statement_unchecked" in codes(reading)  # an interim balance closes nothing


# Kinds of writing -----------------------------------------------------------------------------


def booked(cents: int, label: str = "HUBSPOT", day: str = "2024-03-04", number: str = "") -> Booked:
    return Booked(day, "2024-04-02", label, label, cents, number, "")


def of(entries: str, opening: int | None = None, closing: int | None = None, number: str = "S1",
       kind: str = "053") -> Reading:  # fmt: skip
    return read(document(kind, "08", block(kind, number, entries, opening, closing)), name="a.xml")


def details(*parts: str) -> str:
    return "".join(f"<TxDtls>{part}</TxDtls>" for part in parts)


def test_the_booking_day_counts_and_the_value_day_where_there_is_none() -> None:
    assert of(entry(booked(-500))).total("month") == {"2024-03": 5}
    without = entry(booked(-500)).replace("<BookgDt><Dt>2024-03-04</Dt></BookgDt>", "")
    assert of(without).total("month") == {"2024-04": 5}
    evening = entry(booked(-500)).replace(
        "<BookgDt><Dt>2024-03-04</Dt>", "<BookgDt><DtTm>2024-03-31T23:30:00-05:00</DtTm>"
    )
    assert of(evening).total("month") == {"2024-03": 5}


def test_a_batch_that_does_not_add_up_stays_whole() -> None:
    short = details(money(-200), money(-200))
    reading = of(entry(booked(-500, "REMISE"), short), 10000, 9500)
    assert reading.total() == 5
    assert values(reading, "statement_batch_whole")["count"] == 1
    assert list(reading.entries["label"]) == ["REMISE"]
    foreign = money(-300).replace("EUR", "USD")
    assert of(entry(booked(-500), details(money(-200), foreign))).rows_kept == 1
    nothing = details("<RmtInf><Ustrd>A</Ustrd></RmtInf>", "<RmtInf><Ustrd>B</Ustrd></RmtInf>")
    assert of(entry(booked(-500), nothing)).total() == 5


def test_a_batch_with_payments_both_ways_adds_up_by_its_sides() -> None:
    reading = of(entry(booked(-500), details(money(-700), money(200))), 10000, 9500)
    assert reading.total() == 7 and reading.rejected["reason"].tolist() == ["income"]


def test_one_payment_abroad_counts_as_it_was_booked() -> None:
    abroad = details('<AmtDtls><InstdAmt><Amt Ccy="USD">9.99</Amt></InstdAmt></AmtDtls>')
    assert of(entry(booked(-920), abroad)).total() == 9.2


def test_older_versions_say_a_payments_amount_deeper() -> None:
    deep = [f"<AmtDtls><TxAmt><Amt Ccy='EUR'>{one}</Amt></TxAmt></AmtDtls>" for one in (2, 3)]
    reading = of(entry(booked(-500), details(*deep)))
    assert sorted(reading.entries["amount"]) == [2, 3]


def test_what_is_missing_between_the_balances_is_said_to_the_cent() -> None:
    reading = of(entry(booked(-500)), 10000, 9480, "2024-7")
    said = values(reading, "statement_incomplete")
    assert (said["statement"], said["account"], said["currency"]) == ("2024-7", "…9014", "EUR")
    assert (said["missing"], said["opening"], said["closing"]) == (-0.2, 100, 94.8)
    for note in reading.notes:
        assert note.sentence("fr") and note.sentence("en")


def test_a_statement_that_lacks_between_two_is_said() -> None:
    march = block("053", "3", entry(booked(-500)), 10000, 9500)
    may = block("053", "5", entry(booked(-100)), 9000, 8900)
    said = values(read(document("053", "08", march + may)), "statement_gap")
    assert (said["earlier"], said["later"], said["missing"]) == ("3", "5", -5)
    april = block("053", "4", entry(booked(-500)), 9500, 9000)
    assert "statement_gap" not in codes(read(document("053", "08", march + april + may)))
    assert "statement_gap" not in codes(read(document("053", "08", may + april + march)))


def test_the_same_statement_twice_counts_once() -> None:
    one = block("053", "3", entry(booked(-500, number="A")), 10000, 9500)
    reading = read(document("053", "08", one + one))
    assert reading.total() == 5 and "statement_gap" not in codes(reading)
    assert values(reading, "statement_duplicates")["count"] == 1


def test_balances_say_whether_a_number_that_comes_again_is_another_payment() -> None:
    twice = entry(booked(-500, number="A")) * 2
    assert of(twice, 10000, 9000).total() == 10
    assert of(twice, 10000, 9500).total() == 5
    assert "statement_complete" in codes(of(twice, 10000, 9500))
    assert of(twice).total() == 5


def test_currencies_of_several_accounts_are_asked() -> None:
    dollars = block("053", "9", entry(booked(-300)), None, None).replace("EUR", "USD")
    both = document("053", "08", block("053", "1", entry(booked(-500)), None, None) + dollars)
    assert [q.id for q in read(both).questions if q.blocking] == ["currency"]
    assert read(both, answers={"currency": "USD"}).total() == 3


def test_three_decimals_stay_exact() -> None:
    dinars = entry(booked(-500)).replace(">5.00<", ">5.125<").replace("EUR", "TND")
    reading = of(dinars)
    assert (reading.total(), reading.scale) == (5.125, 3)


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAMT_FILES)
def test_a_cut_file_is_refused_wherever_it_was_cut(name: str) -> None:
    content = CAMT_FILES[name]()
    for at in range(400, len(content) - 30, 301):
        assert refused(content[:at]) == "statement_damaged"


def test_entities_of_its_own_are_refused() -> None:
    content = CAMT_FILES["statement_camt053_02.xml"]()
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert refused(content.replace(b"<Document", bomb + b"<Document", 1)) == "xml"
    outside = b'<!DOCTYPE Document SYSTEM "file:///etc/hostname">'
    assert refused(content.replace(b"<Document", outside + b"<Document", 1)) == "statement_damaged"


def test_a_file_without_movements_and_other_xml_are_refused() -> None:
    empty = document("053", "08", block("053", "1", "", OPENING, OPENING))
    assert refused(empty) == "statement_empty"
    assert refused(b"<?xml version='1.0'?><Document xmlns='urn:pain.001'/>") == "xml"


def test_an_encoding_that_there_is_not_is_damage() -> None:
    """ElementTree raises LookupError for it, no error of parsing."""
    content = CAMT_FILES["statement_camt053_02.xml"]()
    assert b"UTF-8" in content
    assert refused(content.replace(b"UTF-8", b"UTR-8", 1)) == "statement_damaged"
