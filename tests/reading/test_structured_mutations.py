"""Statements, ledgers and invoices with spoilt words: the total stands, or what is gone is said."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.mutations import Rng
from tests.reading.test_mutations import COUNT
from tests.reading.variants import SAMPLES

pytestmark = pytest.mark.spoilt
_TEXTS = (".bai", ".bai2", ".csv", ".mt940", ".mt942", ".ofx", ".qfx", ".qif", ".se", ".si", ".sta",
          ".txt", ".xaf", ".xml")  # fmt: skip
NAMES = [path.name for path in sorted(SAMPLES.iterdir())
         if path.name.startswith(("statement_", "ledger_", "invoice_"))
         and path.suffix in _TEXTS]  # fmt: skip
_LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", np.uint8)


@cache
def whole(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name=name)


def said(reading: Reading) -> set[tuple[str, object]]:
    """What a reading says of itself beside its figures."""
    reasons = dict(reading.rejected["reason"].value_counts())
    notes = {(note.code, str(note.values)) for note in reading.notes}
    return notes | set(reasons.items()) | {("kind", reading.kind), ("rows", reading.rows_kept)}


def spoilt_letters(content: bytes, rng: Rng) -> bytes:
    """One to six letters replaced by others: in labels, tags and keywords, in no figure or side."""
    data = np.frombuffer(content, np.uint8).copy()
    letter = np.isin(data, _LETTERS)
    # An S or an H alone is a side, and so is one of two: where PI buys, PD is a discount.
    places = np.flatnonzero(letter[2:] & letter[1:-1] & letter[:-2]) + 2
    for at in rng.permutation(places)[: int(rng.integers(1, 7))]:
        data[at] = rng.choice(_LETTERS)
    return data.tobytes()


@pytest.mark.parametrize("part", range(2))
def test_letters_that_are_spoilt_change_no_total_in_silence(part: int) -> None:
    for seed in range(part, COUNT, 2):
        rng = np.random.default_rng(seed)
        name = NAMES[int(rng.integers(len(NAMES)))]
        reading = read(spoilt_letters((SAMPLES / name).read_bytes(), rng), name=name)
        if not reading.usable:
            continue
        right = abs(reading.total() - whole(name).total()) < 0.005
        assert right or said(reading) != said(whole(name)), f"seed {seed}: {name}"


@pytest.mark.parametrize("part", range(2))
def test_a_file_that_ends_anywhere_ends_in_figures_a_question_or_a_refusal(part: int) -> None:
    for seed in range(part, COUNT // 2, 2):
        rng = np.random.default_rng(seed)
        name = NAMES[int(rng.integers(len(NAMES)))]
        content = (SAMPLES / name).read_bytes()
        reading = read(content[: int(rng.integers(1, len(content)))], name=name)
        assert reading.refused is not None or reading.blocked or len(reading.entries) > 0
