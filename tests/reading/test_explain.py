"""What is said of how a file was understood."""

from __future__ import annotations

import pytest

from roi_model.reading.explain import explain
from roi_model.reading.reading import read
from tests.reading.variants import SAMPLES

COSTS = b"When;Libelle;Montant HT;Note\n15/01/2024;HubSpot;1 200,50;a\n16/02/2024;Salon;10,00;b\n"


def test_each_column_has_its_reason() -> None:
    said = explain(read(COSTS, name="costs.csv"))
    assert said[0] == "costs.csv is taken for “Expenses”, by its headings “Libelle”, “Montant HT”."
    assert "“Montant HT” is the amount: its heading is a word for it." in said
    assert "“When” is the date: its cells tell it, or its place beside the others." in said
    assert "Not used: “Note”." in said
    assert said[-2:] == ["Rows kept: 2 of 2.", "They add up to 1,210.5."]


def test_what_is_asked_and_what_is_refused_stand_there() -> None:
    asked = explain(read(b"Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n"), "en")
    assert sum(one.startswith("Asked: ") for one in asked) == 2
    assert not any("add up" in one for one in asked)
    assert explain(read(b"", name="a.csv")) == [
        "Refused: a.csv is empty. Export it again from the program it comes from."
    ]


def test_rows_left_out_are_counted_by_reason() -> None:
    said = explain(read(b"Date;Cost\n2024-01-15;10.50\n2024-02-40;4.25\nTotal;14.75\n"))
    assert "Rows kept: 1 of 3." in said
    assert sum(one.startswith("Left out (1): ") for one in said) == 2


def test_a_kind_that_was_said_is_told_beside_the_guess() -> None:
    said = explain(read(COSTS, kind="bank", name="costs.csv"))
    assert said[0] == (
        "costs.csv is read as “Bank or expense report”, as you said; by itself it would be taken "
        "for “Expenses”."
    )


KINDS = ("deals_hubspot_en.csv", "bank_fr_signed.csv", "leads_plain_fr.csv",
         "fec_tab_22_columns.txt", "us_workbook_month_cells.xlsx")  # fmt: skip


def test_a_format_says_itself_what_is_what() -> None:
    said = explain(read((SAMPLES / "statement_xml.ofx").read_bytes(), name="a.ofx"))
    assert said[0] == "a.ofx is “Bank or expense report”: the form of the file says so."
    assert said[1].startswith("How it is written: Format: OFX")
    assert "“DTPOSTED” is the date: the format says so." in said


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_explained_in_both_languages(name: str, lang: str) -> None:
    said = explain(read((SAMPLES / name).read_bytes(), name=name), lang)
    assert said[0].startswith(name)
    assert all(one[0] not in "{[" and "{" not in one for one in said)
    assert all(one.rstrip()[-1] in ".?…" for one in said), said
