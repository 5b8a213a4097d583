"""The invented costs in layouts whose rows repeat each other or say their side in a word.

`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

from tests.reading.variants import COSTS, Writer, american, day_month, delimited, french

_CATEGORIES = {"advertising": "Advertising", "commissions": "Commissions", "people": "Payroll",
               "entertainment": "Client meals", "travel": "Travel", "events": "Trade shows",
               "tools": "Software"}  # fmt: skip


def _soll_haben() -> bytes:
    rows = [["Buchungsdatum", "Text", "Betrag", "S/H"]]
    for day, label, _, _, _, cents in COSTS:
        rows.append([day_month(day, "."), label, french(abs(cents)), "H" if cents < 0 else "S"])
    return delimited(rows, ";").encode("utf-8-sig")


def _vat_by_rate() -> bytes:
    rows = [["Date facture", "Fournisseur", "TTC", "TVA 20", "TVA 10"]]
    for number, (day, label, _, _, _, cents) in enumerate(COSTS):
        vat = cents // (10 if number % 2 else 5)
        rows.append([day_month(day), label, french(cents + vat),
                     *(["", french(vat)] if number % 2 else [french(vat), ""])])  # fmt: skip
    return delimited(rows, ";").encode("utf-8-sig")


def _split_lines() -> bytes:
    """As a budget program: a line that is split stands above its parts."""
    rows = [["Account", "Date", "Payee", "Notes", "Category", "Amount"]]
    for number, (day, _, label, category, _, cents) in enumerate(COSTS):
        name = _CATEGORIES[category]
        if number % 3:
            rows.append(["Bank", day, label, "", name, american(cents)])
            continue
        part = cents // 3
        rows.append(["Bank", day, label, "(SPLIT INTO 2)", "", american(cents)])
        rows.append(["Bank", day, label, "(SPLIT 1 OF 2)", name, american(part)])
        rows.append(["Bank", day, label, "(SPLIT 2 OF 2)", name, american(cents - part)])
    return delimited(rows, ",").encode("utf-8")


COST_FILES: dict[str, Writer] = {
    "de_soll_haben.csv": _soll_haben,
    "fr_vat_by_rate.csv": _vat_by_rate,
    "us_split_lines.csv": _split_lines,
}
