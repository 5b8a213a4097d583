"""Input spoilt at random: bytes as between two programs, JSON in one of its values or keys."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from copy import deepcopy
from typing import Any

import numpy as np

from tests.reading.mutations import MUTATIONS, Rng, swap_words
from tests.reading.workbooks import packed

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2**31, 10**40, 10**400, 1e308, float("inf"), float("nan"), 0.1, "", " ", "1",
    "é\u0301", "\x00", "\ud800", "\u202e", "a/b", "=1+1", "<b>", "2024-02-30", "9" * 5000,
    [], {}, [[]], [1, "a"], {"kind": 1}, "x" * 500,
)  # fmt: skip


def spoilt(content: bytes, seed: int) -> bytes:
    """The input with one to three faults, wholly given by its seed.

    >>> spoilt(b'{"a": 1}', 1) == spoilt(b'{"a": 1}', 1)
    True
    """
    rng = np.random.default_rng(seed)
    for _ in range(int(rng.integers(1, 4))):
        found = _in_json(content, rng) if rng.random() < 0.7 else None
        if found is None and content:
            found = MUTATIONS[int(rng.integers(5))](content, rng)
        content = found or b""
    return content


def inside(content: bytes, rng: Rng) -> bytes:
    """A packed file with one of its parts spoilt, as what packs it writes it; itself if it is none.

    >>> inside(b"PK", np.random.default_rng(1))
    b'PK'
    """
    with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()[:200]}
        if parts:
            name = list(parts)[int(rng.integers(len(parts)))]
            how = swap_words if rng.random() < 0.6 else MUTATIONS[int(rng.integers(5))]
            parts[name] = how(parts[name] or b"x", rng)
            return packed(parts)
    return content


def _in_json(content: bytes, rng: Rng) -> bytes | None:
    """A JSON with another value, a key more, less or renamed; None of what is no JSON."""
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return None
    places: list[tuple[Any, Any]] = []
    queue = [read] if isinstance(read, dict | list) else []
    while queue:
        one = queue.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        places += [(one, key) for key in keys]
        queue += [one[key] for key in keys if isinstance(one[key], dict | list)]
    odd = deepcopy(ODD[int(rng.integers(len(ODD)))])
    if not places or rng.random() < 0.03:
        return _written(odd)
    holder, key = places[int(rng.integers(len(places)))]
    how = rng.random()
    if how < 0.6:
        holder[key] = odd
    elif how < 0.8:
        other, at = places[int(rng.integers(len(places)))]
        holder[key] = deepcopy(other[at])
    elif how < 0.9:
        del holder[key]
    elif isinstance(holder, dict):
        holder[odd if isinstance(odd, str) else str(odd)[:60]] = holder[key]
    else:
        holder += [holder[key]] * int(rng.integers(1, 30))
    return _written(read)


def _written(content: Any) -> bytes | None:
    try:
        return json.dumps(content).encode()
    except ValueError:  # a whole number too long to be written, or a value that holds itself
        return None
