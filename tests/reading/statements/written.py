"""The movements of `bank_variants`, written as banks write statements: what all formats share."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading.bank_variants import MOVEMENTS, OPENING, OWN_TRANSFER

IBAN = "FR7612345987650123456789014"
CARD = "4970XXXXXXXX1234"


@dataclass(frozen=True)
class Booked:
    """One movement: its booking day and value day (YYYY-MM-DD), its words, cents, and number."""

    day: str
    value: str
    label: str
    who: str
    cents: int
    number: str
    category: str


def _value_day(day: str) -> str:
    """Two days later, past the end of March too: a value day that would move the month."""
    return {"2024-03-28": "2024-04-02"}.get(day, f"{day[:8]}{int(day[8:]) + 2:02d}")


BOOKED = tuple(
    Booked(day, _value_day(day), label, who, cents, f"2024{number:05d}", category)
    for number, (day, label, who, cents, category) in enumerate(MOVEMENTS, 1)
)
CLOSING = OPENING + sum(one.cents for one in BOOKED)


def plain(cents: int, decimal: str = ".") -> str:
    """Cents as an amount, a minus before it where money left."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}{decimal}{abs(cents) % 100:02d}"


def unsigned(cents: int, decimal: str = ".") -> str:
    """Cents as an amount without its sign."""
    return plain(abs(cents), decimal)


def of_month(month: str) -> list[Booked]:
    """The movements booked in a month (YYYY-MM)."""
    return [one for one in BOOKED if one.day.startswith(month)]


def spent(rows: list[Booked] | None = None) -> float:
    """What was paid to others, in money."""
    left = [one for one in rows or list(BOOKED) if one.label != OWN_TRANSFER]
    return -sum(one.cents for one in left if one.cents < 0) / 100
