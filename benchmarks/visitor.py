"""Somebody who uses all of the app, again and again: `python -m benchmarks.visitor URL`.

Each visit opens Actuals and gives it a file, sees what could happen on Risk and has a document made
on Deliver; then the tab is closed. Prints a line a visit, until it is ended.
"""

from __future__ import annotations

import sys
import time
from itertools import count

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tools.browser import FLAGS, find_browser
from tools.server import ROOT

SAMPLES = ("fr_utf8.csv", "fec_tab_22_columns.txt", "deals_hubspot_fr.csv")
KINDS = ("pdf", "xlsx", "pptx")
WAITS = 120_000
"""Milliseconds; the machine is busy with others on purpose."""


def visit(browser: Browser, address: str, number: int) -> None:
    """One visit, with a file and a document by its number. Raises Error where a step fails."""
    sample, kind = SAMPLES[number % len(SAMPLES)], KINDS[number % len(KINDS)]
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(WAITS)
        page.goto(f"{address}/actuals")
        box = page.locator('[data-testid="stFileUploader"] input[type="file"]').first
        box.set_input_files(ROOT / "data" / "samples" / sample)
        page.get_by_text(sample).first.wait_for()
        _turn(page, "risk").locator("h2#goals").wait_for()
        page.locator('[data-testid="stVegaLiteChart"]').nth(2).wait_for()
        _turn(page, "deliver").locator(f".st-key-deliver-make-{kind} button").click()
        page.locator(f".st-key-deliver-get-{kind} button").wait_for()
    finally:
        context.close()


def _turn(page: Page, name: str) -> Page:
    """Another page in the same session, by the menu."""
    link = page.locator(f'[data-testid="stTopNavLink"][href*="/{name}"]').first
    link.evaluate("link => link.click()")  # it may stand behind a button on a narrow screen
    return page


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for number in count():
            start = time.monotonic()
            try:
                visit(browser, address, number)
                said = "done"
            except Error as error:
                said = f"failed: {str(error).splitlines()[0]}"
            print(f"{said} {time.monotonic() - start:.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
