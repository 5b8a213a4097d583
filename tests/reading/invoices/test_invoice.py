"""What an invoice comes down to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from roi_model.reading.invoices.invoice import Invoice, Party, amount


def test_its_line_says_what_is_known_of_it() -> None:
    known = Invoice("F1", day=date(2024, 1, 5), seller=Party("A"), net=Decimal(5), source="a.xml")
    assert known.text() == "a.xml · F1 · 2024-01-05 · A · 5"
    assert Invoice(source="b.pdf").text() == "b.pdf"


def test_only_plain_amounts_are_amounts() -> None:
    assert [amount(text) for text in ("12.5", "-3", "", "NaN", "Infinity", "1,5", "9" * 30)] == [
        Decimal("12.5"), Decimal(-3), None, None, None, None, None,
    ]  # fmt: skip
