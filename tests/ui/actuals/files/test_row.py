"""Files on the page: a line each, whose details unfold."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.texts import text
from tests.ui.actuals.remembered import first
from tests.ui.actuals_driver import CRM, given, part, unfold
from tests.ui.pages import press, ran, upload, words

FINE = "fr_months_across.csv"
UNSURE = "fr_utf8.csv"


def said(key: str, **values: object) -> str:
    return text(f"pages.actuals.file.{key}", "en", **values)


def looks(made: AppTest) -> list[list[str]]:
    """What is to look at, by file."""
    cells = re.findall(rf'data-label="{said("look")}">(.*?)</div>', words(made))
    return [re.findall(r"<(?:li|span)[^>]*>(.*?)</", cell) for cell in cells]


def is_unfolded(made: AppTest) -> bool:
    return text("pages.actuals.encoding", "en") in words(made)


def test_a_file_is_a_line_and_its_details_are_one_press_away() -> None:
    made = given("leads_plain_fr.csv")
    assert looks(made) == [[said("clear")]] and not is_unfolded(made)
    assert text("pages.actuals.rows_value", "en", kept="10", read="11") in words(made)
    assert is_unfolded(unfold(made))
    assert not is_unfolded(unfold(made))  # and back


@pytest.mark.parametrize(
    ("sample", "key"),
    [("fec_tab_22_columns.txt", "revenue_fec"), ("ledger_sie4_cp437.se", "revenue"),
     ("ledger_xero.csv", "revenue")],
)  # fmt: skip
def test_revenue_is_of_class_70_in_a_fec_alone(sample: str, key: str) -> None:
    made = given(sample)
    shown = words(made if is_unfolded(made) else unfold(made))
    before, after = text(f"pages.actuals.{key}", "en", amount="|").split("|")
    assert before in shown and after in shown
    assert ("class 70" in shown) == (key == "revenue_fec")


def test_what_is_doubtful_unfolds_by_itself_and_stays_folded_once_it_was_folded() -> None:
    made = given(UNSURE)
    assert said("unsure") in looks(made)[0] and is_unfolded(made)
    assert not is_unfolded(unfold(made))
    upload(made, "more.csv", b"date;label;cost\n2024-01-10;Ads;10,00\n")
    assert len(looks(made)) == 2 and not first(made).unfolded


def test_what_is_asked_stays_in_sight_once_it_is_answered() -> None:
    made = given()
    upload(made, "two.csv", b"Date;Libelle;Montant\n03/04/2024;HubSpot;12,50\n")
    assert looks(made)[0][0] == said("asked_one") and is_unfolded(made)
    (radio,) = made.radio
    radio.set_value("%d/%m/%Y")
    assert is_unfolded(ran(made))
    press(made, f"upload-reopen-{first(made).digest[:12]}")
    assert first(made).unfolded


def test_lists_beside_deals_leave_a_forecast() -> None:
    """What is known of the months that are over is named, whatever kind of file tells it."""
    made = part(given("fr_utf8.csv", CRM, "leads_hubspot_en.csv"), "forecast")
    assert text("tracking.known_leads", "en") in words(made)
