"""One door after the other, its inputs led by coverage; atheris is at hand in `make fuzz` alone.

What reached branches of ours that none had reached before is kept and gone on from; of each kind of
fault the smallest input is put beside it.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.fuzz.door import Door
from tests.fuzz.fault import fault, smallest

HANGS = 60
"""Seconds after which an input that has not come back ends the run."""
_MOST = 24_000
"""Bytes of an input."""
_OURS = ("roi_model", "ui")
_EVERY = 2.0
"""Seconds between two notes of how far it is."""


class Watch:
    """What became of the inputs of one door, on disk in case none of it comes back."""

    def __init__(self, door: Door, runs: int, folder: Path) -> None:
        self.door, self.runs, self.folder = door, runs, folder
        self.answers: Counter[str] = Counter()
        self.faults: dict[str, int] = {}
        self.slowest = 0.0
        self._noted = 0.0

    def __call__(self, content: bytes) -> None:
        """Try an input; a fault is kept where it is the first of its kind."""
        begun = time.process_time()
        answer, wrong = fault(self.door, content)
        self.slowest = max(self.slowest, time.process_time() - begun)
        self.answers[answer] += 1
        if wrong:
            self._keep(wrong, content)
        last = self.answers.total() >= self.runs  # the fuzzer ends the process, and tells nobody
        if wrong or last or time.monotonic() - self._noted > _EVERY:
            self.note()

    def note(self) -> None:
        """Write down how far it is."""
        self._noted = time.monotonic()
        told = {"inputs": self.answers.total(), "answers": dict(self.answers),
                "faults": self.faults, "slowest": self.slowest}  # fmt: skip
        (self.folder / "told.json").write_text(json.dumps(told), encoding="utf-8")

    def _keep(self, wrong: str, content: bytes) -> None:
        first = wrong not in self.faults
        self.faults[wrong] = self.faults.get(wrong, 0) + 1
        if first:
            tries = 20 if wrong.startswith("over") else 2000
            least = smallest(content, lambda one: fault(self.door, one)[1] == wrong, tries)
            name = sha256(wrong.encode()).hexdigest()[:8]
            (self.folder / f"fault-{name}.bin").write_bytes(least)


def changed(mutate: Callable[[bytes, int], bytes]) -> Callable[[bytes, int, int], bytes]:
    """One more input of a kept one: by the fuzzer, or spoilt as files and JSON are."""
    import numpy as np

    from tests.fuzz.spoil import inside, spoilt
    from tests.reading.mutations import MUTATIONS, swap_words

    ways = (*MUTATIONS, swap_words)

    def made(content: bytes, most: int, seed: int) -> bytes:
        which = seed % 4
        with suppress(ValueError, IndexError):  # of what is too short to be spoilt so
            if content and which == 0:
                return spoilt(content, seed)[:most]
            if content and which == 1:
                rng = np.random.default_rng(seed)
                if content[:2] == b"PK":
                    return inside(content, rng)[:most]
                return ways[int(rng.integers(len(ways)))](content, rng)[:most]
        return mutate(content, most)

    return made


def led() -> None:
    """From now on, what is imported of ours tells which of its branches were taken."""
    import atheris

    # What is imported late, inside functions, is led by coverage as well: the hook stays.
    atheris.instrument_imports(include=list(_OURS)).__enter__()


def tried(door: Door, runs: int, folder: Path) -> tuple[dict[str, Any], str]:
    """What came of a door in a process of its own, and what the fuzzer said of it."""
    folder.mkdir(parents=True, exist_ok=True)
    told, said = folder / "told.json", folder / "said.txt"
    told.unlink(missing_ok=True)
    child = os.fork()  # with all that was imported: that takes half a minute
    if child == 0:
        try:
            with said.open("wb") as out:
                os.dup2(out.fileno(), 1)
                os.dup2(out.fileno(), 2)
            _run(door, runs, folder)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found: dict[str, Any] = {"inputs": 0, "faults": {}, "slowest": 0.0}
    if told.exists():
        found |= json.loads(told.read_text(encoding="utf-8"))
    if ended:
        found["faults"][f"ended with {ended}"] = 1
    return found, said.read_text(encoding="utf-8", errors="replace")


def _run(door: Door, runs: int, folder: Path) -> None:
    """Try so many inputs; ends the process."""
    import atheris

    kept, seeds = folder / "kept", door.seeds()
    kept.mkdir(exist_ok=True)
    for seed in seeds:
        (kept / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    options = [f"-runs={runs}", f"-max_len={max(_MOST, *map(len, seeds))}", "-len_control=0",
               f"-timeout={HANGS}", "-rss_limit_mb=6000",
               f"-artifact_prefix={folder}/ended-"]  # fmt: skip
    # Its mutation is there once it runs.
    mutate = changed(lambda *of: atheris.Mutate(*of))
    atheris.Setup(["fuzz", str(kept), *options], Watch(door, runs, folder), custom_mutator=mutate)
    atheris.Fuzz()
