"""The invented costs and deals with some amounts in dollars, two to the euro.

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


CURRENCY_FILES: dict[str, Writer] = {"en_two_currencies.csv": _two_currencies}
