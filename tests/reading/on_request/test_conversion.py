"""Costs in several currencies at the rates that a user gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roi_model.reading.mappings import Saved, read, written
from roi_model.reading.reading import read as read_file
from roi_model.reading.result import Reading
from roi_model.reading.sandbox import wire
from tests.reading.currency_variants import RATED
from tests.reading.read_again import reading_of
from tests.reading.variants import SAMPLES, TOTAL, expected, expected_by_month

COSTS = """date;label;cost;currency
2024-01-15;Ads;100.00;EUR
2024-02-16;CRM;2.50;USD
2024-03-16;CRM;7.77;USD
2024-03-17;Fair;9.00;GBP
"""


def _with(**rates: str) -> Reading:
    answers = {"currency": "EUR"} | {f"rate:{code}": rate for code, rate in rates.items()}
    return reading_of(COSTS, answers=answers)


def _reasons(reading: Reading) -> list[tuple[int, str]]:
    return list(zip(reading.rejected["line"], reading.rejected["reason"], strict=True))


def test_the_sample_gives_the_known_totals_at_its_rate() -> None:
    content = (SAMPLES / "en_two_currencies.csv").read_bytes()
    assert [q.about for q in read_file(content).questions if q.blocking] == ["currency"]
    totals = read_file(content, answers=RATED).totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)


def test_rows_of_a_currency_with_a_rate_count_and_others_are_listed() -> None:
    reading = _with(USD="0,92")
    # 2.50 and 7.77 at 0.92 are 2.30 and 7.1484, rounded row by row.
    assert reading.total("month") == {"2024-01": 100.0, "2024-02": 2.30, "2024-03": 7.15}
    assert _reasons(reading) == [(5, "other_currency")]
    assert reading.rows_kept == 3
    (note,) = [note for note in reading.notes if note.code == "exchanged"]
    assert note.values == {"currency": "USD", "into": "EUR", "rate": "0,92", "count": 2,
                           "before": 2.50 + 7.77, "after": 2.30 + 7.15}  # fmt: skip
    assert "0,92" in note.sentence("en") and "0,92" in note.sentence("fr")


def test_a_month_without_a_rate_is_left_out_with_the_reason() -> None:
    reading = _with(USD="2024-02=0.9", GBP="1.2")
    assert reading.total() == 100 + 2.25 + 10.80
    assert _reasons(reading) == [(4, "no_rate")]
    assert reading.rejected["text"].tolist() == ["2024-03-16;CRM;7.77;USD"]
    missing = [n.values for n in reading.notes if n.code == "rows_without_rate"]
    assert missing == [{"count": 1, "currency": "USD"}]


def test_a_file_without_any_amount_left_is_refused() -> None:
    text = "date;label;cost (USD)\n2024-01-15;Ads;100.00\n"
    reading = reading_of(text, answers={"rate:USD": "2025-01..=0.9"})
    assert reading.refused is not None and reading.refused.code == "no_usable_row"


@pytest.mark.parametrize("rate", ["0", "-1", "dear", "", "2024-01=1;2024-01..=2"])
def test_a_bad_rate_is_refused_whatever_the_file_holds(rate: str) -> None:
    for text in (COSTS, "date;label;cost\n2024-01-15;Ads;1.50\n"):
        with pytest.raises(ValueError, match="rate"):
            reading_of(text, answers={"rate:USD": rate})


def test_a_file_in_one_foreign_currency_is_converted_where_its_rate_is_given() -> None:
    for text in ("date;label;cost (USD)\n2024-01-15;Ads;100.00\n2024-02-15;CRM;50.00\n",
                 "date;label;cost;ccy\n2024-01-15;Ads;100.00;$\n2024-02-15;CRM;50.00;$\n",
                 "date;label;cost\n2024-01-15;Ads;$100.00\n2024-02-15;CRM;$50.00\n"):  # fmt: skip
        assert reading_of(text).total() == 150
        reading = reading_of(text, answers={"rate:USD": "2024-01=0.9;2024-02=0.8"})
        assert reading.total() == 90 + 40
        codes = [note.code for note in reading.notes]
        assert "exchanged_plan" in codes and "foreign_currency" not in codes


def test_what_questions_show_is_never_a_sum_of_several_currencies() -> None:
    text = ("date;label;amount;currency\n2024-01-15;Ads;100.00;EUR\n2024-01-16;A;-30.00;USD\n"
            "2024-02-16;B;-40.00;EUR\n")  # fmt: skip
    asked = reading_of(text, answers={"currency": "EUR", "rate:USD": "0.5"})
    (question,) = [q for q in asked.questions if q.blocking]
    assert question.about == "sign" and all("all" not in one.gives for one in question.candidates)
    answers = {"currency": "EUR", "rate:USD": "0.5", "sign": "negative"}
    assert reading_of(text, answers=answers).total() == 15 + 40


def test_statements_are_converted_too() -> None:
    ofx = ("<OFX><STMTRS><CURDEF>{0}<STMTTRN><DTPOSTED>20240304<TRNAMT>-45.90<NAME>HubSpot"
           "</STMTTRN></STMTRS>").format  # fmt: skip
    content = (ofx("EUR") + ofx("USD").removeprefix("<OFX>") + "</OFX>").encode()
    reading = read_file(content, answers={"currency": "EUR", "rate:USD": "0.5"})
    assert reading.total() == 45.90 + 22.95
    assert read_file(content, answers={"currency": "EUR"}).total() == 45.90
    late = read_file(content, answers={"currency": "EUR", "rate:USD": "2025-01=0.5"})
    assert late.total() == 45.90 and late.rejected["reason"].tolist() == ["no_rate"]


def test_the_currencies_are_told_and_survive_the_wire() -> None:
    reading = _with(USD="0.5")
    told = {"rows": 2, "rate": "0.5", "converted": 2, "before": 2.50 + 7.77,
            "after": 1.25 + 3.88}  # fmt: skip
    others = {"USD": told, "GBP": {"rows": 1, "rate": None}}
    assert reading.currencies == {"chosen": "EUR", "rated": True, "rate": None, "others": others}
    again = wire.from_bytes(wire.to_bytes(reading))
    assert again.currencies == reading.currencies
    assert json.loads(json.dumps(again.to_json()))["currencies"]["others"] == others


def test_sheets_added_together_add_up_their_currencies() -> None:
    from roi_model.reading.workbook.choice import _currencies

    found: Any = _currencies([_with(USD="0.5").currencies, _with(USD="0.5").currencies])
    assert found["chosen"] == "EUR"
    assert found["others"]["USD"]["after"] == 2 * (1.25 + 3.88)


def test_mapping_files_keep_rates_and_drop_those_that_no_file_could_use() -> None:
    answers = {"rate:USD": "2024-01..=0,92", "rate:GBP": "free", "currency": "EUR"}
    (kept,) = (read(written({"a": Saved("layout", answers, {})})) or {}).values()
    assert kept.answers == {"rate:USD": "2024-01..=0,92", "currency": "EUR"}
