"""What two files hold twice."""

from __future__ import annotations

from roi_model.actuals.checks.overlaps import overlaps, span
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.event_variants import LEADS_BY_MONTH
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


def test_several_files_of_the_same_months_are_said_at_once() -> None:
    files = [named(JANUARY, "a.csv"), named(FEBRUARY, "b.csv"), named(JANUARY + b"\n", "c.csv")]
    (found,) = overlaps(files)
    assert found.code == "same_months_of_several"
    # January twice, and of February all but the most of the three
    assert overlaps([files[0], files[0], files[1]]) != ()  # the same file under the same name
    assert found.values == {"names": "a.csv, b.csv, c.csv", "files": 3, "first": "2024-01",
                            "last": "2024-02", "count": 2, "amount": 141.0}  # fmt: skip
    assert "a.csv, b.csv, c.csv" in found.sentence("fr")


def test_files_that_share_no_month_with_the_others_are_not_named() -> None:
    april = named(JANUARY.replace(b"2024-0", b"2025-0"), "later.csv")
    march = named(FEBRUARY.replace(b"2024-0", b"2025-0"), "too.csv")
    found = overlaps([named(JANUARY, "a.csv"), april, named(FEBRUARY, "b.csv"), march])
    pairs = [(one.values["one"], one.values["other"]) for one in found]
    assert pairs == [("a.csv", "b.csv"), ("later.csv", "too.csv")]


def test_payroll_and_ad_spend_hold_nothing_of_each_other() -> None:
    people, ads = read(JANUARY, kind="payroll", name="a"), read(JANUARY, kind="ads", name="b")
    assert overlaps([people, ads]) == ()
    assert [one.code for one in overlaps([people, named(JANUARY, "c.csv")])] == ["same_months"]


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


def test_the_months_that_a_file_speaks_of_whatever_it_lists() -> None:
    leads = "leads_hubspot_en.csv"
    assert span(named((SAMPLES / leads).read_bytes(), leads)) == (
        min(LEADS_BY_MONTH),
        max(LEADS_BY_MONTH),
    )
    # Of deals, their beginnings and their ends.
    assert span(named(DEALS + ONE, "deals.csv")) == ("2024-01", "2024-02")
    assert span(read(b"%PDF")) is None
