"""A text read as a file of costs."""

from __future__ import annotations

from roi_model.reading.reading import read
from roi_model.reading.result import Reading


def reading_of(text: str, **options: object) -> Reading:
    return read(text.encode("utf-8"), name="costs.csv", **options)  # type: ignore[arg-type]
