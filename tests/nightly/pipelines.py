"""Calibration on simulated pipelines: how often its intervals hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np

from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import Pipeline
from tests.actuals.pipelines import simulated
from tests.nightly.row import Row

PIPELINES, DEALS = 400, 300
CONVERSION, MEAN, CV = 0.25, 3.0, 0.5
LEVEL, LOWEST, HIGHEST = 0.9, 0.85, 0.95


def coverage(share: float) -> Iterator[Row]:
    """How often an interval of 90 % holds the truth, losses being told or not."""
    count = max(10, round(PIPELINES * share))
    slack = 3 * sqrt(LEVEL * (1 - LEVEL) / count) if share < 1 else 0.0
    for told in (0.0, 0.8):
        held = []
        for seed in range(count):
            found = fit(pipeline(seed, told), draws=1000)
            low, high = found.conversion.interval(LEVEL)
            short, long = found.cycle_months.interval(LEVEL)
            held.append((low <= CONVERSION <= high, short <= MEAN <= long))
        for what, hit in zip(("conversion", "cycle"), np.mean(held, axis=0), strict=True):
            fine = LOWEST - slack <= hit <= HIGHEST + slack
            name = f"calibration, losses told {told:.0%}: {what} held by its 90 % interval"
            told_wrong = () if fine else (f"{name}: {hit:.1%}",)
            limits = f"{LOWEST - slack:.0%} to {min(1, HIGHEST + slack):.0%}"
            yield Row(name, count, f"{hit:.1%}", limits, told_wrong)


def pipeline(seed: int, told: float) -> Pipeline:
    return simulated(
        [16, seed], count=DEALS, conversion=CONVERSION, mean=MEAN, cv=CV, months=12, told=told
    )
