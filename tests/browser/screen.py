"""The app as a person at a browser sees and works it: what tests may know of its pages.

Elements are found by the keys the app gives its widgets (Streamlit turns them into `st-key-…`
classes), by role, or by Streamlit's test ids: all of these stay when words and looks change.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, Request, WebSocket

from roi_model.texts import text

PATIENCE = 45.0  # seconds until something is given up; only a loaded machine needs many of them
PAGES = {
    "simulate": "",
    **{
        name: name
        for name in ("channels", "compare", "levers", "risk", "actuals", "deliver", "method")
    },
}

# A server under load may begin its answer long after the page seems at rest: when the page last
# asked and was last answered, whatever it asked.
_TALK = """
window.talk = { asked: 0, answered: 0 };
window.WebSocket = class extends WebSocket {
  constructor(...how) {
    super(...how);
    this.addEventListener('message', () => { window.talk.answered = performance.now(); });
  }
  send(what) { window.talk.asked = performance.now(); super.send(what); }
};
"""

# Quiet: nothing unanswered, no run under way, nothing stale, connected, no change for a while.
_QUIET = """
async ([still, patience]) => {
  let last = performance.now();
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  const start = performance.now();
  try {
    for (;;) {
      const app = document.querySelector('[data-testid="stApp"]');
      const busy = !app || window.talk?.asked > window.talk?.answered
        || app.getAttribute('data-test-script-state') !== 'notRunning'
        || app.getAttribute('data-test-connection-state') !== 'CONNECTED'
        || document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
      const now = performance.now();
      if (busy) last = now;
      if (now - last >= still) return true;
      if (now - start > patience) return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally { watch.disconnect(); }
}
"""

# Every piece of text a reader can see, those in charts included; icons, code and styles are none.
_TEXTS = """
() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skipped = 'style, script, noscript, code, pre, option, [translate="no"]';
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    const words = walk.currentNode.textContent.trim();
    if (!words || !parent || parent.closest(skipped) || !parent.checkVisibility()) continue;
    if (getComputedStyle(parent).fontSize !== '0px') found.push(words);
  }
  // What a screen reader or a resting pointer tells, too.
  for (const name of ['placeholder', 'aria-label', 'title']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (element.closest(skipped) || !element.checkVisibility()) continue;
      if (name === 'aria-label' && element.closest('[aria-hidden="true"]')) continue;
      if (name !== 'placeholder' || !element.value) found.push(element.getAttribute(name));
    }
  }
  return found;
}
"""

# Found and clicked in one step: a link that is taken off the page in between (a menu that folds)
# would leave the app and load the page anew, as no reader's click can.
_FOLLOW = """
(href) => {
  const menu = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';
  const links = [...document.querySelectorAll(menu)];
  const link = links.find((found) => found.href.split("?")[0] === href);
  if (link) link.click();
  return Boolean(link);
}
"""

_LEVELS = """
() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter((heading) => heading.checkVisibility())
  .map((heading) => [Number(heading.tagName[1]), heading.textContent.trim()])
"""

_OVERFLOW = """
() => Object.fromEntries(
  [['page', document.documentElement], ['main', document.querySelector('[data-testid="stMain"]')]]
    .map(([name, e]) => [name, e ? e.scrollWidth - e.clientWidth : 0]))
"""

_NO_TOOLS = """
() => [...document.querySelectorAll('[data-testid="stElementToolbar"]')]
  .every((tools) => !tools.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
"""

_BOXES = Path(__file__).with_name("boxes.js").read_text(encoding="utf-8")


def key_class(key: str) -> str:
    """The class Streamlit gives to what carries this key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def eventually(read: Callable[[], object], wanted: object, page: Page, what: str = "") -> None:
    """Read until it is as wanted; the last reading is in the message where it never is."""
    give_up = time.monotonic() + PATIENCE
    found = read()
    while found != wanted and time.monotonic() < give_up:
        page.wait_for_timeout(40)
        found = read()
    assert found == wanted, f"{what} found {found!r}, wanted {wanted!r}".strip()


@dataclass
class Screen:
    """One tab of the browser with the app in it, and what went wrong there unseen."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        host = urlsplit(self.address).netloc

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error" and not _expected(message.location.get("url", "")):
                self.errors.append(message.text)

        def asked(request: Request | WebSocket) -> None:
            url = urlsplit(request.url)
            if url.scheme not in ("data", "blob") and url.netloc != host:
                self.outside.append(request.url)

        self.page.add_init_script(_TALK)
        self.page.on("console", heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", asked)
        self.page.on("websocket", asked)

    # Going places ---------------------------------------------------------------------------

    def open(self, name: str = "simulate", **params: str) -> Screen:
        query = f"?{urlencode(params)}" if params else ""
        self.page.goto(f"{self.address}/{PAGES.get(name, name)}{query}", wait_until="commit")
        return self.settle()

    def settle(self, still: int = 200) -> Screen:
        """Wait until the page is quiet."""
        self.page.locator('[data-testid="stApp"]').wait_for(timeout=PATIENCE * 1000)
        assert self.page.evaluate(_QUIET, [still, PATIENCE * 1000]), "the page never came to rest"
        return self

    def reload(self) -> Screen:
        self.page.reload(wait_until="commit")
        return self.settle()

    def go(self, name: str) -> Screen:
        """To another page by the menu; on a narrow screen the menu is behind a button."""
        path = f"/{PAGES[name]}"
        eventually(lambda: self.page.evaluate(_FOLLOW, self.address + path), True, self.page, path)
        eventually(lambda: urlsplit(self.page.url).path, path, self.page)
        return self.settle()

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    # Reading --------------------------------------------------------------------------------

    def within(self, key: str) -> Locator:
        return self.page.locator(f".{key_class(key)}").first

    def figure(self, name: str) -> str:
        """A headline figure as it is written."""
        return self._content(f".figure-{name} .value")

    def difference(self, name: str) -> str:
        """The words under a headline figure: how far it is from the baseline."""
        return self._content(f".figure-{name} .delta")

    def metric(self, name: str) -> Locator:
        """A headline figure with its label and its difference."""
        return self.page.locator(f".figure-{name}").first

    def figures(self, names: tuple[str, ...] | list[str]) -> dict[str, str]:
        return {name: self.figure(name) for name in names}

    def case_name(self) -> str:
        return self._content(".st-key-case-name h1")

    def what_changed(self) -> str:
        return self._content(".what-changed")

    def shown(self, path: str) -> str:
        """An input as its entry field shows it."""
        return str(self.entry(path).input_value())

    def slider_says(self, path: str) -> str | None:
        """An input as its slider tells it to a screen reader."""
        return self.slider(path).get_attribute("aria-valuetext")

    def texts(self) -> list[str]:
        found: list[str] = self.page.evaluate(_TEXTS)
        return found

    def left_out(self) -> list[str]:
        """Headings that come more than one level below the last: who hears the page looks for one
        between.
        """
        found: list[tuple[int, str]] = self.page.evaluate(_LEVELS)
        before = [0, *(level for level, _ in found)]
        return [words for last, (level, words) in zip(before, found, strict=False)
                if level > last + 1]  # fmt: skip

    def overflow(self) -> dict[str, int]:
        """By how many pixels the page is wider than the screen; a table may scroll in itself."""
        found: dict[str, int] = self.page.evaluate(_OVERFLOW)
        return found

    def faults(self) -> list[str]:
        """What cannot be read or pressed as the page stands: clipped, covered, off the screen."""
        # What shows itself only under the pointer, a chart's tools, is not how the page stands.
        self.page.mouse.move(1, 1)
        self.page.wait_for_function(_NO_TOOLS)
        found: list[str] = self.page.evaluate(_BOXES)
        return found

    def broken(self) -> list[str]:
        """What Streamlit says where a page or an element failed."""
        return self.page.locator('[data-testid="stException"]').all_text_contents()

    def _content(self, selector: str) -> str:
        found = self.page.locator(selector).first.text_content(timeout=PATIENCE * 1000)
        return (found or "").strip()

    # Acting ---------------------------------------------------------------------------------

    def row(self, path: str) -> Locator:
        """An input with all that belongs to it."""
        return self.page.locator(f'[data-path="{path}"]').first

    def slider(self, path: str) -> Locator:
        return self.row(path).get_by_role("slider")

    def entry(self, path: str) -> Locator:
        return self.row(path).get_by_role("textbox")

    def press(self, path: str, key: str, times: int = 1) -> str:
        """Move a slider by keyboard, each key after the last one counted; returns what it shows."""
        slider = self.slider(path)
        slider.focus()
        for _ in range(times):
            slider.press(key)
            eventually(partial(self._is_pending, path), False, self.page, path)
        eventually(lambda: self.slider_says(path), self.shown(path), self.page, path)
        return self.shown(path)

    def _is_pending(self, path: str) -> bool:
        """Whether the server has yet to say that an input's edit counted."""
        return self.row(path).get_attribute("data-pending") is not None

    def type(self, path: str, typed: str) -> Screen:
        """Type a value into the field beside a slider."""
        self.entry(path).fill(typed)
        self.entry(path).press("Enter")
        return self

    def click(self, key: str) -> Screen:
        """Press the button with this key."""
        self.within(key).locator("button:visible").first.click()
        return self

    def ask(self, name: str) -> Screen:
        """Ask a number why."""
        self.page.locator(f'[data-why="{name}"]').first.click()
        said = self.page.locator(".st-key-whys .formula")
        said.wait_for(timeout=PATIENCE * 1000)
        return self.settle()

    def can(self, key: str) -> bool:
        return self.within(key).locator("button:visible").first.is_enabled()

    def choose(self, key: str, option: str) -> Screen:
        """Choose by its words from the list with this key."""
        self.within(key).get_by_role("combobox").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self

    def language(self, lang: str) -> Screen:
        """The switch of languages; done when the menu speaks it."""
        self.within("frame_lang").get_by_role("radio", name=lang.upper()).click()
        wanted = text("ui.nav.method", lang)
        menu = self.page.locator('[data-testid="stTopNavLink"]').last
        eventually(lambda: menu.inner_text().split("\n")[-1], wanted, self.page)
        return self.settle()

    def upload(self, name: str, content: bytes) -> Screen:
        """Give a file to the page at hand; done when its card or refusal stands there."""
        box = self.page.locator('[data-testid="stFileUploader"] input[type="file"]').first
        eventually(lambda: box.count() or (self.page.url, self.texts()), 1, self.page, "uploader")
        box.set_input_files([FilePayload(name=name, mimeType="text/plain", buffer=content)])
        self.page.get_by_text(name, exact=False).first.wait_for(timeout=PATIENCE * 1000)
        return self.settle()


def _expected(url: str) -> bool:
    """Two requests every deep link of Streamlit makes below its own path before the right place."""
    return url.endswith(("/_stcore/health", "/_stcore/host-config")) and url.count("/") > 4
