"""An account of a ledger whose name says one side, and whose bookings are of the other."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEAD = (
    "General Ledger,,,,,,,\nExample Inc,,,,,,,\n"
    ",Date,Transaction Type,Num,Name,Split,Amount,Balance\n"
)


def ledger(name: str, kinds: tuple[str, str], *, others: str = "Advertising") -> str:
    first, second = kinds
    return (f"{HEAD}{others},,,,,,,\n,01/06/2026,Expense,1,Ads Co,Bank,750.00,750.00\n"
            f"Total for {others},,,,,,750.00,\n{name},,,,,,,\n"
            f",01/31/2026,{first},2,Belkins,A/P,4200.00,4200.00\n"
            f",03/12/2026,{second},3,Belkins,A/P,-600.00,3600.00\n"
            f"Total for {name},,,,,,3600.00,\n")  # fmt: skip


BOUGHT = [("Contract sales", ("Bill", "Vendor Credit")), ("Outbound sales", ("Expense", "Bill")),
          ("Sales", ("Bill", "Bill")), ("Online sales", ("Purchase", "Vendor Credit"))]  # fmt: skip


@pytest.mark.parametrize(("name", "kinds"), BOUGHT)
def test_sales_that_are_booked_by_bills_alone_are_asked_about(
    name: str, kinds: tuple[str, str]
) -> None:
    (question,) = [one for one in reading_of(ledger(name, kinds)).questions if one.blocking]
    assert question.id == f"account_kind:{name}"
    assert question.candidates[0].gives == {"all": 750 + 4200 - 600}
    as_cost = reading_of(ledger(name, kinds), answers={question.id: "cost"})
    assert as_cost.total("month") == {"2026-01": 750 + 4200, "2026-03": -600}
    assert reading_of(ledger(name, kinds), answers={question.id: "revenue"}).total() == 750


@pytest.mark.parametrize("kinds", [("Invoice", "Bill"), ("Sales Receipt", "Sales Receipt"),
                                   ("Journal", "Journal")])  # fmt: skip
def test_sales_with_other_documents_are_sales(kinds: tuple[str, str]) -> None:
    reading = reading_of(ledger("Contract sales", kinds))
    assert reading.usable
    assert reading.total() == 750


def test_costs_by_name_that_are_booked_by_sales_alone_are_asked_about() -> None:
    text = ledger("Delivery expenses", ("Sales Receipt", "Sales Receipt"))
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    assert question.id == "account_kind:Delivery expenses"


SIDES = (
    "Account Transactions,,,,,,\nExample Ltd,,,,,,\n"
    "Date,Source,Description,Reference,Debit,Credit,Running Balance\n"
    "Services,,,,,,\n10 Jan 2026,Receivable Invoice,Brightline,1,,9800.00,9800.00\n"
    "Total Services,,,,0.00,9800.00,\n"
    "Advertising,,,,,,\n06 Jan 2026,Spend Money,Ads Co,2,750.00,,750.00\n"
    "Total Advertising,,,,750.00,0.00,\n"
)


def booked(name: str, debit: float, credit: float) -> str:
    return (f"{SIDES}{name},,,,,,\n"
            f"31 Jan 2026,Manual Journal,Belkins,3,{debit:.2f},,{debit:.2f}\n"
            f"12 Mar 2026,Manual Journal,Belkins,4,,{credit:.2f},{debit - credit:.2f}\n"
            f"Total {name},,,,{debit:.2f},{credit:.2f},\n")  # fmt: skip


@pytest.mark.parametrize("name", ["Contract sales", "Online sales", "Field sales"])
def test_sales_that_were_debited_of_more_than_they_were_credited_are_asked_about(
    name: str,
) -> None:
    text = booked(name, 4200, 600)
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    assert question.id == f"account_kind:{name}"
    assert reading_of(text, answers={question.id: "cost"}).total() == 750 + 4200 - 600
    assert reading_of(text, answers={question.id: "revenue"}).total() == 750
    sold = reading_of(booked(name, 600, 4200))  # what one took back of sales
    assert sold.usable
    assert sold.total() == 750
