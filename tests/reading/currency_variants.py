"""The invented costs with some amounts in dollars, two to the euro, and with how often each comes.

`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

from tests.reading.variants import COSTS, Writer, american, delimited

RATED = {"currency": "EUR", "rate:USD": "0.5"}


def _two_currencies() -> bytes:
    rows = [["Date", "Description", "Category", "Amount", "Currency"]]
    for number, (day, _, label, category, _, cents) in enumerate(COSTS):
        foreign = number % 3 == 0
        amount = american(2 * cents if foreign else cents)
        rows.append([day, label, category, amount, "USD" if foreign else "EUR"])
    return delimited(rows, ",").encode("utf-8")


def _recurring() -> bytes:
    often = {"people": "monthly", "tools": "annual"}
    rows = [["Date", "Description", "Category", "Amount", "Frequency"]]
    for day, _, label, category, _, cents in COSTS:
        rows.append([day, label, category, american(cents), often.get(category, "")])
    return delimited(rows, ",").encode("utf-8")


CURRENCY_FILES: dict[str, Writer] = {
    "en_two_currencies.csv": _two_currencies,
    "en_recurring.csv": _recurring,
}
