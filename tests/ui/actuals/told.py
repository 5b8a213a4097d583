"""What the files tell of the plan on screen, worked out without the app."""

from __future__ import annotations

from roi_model.texts import text
from tests.ui.seen import seen

PLAN = seen()


def said(key: str, lang: str = "en", **values: object) -> str:
    return text(f"tracking.{key}", lang, **values)
