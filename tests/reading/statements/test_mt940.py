"""MT940 and MT942 of banks and of another program: marks, days, pages, cuts."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.statements.mt940_variants import MT940_FILES
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)

# Written from the same movements by mt940-writer 0.8, libmt94x 0.3.4 (with the code words of Dutch
# banks), Prowide Core SRU2025-10.3.19 and swiftlib 1.0.1.
BY_OTHERS = ("statement_by_mt940_writer.sta", "statement_by_mt940_writer_months.sta",
             "statement_by_libmt94x.sta", "statement_by_prowide.mt942",
             "statement_by_swiftlib.mt942")  # fmt: skip


@pytest.mark.parametrize("name", [*MT940_FILES, *BY_OTHERS])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    holds_the_movements(reading)
    interim = name.endswith("mt942")
    assert ("statement_unchecked" in codes(reading)) == interim
    assert ("statement_complete" in codes(reading)) != interim


def test_names_in_fields_of_their_own_are_asked_about() -> None:
    (question,) = sample("statement_german.mt940").questions
    assert question.column == "Zorglub Studio"


# Kinds of writing -----------------------------------------------------------------------------


def text_of(*rows: str, opening: str = "C240301EUR1000,00", closing: str = "C240331EUR900,00",
            head: str = ":20:S\n:25:12345678\n:28C:7/1\n") -> str:  # fmt: skip
    return f"{head}:60F:{opening}\n{''.join(rows)}:62F:{closing}\n"


def mt940(*rows: str, closing: str = "C240331EUR900,00") -> Reading:
    return read(text_of(*rows, closing=closing).encode(), name="a.sta")


def row(mark: str = "D", amount: str = "100,00", days: str = "2403040304", number: str = "NONREF",
        words: str = "HUBSPOT") -> str:  # fmt: skip
    return f":61:{days}{mark}{amount}NTRF{number}\n:86:{words}\n"


def test_reversals_go_the_other_way() -> None:
    taken, given = row("RC", "240,00", words="REJET PRLV BETA"), row("RD", "12,50", words="FRAIS")
    reading = mt940(row(), taken, given, closing="C240331EUR672,50")
    assert reading.total() == 100 + 240 - 12.5
    assert reading.rejected["reason"].tolist() == []
    assert values(reading, "statement_reversals")["count"] == 2
    assert "statement_complete" in codes(reading)


@pytest.mark.parametrize(
    ("days", "month"),
    [("2404020329", "2024-03"), ("240402", "2024-04"), ("2312290102", "2024-01"),
     ("2401021229", "2023-12")],
)  # fmt: skip
def test_the_day_of_entry_counts_even_over_the_new_year(days: str, month: str) -> None:
    assert list(mt940(row(days=days)).total("month")) == [month]


def test_funds_codes_and_lower_case_marks_are_read() -> None:
    assert mt940(row("DR")).total() == 100  # the last letter of EUR
    assert mt940(row("d")).total() == 100


def test_what_is_missing_is_said_of_its_statement() -> None:
    said = values(mt940(row(), closing="C240331EUR850,00"), "statement_incomplete")
    assert (said["statement"], said["account"], said["missing"]) == ("7/1", "…5678", -50)


def test_pages_of_one_message_are_one_statement() -> None:
    between = ":62M:C240331EUR950,00\n:60M:C240331EUR950,00\n"
    content = text_of(row(amount="50,00"), between, row(amount="50,00"))
    assert "statement_complete" in codes(read(content.encode()))


def test_an_interim_report_without_movements_is_not_cut() -> None:
    quiet = ":20:T\n:25:12345678\n:28C:8/1\n:34F:EURD0,\n:34F:EURC0,\n"
    assert read((text_of(row()) + quiet).encode()).total() == 100


def test_old_balances_name_no_currency() -> None:
    content = text_of(row(), opening="C990301EUR1000,00", closing="C990331900,00")
    reading = read(content.encode())
    assert "statement_complete" in codes(reading) and reading.total() == 100


def test_overdrawn_accounts_have_balances_below_nothing() -> None:
    content = text_of(row(), opening="D240301EUR50,00", closing="D240331EUR150,00")
    assert "statement_complete" in codes(read(content.encode()))


def test_a_number_of_the_bank_that_comes_again_counts_once() -> None:
    one = text_of(row(number="REF1//B77"))
    two = text_of(row(number="REF1//B77")).replace(":20:S", ":20:T").replace("7/1", "8/1")
    reading = read((one + two).encode())
    assert reading.total() == 100
    assert values(reading, "statement_duplicates")["count"] == 1
    # What has no number of its own may come as often as it is booked.
    assert mt940(row(), row(), closing="C240331EUR800,00").total() == 200


def test_several_accounts_and_currencies_are_told() -> None:
    other = text_of(row()).replace("12345678", "87654321").replace("EUR", "CHF")
    reading = read((text_of(row()) + other).encode())
    assert values(reading, "statement_accounts")["accounts"] == "…5678 EUR, …4321 CHF"
    assert [q.id for q in reading.questions] == ["currency"]


def test_long_references_of_some_banks_are_read() -> None:
    asnb = ":61:2403040304D100,00NTRFNL91ABNA0417164300//B1\n:86:HUBSPOT\n"
    assert mt940(asnb).total() == 100


def test_words_over_several_lines_are_joined() -> None:
    reading = mt940(row(words="PRLV SEPA HUBSPOT IRELAND\nFACTURE 2024 031\nMERCI"))
    assert list(reading.entries["label"]) == ["PRLV SEPA HUBSPOT IRELAND FACTURE 2024 031 MERCI"]


# Refusals -------------------------------------------------------------------------------------


def test_a_cut_file_is_refused_or_says_what_lacks() -> None:
    for name, write in MT940_FILES.items():
        content = write()
        for at in range(content.index(b":61:") + 10, len(content) - 30, 61):
            reading = read(content[:at], name=name)
            refusal = None if reading.refused is None else reading.refused.code
            if name.endswith("mt942"):  # nothing closes it but its end
                assert refusal in (None, "statement_damaged")
            else:
                assert refusal in ("statement_cut", "statement_damaged") or {
                    "statement_incomplete", "statement_gap", "statement_complete"
                } & set(codes(reading)), (name, at)  # fmt: skip


@pytest.mark.parametrize(
    "spoilt", [":61:2403040304X100,00NTRFA\n", ":61:2413450304D1,00NTRFA\n", ":61:D100\n"]
)
def test_a_row_that_cannot_be_read_refuses_the_file(spoilt: str) -> None:
    assert refused(text_of(row(), spoilt).encode()) == "statement_damaged"


def test_nothing_of_a_spoilt_row_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert refused(text_of(":61:SECRET\n").encode()) == "statement_damaged"
    assert "SECRET" not in caplog.text


def test_a_file_without_movements_is_refused() -> None:
    assert refused(text_of().encode()) == "statement_empty"
