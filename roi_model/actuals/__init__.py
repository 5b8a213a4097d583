"""Bytes in: costs and deals from whatever export the user has, read right or refused."""

from __future__ import annotations

from roi_model.actuals.calibrate import Calibration, calibrate, joined_deals
from roi_model.actuals.command import read_command
from roi_model.actuals.findings import Candidate, Note, Question, Refusal
from roi_model.actuals.limited import read_limited
from roi_model.actuals.reading import Reading, flag_sentence, read, rejection_sentence
from roi_model.actuals.reforecast import Reforecast, first_month, reforecast
from roi_model.actuals.smoothing import smooth
from roi_model.actuals.suggestion import Suggestion, apply
from roi_model.actuals.targets import Target, judge
from roi_model.actuals.variance import Variance, variance
from roi_model.actuals.won import WonBusiness, kpi_history, won_business

__all__ = [
    "Calibration",
    "Candidate",
    "Note",
    "Question",
    "Reading",
    "Reforecast",
    "Refusal",
    "Suggestion",
    "Target",
    "Variance",
    "WonBusiness",
    "apply",
    "calibrate",
    "first_month",
    "flag_sentence",
    "joined_deals",
    "judge",
    "kpi_history",
    "read",
    "read_command",
    "read_limited",
    "reforecast",
    "rejection_sentence",
    "smooth",
    "variance",
    "won_business",
]
