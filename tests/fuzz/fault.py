"""What is no answer of a door: anything raised but its refusals, and what takes too long."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.door import Door

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 5.0
"""Seconds of a processor for one input."""


def fault(door: Door, content: bytes, most: float = MOST_SECONDS) -> tuple[str, str]:
    """What became of an input, and what was wrong with that: the same words for faults of one kind.

    >>> fault(Door(lambda content: "read", list), b"")
    ('read', '')
    """
    begun = time.process_time()
    try:
        answer, wrong = door.enter(content), ""
    except Exception as error:
        answer, wrong = "fault", _kind(error)
    if not wrong and time.process_time() - begun > most:
        answer, wrong = "fault", f"over {most:g} s"
    return answer, wrong


def _kind(error: Exception) -> str:
    """Type and place: the innermost line of ours."""
    lines = traceback.extract_tb(error.__traceback__)
    ours = [line for line in lines if Path(line.filename).is_relative_to(ROOT)
            and ".venv" not in line.filename]  # fmt: skip
    place = ours[-1] if ours else lines[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno} {place.name}"


def smallest(content: bytes, same: Callable[[bytes], bool], tries: int = 2000) -> bytes:
    """A shorter input that is still the same: stretches are left out while that holds.

    >>> smallest(b"abcdefgh-X-ijklm", lambda found: b"X" in found)
    b'X'
    """
    size = max(1, len(content) // 2)
    while content:
        at = 0
        while at < len(content) and tries > 0:
            shorter = content[:at] + content[at + size :]
            tries -= 1
            if same(shorter):
                content = shorter
            else:
                at += size
        if size == 1 or tries <= 0:
            break
        size //= 2
    return content
