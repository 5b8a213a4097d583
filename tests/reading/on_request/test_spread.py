"""Expenses that come again, over their months where somebody says so."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.read_again import reading_of
from tests.reading.variants import SAMPLES, TOTAL, expected_by_month

SPREAD = {"spread": "spread"}


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def test_until_somebody_says_each_line_counts_once_and_both_totals_are_shown() -> None:
    content = (SAMPLES / "en_recurring.csv").read_bytes()
    reading = read(content)
    assert reading.usable and reading.total() == TOTAL
    assert reading.total("month") == read(content, answers={"spread": "dated"}).total("month")
    (question,) = [q for q in reading.questions if q.about == "spread"]
    assert not question.blocking and question.values == {"count": 4}
    dated, over = (dict(one.gives) for one in question.candidates)
    assert dated["by_month"] == expected_by_month()
    spread = read(content, answers=SPREAD)
    assert (over["all"], over["by_month"]) == (spread.total(), spread.total("month"))
    assert question.sentence("en") != question.sentence("fr")


def test_the_sample_over_its_months() -> None:
    reading = read((SAMPLES / "en_recurring.csv").read_bytes(), answers=SPREAD)
    # The pay of March counts in April too; 400.00 of tools are twelve parts from April on.
    assert reading.total() == round(TOTAL + 4260.10, 2)
    months = reading.total("month")
    parts = [months[f"2024-{m:02d}"] for m in range(5, 13)] + [
        months[f"2025-{m:02d}"] for m in range(1, 4)
    ]
    assert months["2024-04"] == round(4260.10 + 33.34, 2)
    assert parts == [33.34] * 3 + [33.33] * 8
    assert reading.rows_kept == read((SAMPLES / "en_recurring.csv").read_bytes()).rows_kept
    (note,) = [note for note in reading.notes if note.code == "recurring_spread"]
    assert note.values == {"count": 4, "months": 3 + 1 + 12}


@pytest.mark.parametrize(
    ("word", "months"),
    [("annuel", 12), ("jährlich", 12), ("Trimestriel", 3), ("quarterly", 3), ("semestriel", 6)],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_parts_add_up_to_the_cent_and_the_remainder_is_in_the_first(
    word: str, months: int, sign: str
) -> None:
    text = f"Date;Libellé;Coût;Fréquence\n2025-11-15;A;{sign}100,01;{word}\n2025-11-16;B;900,00;\n"
    found = reading_of(text, answers=SPREAD)
    rows = found.entries[found.entries["label"] == "A"]
    each, more = divmod(10001, months)
    factor = -1 if sign else 1
    assert rows["units"].tolist() == [factor * (each + (i < more)) for i in range(months)]
    first = 2025 * 12 + 10
    assert rows["month"].astype(str).tolist() == [
        f"{m // 12}-{m % 12 + 1:02d}" for m in range(first, first + months)
    ]


def test_a_monthly_line_ends_with_its_end_its_next_line_or_the_file() -> None:
    text = ("Start date;Label;Cost;End date;Billing\n2025-01-15;A;10,00;2025-02-15;monthly\n"
            "2025-01-15;B;20,00;;monthly\n2025-03-15;B;25,00;;monthly\n2025-04-15;C;7,00;;\n"
            )  # fmt: skip
    assert reading_of(text, answers=SPREAD).total("month") == {
        "2025-01": 10 + 20, "2025-02": 10 + 20, "2025-03": 25, "2025-04": 25 + 7}  # fmt: skip


def test_a_price_per_month_beside_its_beginning_may_be_spread_too() -> None:
    text = "Outil;Date de début;Prix mensuel HT\nHubSpot;15/01/2024;90,00\nLusha;01/02/2024;80,00\n"
    assert "counted_once" in codes(reading_of(text))
    reading = reading_of(text, answers=SPREAD)
    assert reading.total("month") == {"2024-01": 90, "2024-02": 90 + 80}
    assert "counted_once" not in codes(reading)


def test_nothing_is_asked_where_nothing_comes_again() -> None:
    for text in ("date;label;cost\n2024-01-15;Annual fair;1.50\n",
                 "date;label;cost;period\n2024-01-15;Fair;1.50;March\n"):  # fmt: skip
        assert "spread" not in [q.about for q in reading_of(text).questions]


def test_another_answer_is_an_error() -> None:
    text = "date;label;cost;frequency\n2024-01-15;Fair;1.50;annual\n"
    with pytest.raises(ValueError, match="spread"):
        reading_of(text, answers={"spread": "twice"})
