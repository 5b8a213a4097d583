"""Profit and loss by month: its sections say what is a cost, its totals that nothing is missing."""

from __future__ import annotations

import pytest

from tests.reading.ledger_variants import statement
from tests.reading.read_again import reading_of

HEAD = ",Jan 2024,Feb 2024,Total\n"
INCOME = "Income,,,\n  Design,100.00,,100.00\nTotal Income,100.00,0.00,100.00\n"


def test_an_account_with_amounts_and_accounts_of_its_own_counts_once() -> None:
    text = HEAD + INCOME + (
        "Expenses,,,\n  Travel,10.00,,10.00\n    Train,,20.00,20.00\n"
        "  Total Travel,10.00,20.00,30.00\n"
        "  Advertising,-1.00,5.00,4.00\nTotal Expenses,9.00,25.00,34.00\n"
        "Net Income,91,-25,66\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total("month") == {"2024-01": 9, "2024-02": 25}
    assert reading.totals()["by_account"] == {"Advertising": 4, "Train": 20, "Travel": 10}
    assert reading.revenue["amount"].tolist() == [100]


def test_costs_of_goods_count_and_results_do_not() -> None:
    text = HEAD + INCOME + (
        "Cost of Goods Sold,,,\n  Materials,7.00,,7.00\nTotal Cost of Goods Sold,7.00,0,7.00\n"
        "Gross Profit,93.00,0.00,93.00\nExpenses,,,\n  Travel,1.00,1.00,2.00\n"
        "Total Expenses,1.00,1.00,2.00\nNet Operating Income,92,-1,91\n")  # fmt: skip
    assert reading_of(text).total() == 9


def test_lines_that_do_not_add_up_to_their_total_are_refused() -> None:
    lines = statement().decode().split("\n")
    at = next(i for i, line in enumerate(lines) if "Travel" in line)
    refused = reading_of("\n".join(lines[:at] + lines[at + 1 :])).refused
    assert refused is not None
    assert (refused.code, refused.values["section"]) == ("statement_total", "Expenses")


def test_a_line_in_no_section_is_refused_by_its_name() -> None:
    text = (
        HEAD
        + INCOME
        + "Zorglub,1.00,,1.00\nExpenses,,,\n  Travel,1.00,,1.00\nTotal Expenses,1,,1\n"
    )
    refused = reading_of(text).refused
    assert refused is not None and (refused.code, refused.values["line"]) == (
        "statement_line", "Zorglub"
    )  # fmt: skip


@pytest.mark.parametrize("months", ["Jan,Feb", "janv.,févr."])
def test_months_without_a_year_are_asked_for_it(months: str) -> None:
    text = f",{months},Total\n" + INCOME + "Expenses,,,\n  Travel,1.00,,1.00\nTotal Expenses,1,,1\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "year"
    answered = reading_of(text, answers={"year": "2025"})
    assert answered.total("month") == {"2025-01": 1}


def test_statements_without_sections_are_refused_as_before() -> None:
    text = ",Jan 2024,Feb 2024\nRevenue,10,10\nMarketing,4,4\nGross profit,6,6\nNet income,2,2\n"
    refused = reading_of(text).refused
    assert refused is not None and refused.code == "profit_and_loss"
