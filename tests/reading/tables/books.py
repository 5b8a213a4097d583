"""A workbook, read, and what was remarked."""

from __future__ import annotations

from typing import Any

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.workbooks import xlsx


def reading_of(*rows: list[Any], **options: Any) -> Reading:
    return read(xlsx({"Feuil1": rows}), name="costs.xlsx", **options)


def notes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]
