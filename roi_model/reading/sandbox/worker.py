"""The child that parses uploads (`python -m` this module), spoken to by `limited`."""

from __future__ import annotations

from typing import Any

from roi_model.sandbox.child_process import Progress, serve

_WARM = "Date;Libellé;Montant\n15/01/2024;HubSpot;1 200,50\n"


def warm() -> None:
    """Import what reading needs."""
    from roi_model.reading.reading import read
    from roi_model.reading.sandbox import wire
    from roi_model.reading.tables.sheets import opened

    wire.from_bytes(wire.to_bytes(read(_WARM.encode(), name="warm.csv")))
    opened.is_workbook(b"")


def work(head: dict[str, Any], content: bytes, progress: Progress) -> bytes:
    """A file as a reading, in bytes."""
    from roi_model.reading.reading import read
    from roi_model.reading.sandbox import wire

    return wire.to_bytes(read(content, **head["arguments"]))


if __name__ == "__main__":
    serve(warm, work, addresses=True, written=0)
