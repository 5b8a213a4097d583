"""Bytes in: costs and deals from whatever export the user has, read right or refused."""

from __future__ import annotations

from roi_model.actuals.command import read_command
from roi_model.actuals.findings import Candidate, Note, Question, Refusal
from roi_model.actuals.reading import Reading, flag_sentence, read, rejection_sentence
from roi_model.actuals.variance import Variance, variance

__all__ = [
    "Candidate",
    "Note",
    "Question",
    "Reading",
    "Refusal",
    "Variance",
    "flag_sentence",
    "read",
    "read_command",
    "rejection_sentence",
    "variance",
]
