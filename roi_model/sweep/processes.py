"""Processes of this machine as an Executor in which one's death is nobody else's.

Not `ProcessPoolExecutor`: its processes share the pipe on which results come back, and a lock for
it. One that is killed while it writes a result takes the lock along; the pool then waits for ever,
where it should say that it is broken (CPython 3.11.7). Here each has a pipe of its own.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from typing import Any, TypeVar

R = TypeVar("R")
Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class OwnProcesses(Executor):
    """So many processes, started afresh with their first task: nothing is forked into them.

    What was with a process that dies fails with BrokenExecutor; another takes its place. All of
    them end when this one does, be it killed.

    >>> with OwnProcesses(1) as processes:
    ...     processes.submit(divmod, 7, 2).result()
    (3, 1)
    """

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._children: set[_Child] = set()
        self._servants = [
            threading.Thread(target=self._serve, daemon=True) for _ in range(self.count)
        ]
        for servant in self._servants:
            servant.start()

    def submit(self, work: Callable[..., R], /, *arguments: Any) -> Future[R]:  # type: ignore[override]
        """To the next that is free."""
        future: Future[R] = Future()
        self._tasks.put((future, work, arguments))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let them go, what they have in hand too."""
        for _ in self._servants:
            self._tasks.put(None)
        for child in tuple(self._children):
            child.process.kill()
        if wait:
            for servant in self._servants:
                servant.join()

    def _serve(self) -> None:
        """Give one process its tasks, one after the other."""
        child: _Child | None = None
        while (task := self._tasks.get()) is not None:
            future, work, arguments = task
            if not future.set_running_or_notify_cancel():
                continue
            if child is None:
                child = _Child()
                self._children.add(child)
            try:
                result, error = child.do(work, arguments)
            except (EOFError, OSError, pickle.UnpicklingError):
                self._children.discard(child)
                child.end()
                child, error = None, BrokenExecutor("the process ended")
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        if child is not None:
            self._children.discard(child)
            child.end()


_CHILD = "import sys; sys.path[:] = {path!r}; from roi_model.sweep.processes import live; live()"


class _Child:
    """A process and its pipe."""

    def __init__(self) -> None:
        # Not multiprocessing's own start: it would run the caller's program once more in the child,
        # be it an app, a notebook or a script without a guard.
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CHILD.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def do(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        pickle.dump((work, arguments), self.process.stdin)
        self.process.stdin.flush()
        answer: tuple[Any, Any] = pickle.load(self.process.stdout)
        return answer

    def end(self) -> None:
        self.process.kill()
        try:
            self.process.communicate()
        except OSError:  # what was not sent any more
            self.process.wait()


def live() -> None:
    """Do what comes, until the other end is closed: by its process, or by that one's end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    while True:
        try:
            work, arguments = pickle.load(sys.stdin.buffer)
        except (EOFError, OSError, pickle.UnpicklingError):
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = work(*arguments), None
        except Exception as error:
            answer = None, error
        try:
            pickle.dump(answer, answers)
            answers.flush()
        except OSError:
            return
