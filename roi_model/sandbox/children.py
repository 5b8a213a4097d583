"""Child processes that work under limits: whatever happens there, the server stays up and small.

A pool keeps some of them warm. A child answers one request at a time, may use so much memory and
time and no more, and is replaced when it dies or has worked enough: its memory is given back then.
What it is asked and answers is told in `child_process.py`, which runs in the child.
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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from roi_model.sandbox.child_process import BROKEN, DISK, KILLED, MEMORY, PROGRESS, READY, SLOW

Tick = Callable[[tuple[int, int]], None]
"""Called a few times a second with (done, all) while a child works; what it raises ends that."""

_TICK = 0.2
_START_SECONDS = 60
_ROOT = Path(__file__).resolve().parents[2]
# What Python itself needs to start; secrets of the server's environment stay out.
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "LANG", "TZ")
_GIVEN = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    # Arrow's own allocator reserves a gigabyte of addresses at once, which the limit counts.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
}


class Child:
    """One child process, `python -m module`. It is used by one thread at a time."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs, self.late, self.killed = 0, False, False
        self.progress = (0, 1)

    def start(self) -> Child:
        """Start the process and wait until it is warm. Raises OSError or EOFError if not."""
        self.jobs, self.late, self.killed = 0, False, False
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module],
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

    def ask(
        self, head: dict[str, Any], content: bytes, *, seconds: float, most: int,
        jobs: int = 1, tick: Tick | None = None,
    ) -> tuple[bytes, bytes]:  # fmt: skip
        """The code and content of the answer; where there is none, a code that says why.

        `seconds` of the clock at most, `most` bytes of answer; `jobs` is what this one counts for.
        """
        sent = json.dumps({**head, "size": len(content)}).encode("ascii")
        self.progress = (0, 1)
        try:
            if self.process is None or self.process.poll() is not None:
                self.stop()
                self.start()  # for the first time, or after it ended while it was idle
            self.jobs += jobs
            request = (len(sent).to_bytes(4, "big") + sent, content)
            answer = self._within(seconds, *request, most=most, tick=tick)
        except (OSError, EOFError, ValueError):
            self.stop()
            return self._why(), b""
        except BaseException:  # who asked has gone
            self.kill()
            self.stop()
            raise
        if answer[0] in (MEMORY, BROKEN, DISK):
            self.stop()  # it is ending by itself, or its answer was left unread
        return answer

    def _within(
        self, seconds: float, *request: bytes, most: int = 0, tick: Tick | None = None
    ) -> tuple[bytes, bytes]:
        """Send and wait for the answer, at most so long. Raises EOFError where the child ends."""
        clock = threading.Timer(seconds, self._too_late)
        clock.daemon = True
        clock.start()
        try:
            if tick is None:
                return self._talk(request, most)
            with ThreadPoolExecutor(1) as pool:
                answer = pool.submit(self._talk, request, most)
                try:
                    while True:
                        with suppress(TimeoutError):
                            return answer.result(_TICK)
                        tick(self.progress)
                except BaseException:
                    if not answer.done():  # it is `tick` that gave up, or whoever asked
                        self.kill()  # or the thread would wait for it to the end
                    raise
        finally:
            clock.cancel()

    def _talk(self, request: tuple[bytes, ...], most: int) -> tuple[bytes, bytes]:
        for part in request:
            self._stdin.write(part)
        self._stdin.flush()
        while True:
            head = self._stdout.read(9)
            if len(head) < 9:
                raise EOFError
            code, size = head[:1], int.from_bytes(head[1:], "big")
            if size > most:
                self.kill()
                return MEMORY, b""
            found = self._stdout.read(size)
            if len(found) < size:
                raise EOFError
            if code != PROGRESS:
                return code, found
            done, whole = json.loads(found)
            self.progress = int(done), int(whole)

    def _too_late(self) -> None:
        self.late = True
        self.kill()

    def kill(self) -> None:
        """End the process now."""
        if self.process is not None:
            self.killed = True
            self.process.kill()

    def _why(self) -> bytes:
        """What ended a child: the clock, processor time, an allocation, somebody, or a fault."""
        ended = self.process.returncode if self.process is not None else None
        if self.late or ended == -getattr(signal, "SIGXCPU", 0):
            return SLOW
        if ended == -getattr(signal, "SIGABRT", 0):
            return MEMORY  # a library aborts where memory is refused
        # Where its own memory is out, the system kills; so may whoever runs it: it cannot be told.
        ends = (getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM"))
        return KILLED if not self.killed and ended in [-end for end in ends if end] else BROKEN

    @property
    def _stdin(self) -> Any:
        assert self.process is not None
        return self.process.stdin

    @property
    def _stdout(self) -> Any:
        assert self.process is not None
        return self.process.stdout

    def fit(self, most_jobs: int) -> bool:
        """Whether it may take another request; ends it where not."""
        if self.process is None or (self.process.poll() is None and self.jobs < most_jobs):
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


class Pool:
    """So many children of a kind, started by the first use; each works for `most_jobs`."""

    def __init__(self, module: str, *, size: int, most_jobs: int) -> None:
        self.module, self.size, self.most_jobs = module, size, most_jobs
        self._lock = threading.Lock()
        self._slots: queue.SimpleQueue[Child] | None = None

    def slots(self) -> queue.SimpleQueue[Child]:
        """The children that are free; started by the first call."""
        with self._lock:
            if self._slots is None:
                self._slots = queue.SimpleQueue()
                for _ in range(self.size):
                    self._add(self._slots)
            return self._slots

    def take(self, seconds: float, tick: Tick | None = None) -> Child | None:
        """A child that is free, within so many seconds, else None."""
        slots, waited = self.slots(), 0.0
        while waited < seconds:
            step = seconds if tick is None else _TICK
            with suppress(queue.Empty):
                return slots.get(timeout=step)
            waited += step
            if tick is not None:
                tick((0, 1))
        return None

    def give(self, child: Child) -> None:
        """Put a child back, or another in its place."""
        if child.fit(self.most_jobs):
            self.slots().put(child)
        else:
            self._add(self.slots())

    def renew(self) -> None:
        """Others in place of children that have worked and wait: what they read goes with them."""
        if self._slots is None:
            return
        for _ in range(self.size):
            with suppress(queue.Empty):
                child = self._slots.get_nowait()
                if child.jobs:
                    child.stop()
                    self._add(self._slots)
                else:
                    self._slots.put(child)

    def _add(self, slots: queue.SimpleQueue[Child]) -> None:
        """Start a child and let it be used once it is warm: until then others are."""

        def start() -> None:
            child = Child(self.module)
            with suppress(OSError, EOFError):  # it is started again by the first request
                child.start()
            slots.put(child)

        threading.Thread(target=start, name=self.module, daemon=True).start()


_ALIVE: set[Child] = set()


@atexit.register
def _end_all() -> None:
    for child in list(_ALIVE):
        child.kill()
