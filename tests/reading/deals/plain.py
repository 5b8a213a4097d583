"""Deals as they were written, and their figures found by plain code."""

from __future__ import annotations

from typing import Any

from roi_model.reading.reading import read
from roi_model.reading.result import Reading


def reading_of(text: str, **options: Any) -> Reading:
    return read(text.encode("utf-8"), name="deals.csv", **options)


UNKNOWN = (
    "Affaire;Étape;Créée le;Signée le;Montant\nA;Gagné;15/01/2024;20/02/2024;10,50\n"
    "B;Zone grise;16/01/2024;21/02/2024;20,50\nC;Zone grise;17/01/2024;;\nD;Closed;18/01/2024;;\n"
)
