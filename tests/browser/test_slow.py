"""A line of 50 kB/s, as a phone in the country has it: what is seen, and what counts meanwhile.

The app is run as others reach it, one process behind Caddy, which packs what it passes on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from deploy import serve
from roi_model.texts import text
from tests.browser.conftest import picture
from tests.browser.line import Line
from tests.browser.screen import PAGES, Screen, eventually
from tests.browser.test_typing import spaced
from tests.project import ROOT
from tools.server import STARTS_WITHIN, answers, free_port

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(shutil.which("caddy") is None, reason="no Caddy on this machine"),
]
SPEED = 50_000
"""Bytes a second."""
WORDS_WITHIN, FIGURES_WITHIN = 5.0, 60.0
"""Seconds; 1 and 26 on a machine with nothing else to do."""

HEARD = """
window.forbidden = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.forbidden.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""


FOREIGN = """() => {
  const script = document.createElement('script');
  script.textContent = 'window.ran = true';
  document.body.append(script);
}"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of the proxy."""
    folder, inner, outer = tmp_path_factory.mktemp("slow"), free_port(), free_port()
    given = {key: value for key, value in os.environ.items() if not key.startswith("ROI_")}
    given |= {"PYTHONPATH": str(ROOT), "ROI_DATA": str(folder), "ROI_PORT": str(inner)}
    address = f"https://localhost:{outer}"
    told = serve.proxy({"ROI_PUBLIC_URL": address}, [inner], folder)
    config = ["--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
    quiet = subprocess.DEVNULL
    own = subprocess.Popen(
        [sys.executable, "-m", "deploy.start"], cwd=ROOT, env=given, stdout=quiet, stderr=quiet
    )
    proxy = subprocess.Popen(["caddy", "run", *config], env=told, stdout=quiet, stderr=quiet)
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while not answers(f"http://127.0.0.1:{inner}"):
            assert own.poll() is None and proxy.poll() is None and time.monotonic() < give_up
            time.sleep(0.2)
        yield outer
    finally:
        for one in (proxy, own):
            one.terminate()
            one.wait(30)


def opened(browser: Browser, address: str) -> Screen:
    """A browser that was never here, at its first page."""
    context = browser.new_context(locale="fr-FR", ignore_https_errors=True, reduced_motion="reduce")
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(HEARD)
    return Screen(page, address)


def test_no_page_does_what_the_policy_forbids(browser: Browser, port: int) -> None:
    """Through the headers of app and proxy, on a fast line; a file and the other language too.

    What it does forbid: a script that came into the page as a name might.
    """
    screen = opened(browser, f"https://localhost:{port}").open()
    for name in PAGES:
        assert screen.go(name).broken() == []
    with screen.page.expect_download():
        screen.go("deliver").click("deliver-make-csv")
    screen.settle().language("en")
    assert screen.settle().page.evaluate("document.documentElement.lang") == "en"
    assert screen.page.evaluate("window.forbidden") == []
    assert screen.open("present").broken() == []
    assert screen.page.evaluate("window.forbidden") == []
    screen.page.evaluate(FOREIGN)
    eventually(
        lambda: screen.page.evaluate("window.forbidden.map((one) => one.split(' ')[0])"),
        ["script-src-elem"], screen.page, "refused",
    )  # fmt: skip
    assert not screen.page.evaluate("'ran' in window")
    screen.page.context.close()


def test_what_comes_first_and_what_counts_meanwhile(
    browser: Browser, port: int, shots: Path | None
) -> None:
    with Line(port, speed=SPEED) as line:
        screen = opened(browser, f"https://localhost:{line.port}")
        page, began = screen.page, time.monotonic()
        page.goto(screen.address, wait_until="commit")
        page.get_by_text(text("ui.connection.coming", "fr")).wait_for()
        assert told("words", began) < WORDS_WITHIN
        assert page.title() == text("login.name", "fr")
        page.get_by_text(text("ui.connection.slow", "fr")).wait_for()
        picture(screen, shots, "slow-words")
        page.locator(".figure-roi .value, [class*='figure-'] .value").first.wait_for()
        assert told("figures", began) < FIGURES_WITHIN
        picture(screen, shots, "slow-figures")
        # A slider is moved as soon as it is there, while the rest of the page is still coming.
        screen.slider("deal_value").press("ArrowRight")
        told("sliders", began)
        screen.type("dso_days", "61")
        drawn(page)
        told("charts", began)
        value = spaced(screen.shown("deal_value"))
        eventually(lambda: "61 jours" in spaced(screen.what_changed()), True, page)
        assert spaced(screen.shown("deal_value")) == value != "6 000 €"
        assert page.get_by_role("dialog").count() == 0 and screen.broken() == []
        assert page.locator(".connection[data-says='lost']").count() == 0
        moved = time.monotonic()
        screen.press("deal_value", "ArrowRight")
        told("a move", moved)
        screen.reload()
        assert spaced(screen.shown("dso_days")) == "61 jours"
        page.context.close()


def told(what: str, since: float) -> float:
    seconds = time.monotonic() - since
    print(f"{what} after {seconds:.1f} s")
    return seconds


def drawn(page: Page) -> None:
    page.locator("canvas, .vega-embed svg").first.wait_for()
