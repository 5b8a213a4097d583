"""The case of the workbook, and its words."""

from __future__ import annotations

from roi_model.storage.presets import preset
from roi_model.texts import text

SCENARIO = preset("linkedin-outbound").scenario


def word(key: str, lang: str = "en") -> str:
    return text(f"workbook.{key}", lang)
