"""A file of which nothing is left gives no total of 0: it is refused, with the reason."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read

FEC = "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\n"  # noqa: E501
STATEMENT = "Date;Libellé;Montant;Solde;Statut\n"
CRM = "Deal ID;Deal Stage;Amount;Create Date;Close Date\n"
# More spellings of a date than there are days: no date at all.
NO_DATES = "".join(f"AC|A|1|x{i}|623100|Pub|||p||Ads|10,00|0,00|||||\n" for i in range(60_001))
LEDGER = "".join(f"{day:02d}/01/2024;4110{day:02d};Client;10,50\n" for day in range(1, 29))

NOTHING = {
    "totals alone": ("costs", "date;label;amount\n31/01/2024;Total;10,50\n", {}, "no_usable_row"),
    "no class 6 left": ("costs", f"date;compte;libellé;montant\n{LEDGER}?;623100;Ads;20,50\n", {},
                        "no_expense_account"),
    "dates of no format": ("fec", FEC + NO_DATES, {}, "no_usable_row"),
    "money received": ("bank", STATEMENT + "15/01/2024;VIR ACME;10,50;90,50;ok\n",
                       {"sign": "negative"}, "no_usable_row"),
    "never paid": ("bank", STATEMENT + "15/01/2024;Ads;-10,50;90,50;refusé\n", {},
                   "no_usable_row"),
    "balances": ("bank", STATEMENT + "15/01/2024;Solde initial;-10,50;90,50;ok\n", {},
                 "no_usable_row"),
    # June or July: an answer about another spelling does not decide it.
    "deals of no day": ("deals", CRM + "7;Closed Won;30000;jui 2024;jui 2024\n",
                        {"date_format": "%m/%d/%Y"}, "no_usable_row"),
    "a header": ("deals", CRM, {}, "no_usable_row"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTHING)
def test_nothing_left_is_refused_with_the_reason(case: str) -> None:
    kind, text, answers, code = NOTHING[case]
    reading = read(text.encode(), name="file.csv", answers=answers)
    assert reading.refused is not None and reading.refused.code == code
    assert reading.kind == kind
    assert not reading.usable
    assert reading.totals()["all"] is None
    assert reading.deals is None and len(reading.entries) == 0
    for lang in ("fr", "en"):
        assert "file.csv" in reading.refused.sentence(lang)


def test_one_line_left_is_enough() -> None:
    ledger = f"date;compte;libellé;montant\n{LEDGER}29/01/2024;623100;Ads;20,50\n"
    assert read(ledger.encode()).total() == 20.5
    statement = STATEMENT + "15/01/2024;Ads;-10,50;90,50;refusé\n16/01/2024;Ads;-20,50;70;ok\n"
    assert read(statement.encode()).total() == 20.5
