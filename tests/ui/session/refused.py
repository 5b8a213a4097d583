"""A case to refuse values of, and spaces as one types them."""

from __future__ import annotations

from roi_model.storage.presets import preset

START = preset("inbound-and-outbound").scenario


def spaced(said: str) -> str:
    return said.replace("\u00a0", " ").replace("\u202f", " ")
