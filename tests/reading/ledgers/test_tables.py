"""Every ledger gives the costs that are known, by account and month, to the cent."""

from __future__ import annotations

from functools import partial

import pytest

from roi_model.reading.reading import read
from roi_model.reading.sandbox.limited import read_limited
from tests.commands.asked import answer
from tests.reading.ledger_variants import (
    EXPORTED,
    LEDGERS,
    NAMES,
    REVENUE,
    REVENUE_DAY,
    ROOTS,
    by_account,
    by_category,
)
from tests.reading.read_again import reading_of
from tests.reading.variants import COSTS, SAMPLES, TOTAL, expected_by_month


def _rooted(root: str, category: str) -> str:
    return f"{root}:{ROOTS[category]}"


KEYS = {name: key for name, (_, _, key) in LEDGERS.items()} | {
    name: partial(_rooted, "Expenses" if "bean" in name else "expenses") for name in EXPORTED
}
PLANS = {name: plan for name, (_, plan, _) in LEDGERS.items()}


@pytest.mark.parametrize("name", KEYS)
def test_every_ledger_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.kind == "ledger"
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_account"] == by_account(KEYS[name])
    assert totals["by_category"] == by_category(PLANS.get(name, ""))
    assert reading.rows_read == reading.rows_kept + len(reading.rejected)


@pytest.mark.parametrize("name", [n for n in KEYS if n != "ledger_sage_us.csv"])
def test_revenue_is_shown_for_information(name: str) -> None:
    revenue = read((SAMPLES / name).read_bytes()).revenue
    assert revenue.to_dict("list") == {
        "month": [REVENUE_DAY[:7]], "amount": [REVENUE / 100], "units": [REVENUE]
    }  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_what_is_said_of_a_ledger_is_said_in_both_languages(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    for lang in ("fr", "en"):
        for said in (*reading.notes, *reading.questions):
            assert "{" not in said.sentence(lang)
    assert all(note.sentence("fr") != note.sentence("en") for note in reading.notes)


@pytest.mark.parametrize("name", ["ledger_quickbooks.csv", "ledger_sie4_cp437.se"])
def test_a_ledger_is_read_in_the_limited_child(name: str) -> None:
    assert read_limited((SAMPLES / name).read_bytes(), name=name).total() == TOTAL


def test_an_account_can_be_given_another_category_by_its_number() -> None:
    content = (SAMPLES / "ledger_sie4_cp437.se").read_bytes()
    totals = read(content, answers={"category:5910": "events"}).totals()
    spent = by_category()
    assert totals["by_category"]["events"] == pytest.approx(
        spent["events"] + spent["advertising"], abs=0.001
    )


def test_a_table_that_is_called_a_ledger_and_has_no_layout_of_one_is_refused() -> None:
    refused = reading_of("Date;Libellé;Montant\n15/01/2024;Ads;12,50\n", kind="ledger").refused
    assert refused is not None and refused.code == "ledger_layout"


def test_lists_of_costs_under_their_kinds_are_no_ledgers() -> None:
    text = (
        "Date,Label,Amount\nTravel,,\n15/01/2024,Train,12.50\nTotal Travel,,12.50\n"
        "Tools,,\n16/01/2024,CRM,10.00\nTotal Tools,,10.00\n"
    )
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("costs", 22.5)


def test_the_names_of_the_samples_say_what_the_rules_know() -> None:
    assert sorted(NAMES) == sorted({cost[3] for cost in COSTS})


def test_the_command_line_reads_a_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "read", str(SAMPLES / "ledger_xero.csv"))
    assert (found["kind"], found["totals"]["all"]) == ("ledger", TOTAL)


def test_bookings_with_a_contra_account_and_no_side_are_refused() -> None:
    text = (
        "konto;gegenkonto;belegdatum;buchcode;betrag;steuer;text\n"
        "330000;7400;15.08.2025;2;110,00;10,00;Miete\n200000;4000;16.08.2025;1;240,00;40,00;Kunde\n"
    )
    refused = reading_of(text).refused
    assert refused is not None and refused.code == "contra_account"
    banks = text.replace("330000", "200000")  # an account of one's own and whoever is paid
    assert getattr(reading_of(banks).refused, "code", "") != "contra_account"
    sided = text.replace("buchcode", "S/H").replace(";2;", ";S;").replace(";1;", ";H;")
    assert getattr(reading_of(sided).refused, "code", "") != "contra_account"
