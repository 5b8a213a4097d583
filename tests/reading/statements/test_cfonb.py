"""CFONB 120 as French banks send it: the last sign of amounts, words, balances, cuts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.bank_variants import OPENING
from tests.reading.statements.cfonb_variants import (
    CFONB_FILES,
    amount,
    balance,
    movement,
    statement,
    words,
)
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)
from tests.reading.statements.written import BOOKED

# Written by python-cfonb 2.13 from the same movements, in one statement and in one a month.
BY_OTHERS = ("statement_by_python_cfonb.txt", "statement_by_python_cfonb_months.txt")
ONE = replace(BOOKED[4], cents=-4590)


@pytest.mark.parametrize("name", [*CFONB_FILES, *BY_OTHERS])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    holds_the_movements(reading)
    assert "statement_complete" in codes(reading)


def test_accounts_are_told_apart() -> None:
    said = values(sample("statement_cfonb120_two_accounts.txt"), "statement_accounts")
    assert said == {"count": 2, "accounts": "…5678 EUR, …5432 EUR"}


# Kinds of writing -----------------------------------------------------------------------------


def cfonb(*records: str, end: str = "\n") -> Reading:
    return read(end.join(records).encode("cp1252"), name="releve.txt")


@pytest.mark.parametrize("cents", range(-21, 22))
def test_the_last_sign_of_an_amount_is_a_figure_and_the_side(cents: int) -> None:
    one = replace(ONE, cents=cents)
    records = balance("01", one.day, 0), movement(one), balance("07", one.day, cents)
    reading = cfonb(*records)
    if cents > 0:
        assert reading.refused is not None and reading.refused.code == "no_usable_row"
    else:
        assert reading.total() == -cents / 100
    assert "statement_complete" in codes(reading)


@pytest.mark.parametrize(("places", "total"), [("0", 4590), ("2", 45.9), ("3", 4.59), (" ", 45.9)])
def test_decimals_stand_in_a_place_of_their_own(places: str, total: float) -> None:
    records = [balance("01", ONE.day, 0), movement(ONE), balance("07", ONE.day, -4590)]
    records = [record[:19] + places + record[20:] for record in records]
    assert cfonb(*records).total() == total


def test_the_day_of_booking_counts() -> None:
    late = replace(ONE, day="2024-03-31", value="2024-04-02")
    assert list(cfonb(*statement([late], OPENING)).total("month")) == ["2024-03"]


def test_more_words_say_who_and_what_for() -> None:
    records = [balance("01", ONE.day, 0), movement(ONE), words(ONE, "NBE", "HUBSPOT IRELAND LTD"),
               words(ONE, "LCC", "FACTURE 12"), words(ONE, "RUM", "MANDAT7"), "",
               balance("07", ONE.day, -4590)]  # fmt: skip
    assert list(cfonb(*records).entries["label"]) == [
        "HUBSPOT IRELAND LTD PRLV SEPA HUBSPOT IRELAND FACTURE 12"
    ]


def test_a_rejected_payment_is_a_reversal() -> None:
    back = movement(replace(ONE, cents=4590), back="01")
    records = [balance("01", ONE.day, 0), movement(ONE), back, balance("07", ONE.day, 0)]
    reading = cfonb(*records)
    assert reading.total() == 45.9
    assert values(reading, "statement_reversals")["count"] == 1


def test_what_is_missing_is_said_to_the_cent() -> None:
    records = statement([ONE], OPENING)
    del records[1]
    records[1:1] = [movement(replace(ONE, cents=-4589))]
    said = values(cfonb(*records), "statement_incomplete")
    assert (said["missing"], said["account"]) == (-0.01, "…5678")


def test_equal_movements_are_all_booked() -> None:
    assert cfonb(*statement([ONE, ONE], OPENING)).total() == 91.8


def test_accents_and_trimmed_ends_do_not_move_the_places() -> None:
    one = replace(ONE, label="PRLV CAFÉ ÉCLAIR À PARIS")
    trimmed = [record.rstrip() for record in statement([one], OPENING)]
    assert cfonb(*trimmed).total() == 45.9
    assert read("\n".join(trimmed).encode()).total() == 45.9


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CFONB_FILES)
def test_a_cut_file_is_refused_or_says_nothing_false(name: str) -> None:
    content = CFONB_FILES[name]()
    for at in range(130, len(content) - 20, 97):
        reading = read(content[:at], name=name)
        refusal = "" if reading.refused is None else reading.refused.code
        whole = b"07300" in content[:at]  # between two statements nothing shows
        assert refusal in ("statement_cut", "statement_damaged") or whole, at


@pytest.mark.parametrize("spoil", [
    lambda records: [*records[:1], records[1][:91] + "x" + records[1][92:], *records[2:]],
    lambda records: records[1:],
    lambda records: [records[0], *records],
    lambda records: [*records, "99" + " " * 118],
])  # fmt: skip
def test_records_out_of_order_are_refused(spoil) -> None:  # type: ignore[no-untyped-def]
    reading = cfonb(*spoil(statement([ONE], OPENING)))
    assert reading.refused is not None


def test_an_impossible_day_is_listed() -> None:
    record = movement(ONE).replace("080324", "310224", 1)
    reading = cfonb(balance("01", ONE.day, 0), record, movement(ONE), balance("07", ONE.day, -9180))
    assert reading.rejected["reason"].tolist() == ["bad_date"] and reading.total() == 45.9


@pytest.mark.parametrize("first", [statement([ONE], OPENING)[1:], movement(ONE).splitlines()])
def test_a_file_that_lacks_its_first_balance_is_told_as_a_cut_one(
    first: list[str],
) -> None:
    assert refused("\n".join(first).encode()) == "statement_damaged"


def test_a_first_balance_without_its_day_is_read() -> None:
    earlier, *rest = statement([ONE], OPENING)
    assert cfonb(earlier[:34] + "    XX" + earlier[40:], *rest).total() == 45.9


def test_a_file_without_movements_is_refused() -> None:
    records = balance("01", ONE.day, 5), balance("07", ONE.day, 5)
    assert refused("\n".join(records).encode()) == "statement_empty"
    assert amount(-4590) == "0000000000459}"
