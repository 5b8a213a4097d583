"""Several currencies are never added up."""

from __future__ import annotations

from tests.reading.read_again import reading_of


def test_several_currencies_are_asked_and_never_added_up() -> None:
    for text, column in (
        (
            "date;label;cost;currency\n2024-01-15;Ads;1.50;EUR\n2024-01-16;CRM;2.50;USD\n",
            "currency",
        ),
        ("date;label;cost\n2024-01-15;Ads;1.50 €\n2024-01-16;CRM;$2.50\n", "cost"),
    ):
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.id == f"currency:{column}"
        reading = reading_of(text, answers={"currency": "EUR"})
        assert reading.total() == 1.5
        assert reading.rejected["reason"].tolist() == ["other_currency"]
