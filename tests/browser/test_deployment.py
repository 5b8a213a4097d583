"""All of it as `make serve` starts it: PostgreSQL, two processes, Caddy with TLS, and one killed.

A minute and more, so only `make test-long` runs it, or LONG=1.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Response

from roi_model.declaration.paths import with_value
from tests.browser import expected
from tests.browser.conftest import LANGS
from tests.browser.screen import PAGES, PATIENCE, Screen, eventually
from tests.browser.test_library import save
from tests.conftest import LONG
from tests.project import ROOT
from tests.ui.seen import seen
from tools.server import STARTS_WITHIN, free_port

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not LONG, reason="a minute: make test-long"),
    pytest.mark.skipif(shutil.which("caddy") is None, reason="no Caddy on this machine"),
]
SAMPLE = (ROOT / "data" / "samples" / "fr_utf8.csv").read_bytes()


class Served:
    """`make serve` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log"
        self.address = f"https://localhost:{free_port()}"
        given = {key: value for key, value in os.environ.items() if not key.startswith("ROI_")}
        given |= {"PYTHONPATH": str(ROOT), "ROI_DATA": str(folder / "data"),
                  "ROI_PUBLIC_URL": self.address}  # fmt: skip
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.serve"], cwd=ROOT, env=given, stdout=out, stderr=out
            )
        give_up = time.monotonic() + STARTS_WITHIN
        while not self.told("ready"):
            assert self.process.poll() is None and time.monotonic() < give_up, self.log.read_text()
            time.sleep(0.2)

    def told(self, event: str) -> list[dict[str, Any]]:
        """What was logged of an event."""
        lines = [line for line in self.log.read_text().splitlines() if line.startswith('{"time"')]
        return [found for found in map(json.loads, lines) if found["event"] == event]

    def process_of(self, cookie: str) -> int:
        """The id of the process that a browser with this cookie stays with."""
        for started in reversed(self.told("process_started")):
            name = f"127.0.0.1:{started['port']}".encode()
            if hmac.new(b"", name, hashlib.sha256).hexdigest() == cookie:
                return int(started["pid"])
        raise AssertionError(f"no process is called {cookie}")

    def stop(self) -> None:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(60) == 0


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with tempfile.TemporaryDirectory(prefix="roi-served-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own account must come through, where we are root
        running = Served(Path(folder))
        pids = [one["pid"] for one in running.told("process_started")]
        try:
            yield running
        finally:
            if running.process.poll() is None:
                running.stop()
        pids += [one["pid"] for one in running.told("process_started")]
        assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
        assert not (running.folder / "data" / "postgres" / "postmaster.pid").exists()


@pytest.fixture
def context(browser: Browser, lang: str) -> Iterator[BrowserContext]:
    locale = {"fr": "fr-FR", "en": "en-GB"}[lang]
    made = browser.new_context(locale=locale, ignore_https_errors=True, reduced_motion="reduce")
    made.set_default_timeout(PATIENCE * 1000)
    yield made
    made.close()


def cookie(context: BrowserContext) -> dict[str, Any]:
    (found,) = [one for one in context.cookies() if one["name"] == "roi_process"]
    return dict(found)


@pytest.mark.parametrize("lang", LANGS)
def test_a_browser_stays_with_its_process_and_outlives_it(
    served: Served, context: BrowserContext, lang: str
) -> None:
    page = context.new_page()
    screen, answers = Screen(page, served.address), list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    screen.open()
    first = cookie(context)
    assert first["secure"] and first["httpOnly"]
    assert answers[0].headers["referrer-policy"] == "no-referrer"
    scripts = [one for one in answers if one.url.endswith(".js")]
    assert scripts and all(one.headers.get("content-encoding") == "zstd" or
                           int(one.headers.get("content-length", 0)) < 1000
                           for one in scripts)  # fmt: skip

    # The page, its websocket and an upload reach one process: another would refuse the upload.
    screen.go("actuals").upload("costs.csv", SAMPLE)
    (put,) = [one for one in answers if one.request.method == "PUT"]
    assert put.status == 204 and cookie(context)["value"] == first["value"]
    # No page asks for what the headers forbid: the browser would complain of it.
    for name in reversed(PAGES):
        screen.go(name)
        assert screen.broken() == []
    assert screen.errors == []

    # What is typed outlives the process.
    base = seen("linkedin-outbound", lang)
    value = expected.number(screen.press("deal_value", "ArrowRight", 2))
    plan = with_value(base, "deal_value", value)
    eventually(lambda: screen.figures(expected.HEADLINE), expected.figures(plan, lang), page)
    gone = served.process_of(first["value"])
    os.kill(gone, signal.SIGKILL)
    began = time.monotonic()
    eventually(lambda: cookie(context)["value"] != first["value"], True, page, "the process")
    screen.settle()
    assert expected.number(screen.shown("deal_value")) == value
    assert screen.figures(expected.HEADLINE) == expected.figures(plan, lang)
    print(f"{lang}: on another process after {time.monotonic() - began:.1f} s")
    days = expected.number(screen.press("dso_days", "ArrowRight"))
    plan = with_value(plan, "dso_days", days)
    eventually(lambda: screen.figures(expected.HEADLINE), expected.figures(plan, lang), page)
    print(f"{lang}: an edit counted there after {time.monotonic() - began:.1f} s")
    assert served.process_of(cookie(context)["value"]) != gone

    # One library behind both: what is saved is in PostgreSQL.
    save(screen)
    page.keyboard.press("Escape")
    screen.settle()
    screen.reload()
    assert screen.figures(expected.HEADLINE) == expected.figures(plan, lang)
    assert screen.outside == []
    away = ("ERR_CONNECTION", "WebSocket", "502", "503")
    assert [e for e in screen.errors if not any(sign in e for sign in away)] == []
    page.close()
    # The one that ended is started again.
    eventually(lambda: len(served.told("process_ended")) > 0, True, context.new_page())


def test_what_was_logged_names_nobody(served: Served) -> None:
    written = served.log.read_text()
    assert served.told("library_opened")[0]["database"] == "postgresql"
    for word in ("LinkedIn", "costs.csv", "case=", "linkedin-outbound"):
        assert word not in written
