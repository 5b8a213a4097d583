"""Dossiers to make files of, one large with hostile names, and the words of slides."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from pptx import Presentation

from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.storage.presets import preset

DAY = date(2026, 11, 27)
HOSTILE = ("=1+1", "+SUM(A1)", "-2", "@cmd", "#panic()", "$x$ *b*", "<img src=x>")


def dossier(slug: str = "in-house-sdr", lang: str = "fr", **more: object) -> Dossier:
    told = {"title": "Étude", "client": "Dupont & Fils", "author": "A. Martin", **more}
    return Dossier(preset(slug).scenario, lang, DAY, link="http://host/?case=x", **told)  # type: ignore[arg-type]


def large() -> Scenario:
    """Twelve channels with hostile, long names over 84 months."""
    base = preset("inbound-and-outbound").scenario
    channels = tuple(
        replace(
            base.channels[number % 2],
            name=f"{HOSTILE[number % len(HOSTILE)]} {number} {'a long name ' * 7}".strip(),
        )
        for number in range(12)
    )
    return replace(base, name=HOSTILE[0], horizon_months=84, channels=channels)


LARGE = large()


def words_of(content: bytes) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found
