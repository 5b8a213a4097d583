"""`read` in a child process with limits: whatever a file does there, the server stays up.

A workbook of 1.7 KB can ask for 550 GB, at which the library ends its process without an exception
to catch. So uploads are parsed by a warm pool of children (`children.py`) that may use so much
memory and time and no more; a child that dies is replaced, and its file refused with the reason.
"""

from __future__ import annotations

from typing import Any

from roi_model.reading.inquiry import Refusal
from roi_model.reading.result import Reading, clean_file_name
from roi_model.reading.sandbox import wire
from roi_model.reading.tables.sheets.opened import is_zip
from roi_model.sandbox.child_process import DISK, DONE, KILLED, MEMORY, SLOW, VALUE_ERROR
from roi_model.sandbox.children import Child, Pool
from roi_model.settings import READERS

SIZE = READERS()
"""Children of a server: as many files are parsed at once."""

MEGABYTES = 1024
SECONDS = 8
ANSWER = 64 << 20
"""Bytes that a reading may weigh, beside eight times its file: it is kept by the server."""

MOST_JOBS = 200
_LARGE = 20 << 20
_WAIT_SECONDS = 60
POOL = Pool("roi_model.reading.sandbox.worker", size=SIZE, most_jobs=MOST_JOBS)


def limits(content: bytes) -> tuple[int, int]:
    """(megabytes of memory, seconds of processor time) that a file may take.

    >>> limits(b"date;amount")
    (1024, 8)
    """
    size = len(content) / 1e6
    # A small file has no need of more; a large one of what its cells weigh as text, and twice.
    more = (24 if is_zip(content) else 16) * max(0.0, size - 5)
    packed = 6 if is_zip(content) else 1  # of a packed cell there is more to read in as many bytes
    return int(min(MEGABYTES + more, 3072)), int(SECONDS + packed * size)


def read_limited(content: bytes, *, name: str = "", **arguments: Any) -> Reading:
    """`read` with the same arguments, in a child that is stopped where it takes too much.

    Refused then as `too_much_memory`, `too_slow`, `killed`, `disk`, `broken` or `busy`. Raises
    ValueError as `read` does. Without the module `resource` (Windows) the wall clock is the only
    limit.
    """
    shown = clean_file_name(name)
    child = POOL.take(_WAIT_SECONDS)
    if child is None:
        return _refused("busy", shown)
    megabytes, seconds = limits(content)
    try:
        code, found = asked(child, content, {"name": name, **arguments})
    finally:
        POOL.give(child)
    if code == DONE:
        return _reading(found) or _refused("broken", shown)
    if code == VALUE_ERROR:
        raise ValueError(found.decode("utf-8", "replace"))
    if code == MEMORY:
        return _refused("too_much_memory", shown, megabytes=megabytes)
    if code == SLOW:
        return _refused("too_slow", shown, seconds=seconds)
    return _refused({KILLED: "killed", DISK: "disk"}.get(code, "broken"), shown)


def asked(child: Child, content: bytes, arguments: dict[str, Any]) -> tuple[bytes, bytes]:
    """What a child answers about a file."""
    megabytes, seconds = limits(content)
    head = {"megabytes": megabytes, "seconds": seconds, "arguments": arguments}
    # The processor's time is what counts; the clock only ends what waits for ever.
    return child.ask(
        head, content, seconds=3 * seconds, most=ANSWER + 8 * len(content),
        jobs=MOST_JOBS if len(content) > _LARGE else 1,
    )  # fmt: skip


def _reading(found: bytes) -> Reading | None:
    """A child's answer; None where it is none."""
    try:
        reading = wire.from_bytes(found)
    except ValueError:
        return None
    return reading if isinstance(reading, Reading) else None


def warm() -> None:
    """Start the children, which load what they need in the background."""
    POOL.slots()


def _refused(code: str, name: str, **values: object) -> Reading:
    return Reading(None, name, refused=Refusal(code, {"name": name or "file", **values}))
