"""QIF of Quicken and of other programs: days, decimal signs, splits, accounts."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.bank_variants import OWN_TRANSFER
from tests.reading.statements.qif_variants import QIF_FILES
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)
from tests.reading.statements.written import BOOKED

# Written by quiffen 4.0.1 and csv2ofx 0.34.2 from the same movements.
BY_OTHERS = ("statement_by_quiffen.qif", "statement_by_csv2ofx.qif")


@pytest.mark.parametrize("name", [n for n in (*QIF_FILES, *BY_OTHERS) if "quicken" not in n])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    holds_the_movements(reading)
    assert reading.dialect["format"] == "QIF"


def test_what_quicken_writes_gives_the_same() -> None:
    reading = sample("statement_quicken.qif")
    out = [one for one in BOOKED if one.cents < 0 and one.label != OWN_TRANSFER]
    assert reading.total() == -sum(one.cents for one in out) / 100
    assert (reading.dialect["decimal"], reading.dialect["date_format"]) == (".", "%m/%d/%y")
    # One payment is split in two; the opening balance is none.
    assert reading.rows_kept == len(out) + 1
    assert values(reading, "statement_batches")["count"] == 1
    assert sorted(reading.rejected["reason"]) == [
        "balance_line", "income", "income", "own_transfer"
    ]  # fmt: skip


def test_accounts_are_called_as_the_file_calls_them() -> None:
    said = values(sample("statement_two_accounts.qif"), "statement_accounts")
    assert said == {"count": 2, "accounts": "Compte courant, Carte"}


# Kinds of writing -----------------------------------------------------------------------------


def qif(*rows: str, head: str = "!Type:Bank", **options: object) -> Reading:
    text = head + "\n" + "".join(row + "\n^\n" for row in rows)
    return read(text.encode(), name="a.qif", **options)  # type: ignore[arg-type]


def row(amount: str = "-45.90", day: str = "31/03/2024", more: str = "") -> str:
    return f"D{day}\nT{amount}\nPHubSpot{more}"


@pytest.mark.parametrize(
    ("amount", "total"),
    [("-12,50", 12.5), ("-12.50", 12.5), ("-1,234.56", 1234.56), ("-1.234,56", 1234.56),
     ("-1 234,56", 1234.56), ("-1250", 1250)],
)  # fmt: skip
def test_amounts_are_read_as_they_are_meant(amount: str, total: float) -> None:
    assert qif(row(amount)).total() == total


@pytest.mark.parametrize(
    ("day", "month"),
    [("31/03/2024", "2024-03"), ("03/31/2024", "2024-03"), ("3/31'24", "2024-03"),
     ("3/31' 4", "2004-03"), ("31.03.2024", "2024-03"), ("2024-03-31", "2024-03"),
     ("31-03-2024", "2024-03")],
)  # fmt: skip
def test_days_are_read_as_they_are_meant(day: str, month: str) -> None:
    assert list(qif(row(day=day)).total("month")) == [month]


def test_what_may_be_read_two_ways_is_asked_all_at_once() -> None:
    reading = qif(row("-1,234", "01/02/2024"))
    assert {q.id for q in reading.questions} == {"date_format:D", "decimal:T"} and reading.blocked
    answered = qif(row("-1,234", "01/02/2024"),
                   answers={"date_format": "%d/%m/%Y", "decimal": ","})  # fmt: skip
    assert answered.total("month") == {"2024-02": 1.234}


def test_splits_that_do_not_add_up_stay_one_payment() -> None:
    split = "\nSOffice\n$-40.00\nSTravel\n$-5.00"
    reading = qif(row(more=split))
    assert (reading.total(), reading.rows_kept) == (45.9, 1)
    assert "statement_batch_whole" in codes(reading)


def test_a_split_is_sorted_by_what_each_part_was_for() -> None:
    reading = qif(row("-45.00", more="\nSTravel\nEParis\n$-40.00\nSAdvertising\n$-5.00"))
    assert reading.totals()["by_category"] == {"advertising": 5, "travel": 40}
    assert "HubSpot Paris" in set(reading.entries["label"])


def test_a_transfer_to_another_account_of_the_file_is_no_spending() -> None:
    reading = qif(row(more="\nL[Savings]"), row(more="\nLTravel"))
    assert reading.totals()["by_category"] == {"travel": 45.9}
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


def test_lists_and_securities_are_passed_over() -> None:
    lists = "!Type:Cat\nNTravel\nE\n^\n!Type:Memorized\nKP\nT-9.00\nPX\n^\n!Type:Invst\n"
    shares = "D31/03/2024\nNBuy\nYACME\nT-500.00\n^\n"
    text = f"{lists}{shares}!Type:CCard\n{row()}\n^\n"
    assert read(text.encode()).total() == 45.9


def test_a_payment_that_is_cut_is_listed_and_not_counted() -> None:
    reading = read(f"!Type:Bank\n{row()}\n^\nD30/03/2024\nT-1".encode())
    assert reading.total() == 45.9
    assert reading.rejected["reason"].tolist() == ["cut_line"]


def test_amounts_and_days_that_are_none_are_listed() -> None:
    reading = qif(row(), row("abc"), row(day="32/13/2024"), row(day=""))
    assert reading.rejected["reason"].tolist() == ["not_a_number", "bad_date", "no_date"]


def test_a_file_without_payments_is_refused() -> None:
    assert refused(b"!Type:Bank\n") == "statement_empty"
    assert refused(b"!Type:Cat\nNTravel\n^\n") == "statement_empty"


@pytest.mark.parametrize("name", QIF_FILES)
def test_a_cut_file_counts_no_part_of_a_payment(name: str) -> None:
    content = QIF_FILES[name]()
    cents = {-one.cents for one in BOOKED if one.cents < 0} | {7820}  # halves of a split
    for at in range(40, len(content), 53):
        reading = read(content[:at], name=name, answers={"decimal": ",."["quicken" in name]})
        printed = reading.to_json("fr")
        assert reading.refused is not None or printed is not None
        if reading.usable:
            assert {round(100 * amount) for amount in reading.entries["amount"]} <= cents
