"""Files made in a child process with limits: the server stays small, and a fault is a sentence.

A plan of 50 channels over 120 months is drawn, set and zipped elsewhere, and that memory is gone
when the file is there. Whoever waits is told how far it is, and may stop it.
"""

from __future__ import annotations

import json
import logging
import pickle
from dataclasses import replace

from roi_model import logs
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.export.contents.dossier import Dossier
from roi_model.sandbox.child_process import DISK, DONE, KILLED, MEMORY, SLOW, VALUE_ERROR
from roi_model.sandbox.children import Pool, Tick
from roi_model.settings import EXPORTS
from roi_model.texts import text

SIZE = EXPORTS()
"""Children of a server: as many files are made at once. Each makes one, and is replaced."""

MEGABYTES, SECONDS = 2048, 90
"""Memory written to and processor time of one file, several times what the largest plan takes."""

ANSWER = 200 << 20
_WAIT_SECONDS = 120
POOL = Pool("roi_model.export.sandbox.worker", size=SIZE, most_jobs=1)
_WHY = {MEMORY: "memory", SLOW: "slow", KILLED: "killed", DISK: "disk"}
PAGES = "pages"
"""The pages of the PDF as pictures, beside the formats of `command.writers`."""


class ExportError(Exception):
    """A file that could not be made; `code` is a key of the texts `deliver.failed`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self, lang: str) -> str:
        """Why, and what to do."""
        return text(f"deliver.failed.{self.code}", lang)


def warm() -> None:
    """Start the children, which load what they need in the background."""
    POOL.slots()


def made(
    kind: str, dossier: Dossier, template: bytes | None = None, *, tick: Tick | None = None
) -> bytes:
    """The bytes of a file of a format, made in a child.

    `tick((done, all))` is called a few times a second; what it raises ends the work. Raises
    ExportError, or ScenarioError where the template is none.
    """
    child = POOL.take(_WAIT_SECONDS, tick)
    if child is None:
        raise ExportError("busy")
    try:
        code, found = child.ask(
            {"megabytes": MEGABYTES, "seconds": SECONDS},
            # Ours to ours, and one way alone: what comes back is never unpickled.
            pickle.dumps((kind, replace(dossier), template)),
            seconds=3 * SECONDS, most=ANSWER, tick=tick,
        )  # fmt: skip
    finally:
        POOL.give(child)
    if code == DONE:
        return found
    if code == VALUE_ERROR:
        raise ScenarioError(Problem(*problem) for problem in json.loads(found))
    why = _WHY.get(code, "broken")
    where = found.decode("ascii", "replace")
    logs.tell("file_not_made", level=logging.ERROR, kind=kind, why=why, where=where)
    raise ExportError(why)


def pages(content: bytes) -> list[bytes]:
    """The pictures (PNG) of the pages, out of what was made of PAGES."""
    size = int.from_bytes(content[:4], "big")
    sizes, at, found = json.loads(content[4 : 4 + size]), 4 + size, []
    for length in sizes:
        found.append(content[at : at + length])
        at += length
    return found
