"""Many tabs with files of the same names: nothing of one is ever sent to another.

Each tab gives files, a case and amounts with a mark of its own, works with them on several pages
and takes files away; then every byte it was sent is searched for the marks of all the others. In
CI a few tabs, by `make test-long` two hundred.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from roi_model.storage import link
from tests.conftest import LONG
from tests.library.plans import PLAN
from tests.sessions.wire import Tab

TABS, AT_ONCE = (200, 20) if LONG else (4, 4)
THOROUGH = 8
"""One tab in so many goes everywhere."""
FIRST = 917_364_000
"""Amounts: nobody else's number looks like them."""
WORD = re.compile(r"zq(\d{3})kept", re.IGNORECASE)
SPACE = r"[\s,.'’_\u00a0\u202f]?"
AMOUNT = re.compile(rf"(?<![0-9a-zA-Z])917{SPACE}364{SPACE}(\d{{3}})(?!\d)")


def _ending(kind: str, scale: int) -> bytes:
    """The bytes that all amounts end with, written so."""
    low, high = (struct.pack(kind, (FIRST + at) * scale) for at in (0, 999))
    return low[next(at for at in range(8) if low[at:] == high[at:]) :]


BINARY = [(kind, scale, _ending(kind, scale)) for kind in ("<d", "<q") for scale in (1, 100)]


def word(number: int) -> str:
    return f"Zq{number:03}kept"


def costs(number: int) -> bytes:
    rows = (f"2026-{month:02}-03,{word(number)} ads,{FIRST + number}.00" for month in range(1, 7))
    return "\n".join(("date,label,amount", *rows)).encode()


def deals(number: int) -> bytes:
    rows = (
        f"{word(number)} {at},{FIRST + number},{stage},2026-0{at + 1}-05,2026-0{at + 2}-09,"
        f"{word(number)} fair"
        for at, stage in enumerate(("Closed Won", "Closed Lost", "Closed Won", "Closed Lost"))
    )
    head = "Deal Name,Amount,Deal Stage,Create Date,Close Date,Original Source"
    return "\n".join((head, *rows)).encode()


def worked(address: str, number: int) -> Tab:
    """A tab that has done all that there is to do with figures of its own."""
    tab = Tab(address)
    named = replace(
        PLAN, name=word(number), channels=(replace(PLAN.channels[0], name=f"{word(number)} calls"),)
    )
    tab.open("", case=link.encode(named, link.OWN))
    tab.edit("deal_value", "type", str(2000 + number))
    tab.open("actuals")
    tab.give(costs_csv=costs(number), deals_csv=deals(number))
    tab.take("upload-download")
    tab.choose("actuals-part", "deals")
    tab.open("deliver").take("deliver-take-json")
    if number % THOROUGH == 0:
        tab.press("deliver-make-xlsx").wait("deliver-take-xlsx").take("deliver-take-xlsx")
        for part in ("calibrate", "quality"):
            tab.open("actuals").choose("actuals-part", part)
        for page in ("channels", "levers", "compare", "method"):
            tab.open(page)
    return tab


def contents(heard: list[bytes]) -> Iterator[bytes]:
    """All that was sent, and what is packed in it."""
    for one in heard:
        yield one
        if one.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(one)) as packed:
                yield from map(packed.read, packed.namelist())


def marks(content: bytes) -> Iterator[int]:
    """The numbers of the tabs whose marks are in it: words, written amounts, and binary ones."""
    written = content.decode("utf-8", "ignore")
    for pattern in (WORD, AMOUNT):
        yield from map(int, pattern.findall(written))
    for kind, scale, ending in BINARY:
        at = content.find(ending)
        while at >= 0:
            start = at + len(ending) - 8
            (value,) = struct.unpack(kind, content[start : start + 8]) if start >= 0 else (0,)
            if 0 <= value / scale - FIRST < 1000 and value % scale == 0:
                yield int(value / scale - FIRST)
            at = content.find(ending, at + 1)


def test_a_mark_is_found_however_it_is_sent() -> None:
    cents = struct.pack("<q", (FIRST + 17) * 100)
    for sent in (b"... zq017KEPT", "917\u202f364\u202f017,00 €".encode(), b"[0,917,364,017]",
                 struct.pack("<d", FIRST + 17), b"x" + cents):  # fmt: skip
        assert set(marks(sent)) == {17}
    assert set(marks(costs(3))) == set(marks(deals(3))) == {3}


def test_no_tab_is_sent_what_another_gave(app_server: str) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tabs = list(pool.map(lambda number: worked(app_server, number), range(TABS)))
    for number, tab in enumerate(tabs):
        assert {mark for one in contents(tab.heard) for mark in marks(one)} == {number}
        tab.close()
