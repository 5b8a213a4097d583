"""Finds a Chromium that starts; `python -m tools.browser` prints its path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

STAMP = Path(__file__).resolve().parent.parent / ".venv" / ".browser"

FLAGS = (
    "--no-sandbox",  # tests also run as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def find_browser() -> str | None:
    """The path of a browser for the tests: the one named, the one found before, or any that starts.

    The environment variable CHROMIUM names one; `make test` writes down the one it found.
    """
    if STAMP.is_file() and not os.environ.get("CHROMIUM"):
        path = STAMP.read_text(encoding="utf-8").strip()
        if path and Path(path).exists():
            return path
    return search()


def search() -> str | None:
    """The first browser that starts, whatever was written down before."""
    return next((path for path in _candidates() if starts(path)), None)


def starts(path: str) -> bool:
    """Whether this browser shows a page: an installed one may still lack a library."""
    command = [path, "--headless", *FLAGS, "--dump-dom", "data:text/html,<p>it%20starts</p>"]
    try:
        shown = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"it starts" in shown.stdout


def _candidates() -> Iterator[str]:
    named = os.environ.get("CHROMIUM")
    if named:
        yield named
        return
    for command in _COMMANDS:
        path = shutil.which(command)
        if path:
            yield path
    yield from (place for place in _PLACES if Path(place).exists())
    own = _playwrights_own()
    if own and Path(own).exists():
        yield own


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


if __name__ == "__main__":
    browser = search()
    if browser is None:
        sys.exit("No Chromium that starts was found.")
    print(browser)
