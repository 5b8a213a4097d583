"""Somebody who has a keyboard and no pointer, and sees where it is at each stop."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import FloatRect

from tests.browser.screen import Screen
from tests.charts.parts.test_theme import TO_XYZ

MOST = 200
"""Tabs until what one looks for is given up, and until a page has no end."""
AROUND = 6
"""Pixels beside an element in which its mark may be drawn."""
PLAINLY = 3.0
"""WCAG 2.2, 2.4.13: a pixel with the mark against itself without it, by contrast."""

_LOOK = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
_RESTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_STANDS = """() => { const box = window.looked?.getBoundingClientRect();
  return box && { x: box.left, y: box.top, width: box.width, height: box.height }; }"""
Stop = dict[str, Any]
"""What `focus.js` tells of what has the keyboard."""


@dataclass
class Keys:
    """A tab worked by keys; what is wrong at a stop is kept, to be asked for at the end."""

    screen: Screen
    wrong: list[str] = field(default_factory=list)
    share: dict[str, float] = field(default_factory=dict)
    stops: int = 0
    least: float = 99.0
    pressed: int = 0
    _waiting: tuple[Stop, np.ndarray] | None = None

    def press(self, key: str, times: int = 1) -> Keys:
        self.pressed += times
        for _ in range(times):
            self.screen.page.keyboard.press(key)
        return self

    def type(self, words: str) -> Keys:
        self.pressed += len(words)
        self.screen.page.keyboard.type(words)
        return self

    def act(self, key: str = "Enter", *, leaves: bool = False) -> Keys:
        """A key that changes the page: what had the keyboard keeps it or hands it on, but where one
        `leaves` for another page or what was pressed cannot be pressed again.
        """
        before = self.here()
        self._waiting = None
        self.press(key)
        self.screen.settle()
        if before and not leaves and not self.here():
            self.wrong.append(f"{key} on {_said(before)}: lost")
        return self

    def told(self) -> str:
        """What was looked at, in figures."""
        plainest = min(self.share.values(), default=0.0)
        return (
            f"{self.pressed} keys, {self.stops} stops, marks of {self.least:.1f}:1 and more;"
            f" {len(self.share)} kinds by pixels, {plainest:.2f} of a line and more"
        )

    def here(self) -> Stop | None:
        found: Stop | None = self.screen.page.evaluate(_LOOK)
        return found

    def is_at(self, selector: str) -> bool:
        return bool(
            self.screen.page.evaluate(
                "(s) => document.activeElement?.matches(s) ?? false", selector
            )
        )

    def to(self, selector: str, key: str = "Tab") -> Keys:
        """On to the next that fits; each on the way is looked at."""
        passed: list[str] = []
        before: Stop | None = None
        while not self.is_at(selector):
            assert len(passed) < MOST, f"{selector} is not reached: {passed}"
            before = self.tab(key, before)
            passed.append(_said(before) if before else "nothing")
        return self

    def round(self) -> list[Stop]:
        """All stops of a page from the first, and that it lets one out again, both ways."""
        self.screen.page.evaluate("document.activeElement?.blur()")
        found: list[Stop] = []
        while len(found) < MOST:
            stop = self.tab("Tab", found[-1] if found else None)
            if found and (stop is None or _same(stop, found[0])):
                break
            if stop is not None:
                found.append(stop)
        else:
            self.wrong.append(f"no way out: {[_said(stop) for stop in found[-6:]]}")
        self._waiting = None
        if self.here() is None:
            self.press("Shift+Tab")
        back = []
        for _ in found[-4:]:
            stop = self.here()
            back.append(stop and stop["name"])
            self.press("Shift+Tab")
        if not set(back) & {stop["name"] for stop in found[-5:]}:
            self.wrong.append(f"another way back: {back}")
        return found

    def tab(self, key: str, before: Stop | None = None) -> Stop | None:
        """One stop on; the first of each kind is held against itself without its mark."""
        page = self.screen.page
        self.press(key)
        page.evaluate(_RESTED)
        self._compare()
        stop = self.here()
        if stop is None:
            return None
        if stop["faults"]:  # not while something fades, or is drawn anew
            self.screen.settle()
            stop = self.here() or stop
        self.stops += 1
        self.least = min(self.least, stop["mark"])
        self.wrong += [f"{_said(stop)}: {fault}" for fault in stop["faults"]]
        if key == "Tab" and before and backwards(before, stop):
            self.wrong.append(f"{_said(stop)}: comes after {_said(before)}, which is below it")
        if stop["kind"] not in self.share and not stop["faults"]:
            page.wait_for_timeout(200)  # a hint that comes with the keyboard has come
            self._waiting = (stop, self._picture(stop["box"]))
        return stop

    def _compare(self) -> None:
        """The last element, which the keyboard has left, where it still stands in its place."""
        if self._waiting is None:
            return
        (stop, marked), self._waiting = self._waiting, None
        self.screen.page.wait_for_timeout(200)
        if self.screen.page.evaluate(_STANDS) != stop["box"]:
            return
        share = plain(marked, self._picture(stop["box"]), stop["box"])
        self.share[stop["kind"]] = share
        if share < 1:
            self.wrong.append(f"{_said(stop)}: {share:.0%} of the mark is plain")

    def _picture(self, box: FloatRect) -> np.ndarray:
        size = self.screen.page.viewport_size or {"width": 0, "height": 0}
        left, top = max(box["x"] - AROUND, 0), max(box["y"] - AROUND, 0)
        clip: FloatRect = {
            "x": left,
            "y": top,
            "width": min(box["x"] + box["width"] + AROUND, size["width"]) - left,
            "height": min(box["y"] + box["height"] + AROUND, size["height"]) - top,
        }
        taken = self.screen.page.screenshot(clip=clip)
        return np.asarray(Image.open(io.BytesIO(taken)).convert("RGB"), dtype=np.float64)


def backwards(before: Stop, stop: Stop) -> bool:
    """Whether the keyboard went up the page other than to its right or into another column."""
    if before["floats"] or stop["floats"] or before["column"] != stop["column"]:
        return False
    here, there = before["place"], stop["place"]
    up = there["y"] + there["height"] <= here["y"]
    return bool(up and there["x"] < here["x"] + here["width"])


def plain(marked: np.ndarray, rested: np.ndarray, box: FloatRect) -> float:
    """The pixels a mark changes by 3:1, as a share of a line round the element, or of one of 4
    pixels along its shorter side where that is less.

    >>> white, black = np.full((20, 40, 3), 255.0), np.zeros((20, 40, 3))
    >>> box = {"x": 0, "y": 0, "width": 40, "height": 20}
    >>> plain(white, white, box), plain(white, black, box)
    (0.0, 10.0)
    """
    if marked.shape != rested.shape:
        return 0.0
    light = [_luminance(one) + 0.05 for one in (marked, rested)]
    ratio = np.maximum(*light) / np.minimum(*light)
    wanted = min(2 * (box["width"] + box["height"]), 4 * min(box["width"], box["height"]))
    return float((ratio >= PLAINLY).sum() / wanted)


def _luminance(pixels: np.ndarray) -> np.ndarray:
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ TO_XYZ[1])


def _same(one: Stop, other: Stop) -> bool:
    return bool(one["kind"] == other["kind"] and one["name"] == other["name"])


def _said(stop: Stop) -> str:
    return f"{stop['kind']} “{stop['name']}”"
