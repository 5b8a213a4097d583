"""`read` in a child process with limits: whatever a file does there, the server stays up.

A workbook of 1.7 KB can ask for 550 GB, at which the library ends its process without an exception
to catch. So uploads are parsed by a warm pool of children that may use so much memory and time and
no more; a child that dies is replaced, and its file refused with the reason.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from roi_model.actuals import wire
from roi_model.actuals.findings import Refusal
from roi_model.actuals.reading import Reading, clean_file_name
from roi_model.actuals.workbook import is_zip
from roi_model.actuals.worker import BROKEN, MEMORY, READ, READY, VALUE_ERROR

SIZE = 2
"""Children of a server: as many files are parsed at once."""

MEGABYTES = 1024
SECONDS = 8
ANSWER = 64 << 20
"""Bytes that a reading may weigh, beside eight times its file: it is kept by the server."""

MOST_JOBS = 200
_LARGE = 20 << 20
_START_SECONDS = 60
_WAIT_SECONDS = 60
_ROOT = Path(__file__).resolve().parents[2]
# What Python itself needs to start; secrets of the server's environment stay out.
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "LANG", "TZ")
_GIVEN = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    # Arrow's own allocator reserves a gigabyte of addresses at once, which the limit counts.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
}


def limits(content: bytes) -> tuple[int, int]:
    """(megabytes of memory, seconds of processor time) that a file may take.

    >>> limits(b"date;amount")
    (1024, 8)
    """
    size = len(content) / 1e6
    # A small file has no need of more; a large one of what its cells weigh as text, and twice.
    more = (24 if is_zip(content) else 16) * max(0.0, size - 5)
    return int(min(MEGABYTES + more, 3072)), int(SECONDS + size)


def read_limited(content: bytes, *, name: str = "", **arguments: Any) -> Reading:
    """`read` with the same arguments, in a child that is stopped where it takes too much.

    Refused then as `too_much_memory`, `too_slow`, `broken` or `busy`. Raises ValueError as `read`
    does. Without the module `resource` (Windows) the wall clock is the only limit.
    """
    shown = clean_file_name(name)
    slots = _pool()
    try:
        child = slots.get(timeout=_WAIT_SECONDS)
    except queue.Empty:
        return _refused("busy", shown)
    try:
        code, found = child.ask(content, {"name": name, **arguments})
    finally:
        if child.fit():
            slots.put(child)
        else:
            _add_child(slots)
    megabytes, seconds = limits(content)
    if code == READ:
        return _reading(found) or _refused("broken", shown)
    if code == VALUE_ERROR:
        raise ValueError(found.decode("utf-8", "replace"))
    if code == MEMORY:
        return _refused("too_much_memory", shown, megabytes=megabytes)
    if code == _SLOW:
        return _refused("too_slow", shown, seconds=seconds)
    return _refused("broken", shown)


def _reading(found: bytes) -> Reading | None:
    """A child's answer; None where it is none."""
    try:
        reading = wire.from_bytes(found)
    except ValueError:
        return None
    return reading if isinstance(reading, Reading) else None


def warm() -> None:
    """Start the children, which load what they need in the background."""
    _pool()


def _refused(code: str, name: str, **values: object) -> Reading:
    return Reading(None, name, refused=Refusal(code, {"name": name or "file", **values}))


_SLOW = b"s"


class _Child:
    """One child process. It reads one file at a time and is used by one thread at a time."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> _Child:
        """Start the process and wait until it is warm. Raises OSError or EOFError if not."""
        self.jobs, self.late, self.killed = 0, False, False
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "roi_model.actuals.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**kept, **_GIVEN},
            start_new_session=os.name == "posix",  # Ctrl+C is for the server, which ends them
        )
        _ALIVE.add(self)
        if self._within(_START_SECONDS)[0] != READY:
            raise EOFError
        return self

    def ask(self, content: bytes, arguments: dict[str, Any]) -> tuple[bytes, bytes]:
        """The code and content of the answer; where there is none, a code that says why."""
        megabytes, seconds = limits(content)
        head = {"size": len(content), "megabytes": megabytes, "seconds": seconds,
                "arguments": arguments}  # fmt: skip
        sent = json.dumps(head).encode("ascii")
        try:
            if self.process is None or self.process.poll() is not None:
                self.stop()
                self.start()  # for the first time, or after it ended while it was idle
            self.jobs += MOST_JOBS if len(content) > _LARGE else 1
            # The processor's time is what counts; the clock only ends what waits for ever.
            request = (len(sent).to_bytes(4, "big") + sent, content)
            answer = self._within(3 * seconds, *request, most=ANSWER + 8 * len(content))
        except (OSError, EOFError, ValueError):
            self.stop()
            return self._why(), b""
        if answer[0] in (MEMORY, BROKEN):
            self.stop()  # it is ending by itself, or its answer was left unread
        return answer

    def _within(self, seconds: float, *request: bytes, most: int = 0) -> tuple[bytes, bytes]:
        """Send and wait for the answer, at most so long. Raises EOFError where the child ends."""
        clock = threading.Timer(seconds, self._too_late)
        clock.daemon = True
        clock.start()
        try:
            for part in request:
                self._stdin.write(part)
            self._stdin.flush()
            head = self._stdout.read(9)
            if len(head) < 9:
                raise EOFError
            size = int.from_bytes(head[1:], "big")
            if size > most:
                self.kill()
                return MEMORY, b""
            found = self._stdout.read(size)
            if len(found) < size:
                raise EOFError
            return head[:1], found
        finally:
            clock.cancel()

    def _too_late(self) -> None:
        self.late = True
        self.kill()

    def kill(self) -> None:
        """End the process now."""
        if self.process is not None:
            self.killed = True
            self.process.kill()

    def _why(self) -> bytes:
        """What ended a child: the clock, the processor's time, an allocation, or a fault."""
        ended = self.process.returncode if self.process is not None else None
        if self.late or ended == -getattr(signal, "SIGXCPU", 0):
            return _SLOW
        # The workbook library aborts where memory is refused; the system kills where it is out.
        return MEMORY if ended == -6 or (ended == -9 and not self.killed) else BROKEN

    @property
    def _stdin(self) -> Any:
        assert self.process is not None
        return self.process.stdin

    @property
    def _stdout(self) -> Any:
        assert self.process is not None
        return self.process.stdout

    def fit(self) -> bool:
        """Whether it may read another file; ends it where not."""
        if self.process is None or (self.process.poll() is None and self.jobs < MOST_JOBS):
            return True
        self.stop()
        return False

    def stop(self) -> None:
        """End the process and let go of its pipes."""
        _ALIVE.discard(self)
        if self.process is None:
            return
        if self.process.poll() is None:
            try:  # one that is about to end by itself says why
                self.process.wait(0.5)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):
                pipe.close()


_ALIVE: set[_Child] = set()
_LOCK = threading.Lock()
_SLOTS: queue.SimpleQueue[_Child] | None = None


def _pool() -> queue.SimpleQueue[_Child]:
    """The children that are free; started by the first call."""
    global _SLOTS
    with _LOCK:
        if _SLOTS is None:
            _SLOTS = queue.SimpleQueue()
            for _ in range(SIZE):
                _add_child(_SLOTS)
        return _SLOTS


def _add_child(slots: queue.SimpleQueue[_Child]) -> None:
    """Start a child and let it be used once it is warm: until then files go to the others."""

    def start() -> None:
        child = _Child()
        with suppress(OSError, EOFError):  # it is started again by the first file
            child.start()
        slots.put(child)

    threading.Thread(target=start, name="upload-child", daemon=True).start()


@atexit.register
def _end_all() -> None:
    for child in list(_ALIVE):
        child.kill()
