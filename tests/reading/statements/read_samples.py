"""Samples of statements read, and held against the movements they were written from."""

from __future__ import annotations

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.bank_variants import OWN_TRANSFER
from tests.reading.statements.written import BOOKED
from tests.reading.variants import SAMPLES


def sample(name: str) -> Reading:
    """A sample as read, under its own name."""
    return read((SAMPLES / name).read_bytes(), name=name)


def codes(reading: Reading) -> list[str]:
    """The codes of its remarks."""
    return [note.code for note in reading.notes]


def values(reading: Reading, code: str) -> dict[str, object]:
    """What its one remark of this code says."""
    (found,) = [note for note in reading.notes if note.code == code]
    return dict(found.values)


def refused(content: bytes, name: str = "statement") -> str:
    """Why bytes are refused, in both languages; the code."""
    reading = read(content, name=name)
    assert reading.refused is not None
    for lang in ("fr", "en"):
        assert name in reading.refused.sentence(lang)
    return reading.refused.code


def holds_the_movements(reading: Reading, *, categories: bool = True, days: bool = True) -> None:
    """Whether what left the account counts, in its month and category, and all else is listed."""
    assert reading.refused is None and not reading.blocked
    assert reading.kind == "bank"
    out = [one for one in BOOKED if one.cents < 0 and one.label != OWN_TRANSFER]
    by_month: dict[str, int] = {}
    by_category: dict[str, int] = {}
    for one in out:
        by_month[one.day[:7]] = by_month.get(one.day[:7], 0) - one.cents
        by_category[one.category] = by_category.get(one.category, 0) - one.cents
    totals = reading.totals()
    assert totals["all"] == sum(by_month.values()) / 100
    assert totals["by_month"] == {month: cents / 100 for month, cents in by_month.items()}
    if categories:
        assert totals["by_category"] == {k: v / 100 for k, v in sorted(by_category.items())}
    found = [f"{m}-{d:02d}" for m, d in zip(reading.entries["month"], reading.entries["day"],
                                           strict=True)]  # fmt: skip
    if days:
        assert sorted(found) == sorted(one.day for one in out)
    assert reading.rows_kept == len(out)
    assert reading.rows_read == reading.rows_kept + len(reading.rejected)
    received = reading.rejected[reading.rejected["reason"] == "income"]
    assert len(received) == sum(one.cents > 0 for one in BOOKED)
    assert values(reading, "own_transfers") == {"count": 1, "total": 5000}
