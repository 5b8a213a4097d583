"""The streams of a command: UTF-8, and quiet where their reader goes away, as `head` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

READER_GONE = 128 + 13
"""The exit code of what a shell's pipe ended: SIGPIPE is signal 13."""


def quietly(run: Callable[[], int]) -> int:
    """The exit code of a command, READER_GONE where nobody reads its output any more."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not speak UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        try:
            return run()
        finally:  # what is still held back would be written, and fail, after all else
            sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return READER_GONE
