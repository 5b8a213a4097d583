"""How far things are: actions counted from where somebody stands to what they came for.

An action is a press, a key that sends something, or a field filled in. Times are told, never
asserted: they are the machine's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator

from roi_model.charts.table import CHARTS
from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.screen import PAGES, PATIENCE, Screen, eventually, key_class
from tools.server import ROOT

FRENCH = "fr"
FEC = ROOT / "data" / "samples" / "fec_tab_22_columns.txt"
DEALS = ROOT / "data" / "samples" / "deals_hubspot_en.csv"
FIRST_CASE, AWAY = 8, 2
"""Actions at most: to a first case of one's own, and to anything else."""


@dataclass
class Walk:
    """Somebody at a screen whose actions are counted."""

    screen: Screen
    actions: int = 0
    since: float = field(default_factory=time.monotonic)

    def press(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def fill(self, what: Locator, words: str, key: str = "") -> None:
        """A field; with `key`, the key that sends it counts as well."""
        self.actions += 1 + bool(key)
        what.fill(words)
        if key:
            what.press(key)

    def page(self, name: str) -> None:
        self.actions += 1
        self.screen.go(name)

    def told(self, what: str) -> None:
        print(f"{what}: {self.actions} actions, {time.monotonic() - self.since:.1f} s")


def plain(said: str) -> str:
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def test_three_questions_make_a_first_case(new_screen: NewScreen) -> None:
    """From an address never opened before; the case on screen stays until the last answer."""
    screen = new_screen(FRENCH).open()
    before, walk = screen.case_name(), Walk(screen)
    walk.press(screen.within("questions").locator("button:visible"))
    asked = screen.within("three-questions")
    walk.press(asked.get_by_text("Une agence me vend des rendez-vous"))
    volume, price = (
        asked.locator(f"[data-path='box/start-{what}-outsourced-appointments'] input[type=text]")
        for what in ("volume", "price")
    )
    walk.fill(volume, "15")
    assert screen.case_name() == before
    walk.fill(price, "12k", "Enter")
    asked.wait_for(state="detached")
    eventually(lambda: plain(screen.shown("deal_value")), "12 000 €", screen.page)
    answer = screen.page.locator(".answer")
    eventually(lambda: "2 modifications" in screen.case_name(), True, screen.page)
    assert answer.inner_text()
    walk.told("first case of one's own")
    assert walk.actions <= FIRST_CASE
    assert screen.case_name() == "Rendez-vous externalisés, 2 modifications"
    assert screen.broken() == []


def answered(screen: Screen) -> None:
    """What must be true for the money to be back in a year is told on the first screen of Risk."""
    said = screen.page.locator(".answer")
    wanted = text("drivers.wish.payback", FRENCH, months="12")
    eventually(lambda: said.inner_text().startswith(wanted), True, screen.page)
    box = said.bounding_box()
    assert box is not None and box["y"] + box["height"] < 900


@pytest.mark.thorough
def test_what_must_be_true_for_a_year_from_any_page(new_screen: NewScreen) -> None:
    """One press of the menu; from the presenter, which has none, leaving it comes first."""
    screen = new_screen(FRENCH, width=1440)
    for page in PAGES:
        screen.open(page).settle()
        walk = Walk(screen)
        walk.press(screen.page.get_by_test_id("stTopNav").get_by_text(text("ui.nav.risk", FRENCH)))
        answered(screen.settle())
        walk.told(f"what must be true, from {page}")
        assert walk.actions <= AWAY
    screen.open("present").settle()
    walk = Walk(screen)
    walk.press(screen.within("present-leave").locator("button:visible"))
    screen.settle()
    walk.page("risk")
    answered(screen)
    walk.told("what must be true, from the presenter")
    assert walk.actions <= AWAY


# Page, what is pressed there (a selector, with words where the selector holds several), what is
# seen then. In the order of what the product promises; "" where the page alone shows it.
Place = tuple[str, str, str, str]


def key(name: str) -> str:
    return f".{key_class(name)}"


def chart(name: str, which: int = 0) -> str:
    """A drawn picture of the table of charts, by what it is called."""
    called = CHARTS[name].words[which].title(FRENCH)
    return f'[data-testid=stVegaLiteChart] svg:has-text("{called}")'


def said(words: str) -> str:
    return text(words, FRENCH)


FOLD = "kept-{}"


def _part(name: str, seen: str) -> Place:
    """A part of the page Actuals, and what shows that it is there."""
    return "actuals", f"{key('actuals-part')} button", said(f"tracking.section_{name}"), seen


PLACES: dict[str, Place] = {
    # 1. Simulate
    "presets": ("simulate", f"{key('preset')} input", "", "[role=option]"),
    "an exact entry beside each slider": (
        "simulate", "", "", "[data-path=deal_value] input[type=text]",
    ),
    "the rest behind “advanced”": (
        "simulate", ".panel summary", "", ".panel details[open] [data-path]",
    ),
    "headline: ROI with its period": ("simulate", "", "", ".figure-roi .value"),
    "headline: payback": ("simulate", "", "", ".figure-payback_month .value"),
    "headline: cash trough": ("simulate", "", "", ".figure-cash_trough .value"),
    "headline: chance of paying back": ("simulate", "", "", ".figure-chance .value"),
    "cumulative cash": ("simulate", "", "", chart("cash")),
    "funnel": ("simulate", "", "", chart("funnel")),
    "monthly profit and cash": ("simulate", "", "", chart("monthly")),
    "cost breakdown": ("simulate", "", "", chart("costs")),
    "why?": ("simulate", "[data-why=roi]", "", f"{key('whys')} .formula"),
    "source and evidence of each input": (
        "simulate", f"{key('details')} button", said("ui.tables.evidence_title"),
        f"{key('tables')} table",
    ),
    "extended ROI: benefits beyond money": (
        "simulate", f"{key('details')} button", said("ui.tables.benefits_title"),
        key("tables"),
    ),
    "pin as baseline": ("simulate", "", "", f"{key('do-pin')} button"),
    "reset": ("simulate", "", "", f"{key('do-reset')} button"),
    # 2. Channels
    "channels in one table": ("channels", "", "", "#table"),
    "rep capacity": ("channels", "", "", chart("team")),
    "make or buy": (
        "channels", f"{key(FOLD.format('channels_fold'))} button",
        said("pages.channels.buy_title"), f"text={said('pages.channels.buy_intro')}",
    ),
    "allocation of a budget": (
        "channels", f"{key(FOLD.format('channels_fold'))} button",
        said("pages.channels.budget_title"), key("channels-fold"),
    ),
    # 3. Compare
    "scenarios side by side": ("compare", "", "", chart("compared")),
    "absolute or relative": ("compare", "", "", key("compare-show")),
    "why A became B": ("compare", "", "", chart("waterfall")),
    "three cases": (
        "compare", f"{key(FOLD.format('compare_fold'))} button",
        said("pages.compare.cases_title"), f'svg:has-text("{said("pages.compare.cases_chart")}")',
    ),
    # 4. Levers
    "levers ranked, each with return and payback": ("levers", "", "", chart("bars", 1)),
    "a lever as a switch": (
        "levers", f"{key('library-add-targeting')} button", "", key("lever-card-0"),
    ),
    "a market condition as a switch": (
        "levers", f"{key('library-add-downturn')} button", "", "[class*=st-key-assumption-card]",
    ),
    # 5. Risk and drivers
    "goal seek": ("risk", "", "", ".answer"),
    "two inputs as a map": ("risk", "", "", chart("pair")),
    "chance of payback by month": ("risk", "", "", chart("payback-chance")),
    "distribution of the return": ("risk", "", "", chart("distribution")),
    "tornado": ("risk", "", "", chart("drivers")),
    "Sobol’": ("risk", "", "", chart("sobol")),
    "find out these first": ("risk", "", "", key("find-out")),
    "flip points": (
        "risk", f"{key(FOLD.format('risk_fold'))} button", said("drivers.flips"),
        f"text={said('drivers.flips_at')}",
    ),
    "risk-adjusted view": (
        "risk", f"{key(FOLD.format('risk_fold'))} button", said("drivers.safety"),
        f"text={said('drivers.adjusted')}",
    ),
    # 6. Actuals, with an accounting export and one of deals
    "what was understood": ("actuals", "", "", f"text={FEC.name}"),
    "plan against actual": _part("costs", chart("actuals")),
    "calibration": _part("calibrate", f"text={said('tracking.calibrate_intro')}"),
    "re-forecast": _part("forecast", chart("forecast")),
    "history of indicators": _part("deals", f"text={said('tracking.kpis')}"),
    "goals with a target and a date": _part("targets", f"text={said('tracking.targets_intro')}"),
    "scorecard": _part("quality", f"text={said('tracking.checks')}"),
    "checklist of the classic errors": _part("quality", "#checks"),
    # 7. Deliver
    **{
        f"a file: {kind}": ("deliver", "", "", f"{key(f'deliver-get-{kind}')} button")
        for kind in ("zip", "xlsx", "pptx", "pdf", "html", "csv", "json")
    },
    "a link": ("deliver", "", "", f"{key('do-share-deliver')} button"),
    "logo and template": (
        "deliver", "[data-testid=stExpander] summary", "", key("deliver-address"),
    ),
    # 8. Method
    "method": ("method", "", "", key("method-summary")),
    # Presenter, library
    "presenter": ("simulate", f"{key('do-present')} button", "", ".headline.large"),
    "library of cases": ("simulate", f"{key('do-library')} button", "", key("picker")),
}  # fmt: skip


@pytest.fixture(scope="module")
def reached() -> Iterator[dict[str, int]]:
    """Actions to each place, told at the end."""
    found: dict[str, int] = {}
    yield found
    print("\n".join(f"{count}  {what}" for what, count in found.items()))


@pytest.mark.thorough
def test_nothing_is_further_than_two_actions(
    new_screen: NewScreen, reached: dict[str, int]
) -> None:
    """The page by the menu, and one press on it where the page alone does not show it."""
    screen = new_screen(FRENCH, width=1440, height=900).open("actuals", case="in-house-sdr")
    for file in (FEC, DEALS):
        screen.upload(file.name, file.read_bytes())
    missed = []
    for what, (page, pressed, words, seen) in PLACES.items():
        walk = Walk(screen)
        walk.page(page)
        if pressed:
            found = screen.page.locator(pressed)
            walk.press((found.filter(has_text=words) if words else found).first)
        try:
            screen.page.locator(seen).first.wait_for(timeout=PATIENCE * 1000 / 4)
        except Exception:  # told with all the others
            missed.append(what)
        reached[what] = walk.actions
        if screen.page.url.endswith("/present"):
            screen.within("present-leave").locator("button:visible").click()
            screen.settle()
        screen.page.keyboard.press("Escape")
    assert missed == []
    assert max(reached.values()) <= AWAY
    assert screen.broken() == []
