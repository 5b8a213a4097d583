"""Amounts that the figures of deals make one look at twice."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.deals.plain import reading_of


def test_won_deals_of_nothing_or_less_are_shown() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,2024-01-15,2024-03-25,-10.50\n"
        "B,Won,2024-01-16,2024-03-26,0\nC,Lost,2024-01-16,2024-03-26,0\n"
    )
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [
        [2, "won_not_positive"], [3, "won_not_positive"]
    ]  # fmt: skip


@pytest.mark.parametrize(("head", "cell"), [
    ("Deal Name,Stage,Created Date,Close Date", ""),
    ("Deal Name,Stage,Created Date,Close Date,Amount", ","),
    ("Deal Name,Stage,Created Date,Close Date,Amount", ",tbd")])  # fmt: skip
def test_what_won_deals_bring_is_unknown_where_no_deal_has_an_amount(head: str, cell: str) -> None:
    rows = f"A,Won,2024-01-15,2024-03-25{cell}\nB,Lost,2024-01-16,2024-03-26{cell}\n"
    deals = reading_of(f"{head}\n{rows}").to_json()["deals"]
    assert (deals["won"], deals["won_amount"], deals["won_without_amount"]) == (1, None, 1)
    assert deals["by_source"][""]["won_amount"] is None


def test_deals_without_a_won_one_bring_nothing() -> None:
    head = "Deal Name,Stage,Created Date,Close Date,Amount"
    text = f"{head}\nA,Lost,2024-01-15,2024-03-25,100\n"
    assert reading_of(text).to_json()["deals"]["won_amount"] == 0


def test_amounts_that_are_for_a_period_are_remarked() -> None:
    text = (
        "lead_name,status_label,status_type,value,value_period,date_created,date_won\n"
        "A,Won,won,100.00,monthly,2024-01-05,2024-02-05\n"
        "B,Lost,lost,100.00,one-time,2024-01-05,\n"
    )
    reading = read(text.encode(), name="close.csv")
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost"]
    (note,) = [n for n in reading.notes if n.code == "amounts_by_period"]
    assert note.values == {"column": "value", "periods": "monthly, one-time"}
