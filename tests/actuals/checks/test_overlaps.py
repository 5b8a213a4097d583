"""What two files hold twice."""

from __future__ import annotations

from roi_model.actuals.checks.overlaps import overlaps, span
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.variants import SAMPLES

JANUARY = b"date;label;cost\n2024-01-10;HubSpot;100,50\n2024-02-10;HubSpot;20,25\n"
FEBRUARY = b"date;label;cost\n2024-02-11;Salon;400,00\n2024-03-11;Salon;400,00\n"
DEALS = b"Deal ID;Created;Closed;Stage;Amount\n"
ONE = b"7;2024-01-08;2024-02-19;Closed Won;1000,00\n8;2024-01-09;2024-02-20;Closed Lost;9,50\n"
OTHER = b"8;2024-01-09;2024-02-20;Closed Lost;9,50\n9;2024-01-19;2024-03-20;Closed Won;9,75\n"


def named(content: bytes, name: str) -> Reading:
    reading = read(content, name=name)
    assert reading.usable
    return reading


def test_the_same_months_with_what_may_count_twice() -> None:
    (found,) = overlaps([named(JANUARY, "a.csv"), named(FEBRUARY, "b.csv")])
    assert found.code == "same_months"
    assert found.values == {"one": "a.csv", "other": "b.csv", "first": "2024-02",
                            "last": "2024-02", "count": 1, "amount": 20.25}  # fmt: skip


def test_three_files_are_looked_at_two_by_two() -> None:
    files = [named(JANUARY, "a.csv"), named(FEBRUARY, "b.csv"), named(JANUARY + b"\n", "c.csv")]
    pairs = [(one.values["one"], one.values["other"]) for one in overlaps(files)]
    assert pairs == [("a.csv", "b.csv"), ("a.csv", "c.csv"), ("b.csv", "c.csv")]


def test_a_ledger_and_a_bank_of_other_months_count_in_two_ways() -> None:
    ledger = named((SAMPLES / "fec_tab_22_columns.txt").read_bytes(), "fec.txt")
    bank = named(
        b"Date;Libelle;Debit;Credit;Solde\n15/01/2031;PRLV HUBSPOT;100,00;;900,00\n"
        b"17/01/2031;VIR CLIENT;;50,00;950,00\n", "bank.csv"
    )  # fmt: skip
    assert bank.kind == "bank"
    assert [found.code for found in overlaps([bank, ledger])] == ["two_views"]


def test_the_same_deals_in_two_exports() -> None:
    (found,) = overlaps([named(DEALS + ONE, "old.csv"), named(DEALS + OTHER, "new.csv")])
    assert (found.code, found.values["count"]) == ("same_deals", 1)


def test_deals_and_costs_have_nothing_in_common() -> None:
    assert overlaps([named(DEALS + ONE, "deals.csv"), named(JANUARY, "a.csv")]) == ()


def test_a_file_that_is_refused_is_left_out() -> None:
    assert overlaps([read(b"%PDF-1.7", name="a.pdf"), named(JANUARY, "a.csv")]) == ()


def test_the_span_of_deals_and_of_nothing() -> None:
    assert span(named(DEALS + ONE, "deals.csv")) == ("2024-01", "2024-02")
    assert span(read(b"%PDF-1.7")) is None
