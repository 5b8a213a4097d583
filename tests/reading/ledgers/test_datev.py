"""Batches of bookings of DATEV: sides, years, tax keys, what is asked and refused."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.ledger_variants import _DATEV, datev_head
from tests.reading.variants import SAMPLES, TOTAL, expected_by_month

HEADER = ";".join([*_DATEV, "Generalumkehr"])


def booked(
    *rows: str,
    head: str | None = None,
    name: str = "b.csv",
    answers: dict[str, object] | None = None,
    reversal: str = "Generalumkehr",
) -> Reading:
    """Rows of amount;side;account;other;key;day;text, and what else a row has by heading."""
    lines = [datev_head("03") if head is None else head, HEADER.replace("Generalumkehr", reversal)]
    for row in rows:
        amount, side, account, other, key, day, text, *more = row.split(";")
        cells = [amount, side, "EUR", "", "", "", account, other, key, day, "R1", "", "", text, ""]
        for at, value in (pair.split("=") for pair in more):
            cells[[*_DATEV, "Generalumkehr"].index(at)] = value
        lines.append(";".join(cells))
    text = "\r\n".join(line for line in lines if line) + "\r\n"
    return read(text.encode("cp1252"), name=name, answers=answers)


def blocking(reading: Reading) -> list[str]:
    return [q.id for q in reading.questions if q.blocking]


def test_the_side_is_that_of_the_first_account() -> None:
    assert booked("100,00;S;4610;70001;;0501;Ads").total() == 100
    assert booked("100,00;H;70001;4610;;0501;Ads").total() == 100
    assert booked("100,00;S;4610;70001;;0501;Ads", "30,00;H;4610;70001;;0601;Credit").total() == 70


def test_a_tax_key_takes_its_vat_out_to_the_cent() -> None:
    reading = booked("119,00;S;4610;70001;9;0501;Ads", "10,01;S;4610;70001;8;0601;Book")
    assert reading.total() == 119 - 19 + 10.01 - 0.65  # 10.01 * 7 / 107 = 0.6549
    (note,) = [n for n in reading.notes if n.code == "vat_taken_out"]
    assert (note.values["count"], note.values["amount"]) == (2, 19.65)


def test_reverse_charge_leaves_the_amount_whole() -> None:
    assert booked("100,00;S;4610;70001;94;0501;Ads").total() == 100


def test_an_account_that_takes_vat_out_by_itself_needs_no_key_and_40_turns_that_off() -> None:
    assert booked("119,00;S;3400;70001;;0501;Goods").total() == 100
    assert booked("119,00;S;3400;70001;40;0501;Goods").total() == 119


def test_the_rate_was_lower_in_the_second_half_of_2020() -> None:
    head = datev_head("03", "20200101", start="20200101").replace("20241231", "20201231")
    row = "116,00;S;4610;70001;9;{};Ads"
    assert booked(row.format("3006"), head=head).total() == round(116 / 1.19, 2)
    assert booked(row.format("0107"), head=head).total() == 100


@pytest.mark.parametrize(("key", "then", "since"), [
    ("2", 5, 7), ("3", 16, 19), ("4", 7, 5), ("5", 19, 16), ("6", 7, 5), ("7", 19, 16),
    ("8", 5, 7), ("9", 16, 19), ("29", 16, 19), ("99", 16, 19)])  # fmt: skip
def test_keys_changed_places_in_the_second_half_of_2020(key: str, then: int, since: int) -> None:
    sign = -1 if key == "29" else 1
    for year, day, rate in (("2020", "0107", then), ("2021", "0501", since)):
        head = datev_head("03", f"{year}0101", start=f"{year}0101")
        head = head.replace("20241231", f"{year}1231")
        reading = booked(f"{100 + rate},00;S;4610;70001;{key};{day};Ads", head=head)
        assert reading.total() == sign * 100, (year, day)


def test_the_rate_of_a_key_that_is_not_known_is_asked_with_what_each_gives() -> None:
    row = "119,00;S;4610;70001;777;0501;Ads"
    (question,) = [q for q in booked(row).questions if q.blocking]
    assert question.id == "tax_key:777"
    gives = {c.answer: c.gives["all"] for c in question.candidates}
    assert gives["0"] == 119 and gives["19"] == 100
    for rate, total in gives.items():
        assert booked(row, answers={"tax_key:777": rate}).total() == total
    assert blocking(booked("119,00;S;1200;70001;777;0501;Paid", row.replace("777", ""))) == []


def test_a_booking_that_is_taken_back_counts_the_other_way() -> None:
    rows = ("100,00;S;4610;70001;;0501;Ads", "30,00;S;4610;70001;;0601;Back;Generalumkehr=1")
    assert booked(*rows).total() == 70
    assert booked(rows[0], "30,00;S;4610;70001;20;0601;Back").total() == 70
    both = "30,00;S;4610;70001;20;0601;Back;Generalumkehr=1"
    assert booked(rows[0], both).total() == 70


def test_the_heading_of_a_reversal_is_that_of_the_format_too() -> None:
    rows = ("100,00;S;4610;70001;;0501;Ads", "30,00;S;4610;70001;;0601;Back;Generalumkehr=1")
    assert booked(*rows, reversal="Generalumkehr (GU)").total() == 70


def test_a_reversal_by_key_may_stand_on_the_other_side_already() -> None:
    booking, rest = "119,00;S;4610;70001;9;0501;Ads", "238,00;S;4610;70001;9;0502;Ads"
    for back in ("119,00;S;4610;70001;29;0601;Back", "119,00;H;4610;70001;29;0601;Back",
                 "119,00;S;70001;4610;29;0601;Back"):  # fmt: skip
        assert booked(booking, rest, back).total() == 200, back
    # Where no booking says which, it is that of the booking it takes back.
    assert booked(rest, "119,00;S;4610;70001;29;0601;Back").total() == 100


@pytest.mark.parametrize(("key", "rate"), [("22", 7), ("23", 19), ("29", 19), ("39", 19),
                                           ("38", 7), ("62", 0), ("80", 0)])  # fmt: skip
def test_each_kind_of_key_has_one_that_takes_it_back(key: str, rate: int) -> None:
    back = f"{100 + rate},00;S;4610;70001;{key};0601;Back"
    assert booked("500,00;S;4610;70001;;0501;Ads", back).total() == 400
    # That of a key which is not known is asked under its own number.
    assert blocking(booked("119,00;S;4610;70001;75;0601;Back")) == ["tax_key:55"]


@pytest.mark.parametrize(("key", "rate"), [("98", 7), ("99", 19), ("46", 0), ("47", 0), ("19", 0)])
def test_keys_of_shared_input_tax_and_of_reverse_charge(key: str, rate: int) -> None:
    assert booked(f"{100 + rate},00;S;4610;70001;{key};0501;Ads").total() == 100


def test_the_column_of_reversals_is_known_by_its_longer_name_and_missed_where_it_is_not() -> None:
    lines = [
        datev_head("03"),
        HEADER.replace("Generalumkehr", "Generalumkehr (GU)"),
        "100,00;S;EUR;;;;4610;70001;;0501;R1;;;Ads;",
        "30,00;S;EUR;;;;4610;70001;;0601;R1;;;Back;1",
    ]
    reading = read("\r\n".join(lines).encode("cp1252"), name="b.csv")
    assert reading.total() == 70
    lines[1] = HEADER.replace("Generalumkehr", "Other")
    assert "datev_no_reversals" in {n.code for n in read("\r\n".join(lines).encode("cp1252")).notes}


@pytest.mark.parametrize(("day", "month"), [("0107", "2023-07"), ("107", "2023-07"),
                                            ("3006", "2024-06"), ("0501", "2024-01")])  # fmt: skip
def test_the_year_is_that_of_the_business_year_in_the_header(day: str, month: str) -> None:
    head = datev_head("03", "20230701", start="20230701").replace("20241231", "20240630")
    assert list(booked(f"100,00;S;4610;70001;;{day};Ads", head=head).total("month")) == [month]


def test_without_a_header_year_and_plan_are_asked() -> None:
    row = "100,00;S;4610;70001;;0501;Ads"
    reading = booked(row, head="", name="EXTF_2023.csv")
    assert blocking(reading) == ["year"]
    reading = booked(row, head="", answers={"year": "2023"})
    (question,) = [q for q in reading.questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"skr03": 100, "skr04": 0}
    done = booked(row, head="", answers={"year": "2023", "ledger_plan": "skr03"})
    assert done.total("month") == {"2023-01": 100}


def test_numbers_longer_than_the_header_says_are_people() -> None:
    assert booked("100,00;S;46100;1200;;0501;Somebody", "1,00;S;4610;1200;;0501;Ads").total() == 1
    head = datev_head("03", length=5)
    assert booked("100,00;S;46100;1200;;0501;Ads", head=head).total() == 100


def test_another_currency_counts_by_its_amount_in_the_books_own() -> None:
    row = "100,00;S;4610;70001;;0501;Ads;WKZ Umsatz=USD"
    based = booked(f"{row};Basis-Umsatz=92,50;WKZ Basis-Umsatz=EUR")
    assert based.total() == 92.5
    both = booked(row, "1,00;S;4610;70001;;0501;Ads")
    assert both.total() == 1
    assert both.rejected["reason"].tolist()[1:] == ["other_currency"]


def test_a_plan_that_is_not_known_is_refused_by_its_name() -> None:
    refused = booked("100,00;S;4610;70001;;0501;Ads", head=datev_head("49")).refused
    assert refused is not None and (refused.code, refused.values["plan"]) == ("datev_plan", "49")


def test_rows_that_cannot_be_read_are_listed_with_the_reason() -> None:
    reading = booked("100,00;S;4610;70001;;0501;Ads", "x;S;4610;70001;;0501;a",
                     "5,00;?;4610;70001;;0501;b", "5,00;S;4610;70001;;9901;c")  # fmt: skip
    assert reading.total() == 100
    assert sorted(reading.rejected["reason"].tolist()[1:]) == [
        "bad_date", "no_side", "not_a_number"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ledger_by_datev_gem.csv", "ledger_by_odoo_dtvf.csv",
                                  "ledger_by_datev_extf.csv"])  # fmt: skip
def test_batches_that_other_programs_write_give_the_known_costs(name: str) -> None:
    """Two name no plan, one of these books a cost in dollars; the third calls its plan SKR04."""
    content = (SAMPLES / name).read_bytes()
    asked = blocking(read(content, name=name))
    assert asked == ([] if name == "ledger_by_datev_extf.csv" else ["ledger_plan"])
    reading = read(content, name=name, answers={"ledger_plan": "skr03"} if asked else None)
    assert (reading.total(), reading.totals()["by_month"]) == (TOTAL, expected_by_month())


@pytest.mark.parametrize("plan", ["SKR03", "skr 03", "03", "3"])
def test_a_plan_may_be_called_by_its_whole_name(plan: str) -> None:
    assert booked("100,00;S;4610;70001;;0501;Ads", head=datev_head(plan)).total() == 100


@pytest.mark.parametrize("heading", ["Basis-Umsatz", "Basisumsatz", "BASISUMSATZ"])
def test_an_amount_in_another_currency_counts_in_that_of_the_books(heading: str) -> None:
    row = '"200,00";"S";"USD";"2,000000";"100,00";"EUR";4610;70001;"";"0501";"R1";"";"";"Ads";""'
    head = [datev_head("03"), HEADER.replace("Basis-Umsatz", heading, 1), row]
    assert read("\r\n".join(head).encode("cp1252"), name="b.csv").total() == 100


def test_a_batch_cut_within_a_row_lists_what_cannot_be_read() -> None:
    whole = (SAMPLES / "ledger_by_datev_extf.csv").read_bytes()
    reading = read(whole[: whole.rindex(b"4400")], name="cut.csv")
    assert reading.refused is not None or len(reading.rejected) > 1
