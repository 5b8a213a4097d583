"""A column of amounts: decided from all of its values, asked in doubt, exact."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.values.amounts import (
    MAX_DECIMALS,
    holds_figures,
    parse_amounts,
    take_apart,
)
from tests.reading.read_again import reading_of


def test_three_digits_after_the_only_separator_are_asked() -> None:
    text = "date;label;amount\n2024-01-15;Google Ads;1.000\n2024-02-15;HubSpot;173.900\n"
    reading = reading_of(text)
    (question,) = [q for q in reading.questions if q.blocking]
    assert question.id == "decimal:amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {",": 174900.0, ".": 174.9}
    assert reading.totals()["all"] is None
    assert reading.rows_kept == 0
    assert reading_of(text, answers={"decimal:amount": ","}).total() == 174900
    assert reading_of(text, answers={"decimal": "."}).total() == 174.9


def test_one_clear_value_settles_the_column() -> None:
    text = "date;label;amount\n2024-01-15;Ads;1.000\n2024-02-15;CRM;12,50\n"
    assert reading_of(text).total() == 1012.5


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (("1 200.50", "850,25"), 1200.5 + 850.25),
        (("1.50", "12,50"), 1.5 + 12.5),
        (("1.234,50", "1,234.50", "10"), 1234.5 + 1234.5 + 10),
        (("1'200.5", "850,2 €", "(1,5)"), 1200.5 + 850.2 - 1.5),
    ],
)
def test_values_certain_by_themselves_are_read_so(values: tuple[str, ...], total: float) -> None:
    body = "".join(f"2024-01-15;Ads;{value}\n" for value in values)
    reading = reading_of(f"date;label;cost\n{body}")
    assert reading.total() == total
    assert "converted_each" in [note.code for note in reading.notes]


def test_contradicting_values_are_asked_where_one_is_open() -> None:
    text = "date;label;amount\n2024-01-15;Ads;1.50\n2024-02-15;CRM;12,50\n2024-02-16;X;1.000\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "decimal:amount"
    # Neither answer takes a row away.
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        ",": 1.5 + 12.5 + 1000,
        ".": 1.5 + 12.5 + 1,
    }


def test_a_slip_is_not_read_in_another_convention() -> None:
    rows = "".join(f"2024-01-15;Ads;{i},50\n" for i in range(100))
    reading = reading_of(f"date;label;cost\n{rows}2024-01-15;Ads;1.23450\n")
    assert reading.total() == sum(range(100)) + 100 * 0.5
    assert reading.rejected["reason"].tolist() == ["not_a_number"]


def test_what_is_no_amount_is_left_out_with_its_reason() -> None:
    rows = {
        "1e999": "not_finite",
        "NaN": "not_finite",
        "-inf": "not_finite",
        "1.2e5": "scientific",
        "12%": "percent",
        "n/a": "not_a_number",
        "": "no_amount",
        "-": "no_amount",
        "99999999999999999999": "amount_too_large",
        "1,23.5": "not_a_number",
    }
    body = "\n".join(f"2024-01-15;Ads;{value}" for value in rows)
    reading = reading_of(f"date;label;cost\n2024-01-14;Ads;10.25\n{body}\n")
    assert reading.total() == 10.25
    assert reading.rejected["reason"].tolist() == list(rows.values())


def test_identifiers_and_na_stay_text() -> None:
    reading = reading_of("id;date;label;cost\n00123;2024-01-15;NA;10.25\n00124;2024-01-16;;1.5\n")
    assert reading.entries["label"].tolist() == ["NA", ""]
    assert reading.total() == 11.75


def test_cents_add_up_exactly() -> None:
    rows = "\n".join(f"2024-01-{1 + i % 28:02d};Ads;0.10" for i in range(1000))
    assert reading_of(f"date;label;cost\n{rows}\n").total() == 100.0


def test_suffixes_are_multiplied_and_said() -> None:
    reading = reading_of("date;label;cost\n2024-01-15;Ads;1,5k€\n2024-01-16;CRM;2M€\n")
    assert reading.total() == 2001500.0
    assert [n.values["count"] for n in reading.notes if n.code == "converted_suffix"] == [2]


def test_what_has_more_decimals_than_are_kept_is_counted_as_rounded_row_by_row() -> None:
    cells = take_apart(pa.array(["0.1234565", "1.5", "0.1234565", "2.123456", "x.1234567"]))
    finest = parse_amounts(cells, ".")
    assert finest.scale == MAX_DECIMALS == 6
    assert finest.converted["rounded"] == 2
    assert finest.units[:4].tolist() == [123456, 1500000, 123456, 2123456]
    cents = parse_amounts(cells, ".", 2)
    assert cents.converted["rounded"] == 3
    assert cents.units[:4].tolist() == [12, 150, 12, 212]


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (["12,50 €"] * 300, True),
        (["12,50"] * 300 + ["n/a"], False),
        (["n/a"] + ["12,50"] * 300, False),
        ([""] * 300 + ["7"], True),
        ([""] * 300 + ["seven"], False),
        ([""] * 300, False),
    ],
)
@pytest.mark.parametrize("coded", [False, True])
def test_a_column_holds_figures_where_every_cell_is_one(
    cells: list[str], figures: bool, coded: bool
) -> None:
    column = pa.array(cells)
    assert holds_figures(column.dictionary_encode() if coded else column) is figures
