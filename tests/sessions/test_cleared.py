"""When a session is over, nothing of it is held: neither in memory nor on disk.

Marks nobody could guess are in the names, files, answers and documents of a tab. It is closed, its
time to come back passes; then all that the server's objects can still reach is looked through, the
whole memory of the server and of its children is searched, and every file that they may write.
Bytes that were freed and not overwritten yet are no object any more: they are counted and told.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from roi_model.storage import link
from tests.library.plans import PLAN
from tests.sessions.lookout import SHAPE, marked
from tests.sessions.wire import Tab
from tools.server import Server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
PATIENCE = 300.0
FORGET = 1
"""Seconds after which a tab that was closed is forgotten; 120 where nothing is said."""


def mark() -> str:
    """A word that is nowhere else."""
    return f"Qz{secrets.token_hex(10)}zq"


def costs(word: str) -> bytes:
    rows = (f"2026-{month:02}-03,{word} ads {month},{1200 + month}.00" for month in range(1, 7))
    return "\n".join(("date,label,amount", *rows)).encode()


def deals(word: str) -> bytes:
    rows = (
        f"{word} {at},9000,{stage},2026-0{at + 1}-05,2026-0{at + 2}-09,{word} fair"
        for at, stage in enumerate(("Closed Won", "Closed Lost", "Closed Won", "Closed Lost"))
    )
    head = "Deal Name,Amount,Deal Stage,Create Date,Close Date,Original Source"
    return "\n".join((head, *rows)).encode()


def worked(address: str) -> Tab:
    """A tab that named, uploaded, changed, answered and took what there is."""
    words = [mark() for _ in range(5)]
    tab = Tab(address)
    channel = replace(PLAN.channels[0], name=f"{words[1]} calls")
    evidence = {"deal_value": {"source": words[2], "grade": "stated"}}
    named = replace(PLAN, name=words[0], channels=(channel,), evidence=evidence)
    tab.open("", case=link.encode(named, link.OWN))
    tab.edit("deal_value", "type", "5100")
    tab.open("actuals")
    tab.give(**{f"{words[3]}_csv": costs(words[3]), "deals_csv": deals(words[4])})
    tab.take("upload-download")
    for part in ("deals", "calibrate", "quality"):
        tab.open("actuals").choose("actuals-part", part)
    for page in ("channels", "levers", "compare", "risk", "method"):
        tab.open(page)
    tab.open("deliver").take("deliver-take-json")
    tab.press("deliver-make-xlsx").wait("deliver-take-xlsx").take("deliver-take-xlsx")
    return tab


# Looking ----------------------------------------------------------------------------------------


def in_memory(process: psutil.Process) -> int:
    """How many marks stand in what a process has written to."""
    found = 0
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as places:
        spans = [line.split() for line in places]
    with open(f"/proc/{process.pid}/mem", "rb", buffering=0) as memory:
        for span in spans:
            if not span[1].startswith("rw"):
                continue
            low, high = (int(end, 16) for end in span[0].split("-"))
            with suppress(OSError, ValueError):  # a stretch that is kept for the kernel
                memory.seek(low)
                found += len(SHAPE.findall(memory.read(high - low)))
    return found


def on_disk(*folders: Path) -> list[str]:
    """Files with a mark in their name or in them."""
    found = []
    for path in (one for folder in folders for one in folder.rglob("*")):
        with suppress(OSError):
            if marked(path.name) or (path.is_file() and marked(path.read_bytes())):
                found.append(SHAPE.sub(b"...", str(path).encode()).decode())
    return found


def in_open_files(process: psutil.Process) -> list[str]:
    """Files without a name that a process still holds."""
    found = []
    for place in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(OSError):
            if "(deleted)" in os.readlink(place) and marked(place.read_bytes()):
                found.append(os.readlink(place))
    return found


def held(server: Server, place: Path) -> list[str]:
    """What the objects of the server still reach."""
    place.unlink(missing_ok=True)
    os.kill(server.process_id, signal.SIGUSR1)
    give_up = time.monotonic() + PATIENCE
    while not place.exists() and time.monotonic() < give_up:
        time.sleep(0.1)
    return list(json.loads(place.read_text(encoding="utf-8")))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    temp, place = tmp_path / "temp", tmp_path / "held.json"
    temp.mkdir()
    told = {
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(FORGET), "TMPDIR": str(temp),
        "ROI_LOOKOUT": str(place),
    }  # fmt: skip
    with Server(module="tests.sessions.lookout", **told) as started:
        yield started, place


@pytest.mark.thorough
def test_nothing_of_a_session_that_is_over_is_held(server: tuple[Server, Path]) -> None:
    running, place = server
    tab = worked(running.address)
    assert held(running, place), "a session that is there was not found"
    tab.close()
    give_up = time.monotonic() + PATIENCE
    while (found := held(running, place)) and time.monotonic() < give_up:
        time.sleep(5)
    processes = [psutil.Process(running.process_id)]
    processes += processes[0].children(recursive=True)
    left = {f"{one.name()} {one.pid}": in_memory(one) for one in processes}
    print("left in memory that was freed:", left)
    assert found == [], Counter(re.sub(r"0x\w+", "", one) for one in found).most_common(20)
    assert on_disk(running.data, place.parent / "temp") == []
    assert [one for process in processes for one in in_open_files(process)] == []
