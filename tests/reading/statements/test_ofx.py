"""OFX of banks and of other programs: SGML and XML, cut and corrected."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.statements.ofx_variants import OFX_FILES
from tests.reading.statements.read_samples import (
    codes,
    holds_the_movements,
    refused,
    sample,
    values,
)

# Written by ofxtools 1.1.1, csv2ofx 0.34.2 and ofxstatement 0.9.3 from the same movements.
BY_OTHERS = ("statement_by_ofxtools.ofx", "statement_by_ofxtools_sgml.ofx",
             "statement_by_ofxtools_card.ofx", "statement_by_csv2ofx.ofx",
             "statement_by_ofxstatement.ofx")  # fmt: skip


@pytest.mark.parametrize("name", [*OFX_FILES, *BY_OTHERS])
def test_every_sample_gives_what_was_paid(name: str) -> None:
    reading = sample(name)
    holds_the_movements(reading)
    assert reading.dialect["format"] == "OFX"
    assert reading.columns["date"] == "DTPOSTED"
    assert "statement_unchecked" in codes(reading)


def test_what_a_second_download_brings_again_counts_once() -> None:
    reading = sample("statement_repeated.ofx")
    again = reading.rejected["reason"] == "duplicate_movement"
    assert again.sum() == values(reading, "statement_duplicates")["count"] == 17
    assert reading.rows_read == 34


def test_all_accounts_of_a_file_count_and_are_named_by_their_ends() -> None:
    said = values(sample("statement_two_accounts.qfx"), "statement_accounts")
    assert said == {"count": 2, "accounts": "…9014 EUR, …1234 EUR"}


# Kinds of writing -----------------------------------------------------------------------------


def ofx(*rows: str, head: str = "<CURDEF>EUR<ACCTID>1") -> bytes:
    inside = "".join(f"<STMTTRN>{row}</STMTTRN>" for row in rows)
    return f"<OFX><STMTRS>{head}<BANKTRANLIST>{inside}</BANKTRANLIST></STMTRS></OFX>".encode()


def row(amount: str, day: str = "20240304", name: str = "HubSpot", more: str = "") -> str:
    return f"<TRNTYPE>OTHER<DTPOSTED>{day}<TRNAMT>{amount}<NAME>{name}{more}"


def statement(*rows: str, **options: object) -> Reading:
    return read(ofx(*rows), name="a.ofx", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "total"),
    [("-45.90", 45.9), ("-45,90", 45.9), ("-1 234,56", 1234.56), ("-1,234.56", 1234.56),
     ("-1.234,56", 1234.56), ("-45", 45), ("−45.90", 45.9)],
)  # fmt: skip
def test_amounts_are_read_as_they_are_meant(amount: str, total: float) -> None:
    assert statement(row(amount)).total() == total


def test_an_amount_that_may_be_a_thousand_is_asked() -> None:
    reading = statement(row("-1,234"))
    assert [q.id for q in reading.questions] == ["decimal:TRNAMT"] and reading.blocked
    gives = {c.answer: c.gives["all"] for c in reading.questions[0].candidates}
    assert gives == {",": 1.234, ".": 1234}
    assert statement(row("-1,234"), answers={"decimal": "."}).total() == 1234
    # Another amount of the file settles it.
    assert statement(row("-1,234"), row("-10.50")).total() == 1244.5


@pytest.mark.parametrize(
    "day", ["20240201", "20240201000000", "20240201000000[+1:CET]", "20240201003000.000[+0:UTC]",
            "20240201235959[-5:EST]"]
)  # fmt: skip
def test_the_posted_day_stays_the_banks_own(day: str) -> None:
    assert statement(row("-10.00", day)).total("month") == {"2024-02": 10}


def test_an_impossible_day_and_none_at_all_are_listed() -> None:
    reading = statement(row("-10.00", "20240230"), row("-5.00", ""), row("-2.00"), row("abc"))
    assert reading.total() == 2
    assert reading.rejected["reason"].tolist() == ["bad_date", "no_date", "not_a_number"]


def test_a_number_that_comes_again_with_another_amount_is_another_movement() -> None:
    reading = statement(row("-10.00", more="<FITID>0"), row("-11.00", more="<FITID>0"))
    assert reading.total() == 21
    # Without a number two equal payments are two.
    assert statement(row("-10.00"), row("-10.00")).total() == 20


def test_a_correction_replaces_what_it_names() -> None:
    reading = statement(
        row("-10.00", more="<FITID>A"), row("-4.00", more="<FITID>B"),
        row("-12.00", more="<FITID>C<CORRECTFITID>A<CORRECTACTION>REPLACE"),
        row("0.00", more="<FITID>D<CORRECTFITID>B<CORRECTACTION>DELETE"),
    )  # fmt: skip
    assert reading.total() == 12
    assert values(reading, "statement_corrected")["count"] == 3


def test_another_currency_is_asked_and_a_converted_amount_is_not() -> None:
    foreign = row("-100.00", more="<CURRENCY><CURRATE>0.9<CURSYM>USD</CURRENCY>")
    converted = row("-90.00", more="<ORIGCURRENCY><CURRATE>0.9<CURSYM>USD</ORIGCURRENCY>")
    reading = statement(foreign, converted)
    assert [q.id for q in reading.questions] == ["currency"]
    chosen = statement(foreign, converted, answers={"currency": "EUR"})
    assert chosen.total() == 90
    assert chosen.rejected["reason"].tolist() == ["other_currency"]
    assert statement(converted).total() == 90


def test_pending_movements_are_left_out() -> None:
    waits = "<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20240305<TRNAMT>-7.00<NAME>Meta</STMTTRNP>"
    content = ofx(row("-45.90")).replace(b"</STMTRS>", f"{waits}</STMTRS>".encode())
    reading = read(content)
    assert reading.total() == 45.9
    assert reading.rejected["reason"].tolist() == ["not_executed"]


def test_words_are_read_with_their_signs_in_whatever_code_page() -> None:
    rows = (row("-5.00", name="SMITH &amp; SONS"), row("-6.00", name="<![CDATA[A < B]]>"),
            row("-7.00", name="CAFÉ ÉCLAIR", more="<MEMO>"))  # fmt: skip
    labels = list(read(ofx(*rows).decode().encode("cp1252")).entries["label"])
    assert labels == ["SMITH & SONS", "A < B", "CAFÉ ÉCLAIR"]


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OFX_FILES)
def test_a_cut_file_is_refused_wherever_it_was_cut(name: str) -> None:
    content = OFX_FILES[name]()
    end = content.rindex(b"</OFX>")
    for at in range(content.index(b"<OFX>") + 5, end, 97):
        cut = content[:at]
        if cut.count(b"</OFX>") < cut.count(b"<OFX>"):
            assert refused(cut) == "statement_cut"


def test_a_file_without_movements_is_refused() -> None:
    assert refused(ofx()) == "statement_empty"
    assert refused(ofx(row("12.00"))) == "no_usable_row"  # money received alone
