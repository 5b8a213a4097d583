"""Files read in a child: whatever happens there, the server goes on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.sandbox import limited, wire
from roi_model.reading.sandbox.limited import read_limited
from roi_model.sandbox.child_process import KILLED
from roi_model.sandbox.children import Child
from tests.reading.bombs import SOME
from tests.reading.mutations import mutated, mutated_workbook
from tests.reading.test_mutations import COUNT
from tests.reading.variants import FECS, LONG, SAMPLES, SHAPES, TOTAL
from tests.reading.workbooks import ASKED, BOOKS, Formula, packed, parts, sheet_xml

NAMES = [*LONG, *SHAPES, *FECS]
SMALL = (SAMPLES / "fr_utf8.csv").read_bytes()

REASONS = {"too_much_memory", "too_slow", "damaged_workbook", "archive", "empty", "line_too_long",
           "too_many_columns", "too_many_sheets", "too_many_cells", "no_usable_row"}  # fmt: skip

linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")


def memory() -> float:
    """Megabytes this process holds."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return 0.0
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.fixture(autouse=True)
def warm() -> None:
    """Each test starts with all children at work, as a server does."""
    limited.warm()
    end = time.monotonic() + 60
    while limited.POOL.slots().qsize() < limited.SIZE:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def only_child() -> Iterator[Child]:
    """The one child there is for the length of a test."""
    slots = limited.POOL.slots()
    taken = [slots.get() for _ in range(limited.SIZE)]
    slots.put(taken[0])
    yield taken[0]
    for child in taken[1:]:
        slots.put(child)


@pytest.mark.each_once(name=lambda name: (name.partition("_")[0], Path(name).suffix))
@pytest.mark.parametrize("name", [*NAMES, *BOOKS, *ASKED])
def test_a_child_reads_as_we_do(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    here, there = read(content, name=name), read_limited(content, name=name)
    for field in fields(Reading):
        ours, theirs = getattr(here, field.name), getattr(there, field.name)
        if isinstance(ours, pd.DataFrame):
            pd.testing.assert_frame_equal(ours, theirs)
        else:
            assert ours == theirs, field.name


def test_answers_and_their_faults_pass() -> None:
    content = (SAMPLES / "fr_workbook_two_sheets.xlsx").read_bytes()
    assert read_limited(content, answers={"sheet": "2024"}).total() == TOTAL
    with pytest.raises(ValueError, match="2022"):
        read_limited(content, answers={"sheet": "2022"})


def test_many_at_once_get_their_own() -> None:
    names = [*BOOKS, *LONG][:24]
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda n: read_limited((SAMPLES / n).read_bytes(), name=n), names)
        assert [reading.name for reading in found] == names


@linux
def test_a_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "of-the-server")
    child = Child("roi_model.reading.sandbox.worker").start()
    try:
        assert limited.asked(child, SMALL, {"name": "costs.csv"})[0] == b"r"
        assert child.process is not None
        environment = Path(f"/proc/{child.process.pid}/environ").read_bytes()
        assert b"PATH=" in environment and b"of-the-server" not in environment
        limits = Path(f"/proc/{child.process.pid}/limits").read_text()
        assert [line.split()[4:6] for line in limits.splitlines() if "core file" in line] == [
            ["0", "0"]
        ]
    finally:
        child.kill()
        child.stop()


def large_book() -> bytes:
    """50,000 costs of 7 columns, and a formula in each row."""
    days = [date(2024, 1, 1) + timedelta(days=day) for day in range(366)]
    rows: list[list[Any]] = [["Date", "Libellé", "Compte", "Fournisseur", "Montant HT", "A", "B"]]
    for i in range(50_000):
        cost = (i % 9973) / 100 + 1
        rows.append(
            [days[i % 366], f"Google Ads {i % 50}", 62310000, "F", cost, i, Formula("F1", i)]
        )
    return packed(parts({"S": sheet_xml(rows)}), small=True)


def test_fifty_thousand_rows_take_less_than_three_seconds() -> None:
    content = large_book()
    start = time.process_time()  # the clock would measure the tests that run beside this one
    here = wire.from_bytes(wire.to_bytes(read(content, name="costs.xlsx")))
    assert time.process_time() - start < 3
    there = read_limited(content, name="costs.xlsx")
    assert here.total() == there.total() == sum(i % 9973 + 100 for i in range(50_000)) / 100
    assert here.rows_kept == there.rows_kept == 50_000


def kill_soon(child: Child, how: int) -> None:
    assert child.process is not None
    os.kill(child.process.pid, how)


@linux
def test_a_child_that_died_while_idle_costs_nothing(only_child: Child) -> None:
    assert only_child.process is not None
    only_child.process.kill()
    only_child.process.wait()
    assert read_limited(SMALL).total() == TOTAL


def test_children_that_have_read_are_renewed_and_others_stay(only_child: Child) -> None:
    assert read_limited(SMALL).total() == TOTAL
    limited.POOL.renew()
    assert only_child.process is not None and only_child.process.poll() is not None
    other = limited.POOL.take(60.0)
    assert other is not None and other is not only_child
    limited.POOL.give(other)
    limited.POOL.renew()
    assert limited.POOL.take(60.0) is other
    limited.POOL.give(other)
    assert read_limited(SMALL).total() == TOTAL


@linux
def test_a_child_that_hangs_is_ended_and_replaced(
    only_child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_limited(SMALL).total() == TOTAL
    monkeypatch.setattr(limited, "SECONDS", 1)
    kill_soon(only_child, signal.SIGSTOP)
    start = time.monotonic()
    reading = read_limited(SMALL, name="costs.csv")
    assert reading.refused is not None and reading.refused.code == "too_slow"
    assert "costs.csv" in reading.refused.sentence("fr")
    assert time.monotonic() - start < 10
    monkeypatch.undo()
    assert read_limited(SMALL).total() == TOTAL


@linux
@pytest.mark.parametrize(
    ("how", "code"),
    [
        (signal.SIGSEGV, "broken"),
        (signal.SIGABRT, "too_much_memory"),
        (signal.SIGXCPU, "too_slow"),
        (signal.SIGTERM, "killed"),
        (signal.SIGKILL, "killed"),  # whoever sends it, the system or somebody
    ],
)
def test_how_a_child_ended_is_told(
    how: int, code: str, only_child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_limited(SMALL).total() == TOTAL
    kill_soon(only_child, signal.SIGSTOP)
    signals = (how,) if how == signal.SIGKILL else (how, signal.SIGCONT)
    late = threading.Timer(0.3, lambda: [kill_soon(only_child, one) for one in signals])
    late.start()
    refused = read_limited(SMALL, name="costs.csv").refused
    assert refused is not None and refused.code == code
    assert "costs.csv" in refused.sentence("en")
    assert read_limited(SMALL).total() == TOTAL


@linux
def test_who_looks_how_far_it_is_is_told_the_same(only_child: Child) -> None:
    assert read_limited(SMALL).total() == TOTAL
    kill_soon(only_child, signal.SIGSTOP)
    late = threading.Timer(0.3, lambda: kill_soon(only_child, signal.SIGKILL))
    late.start()
    looked: list[tuple[int, int]] = []
    assert only_child.ask({}, SMALL, seconds=60, most=0, tick=looked.append) == (KILLED, b"")
    assert looked != []
    assert read_limited(SMALL).total() == TOTAL


def test_who_waits_too_long_is_told(only_child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_WAIT_SECONDS", 0.05)
    child = limited.POOL.slots().get()
    refused = read_limited(SMALL, name="costs.csv").refused
    limited.POOL.slots().put(child)
    assert refused is not None and refused.code == "busy"


def test_an_answer_too_large_for_the_server_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "ANSWER", -7 * len(SMALL))
    refused = read_limited(SMALL, name="costs.csv").refused
    assert refused is not None and refused.code == "too_much_memory"
    monkeypatch.undo()
    assert read_limited(SMALL).total() == TOTAL


def test_a_large_file_gets_more_of_both() -> None:
    small, large = limited.limits(b"x"), limited.limits(bytes(60_000_000))
    assert small == (1024, 8)
    assert large[0] > 1.5 * small[0] and large[1] > small[1]


SAID = {"many_rows": 5_000_000.0}
"""What a bomb says that is no lie: a million costs of 5."""


@pytest.mark.parametrize("bomb", SOME, ids=lambda bomb: bomb.__name__)
def test_a_bomb_ends_in_a_reason_while_others_are_answered(
    bomb: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "SECONDS", 3)  # the same end, sooner
    content, before, waits, most = bomb(), memory(), [], 0.0
    began = time.monotonic()
    with ThreadPoolExecutor(1) as other:
        asked = other.submit(read_limited, content, name="bomb.xlsx")
        while True:
            start = time.monotonic()
            assert read_limited(SMALL).total() == TOTAL
            waits.append(time.monotonic() - start)
            most = max(most, memory() - before)
            if asked.done():
                break
            time.sleep(0.05)
    reading = asked.result()
    # Nobody waited for its end; five seconds is what any answer may take on a loaded machine.
    assert max(waits) < max(5.0, (time.monotonic() - began) / 2)
    assert most < 200
    if reading.refused is None:  # a lie that changes nothing, or what a quick machine reads in time
        assert reading.total() == SAID.get(bomb.__name__, TOTAL)
    else:
        assert reading.refused.code in REASONS
        for lang in ("fr", "en"):
            assert "bomb.xlsx" in reading.refused.sentence(lang)
    assert "root:" not in str(reading.to_json())


def spoilt(seed: int) -> tuple[str, bytes]:
    return mutated_workbook(seed, [*BOOKS]) if seed % 2 else mutated(seed, NAMES)


@pytest.mark.spoilt
def test_any_mutation_leaves_the_pool_at_work() -> None:
    def tried(seed: int) -> str | None:
        how, content = spoilt(seed)
        start = time.monotonic()
        reading = read_limited(content, name="spoilt.csv")
        known = reading.refused is not None or reading.blocked or len(reading.entries) > 0
        hung = time.monotonic() - start > 60
        code = reading.refused.code if reading.refused else None
        good = known and not hung and code not in ("busy", "too_slow")
        return None if good else f"seed {seed}: {how}: {code}"

    with ThreadPoolExecutor(limited.SIZE) as threads:
        faults = [fault for fault in threads.map(tried, range(COUNT)) if fault]
    assert faults == []
    assert read_limited(SMALL).total() == TOTAL
