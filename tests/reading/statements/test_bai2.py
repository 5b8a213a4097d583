"""BAI2 of banks and of another program: sides by code, decimals by currency, records that go on."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.statements.bai2 import is_whole
from tests.reading.statements.bai2_variants import BAI2_FILES, document
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)

# Written by bai2 0.15.0 from the same movements.
BY_OTHERS = ("statement_by_bai2.bai", "statement_by_bai2_two_accounts.bai2")


@pytest.mark.parametrize("name", [*BAI2_FILES, *BY_OTHERS])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    holds_the_movements(reading)
    assert "statement_complete" in codes(reading)


# Kinds of writing -----------------------------------------------------------------------------


def bai2(*rows: str, head: str = "03,0975312468,USD,010,10000,,,015,5410,,/") -> Reading:
    account = [head, *rows, f"49,0,{len(rows) + 2}/"]
    return read(document([account], ["2024-03-04"]), name="a.bai")


def test_words_may_hold_commas_and_go_on() -> None:
    reading = bai2("16,475,4590,Z,R1,,HUBSPOT, IRELAND", "88,INVOICE 12, MARCH")
    assert list(reading.entries["label"]) == ["HUBSPOT, IRELAND INVOICE 12, MARCH"]
    assert reading.total() == 45.9


@pytest.mark.parametrize(
    "funds", ["", "Z,", "0,", "S,4590,0,0,", "V,240306,,", "D,2,0,4000,1,590,"]
)
def test_when_money_is_available_moves_nothing(funds: str) -> None:
    reading = bai2(f"16,475,4590,{funds or ','}R1,,HUBSPOT/")
    assert reading.total("month") == {"2024-03": 45.9}
    assert list(reading.entries["label"]) == ["HUBSPOT"]


@pytest.mark.parametrize(("currency", "total"), [("JPY", 4590), ("KWD", 4.59), ("", 45.9)])
def test_decimals_are_those_of_the_currency(currency: str, total: float) -> None:
    head = f"03,1,{currency},010,10000,,,015,5410,,/"
    reading = bai2("16,475,4590,Z,R1,,HUBSPOT/", head=head)
    assert reading.total() == total
    assert "statement_complete" in codes(reading)


def test_credits_come_in_and_what_has_no_side_is_listed() -> None:
    reading = bai2("16,475,4590,Z,R1,,HUBSPOT/", "16,165,100,Z,R2,,ACME/", "16,890,,,,,NOTE/")
    assert reading.total() == 45.9
    assert reading.rejected["reason"].tolist() == ["income", "no_amount"]


def test_what_is_missing_is_said_to_the_cent() -> None:
    said = values(bai2("16,475,4589,Z,R1,,HUBSPOT/"), "statement_incomplete")
    assert (said["missing"], said["currency"]) == (-0.01, "USD")


def test_a_number_that_comes_again_counts_once_unless_balances_say_otherwise() -> None:
    twice = ["16,475,4590,Z,R1,,HUBSPOT/"] * 2
    assert bai2(*twice).total() == 45.9
    head = "03,0975312468,USD,010,10000,,,015,820,,/"
    assert bai2(*twice, head=head).total() == 91.8


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BAI2_FILES)
def test_only_what_closes_as_the_format_has_it_is_whole(name: str) -> None:
    assert is_whole(BAI2_FILES[name]().decode())
    assert not is_whole("Statement of March")


def test_a_code_of_the_bank_itself_is_named() -> None:
    reading = bai2("16,925,4590,Z,R1,,HUBSPOT/")
    assert reading.refused is not None and reading.refused.code == "statement_code"
    assert "925" in reading.refused.sentence("en") and "925" in reading.refused.sentence("fr")


def test_files_one_below_another_all_count() -> None:
    one = document([["03,1,EUR,/", "16,475,100,Z,A,,HUBSPOT/", "49,1,3/"]], ["2024-03-04"])
    reading = read(one + one.replace(b",A,", b",B,").replace(b"240304", b"240404"))
    assert reading.total("month") == {"2024-03": 1, "2024-04": 1}


def test_another_version_and_a_file_without_movements_are_refused() -> None:
    content = BAI2_FILES["statement_days.bai"]()
    assert refused(content.replace(b",1,,,2/", b",1,,,3/", 1)) == "statement_damaged"
    nothing = document([["03,1,EUR,010,1,,/", "49,1,2/"]], ["2024-03-04"])
    assert refused(nothing) == "statement_empty"
