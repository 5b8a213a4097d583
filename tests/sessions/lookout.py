"""Streamlit as usual, and on a signal: what something still holds of sessions that are over.

Stands in for Streamlit where a test starts a server (`Server(module="tests.sessions.lookout")`).
Marks are known by their shape alone, so that none is in memory because it is looked for. Bytes of
freed memory are no object any more: only what can still be reached is told.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any

SHAPE = re.compile(rb"qz[0-9a-f]{20}zq", re.IGNORECASE)
_STEPS, _FOLLOWED = 14, 4
"""How far what holds an object is followed up, and of how many: each step looks at all there is."""


def marked(value: Any) -> bool:
    """Whether a text, bytes or a column of values has a mark in it."""
    try:
        if isinstance(value, str):
            return SHAPE.search(value.encode("utf-8", "replace")) is not None
        if isinstance(value, bytes | bytearray):
            return SHAPE.search(value) is not None
        kind = type(value)
        if kind.__name__ == "ndarray" and value.dtype == object:
            return any(marked(one) for one in value.ravel())
        if kind.__module__.startswith("pyarrow.") and hasattr(value, "to_pylist"):
            return any(marked(one) for one in value.to_pylist())
        if kind.__name__ == "Buffer" and kind.__module__.startswith("pyarrow."):
            return SHAPE.search(value.to_pybytes()) is not None
        if kind.__name__ == "BytesIO":
            return SHAPE.search(value.getbuffer()) is not None
    except Exception:  # of what is half taken apart there is nothing to see
        return False
    return False


def held() -> list[str]:
    """What is held with a mark in it, each with what leads to it, the nearest first."""
    gc.collect()
    found = [one for one in gc.get_objects()
             if marked(one) or any(map(marked, gc.get_referents(one)))]  # fmt: skip
    told = [" < ".join(_way(one, found)) for one in islice(found, _FOLLOWED)]
    told += [_called(one) for one in islice(found, _FOLLOWED, None)]
    return told + [f"a variable of {where}" for where in _in_frames()]


def _in_frames() -> Iterator[str]:
    """Variables of what runs right now, which the collector does not list."""
    for first in sys._current_frames().values():
        frame: FrameType | None = first
        while frame is not None:
            if frame.f_code.co_filename != __file__ and any(map(marked, frame.f_locals.values())):
                yield f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
            frame = frame.f_back


def _way(one: Any, found: list[Any]) -> Iterator[str]:
    """Kinds of what holds an object, up to a module; `found` itself holds it too."""
    seen = {id(one), id(found)}
    for _ in range(_STEPS):
        yield _called(one)
        holders = [x for x in gc.get_referrers(one) if id(x) not in seen and not _ours(x)]
        if not holders or "__name__" in (one if isinstance(one, dict) else {}):
            return
        one = holders[0]
        del holders  # or it would be what holds the next
        seen.add(id(one))


def _ours(one: Any) -> bool:
    return isinstance(one, FrameType) and one.f_code.co_filename == __file__


def _called(one: Any) -> str:
    if isinstance(one, dict):
        return f"dict {one.get('__name__', '')}{sorted(map(str, one))[:4]}"[:120]
    if isinstance(one, FrameType):
        return f"frame {one.f_code.co_name} {Path(one.f_code.co_filename).name}"
    return f"{type(one).__module__}.{type(one).__qualname__} {getattr(one, '__qualname__', '')}"


def _tell(*_: Any) -> None:
    place = Path(os.environ["ROI_LOOKOUT"])
    found = held()
    waiting = place.with_suffix(".part")
    waiting.write_text(json.dumps(found), encoding="utf-8")
    waiting.replace(place)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _tell)
    from streamlit.web.cli import main

    main()
