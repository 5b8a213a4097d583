"""The child that parses uploads: `python -m roi_model.actuals.worker`, spoken to by `limited`.

A request on standard input is the length of its head (4 bytes), its head (JSON: sizes, limits,
arguments of `read`) and the file. An answer on standard output is a code (1 byte), a length
(8 bytes) and its content. Nothing is written anywhere else: no log, no file, no core.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any, BinaryIO

READY, READ, VALUE_ERROR, MEMORY, BROKEN = b"+", b"r", b"v", b"m", b"b"
_WARM = "Date;Libellé;Montant\n15/01/2024;HubSpot;1 200,50\n"


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests one after another until there are no more."""
    from roi_model.actuals import read, wire, workbook

    wire.from_bytes(wire.to_bytes(read(_WARM.encode(), name="warm.csv")))
    workbook.is_zip(b"")
    _close_doors()
    _send(answers, READY, b"")
    while size := requests.read(4):
        head = json.loads(requests.read(int.from_bytes(size, "big")))
        content = requests.read(head["size"])
        _limit(head["megabytes"], head["seconds"])
        try:
            try:
                reading = read(content, **head["arguments"])
            except ValueError as error:
                _send(answers, VALUE_ERROR, str(error).encode("utf-8", "replace"))
                continue
            found = wire.to_bytes(reading)
        except MemoryError:
            _send(answers, MEMORY, b"")
            return  # what a failed allocation left behind is nobody's next upload
        except BaseException as error:  # a panic of the workbook library is no Exception
            _send(answers, BROKEN, type(error).__name__.encode("ascii", "replace"))
            return
        else:
            _send(answers, READ, found)
            del reading, found
        del content


def _send(answers: BinaryIO, code: bytes, content: bytes) -> None:
    answers.write(code + len(content).to_bytes(8, "big"))
    answers.write(content)
    answers.flush()


def _close_doors() -> None:
    """No file may be written, by mistake or by a workbook that took over: no core dump either."""
    try:
        import resource
    except ImportError:  # Windows: the wall clock alone
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit(megabytes: int, seconds: int) -> None:
    """This request's share of memory, and of processor time on top of what was used before."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_within(megabytes << 20, most), most))
    used = int(time.process_time()) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_within(used + seconds, most), most))


def _within(wanted: int, most: int) -> int:
    return wanted if most < 0 else min(wanted, most)


def main() -> None:
    """Take standard input and output for the talk, so that a stray print cannot spoil it."""
    requests: Any = os.fdopen(os.dup(0), "rb")
    answers: Any = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    serve(requests, answers)


if __name__ == "__main__":
    main()
