"""The picture of the app in the README: `make picture` takes it, in English, light, 1440 wide."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from tools.browser import FLAGS, find_browser
from tools.server import ROOT, Server

PICTURE = ROOT / "docs" / "app.png"
MOST_BYTES = 200_000
SIZE = ViewportSize(width=1440, height=900)
MOVED, STEPS = "Deal value", 3
"""A slider, and how far it is moved: a case beside its baseline shows more than one alone."""
COLOURS = 128
"""Kept of all that are on screen: nobody sees the difference, and the file is a third."""

# The draws are there, and every chart is drawn.
READY = """
() => {
  const chance = document.querySelector('.figure-chance .value');
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  return chance && chance.textContent !== '…'
    && charts.length > 0 && charts.every((chart) => chart.querySelector('svg, canvas'));
}
"""


def taken(executable: str) -> bytes:
    """The first page, its first case and a slider moved, once all of it is there."""
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        context = browser.new_context(locale="en-GB", color_scheme="light", viewport=SIZE)
        context.add_cookies([{"name": "roi_invited", "value": "1", "url": server.address}])
        page = context.new_page()
        page.goto(f"{server.address}/?lang=en")
        page.wait_for_function(READY, timeout=120_000)
        slider = page.get_by_role("slider", name=MOVED)
        for _ in range(STEPS):
            slider.press("ArrowRight")
        slider.blur()
        page.wait_for_timeout(2000)  # the draws wait until the hand rests
        page.wait_for_function(READY, timeout=120_000)
        page.wait_for_timeout(1000)  # what still moves comes to rest
        picture = page.screenshot()
        browser.close()
    return picture


def small(picture: bytes) -> bytes:
    """The same PNG in few colours. Raises ValueError where it is still too large for a README."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(
        stream, format="PNG", optimize=True
    )
    if len(stream.getvalue()) > MOST_BYTES:
        raise ValueError(f"{len(stream.getvalue()):,} bytes; at most {MOST_BYTES:,}")
    return stream.getvalue()


def take(target: Path = PICTURE) -> None:
    """Take the picture and put it where the README looks for it."""
    executable = find_browser()
    if executable is None:
        sys.exit("No Chromium that starts was found.")
    target.write_bytes(small(taken(executable)))


if __name__ == "__main__":
    take()
