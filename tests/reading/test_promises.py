"""Every answer that is offered gives what it promised, where nothing else is asked."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.costs.platforms.test_platform import HEAD, ROWS
from tests.reading.variants import SAMPLES

_LARGE = 300_000
FILES = sorted(p.name for p in SAMPLES.iterdir() if p.stat().st_size < _LARGE)


def promised(content: bytes, name: str) -> list[tuple[str, str, object, float | None]]:
    """Of a file's only blocking question each answer, what it promises and what it gives; no costs
    at all give None."""
    blocking = [question for question in read(content, name=name).questions if question.blocking]
    found: list[tuple[str, str, object, float | None]] = []
    for question in blocking if len(blocking) == 1 else ():
        for one in question.candidates:
            if "all" not in one.gives:
                continue
            after = read(content, name=name, answers={question.id: one.answer})
            if not after.blocked:
                found.append((question.id, one.answer, one.gives["all"], _total(after)))
    return found


def _total(reading: Reading) -> float | None:
    return None if reading.refused is not None else reading.total()


def kept(content: bytes, name: str) -> int:
    """How many promises of a file there are, all of them kept."""
    found = promised(content, name)
    for said, answer, promise, given in found:
        assert promise == pytest.approx(given or 0.0, abs=0.005), (said, answer)
    return len(found)


@pytest.mark.parametrize("name", FILES)
def test_every_answer_to_a_sample_gives_what_it_promised(name: str) -> None:
    kept((SAMPLES / name).read_bytes(), name)
