"""What the command line's `read` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from roi_model.actuals.reading import read


def read_command(
    paths: Iterable[str | Path],
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    lang: str = "en",
) -> dict[str, Any]:
    """One file: the object of MODEL.md 7; several: {"files": [one object each, with its "file"]}.

    Raises OSError where a file cannot be opened and ValueError for an answer that is none.
    """
    found = []
    for path in map(Path, paths):
        reading = read(path.read_bytes(), kind=kind, answers=answers, name=path.name)
        found.append({"file": path.name, **reading.to_json(lang)})
    return found[0] if len(found) == 1 else {"files": found}
