"""What runs in a child process: requests one after another, each under its limits.

A request on standard input is the length of its head (4 bytes), its head (JSON: sizes, limits and
what the work needs) and its content. An answer on standard output is a code (1 byte), a length
(8 bytes) and its content; before it there may be any number of the code PROGRESS. Nothing else is
written there: no log, no core.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from typing import Any, BinaryIO

READY, DONE, VALUE_ERROR, MEMORY, BROKEN, PROGRESS, SLOW, KILLED, DISK = (
    b"+", b"r", b"v", b"m", b"b", b"p", b"s", b"k", b"d",
)  # fmt: skip
"""KILLED and SLOW are said of a child by who asked it; it says all others itself."""
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)

Progress = Callable[[int, int], None]
Work = Callable[[dict[str, Any], bytes, Progress], bytes]
"""Head, content and a way to say how far it is; the answer. A ValueError is told in words."""


def serve(warm: Callable[[], None], work: Work, *, addresses: bool, written: int) -> None:
    """Answer requests until there are no more, `warm` before the first.

    Memory is limited by `addresses`, or by what is written to where a library reserves addresses
    it never uses; no file may be longer than `written` bytes.
    """
    # Standard input and output are for the talk: a stray print cannot spoil it.
    requests: BinaryIO = os.fdopen(os.dup(0), "rb")
    answers: BinaryIO = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    warm()
    _close_doors(written)
    _send(answers, READY, b"")

    while size := requests.read(4):
        head = json.loads(requests.read(int.from_bytes(size, "big")))
        if not _answered(head, requests.read(head["size"]), answers, work, addresses):
            return
        del head  # nothing of one request stands here while the next is waited for


def _answered(
    head: dict[str, Any], content: bytes, answers: BinaryIO, work: Work, addresses: bool
) -> bool:
    """Answer one request; False where the process had better end."""

    def progress(done: int, whole: int) -> None:
        _send(answers, PROGRESS, json.dumps([done, whole]).encode("ascii"))

    _limit(head["megabytes"], head["seconds"], addresses)
    try:
        found = work(head, content, progress)
    except ValueError as error:
        _send(answers, VALUE_ERROR, str(error).encode("utf-8", "replace"))
    except MemoryError:
        _send(answers, MEMORY, b"")
        return False  # what a failed allocation left behind is nobody's next request
    except BaseException as error:  # a panic of a library is no Exception
        code = DISK if _is_of_the_disk(error) else BROKEN
        _send(answers, code, _told(error).encode("ascii", "replace"))
        return False
    else:
        _send(answers, DONE, found)
    return True


def _is_of_the_disk(error: BaseException | None) -> bool:
    """Whether there was no room, or no right, to write what is written on the way.

    Python says so where it finds no folder for that; libraries wrap what they were told.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
            return True
        if isinstance(error, FileNotFoundError) and "temporary" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(error: BaseException) -> str:
    """The kind of a fault and the line it comes from; its message may hold what a user typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__} {where}"


def _send(answers: BinaryIO, code: bytes, content: bytes) -> None:
    answers.write(code + len(content).to_bytes(8, "big"))
    answers.write(content)
    answers.flush()


def _close_doors(written: int) -> None:
    """No file may be longer, by mistake or by a file that took over; no core dump either."""
    try:
        import resource
    except ImportError:  # Windows: the wall clock alone
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))


def _limit(megabytes: int, seconds: int, addresses: bool) -> None:
    """This request's share of memory, and of processor time on top of what was used before."""
    try:
        import resource
    except ImportError:
        return
    kind = resource.RLIMIT_AS if addresses else resource.RLIMIT_DATA
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (_within(megabytes << 20, most), most))
    used = int(time.process_time()) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_within(used + seconds, most), most))


def _within(wanted: int, most: int) -> int:
    return wanted if most < 0 else min(wanted, most)
