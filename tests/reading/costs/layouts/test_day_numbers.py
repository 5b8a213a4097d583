"""Days as bare numbers under a title, or on a sheet, of their month."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.read_again import reading_of
from tests.reading.workbooks import xlsx

ROWS = "{};Fournisseur;HT\n3;Ads;10,50\n14;CRM;20,25\n28;Salon;5,00\n;TOTAL;35,75\n"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Dépenses - FÉVRIER 2026", "Jour"),
        ("Kosten Februar 2026", "Tag"),
        ("Spese 02/2026", "Giorno"),
    ],
)
def test_the_title_says_the_month_of_the_days(title: str, heading: str) -> None:
    reading = reading_of(f"{title};;\n\n{ROWS.format(heading)}")
    assert reading.total("month") == {"2026-02": 35.75}
    assert "month_of_days" in [note.code for note in reading.notes]


def test_a_day_that_its_month_has_not_is_no_date() -> None:
    reading = reading_of(f"Février 2026;;\n\n{ROWS.format('Jour').replace('28;', '30;')}")
    assert reading.total() == 30.75
    assert "bad_date" in reading.rejected["reason"].tolist()


def _sheet(title: str, *amounts: float) -> list[list[object]]:
    rows = [[2 + n, "Ads", amount] for n, amount in enumerate(amounts)]
    return [[title], [], ["Jour", "Fournisseur", "HT"], *rows]


MONTHS = {"Janv 26": _sheet("JANVIER 2026", 10.5, 20), "Févr 26": _sheet("FEVRIER 2026", 5.25)}
SUMS = [["Récap HT"], [], ["Fournisseur", "Janv", "Févr"], ["Ads", 30.5, 5.25]]


@pytest.mark.parametrize("more", [{}, {"Récap": SUMS}])
def test_sheets_of_a_month_each_are_one_table(more: dict[str, list[list[object]]]) -> None:
    reading = read(xlsx({**MONTHS, **more}), name="frais 2026.xlsx")
    assert reading.total("month") == {"2026-01": 30.5, "2026-02": 5.25}
    assert ("sheets_again" in [note.code for note in reading.notes]) == bool(more)


def test_a_sheet_that_says_something_else_is_asked_about() -> None:
    other = [*SUMS[:-1], ["Ads", 31.5, 5.25]]
    (question,) = read(xlsx({**MONTHS, "Récap": other}), name="frais 2026.xlsx").questions
    assert question.id == "sheet"
    totals = {c.answer: c.gives["all"] for c in question.candidates}
    assert totals["*"] == 35.75


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize(
    ("january", "february", "heading"),
    [
        ("JANVIER 2026", "FÉVRIER 2026", "Jour"),
        ("January 2026", "February 2026", "Day"),
        ("01/2026", "02/2026", "Tag"),
    ],
)
def test_each_block_says_the_month_of_its_days(
    january: str, february: str, heading: str, repeated: bool
) -> None:
    head = f"{heading};Fournisseur;HT;TVA\n"
    text = (f"Dépenses - Atelier;;;\n;;;\n{january};;;\n{head}3;Ads;10,50;2,10\n14;CRM;20;4\n"
            f"Total;;30,50;6,10\n;;;\n{february};;;\n{head if repeated else ''}"
            "5;Ads;7,25;1,45\n28;Avoir CRM;-2;-0,40\nTotal;;5,25;1,05\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total("month") == {"2026-01": 30.5, "2026-02": 5.25}
    assert sorted(reading.entries["day"]) == [3, 5, 14, 28]
