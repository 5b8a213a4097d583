"""An account of a ledger whose name says one side, and whose documents are all of the other."""

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
