"""Details of a settlement: the parts of the fee, and what is charged beside, are the costs."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEAD = ("Merchant Account,Psp Reference,Payment Method,Creation Date,Type,Gross Currency,"
        "Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),"
        "Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),"
        "Interchange (NC)\n")  # fmt: skip
SOLD = ("S,1,ideal,2026-04-01 08:21:32,Settled,EUR,,100.00,1,EUR,,99.75,0.25,,,\n"
        "S,2,visa,2026-04-13 08:21:32,Settled,EUR,,200.00,1,EUR,,198.34,,1.04,0.22,0.40\n"
        "S,3,visa,2026-04-14 08:21:32,Settled,EUR,,50.00,1,EUR,,49.50,,0.30,0.10,0.10\n"
        )  # fmt: skip
REFUNDED = "S,4,ideal,2026-04-15 08:21:32,Refunded,EUR,100.00,,1,EUR,100.00,,,,,\n"
FEE = "S,5,,2026-04-29 08:21:32,Fee,EUR,,,1,EUR,18.40,,,,,\n"
PAID = "S,6,,2026-04-29 08:21:32,MerchantPayout,EUR,,,1,EUR,229.19,,,,,\n"
FEES = 0.25 + 1.66 + 0.5


@pytest.mark.parametrize(
    ("rows", "total"),
    [(SOLD, FEES), (SOLD + REFUNDED, FEES), (SOLD + FEE, FEES + 18.4),
     (SOLD + REFUNDED + FEE + PAID, FEES + 18.4)],
)  # fmt: skip
def test_fees_count_and_sales_refunds_and_payouts_do_not(rows: str, total: float) -> None:
    reading = reading_of(HEAD + rows)
    assert (reading.blocked, reading.total()) == (False, round(total, 2))


def test_a_settlement_with_semicolons_and_commas_is_read_alike() -> None:
    text = (HEAD + SOLD + FEE).replace(",", ";").replace(".", ",")
    assert reading_of(text).total() == round(FEES + 18.4, 2)


def test_fees_in_parts_alone_are_no_settlement() -> None:
    text = "Date,Supplier,Commission,Markup\n2026-04-13,Zed,5.00,1.00\n2026-04-14,Ypsi,2.00,0.50\n"
    assert [q.about for q in reading_of(text).questions if q.blocking] == ["amount_column"]
