"""The founder's journey: when do I get my money back, and what would have to be true?"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from functools import partial

import pytest
from playwright.sync_api import Locator

from roi_model.declaration.card import cards
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually
from tests.ui.seen import seen

SLUG = "in-house-sdr"
SALARY = "role/gross_salary"
CHANNEL = "channels/SDR en interne/"  # as the French read it
CONTACTS = CHANNEL + "contacts"
SIGNING = CHANNEL + "quote_to_customer"


def with_salary(scenario: Scenario, salary: float) -> Scenario:
    return replace(scenario, team=(replace(scenario.team[0], gross_salary=salary),))


def shows(screen: Screen, scenario: Scenario, lang: str = "fr") -> None:
    """The headline on screen is the engine's."""
    wanted = expected.figures(scenario, lang)
    eventually(lambda: screen.figures(expected.HEADLINE), wanted, screen.page)


def differs(screen: Screen, scenario: Scenario, baseline: Scenario, lang: str = "fr") -> None:
    """So are the differences from the baseline under it."""
    wanted = expected.differences(scenario, baseline, lang)
    for name, change in wanted.items():
        eventually(partial(under, screen, name, change), True, screen.page, name)


def card_label(key: str, lang: str = "fr") -> str:
    return cards(Channel)[key].label(lang)


def under(screen: Screen, name: str, change: str) -> bool:
    return change in screen.difference(name)


def holds(said: Locator, words: str) -> bool:
    return words in (said.text_content() or "")


def begun(screen: Screen, lang: str = "fr") -> Scenario:
    """A screen on which the preset was chosen from the list."""
    start = seen(SLUG, lang)
    screen.open()
    screen.choose("preset", start.name)
    eventually(screen.case_name, start.name, screen.page)
    shows(screen, start, lang)
    return start


def test_the_founders_journey(new_screen: NewScreen) -> None:
    screen = new_screen()
    start = begun(screen)

    # Three sliders, by keyboard: salary, lead volume, a conversion rate.
    salary = expected.number(screen.press(SALARY, "ArrowRight", 3))
    assert salary > start.team[0].gross_salary
    plan = with_salary(start, salary)
    shows(screen, plan)
    assert screen.case_name() == text(
        "ui.case.changed_one", "fr", name=preset(SLUG).name("fr"), count=1
    )

    contacts = expected.number(screen.press(CONTACTS, "ArrowRight", 2))
    assert contacts > start.channels[0].contacts
    plan = with_value(plan, CONTACTS, contacts)
    shows(screen, plan)

    # Every key is a change of its own; the line tells the latest one.
    rate, told, before = 0.0, "", plan
    for _ in range(3):
        before, told = plan, screen.shown(SIGNING)
        rate = round(expected.number(screen.press(SIGNING, "ArrowLeft")) / 100, 15)
        plan = with_value(plan, SIGNING, rate)
    assert rate < start.channels[0].quote_to_customer
    shows(screen, plan)
    differs(screen, plan, start)
    line = screen.what_changed()
    assert told in line and screen.shown(SIGNING) in line
    for case in (before, plan):
        for name in ("roi", "payback_month"):
            assert expected.figures(case, "fr")[name] in line

    # Pinned, the case is its own baseline; the next change is measured from it.
    pinned = plan
    screen.click("do-pin")
    differs(screen, plan, pinned)
    contacts = expected.number(screen.press(CONTACTS, "ArrowRight", 3))
    plan = with_value(plan, CONTACTS, contacts)
    shows(screen, plan)
    differs(screen, plan, pinned)

    # Undo takes the last key back, redo brings it again, reset goes to the baseline.
    screen.click("do-undo")
    eventually(
        lambda: screen.figure("net_gain") != expected.figures(plan, "fr")["net_gain"],
        True,
        screen.page,
    )
    screen.click("do-redo")
    shows(screen, plan)
    screen.click("do-reset")
    shows(screen, pinned)
    eventually(lambda: screen.can("do-reset"), False, screen.page)
    screen.click("do-undo")
    shows(screen, plan)
    inputs = {path: screen.shown(path) for path in (SALARY, CONTACTS, SIGNING)}

    # To another page and back, then a refresh: nothing is lost.
    screen.go("levers")
    eventually(
        lambda: (
            screen.within("levers-headline")
            .locator('[data-testid="stMetricValue"]')
            .first.text_content()
        ),
        expected.figures(plan, "fr")["roi"],
        screen.page,
    )
    screen.go("simulate")
    shows(screen, plan)
    assert {path: screen.shown(path) for path in inputs} == inputs
    screen.reload()
    shows(screen, plan)
    differs(screen, plan, pinned)
    assert {path: screen.shown(path) for path in inputs} == inputs

    # The link on screen, in another browser, in its language whatever the browser's.
    screen.click("share")
    link = screen.page.locator('[data-testid="stCode"]').first.inner_text().strip()
    assert link.startswith(screen.address)
    other = new_screen(lang="en")
    other.page.goto(link, wait_until="commit")
    other.settle()
    shows(other, plan)
    differs(other, plan, pinned)
    assert {path: other.shown(path) for path in inputs} == inputs

    # The other language: the same numbers, written its way.
    other.language("en")
    shows(other, plan, "en")
    differs(other, plan, pinned, "en")
    assert other.case_name() == text(
        "ui.case.changed_many", "en", name=preset(SLUG).name("en"), count=3
    )
    other.reload()
    shows(other, plan, "en")


@pytest.mark.thorough
def test_an_exact_value_and_an_impossible_one(new_screen: NewScreen) -> None:
    screen = new_screen()
    plan = begun(screen)
    # Beyond the end of the slider, in any usual writing: it counts, and the slider stretches.
    highest = screen.slider(SALARY).get_attribute("max")
    assert highest is not None
    screen.type(SALARY, "23 456,5 €")
    plan = with_salary(plan, 23456.5)
    shows(screen, plan)
    eventually(lambda: expected.number(screen.shown(SALARY)), 23456.5, screen.page)
    eventually(lambda: expected.number(screen.slider_says(SALARY) or "0"), 23456.5, screen.page)

    # Impossible: refused with what was typed and the range; the figures stay, so does the typing.
    for typed in ("140 %", "beaucoup"):
        screen.type(SIGNING, typed)
        said = screen.row(SIGNING).get_by_role("alert")
        said.wait_for()
        eventually(partial(holds, said, typed), True, screen.page)
        words = re.sub(r"\s", " ", said.text_content() or "")
        assert "de 0 %" in words and "100 %" in words
        assert screen.shown(SIGNING) == typed
        assert screen.figures(expected.HEADLINE) == expected.figures(plan, "fr")
    # Going away and back, and the other language, lose neither.
    screen.go("method").go("simulate")
    assert screen.shown(SIGNING) == "beaucoup"
    screen.language("en")
    signing = SIGNING.replace("SDR en interne", "In-house SDR")
    assert screen.shown(signing) == "beaucoup"
    shows(screen, plan, "en")

    # A legal value ends the matter.
    screen.type(signing, "12.5")
    plan = with_value(plan, SIGNING, 0.125)
    shows(screen, plan, "en")
    eventually(lambda: screen.shown(signing), "12.5%", screen.page)
    assert screen.row(signing).get_by_role("alert").count() == 0


def test_no_key_is_lost(new_screen: NewScreen) -> None:
    """Keys that come faster than the server answers all count, as when a key is held down."""
    screen = new_screen().open(case=SLUG)
    slider = screen.slider(CONTACTS)
    start = int(slider.input_value())
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    screen.settle(1000)
    assert int(slider.input_value()) == start + 5
    said = screen.shown(CONTACTS)
    assert screen.slider_says(CONTACTS) == said
    shows(screen, with_value(seen(SLUG, "fr"), CONTACTS, expected.number(said)))


def test_a_drag_moves_the_numbers_as_it_goes(new_screen: NewScreen) -> None:
    """And is one step back, from where it began."""
    screen = new_screen().open(case=SLUG)
    start = seen(SLUG, "fr")
    slider = screen.slider(SIGNING)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    at = int(slider.input_value()) / int(slider.get_attribute("max") or 1)
    mouse = screen.page.mouse
    mouse.move(box["x"] + 8 + at * (box["width"] - 16), middle)
    mouse.down()
    for share in (0.3, 0.4, 0.5):
        mouse.move(box["x"] + 8 + share * (box["width"] - 16), middle, steps=4)
    # The button is still down: the headline has followed all the same.
    eventually(
        lambda: screen.figure("net_gain") != expected.figures(start, "fr")["net_gain"],
        True,
        screen.page,
    )
    mouse.up()
    screen.settle(500)
    rate = round(expected.number(screen.shown(SIGNING)) / 100, 15)
    assert rate > start.channels[0].quote_to_customer
    shows(screen, with_value(start, SIGNING, rate))
    screen.click("do-undo")
    shows(screen, start)


@pytest.mark.thorough
def test_why_leads_to_the_input(new_screen: NewScreen) -> None:
    """From a number to what it is made of, and on to where that is set, unfolded."""
    screen = new_screen().open(case=SLUG)
    screen.ask("roi")
    screen.within("whys").get_by_role("link", name=card_label("incrementality")).click()
    path = CHANNEL + "incrementality"
    eventually(
        lambda: screen.page.evaluate("document.activeElement.closest('[data-path]')?.dataset.path"),
        path,
        screen.page,
    )
    assert screen.slider(path).is_visible()


@pytest.mark.thorough
def test_a_broken_link(new_screen: NewScreen) -> None:
    """A sentence in the reader's language, and the default case instead of nothing."""
    screen = new_screen()
    first = preset("linkedin-outbound")
    impossible = zlib.compress(
        json.dumps({"v": {"channels/In-house SDR/quote_to_customer": 1.4}}).encode()
    )
    for case, code in (
        (f"{SLUG}.1.{urlsafe_b64encode(impossible).decode().rstrip('=')}", "does_not_fit"),
        (f"{SLUG}.1.abc", "broken"),
        (f"{SLUG}.99.abc", "newer"),
        ("no-such-thing", "unknown_preset"),
    ):
        screen.open(case=case, lang="fr")
        said = screen.within("notice").text_content() or ""
        assert text(f"ui.link.{code}", "fr") in said
        if code == "does_not_fit":
            assert "140" in said, "not said which value it is"
            assert "/quote_to_customer" not in said, "a path is no name for a reader"
        assert screen.case_name() == first.name("fr")
        shows(screen, first.scenario)
    # The sentence goes when it is dismissed, and the app is as usable as ever.
    screen.within("notice").get_by_role("button").click()
    eventually(lambda: screen.within("notice").count(), 0, screen.page)


@pytest.mark.thorough
def test_the_end_of_a_bar_is_dragged_and_moved_by_keys(new_screen: NewScreen) -> None:
    screen = new_screen("fr").open()
    grip = screen.within("spans").locator(".grip.last").first
    assert grip.get_attribute("aria-valuenow") == "12"
    box, track = grip.bounding_box(), screen.within("spans").locator(".track").first.bounding_box()
    assert box is not None and track is not None
    at = box["y"] + box["height"] / 2
    screen.page.mouse.move(box["x"] + 2, at)
    screen.page.mouse.down()
    screen.page.mouse.move(track["x"] + track["width"] * 18 / 24, at, steps=4)
    screen.page.mouse.up()
    eventually(lambda: "→ 18 mois" in seen_amount(screen.what_changed()), True, screen.page)
    grip.press("ArrowLeft")
    eventually(lambda: "→ 17 mois" in seen_amount(screen.what_changed()), True, screen.page)
    screen.settle().click("do-undo").click("do-undo")
    eventually(lambda: grip.get_attribute("aria-valuenow"), "12", screen.page)


def seen_amount(said: str) -> str:
    return said.replace("\u00a0", " ").replace("\u202f", " ")
