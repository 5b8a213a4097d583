"""Every editable table in a browser: add, leave, come back, edit, undo, two in turn, languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from roi_model.storage.lever_library import template
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.browser.conftest import IN_TURN, NARROW, NewScreen
from tests.browser.screen import Screen, eventually

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
FIRST = presets()[0].scenario
TYPED = {"team": "title", "costs": "name", "channels": "name"}
"""The tables of the case and the column of their names."""
PACE = 60
"""Milliseconds that a hand holds a button down."""


def cell(screen: Screen, name: str, column: str) -> Locator:
    """The field of a line that is called so; "+" is the line that adds one."""
    return screen.page.locator(f'.grid [data-cell="{name}/{column}"]').first


def names(screen: Screen, column: str) -> list[str]:
    """What the lines of the table on the page are called."""
    cell(screen, "+", column).wait_for()
    found = screen.page.locator(f'.grid [data-cell$="/{column}"]')
    return [one.input_value() for one in found.all()][:-1]


def lists(screen: Screen, column: str, wanted: list[str]) -> None:
    """The table lists these, in this order."""
    eventually(lambda: names(screen, column), wanted, screen.page, column)


def add(screen: Screen, column: str, name: str) -> None:
    cell(screen, "+", column).fill(name)
    cell(screen, "+", column).press("Enter")
    cell(screen, name, column).wait_for()
    screen.settle()


def enter(screen: Screen, name: str, column: str, typed: str) -> str:
    """Type into a cell and leave it; what stands there then."""
    cell(screen, name, column).fill(typed)
    cell(screen, name, column).press("Tab")
    return " ".join(cell(screen.settle(), name, column).input_value().split())


def turn(screen: Screen, table: str, lang: str) -> Screen:
    """Open a table of the page Simulate.

    On a busy machine a press just after the page came can be lost to its last redraw, as one in a
    dozen runs was: then it is pressed again, as a reader does.
    """
    button = screen.within("tables").get_by_role(
        "radio", name=text(f"ui.tables.{table}_title", lang)
    )
    button.click()
    screen.settle()
    if button.get_attribute("aria-checked") != "true":
        button.click()
    return screen.settle()


@pytest.mark.parametrize(("lang", "width"), NARROW)
@pytest.mark.thorough
def test_no_row_is_lost_and_all_that_counts_is_seen(
    new_screen: NewScreen, lang: str, width: int
) -> None:
    screen = new_screen(lang, width).open("channels")
    first = in_language(FIRST, lang).channels[0].name
    add(screen, "name", "Fairs")

    # All that counts in the new line stands in it.
    for column in ("contacts", "contact_to_lead", "meeting_cost", "hours_per_quote"):
        shown = cell(screen, "Fairs", column).input_value()
        assert shown == cell(screen, first, column).input_value() != ""
    assert cell(screen, "Fairs", "deal_value").get_attribute("placeholder")

    # Away and back, then a cell of the other channel: both are there.
    screen.go("simulate").go("channels")
    lists(screen, "name", [first, "Fairs"])
    assert enter(screen, first, "contacts", "7,3k") in ("7 300", "7,300")
    lists(screen, "name", [first, "Fairs"])
    assert "Fairs" in screen.within("channel-table").inner_text()

    # What is refused stays as it was typed, with the reason, also over a visit elsewhere.
    assert enter(screen, "Fairs", "lead_price", "6OO") == "6OO"
    screen.go("simulate").go("channels")
    assert cell(screen, "Fairs", "lead_price").input_value() == "6OO"
    assert "6OO" in screen.page.locator(".grid .refused:visible").first.inner_text()
    assert screen.overflow() == {"page": 0, "main": 0}

    # Two other tables in turn on one page, each of them twice.
    screen.go("simulate")
    for table, name in (("team", "CSM"), ("costs", "Fair")):
        add(turn(screen, table, lang), TYPED[table], name)
    for table, name, column, typed in (
        ("team", "CSM", "gross_salary", "31200/12"), ("costs", "Fair", "amount", "600 €/mois"),
    ):  # fmt: skip
        before = names(turn(screen, table, lang), TYPED[table])
        assert name in before
        enter(screen, name, column, typed)
        lists(screen, TYPED[table], before)
    typed = {"fr": "9,5", "en": "9.5"}[lang]
    assert enter(screen, "Fair", "amount", typed) in ("9,5 €", "€9.5")

    # Undone and done again; another language; all of it in the address, and so after a refresh.
    screen.click("do-undo").settle()
    assert "600" in cell(screen, "Fair", "amount").input_value()
    screen.click("do-redo").settle()
    other = {"fr": "en", "en": "fr"}[lang]
    screen.page.set_viewport_size({"width": 1440, "height": 900})  # the menu tells the language
    screen.language(other)
    cell(screen, "Fair", "amount").wait_for()
    before = names(screen, "name")
    assert cell(screen, "Fair", "amount").input_value().strip("€\u00a0 ") in ("9,5", "9.5")
    turn(screen.reload(), "costs", other)
    lists(screen, "name", before)
    assert "None" not in screen.texts()

    # A line is taken away by one click; the second of a double click takes no other.
    lines = names(screen, "name")
    screen.page.locator(".grid .remove").first.dblclick()
    screen.settle()
    lists(screen, "name", lines[1:])


@pytest.mark.thorough
def test_names_typed_fast_one_after_the_other_are_all_kept(new_screen: NewScreen) -> None:
    screen = turn(new_screen("fr", 1280).open(), "costs", "fr")
    before = names(screen, "name")
    box = cell(screen, "+", "name")
    for name in ("Un", "Deux", "Trois"):
        box.focus()
        screen.page.keyboard.type(name)
        box.blur()
    cell(screen, "Trois", "amount").wait_for()
    assert names(screen.settle(), "name") == [*before, "Un", "Deux", "Trois"]
    # Cells copied from a spreadsheet go right and down from where they are put.
    cell(screen, "Un", "amount").focus()
    screen.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1 200\\n7,5\\n3k");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    for name, shown in (("Un", "1 200 €"), ("Deux", "7,5 €"), ("Trois", "3 000 €")):
        eventually(
            lambda name=name: " ".join(cell(screen, name, "amount").input_value().split()),
            shown,
            screen.page,
        )


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_tables_kept_by_hand_outlast_leaving_them(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang, 1280).open("simulate")
    turn(screen, "evidence", lang)
    line = screen.page.locator(".grid tbody tr").first
    line.locator("select").select_option("measured")
    line.locator("input").fill("CRM 2025")
    line.locator("input").press("Tab")
    screen.settle()
    turn(turn(screen, "costs", lang), "evidence", lang)
    assert line.locator("input").input_value() == "CRM 2025"
    assert line.locator("select").input_value() == "measured"

    screen.go("actuals")
    roi = text("calibration.target.roi", lang)
    part(screen, "targets", lang)
    cell(screen, "+", "metric").select_option("roi")
    cell(screen, roi, "value").wait_for()
    assert cell(screen.settle(), roi, "value").input_value()
    assert enter(screen, roi, "value", "9,5") in ("9,5 %", "9.5%")
    part(screen, "quality", lang)
    cell(screen, "+", "month").fill("03/2025")
    cell(screen, "+", "month").press("Enter")
    month = {"fr": "mars 2025", "en": "Mar 2025"}[lang]
    cell(screen, month, "nps").wait_for()
    screen.settle()
    assert enter(screen, month, "satisfaction", "8,5") in ("8,5", "8.5")
    screen.go("channels").go("actuals")
    part(screen, "targets", lang)
    assert " ".join(cell(screen, roi, "value").input_value().split()) in ("9,5 %", "9.5%")
    part(screen, "quality", lang)
    assert cell(screen, month, "satisfaction").input_value() in ("8,5", "8.5")
    assert "None" not in screen.texts()


@pytest.mark.thorough
def test_what_belongs_to_selling_is_shared_by_hand(new_screen: NewScreen) -> None:
    screen = new_screen("fr", 1440).open("actuals")
    screen.upload("costs.csv", b"date;label;cost\n2024-01-31;Zorglub;300\n2024-02-28;Blurp;50\n")
    cell(screen, "Zorglub", "share").wait_for()
    assert enter(screen, "Zorglub", "share", "62,5") == "62,5 %"
    assert enter(screen, "Blurp", "share", "140") == "140"
    screen.page.locator(".st-key-upload-rules-fold summary").click()
    add(screen.settle(), "contains", "zorg")
    assert enter(screen, "zorg", "share", "9,5") == "9,5 %"
    screen.go("simulate").go("actuals")
    eventually(
        lambda: " ".join(cell(screen, "Zorglub", "share").input_value().split()),
        "62,5 %",
        screen.page,
    )
    assert cell(screen, "Blurp", "share").input_value() == "140"


def part(screen: Screen, name: str, lang: str) -> Screen:
    """Turn to a part of the page Actuals."""
    label = text(f"tracking.section_{name}", lang)
    screen.within("actuals-part").get_by_role("radio", name=label).click()
    return screen.settle()


@pytest.mark.thorough
def test_a_double_click_adds_once(new_screen: NewScreen) -> None:
    screen = new_screen("en", 1440).open("levers")
    training = template("training").name("en")
    screen.within("library-add-training").get_by_role("button").dblclick(delay=PACE)
    screen.page.locator(".st-key-lever-card-0").wait_for()
    assert screen.settle().page.locator('[class*="-card-"]').count() == 1
    screen.within(f"edit-{training}").locator("summary").click()
    effects = screen.page.locator('[class*="st-key-lever-effect-"][class*="-remove"]')
    screen.settle()
    count = effects.count()
    screen.within(f"lever-effect-{training}-add").locator("button").dblclick(delay=PACE)
    eventually(effects.count, count + 1, screen.page)
    assert screen.settle() and effects.count() == count + 1
    screen.within("levers-library").locator("summary").click()
    screen.settle()
    screen.within("own-lever").locator("button").dblclick(delay=PACE)
    screen.page.locator(".st-key-lever-card-1").wait_for()
    assert screen.settle().page.locator('[class*="-card-"]').count() == 2

    # The second half of a double click falls on nothing: the emptied name is not kept too.
    screen.go("compare")
    screen.within("library").locator("button").first.click()
    screen.within("library-save").locator("button").wait_for()
    screen.within("library-save").locator("button").dblclick(delay=PACE)
    kept = screen.page.locator('[class*="st-key-library-forget-"]')
    eventually(kept.count, 1, screen.page)
    assert screen.settle() and kept.count() == 1
