"""The golden files. Each says itself, under `origin`, how it was made and by what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.json"))


def golden(name: str) -> dict[str, Any]:
    """A golden file as it stands, its origin included."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


PROJECTIONS: list[dict[str, Any]] = golden("projections")["cases"]
"""Scenarios with the figures expected of them."""

FEC = golden("fec_expected")
"""What two real accounting files hold, by the name of the file."""
