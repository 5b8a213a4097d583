"""The page Risk in a browser: from a click to the drivers of a number, or where it would turn.

Each example is opened by its link in a tab of its own; the clicks ask for a metric that nobody
asked for before, so that no cache can answer. The server is warm.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from benchmarks.browser import OPENS_WITHIN
from benchmarks.table import BROWSER_HEADERS, browser_line, show
from benchmarks.timing import load_now, load_since
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.address import link_to
from roi_model.metrics import label
from roi_model.storage.presets import presets
from roi_model.texts import text
from tools.browser import FLAGS, find_browser
from tools.server import Server

TARGET = 400.0
SIZE: ViewportSize = {"width": 1440, "height": 2000}
METRIC = "npv"
"""What the clicks ask about; the page begins with ROI."""

# From the click itself, as the browser got it, to the frame in which `shown` holds.
_TIMED = """
(shown) => {
  const holds = new Function(`return ${shown}`);
  window.took = new Promise((resolve) => {
    addEventListener("click", (event) => {
      const look = () => {
        if (holds()) resolve(performance.now() - event.timeStamp);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
}
"""
_RESTED = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const words = document.querySelector("[data-testid=stMain]")?.innerText;
  if (app?.dataset.testScriptState !== "notRunning" || window.seen !== words || !words) {
    window.seen = words;
    window.since = performance.now();
  }
  return performance.now() - window.since > 1500;
}
"""
_PICTURES = 'document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks").length'
_TABLE = f"document.querySelector('table[aria-label=\"{text('drivers.flips', 'en')}\"]')"


@dataclass(frozen=True)
class Effort:
    """How often each example is opened."""

    rounds: int = 2
    examples: int = 10


QUICK = Effort(rounds=1, examples=3)


def run(effort: Effort) -> None:
    """Open the examples, click, and print the table."""
    taken: dict[str, list[float]] = {}
    cases = [preset.scenario for preset in presets()]
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        before = load_now()
        for _ in range(effort.rounds):
            with Server() as server:  # a server of its own: another would remember
                _clicks(browser, server.address, replace(cases[0], cycle_months=2.5))
                for scenario in cases[: effort.examples]:
                    for said, took in _clicks(browser, server.address, scenario).items():
                        taken.setdefault(said, []).append(took)
    lines = [browser_line(said, times, TARGET) for said, times in taken.items()]
    count = len(next(iter(taken.values())))
    show(f"Risk, from the click ({count} clicks each{load_since(before)})", BROWSER_HEADERS, lines)


def _clicks(browser: Browser, address: str, scenario: Scenario) -> dict[str, float]:
    """What each click took until what it asks for was drawn, in ms."""
    context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(OPENS_WITHIN)
    page.goto(link_to(scenario, "en", f"{address}/risk"))
    page.locator("[data-testid=stVegaLiteChart] svg.marks").nth(3).wait_for()
    _rest(page)
    pictures = page.evaluate(_PICTURES)
    took = {"where each input turns ROI": _timed(page, _TABLE, _fold(page, "flips"))}
    page.locator(".st-key-kept-risk_metric input").click()
    option = page.get_by_role("option", name=label(METRIC, "en"), exact=True)
    shown = f"{_TABLE}.innerText !== {json.dumps(page.evaluate(_TABLE + '.innerText'))}"
    took["… and another metric"] = _timed(page, shown, option)
    shown = f"{_PICTURES} >= {pictures}"
    took["drivers of that metric: tornado and Sobol’ indices"] = _timed(
        page, shown, _fold(page, "drivers")
    )
    context.close()
    return took


def _fold(page: Page, name: str) -> Locator:
    """The button of a part of the page; Streamlit measures it in a copy that nobody sees."""
    return page.get_by_text(text(f"drivers.{name}", "en"), exact=True).locator("visible=true").first


def _timed(page: Page, shown: str, button: Locator) -> float:
    """Milliseconds from a click to the frame in which a condition of the page holds."""
    page.evaluate(_TIMED, shown)
    button.click()
    took = float(page.evaluate("() => window.took"))
    _rest(page)
    return took


def _rest(page: Page) -> None:
    page.wait_for_function(_RESTED, timeout=OPENS_WITHIN)
