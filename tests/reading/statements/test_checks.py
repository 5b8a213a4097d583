"""What is said of statements that are not whole: some by name, the others by their number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.statements.checks import once, tell_accounts, tell_balances
from roi_model.reading.statements.statement import DUPLICATE, Movement, Statement

OUT = Movement(1, date(2024, 3, 4), Decimal(-5), "HubSpot", id="A")
ONE = Statement("FR761234", "EUR", "1", Decimal(10), Decimal(5), (OUT,))


def said(*statements: Statement) -> list[str]:
    inquiry = Inquiry()
    tell_balances(statements, inquiry)
    return [note.code for note in inquiry.notes]


def test_whole_broken_and_unchecked_statements_are_told_apart() -> None:
    assert said(ONE) == ["statement_complete"]
    assert said(replace(ONE, closing=Decimal(4))) == ["statement_incomplete"]
    assert said(replace(ONE, closing=None)) == ["statement_unchecked"]


def test_of_many_broken_statements_some_are_named_and_the_others_counted() -> None:
    broken = [
        replace(ONE, account=str(n), closing=Decimal(4), movements=(replace(OUT, id=str(n)),))
        for n in range(8)
    ]
    assert said(*broken) == ["statement_incomplete"] * 5 + ["statements_incomplete"]


def test_a_movement_of_another_account_or_day_is_another() -> None:
    others = (replace(ONE, account="2"), replace(ONE, currency="USD"),
              replace(ONE, movements=(replace(OUT, day=date(2024, 3, 5)),)))  # fmt: skip
    for other in others:
        assert [m.fault for one in once([ONE, other]) for m in one.movements] == ["", ""]
    assert [m.fault for one in once([ONE, ONE]) for m in one.movements] == ["", DUPLICATE]


def test_one_account_is_not_worth_a_remark() -> None:
    inquiry = Inquiry()
    tell_accounts([ONE, ONE], inquiry)
    assert inquiry.notes == []
    tell_accounts([ONE, replace(ONE, account="99")], inquiry)
    assert inquiry.notes[0].values == {"count": 2, "accounts": "…1234 EUR, 99 EUR"}
