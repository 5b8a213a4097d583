"""Numbers as people type them into every box there is, and the keys that undo and redo."""

from __future__ import annotations

import pytest

from roi_model.metrics import label
from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually

pytestmark = pytest.mark.browser


def spaced(said: str) -> str:
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def type_and_read(screen: Screen, path: str, typed: str, wanted: str) -> None:
    screen.type(path, typed)
    eventually(lambda: spaced(screen.shown(path)), wanted, screen.page, f"{typed} at {path}")


@pytest.mark.parametrize("width", [1440, pytest.param(390, marks=pytest.mark.thorough)])
def test_an_input_takes_what_people_type_or_asks(new_screen: NewScreen, width: int) -> None:
    screen = new_screen("fr", width=width).open()
    for typed, wanted in (
        ("2.600", "2 600 €"),
        ("31200/12", "2 600 €"),
        ("36 k€/an", "3 000 €"),
        ("7,3k", "7 300 €"),
        ("600 €/mois", "600 €"),
    ):
        type_and_read(screen, "role/gross_salary", typed, wanted)
    screen.type("role/gross_salary", "6OO")
    refused = screen.row("role/gross_salary").locator(".refused")
    refused.wait_for()
    assert "6OO" in refused.inner_text() and screen.shown("role/gross_salary") == "6OO"
    # A comma before three digits may be either: both are offered, and a press decides.
    type_and_read(screen, "role/gross_salary", "2600", "2 600 €")
    screen.type("role/gross_salary", "2,600")
    asked = screen.row("role/gross_salary").locator(".asked button")
    asked.first.wait_for()
    assert [spaced(said) for said in asked.all_inner_texts()] == ["2,6 €", "2 600 €"]
    asked.first.click()
    eventually(lambda: spaced(screen.shown("role/gross_salary")), "2,6 €", screen.page)
    assert screen.overflow() == {"page": 0, "main": 0}


@pytest.mark.thorough
def test_a_doubt_is_typed_where_the_input_is(new_screen: NewScreen) -> None:
    screen = new_screen("fr").open()
    type_and_read(screen, "deal_value", "15–20k", "17 500 € (15 000–20 000)")
    row = screen.row("deal_value")
    zone = "node => node.style.getPropertyValue('--doubt-high')"
    assert 0 < float(screen.slider("deal_value").evaluate(zone)) < 1
    type_and_read(screen, "deal_value", "20–15k", "20–15k")
    row.locator(".refused").wait_for()
    type_and_read(screen, "deal_value", "17500 (16000–19000)", "17 500 € (16 000–19 000)")
    screen.language("en")
    assert spaced(screen.shown("deal_value")) == "€17,500 (16,000–19,000)"
    type_and_read(screen, "deal_value", "17500", "€17,500")
    assert float(screen.slider("deal_value").evaluate(zone)) == 0
    # What is published of an input opens with its help, and a press puts the input there.
    screen.row("gross_margin").locator(".help").click()
    cycle = screen.row("cycle_months")
    cycle.locator(".help").click()
    cycle.locator(".published button").first.click()
    eventually(lambda: screen.shown("cycle_months"), "3\u00a0months", screen.page)


@pytest.mark.thorough
def test_boxes_apart_from_the_inputs_read_alike(new_screen: NewScreen) -> None:
    screen = new_screen("fr", width=1440).open("risk")
    screen.choose("kept-goal_metric", label("roi", "fr")).settle()
    goal = "box/goal-roi"
    assert spaced(screen.shown(goal)) == "100 %"
    type_and_read(screen, goal, "9,5", "9,5 %")
    type_and_read(screen, goal, "1/2", "50 %")
    screen.type(goal, "5O %")
    screen.row(goal).locator(".refused").wait_for()
    screen.settle().go("method").go("risk")
    assert screen.shown(goal) == "5O %"  # still there, with the reason beside it
    type_and_read(screen, goal, "12.5", "12,5 %")
    screen.language("en")
    assert screen.shown(goal) == "12.5%"


@pytest.mark.thorough
def test_the_keys_that_undo_and_redo(new_screen: NewScreen) -> None:
    screen = new_screen("en").open()
    before = screen.shown("deal_value")
    after = screen.press("deal_value", "ArrowRight")
    screen.settle()
    for keys, wanted in (
        ("Control+z", before),
        ("Control+y", after),
        ("Control+z", before),
        ("Control+Shift+z", after),
    ):
        screen.slider("deal_value").press(keys)
        eventually(lambda: screen.shown("deal_value"), wanted, screen.page, keys)
        screen.settle()
    screen.entry("dso_days").press("Control+z")
    screen.settle()
    assert screen.shown("deal_value") == after, "a field's own undo is the browser's"


@pytest.mark.thorough
def test_months_are_typed_and_pasted_and_one_number_again(new_screen: NewScreen) -> None:
    screen = new_screen("en", width=390).open()
    button = screen.row("deal_value").locator(".by-month")
    before = screen.shown("deal_value")
    button.click()
    lines = screen.page.get_by_role("textbox", name="Deal value: month by month")
    lines.wait_for()
    assert lines.input_value() == f"1: {before}"
    lines.press("Control+End")
    lines.press("Enter")  # a line more: nothing is sent yet
    lines.type("7: 5500")
    assert lines.input_value() == f"1: {before}\n7: 5500"
    lines.blur()
    eventually(lines.input_value, f"1: {before}\n7: €5,500", screen.page)
    assert f"{before}, then €5,500 from month 7" in screen.what_changed()
    # As a spreadsheet gives it to the clipboard: a row of cells.
    lines.evaluate(
        """area => { area.value = "5000\\t5000\\t6000"; area.dispatchEvent(new Event("paste")); }"""
    )
    eventually(lines.input_value, "1: €5,000\n3: €6,000", screen.page)
    assert screen.shown("deal_value") == "€5,000"
    assert screen.overflow() == {"page": 0, "main": 0}
    button.click()
    lines.wait_for(state="detached")
    assert screen.shown("deal_value") == "€5,000"
