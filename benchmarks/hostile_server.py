"""Streamlit with spoilt files through its own pool: `python -m benchmarks.hostile_server`.

Takes Streamlit's own arguments. Once the file that `FEED_GO` names exists, reads `FEED_COUNT`
spoilt samples as uploads are read, as many at once as there are children, and keeps in the file
`FEED_TO` what became of them. In the server's own process: it is the one that must stay up.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.web import cli

from roi_model.reading.sandbox import limited
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.mutations import mutated, mutated_workbook
from tests.reading.variants import SAMPLES

NAMES = sorted(path.name for path in SAMPLES.iterdir())
BOOKS = [name for name in NAMES if name.endswith(".xlsx")]
TEXTS = [name for name in NAMES if not name.endswith(".xlsx")]
EVERY = 200
"""Files between two reports."""


@dataclass
class Outcome:
    """What became of the files so far: counts by outcome, faults in words, the slowest."""

    count: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, how: str, ended: str, seconds: float, *, fault: bool) -> None:
        with self.lock:
            self.count += 1
            self.ended[ended] += 1
            self.slowest = max(self.slowest, seconds)
            if fault and len(self.faults) < 100:
                self.faults.append(f"{how}: {ended}")

    def to_json(self) -> str:
        with self.lock:
            told = {"count": self.count, "ended": dict(self.ended.most_common()),
                    "faults": self.faults, "slowest": self.slowest}  # fmt: skip
        return json.dumps(told)


def spoilt(seed: int) -> tuple[str, bytes]:
    """A sample of any kind, spoilt; one in three is a workbook."""
    return mutated(seed, TEXTS) if seed % 3 else mutated_workbook(seed, BOOKS)


def tried(seed: int, outcome: Outcome) -> None:
    """Read one spoilt file; a fault is whatever is neither figures, a question nor a reason."""
    how, content = spoilt(seed)
    start, fault = time.monotonic(), False
    try:
        reading = read_limited(content, name="spoilt.csv")
        reading.to_json("fr")
        if reading.refused is not None:
            ended = f"refused: {reading.refused.code}"
            fault = reading.refused.code in ("broken", "busy", "too_slow")
        elif reading.blocked:
            ended = "asks"
        else:
            ended = "read"
            fault = not len(reading.entries) and reading.deals is None
    except Exception as error:  # anything at all is what is looked for
        ended, fault = type(error).__name__, True
    outcome.add(f"seed {seed}: {how}", ended, time.monotonic() - start, fault=fault)


def feed() -> None:
    """Wait for the word, then read all files and report as it goes."""
    go, to = Path(os.environ["FEED_GO"]), Path(os.environ["FEED_TO"])
    while not go.exists():
        time.sleep(0.2)
    outcome, count = Outcome(), int(os.environ["FEED_COUNT"])
    with ThreadPoolExecutor(limited.SIZE) as threads:
        for start in range(0, count, EVERY):
            seeds = range(start, min(start + EVERY, count))
            list(threads.map(lambda seed: tried(seed, outcome), seeds))
            report = to.with_suffix(".part")
            report.write_text(outcome.to_json())
            report.replace(to)  # whole or not there


def main() -> None:
    threading.Thread(target=feed, daemon=True).start()
    sys.argv[0] = "streamlit"
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
