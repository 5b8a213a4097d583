"""The child that makes files (`python -m` this module), spoken to by `limited`."""

from __future__ import annotations

import ctypes
import json
import pickle
from contextlib import suppress
from dataclasses import astuple
from typing import Any

from roi_model.importing import LATE
from roi_model.sandbox.child_process import Progress, serve

MOST_WRITTEN = 256 << 20
"""Bytes of a file on disk: large workbooks are written through one."""

_ANALYSES = ("projection", "risk", "tornado", "three_cases", "needed")
_NEEDED = {
    "csv": _ANALYSES[:1], "html": _ANALYSES[:2], "json": (), "xlsx": _ANALYSES[:2], "zip": (),
}  # fmt: skip
"""What is worked out before a file is written; the zip says itself how far it is."""


def warm() -> None:
    """Import what the files need."""
    import typst  # noqa: F401
    import vl_convert  # noqa: F401

    with LATE:
        import scipy.stats.qmc  # noqa: F401

    from roi_model.export.deck import slides  # noqa: F401


def work(head: dict[str, Any], content: bytes, progress: Progress) -> bytes:
    """A format, a dossier and a template as the bytes of the file."""
    from roi_model.declaration.errors import ScenarioError

    kind, dossier, template = pickle.loads(content)
    needed = _NEEDED.get(kind, _ANALYSES)
    for done, name in enumerate(needed):
        progress(done, len(needed) + 1)
        getattr(dossier, name)
    _give_back()
    progress(len(needed), len(needed) + 1)
    try:
        return _written(kind, dossier, template, progress)
    except ScenarioError as error:
        told = [astuple(problem) for problem in error.problems]
        raise ValueError(json.dumps(told)) from None


def _give_back() -> None:
    """Memory that is free goes to the system: what draws needed is not added to what files need."""
    with suppress(AttributeError, OSError, TypeError):  # there is none but in glibc
        ctypes.CDLL(None).malloc_trim(0)


def _written(kind: str, dossier: Any, template: bytes | None, progress: Progress) -> bytes:
    from roi_model.export.bundle import bundle
    from roi_model.export.pdf.report import report_pages
    from roi_model.export.sandbox.limited import PAGES
    from roi_model.export.writers import writers

    if kind == "zip":
        return bundle(dossier, template=template, progress=progress)
    if kind == PAGES:
        pages = report_pages(dossier)
        sizes = json.dumps([len(page) for page in pages]).encode("ascii")
        return b"".join([len(sizes).to_bytes(4, "big"), sizes, *pages])
    return writers(template)[kind](dossier)


if __name__ == "__main__":
    serve(warm, work, addresses=False, written=MOST_WRITTEN)
