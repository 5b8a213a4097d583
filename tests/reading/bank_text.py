"""A statement of an account, read."""

from __future__ import annotations

from roi_model.reading.reading import read
from roi_model.reading.result import Reading


def reading_of(text: str, **options: object) -> Reading:
    return read(text.encode("utf-8"), name="bank.csv", **options)  # type: ignore[arg-type]
