"""Calibration on simulated pipelines: the coverage of its intervals, and lifelines beside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import numpy as np

from roi_model.actuals.estimates.cycle import fit
from tests.actuals.pipelines import simulated
from tests.nightly.row import Row

PIPELINES, LARGE = 400, 20
CONVERSION, MEAN, CV = 0.25, 3.0, 0.5
LEVEL, LOWEST, HIGHEST = 0.9, 0.85, 0.95
OTHER = Path(__file__).with_name("by_lifelines.py")
APART = 0.25
"""Of the standard deviation stated, between a posterior's mean and the most likely value."""


def coverage(share: float) -> Iterator[Row]:
    """How often an interval of 90 % holds the truth, losses being told or not."""
    count = max(10, round(PIPELINES * share))
    slack = 3 * sqrt(LEVEL * (1 - LEVEL) / count) if share < 1 else 0.0
    for told in (0.0, 0.8):
        held = []
        for seed in range(count):
            found = fit(pipeline(seed, 300, told), draws=1000)
            low, high = found.conversion.interval(LEVEL)
            short, long = found.cycle_months.interval(LEVEL)
            held.append((low <= CONVERSION <= high, short <= MEAN <= long))
        for what, hit in zip(("conversion", "cycle"), np.mean(held, axis=0), strict=True):
            fine = LOWEST - slack <= hit <= HIGHEST + slack
            name = f"calibration, losses told {told:.0%}: {what} held by its 90 % interval"
            told_wrong = () if fine else (f"{name}: {hit:.1%}",)
            limits = f"{LOWEST - slack:.0%} to {min(1, HIGHEST + slack):.0%}"
            yield Row(name, count, f"{hit:.1%}", limits, told_wrong)


def pipeline(seed: int, count: int, told: float):  # type: ignore[no-untyped-def]
    return simulated(
        [16, seed], count=count, conversion=CONVERSION, mean=MEAN, cv=CV, months=12, told=told
    )


def lifelines(share: float, python: Path) -> Iterator[Row]:
    """The same mixture cure model fitted by lifelines, on pipelines large enough to tell."""
    count = max(1, round(LARGE * share))
    made = [pipeline(1000 + seed, 2000, 0.0) for seed in range(count)]
    asked = [{"won": one.won.tolist(), "open": one.open.tolist()} for one in made]
    answer = subprocess.run(
        [str(python), str(OTHER)], input=json.dumps(asked), capture_output=True, text=True,
        check=True, timeout=1800,
    ).stdout  # fmt: skip
    off, wrong = {"conversion": 0.0, "cycle": 0.0}, []
    for number, (deals, theirs) in enumerate(zip(made, json.loads(answer), strict=True)):
        found = fit(deals)
        ours = {"conversion": found.conversion, "cycle": found.cycle_months}
        for name, posterior in ours.items():
            weights = posterior.weights / posterior.weights.sum()
            spread = sqrt(float(weights @ (posterior.values - posterior.mean) ** 2))
            distance = abs(posterior.mean - theirs[name]) / spread
            off[name] = max(off[name], distance)
            if distance > APART:
                wrong.append(f"pipeline {number}: {name} {posterior.mean:.4f}, {theirs[name]:.4f}")
    largest = ", ".join(f"{name} {value:.2f}" for name, value in off.items())
    yield Row(
        "calibration beside lifelines, 2,000 deals each", count, f"{largest} deviations",
        f"{APART}", tuple(wrong),
    )  # fmt: skip
