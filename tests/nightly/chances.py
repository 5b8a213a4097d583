"""risk() beside a plain Monte Carlo of a million draws.

A stated P10 is right where a tenth of the million lies below it: shares are compared, so that the
tolerance is that of shares, 4.5 standard errors of both runs, √(p·(1 − p)·(1/N + 1/n)). Sobol'
points err less than the n independent draws that are allowed for here. N and n of a quantile are
the draws in which its metric is defined, those of a chance all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np

from roi_model.analysis.risk.risk import DRAWS, QUANTILES, Risk, risk
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_to_dict
from tests.nightly.plain_draws import Draws, simulated
from tests.nightly.row import Row

PRESETS = ("linkedin-outbound", "in-house-sdr", "inbound-and-outbound", "quarter-campaign")
MANY, ERRORS, SEED = 1_000_000, 4.5, 1
LEAST = 10_000
CLOSE = 65_536


def compared(share: float) -> Iterator[Row]:
    """Each of the presets, with the draws the app makes and with many."""
    count = max(LEAST, round(MANY * share))
    for slug in PRESETS:
        case = preset(slug).scenario
        plain = simulated(scenario_to_dict(case), drawn_doubts(case), count, SEED)
        for draws in (DRAWS, CLOSE) if share >= 1 else (DRAWS,):
            yield beside(f"{slug}, {draws:,} draws", risk(case, draws=draws), plain)


def beside(name: str, run: Risk, plain: Draws) -> Row:
    """Every quantile and chance of a run beside the shares of the plain draws."""
    off: dict[str, tuple[float, float]] = {}
    count = len(plain["roi"])

    def note(what: str, distance: float, wanted: float, theirs: int, ours: int) -> None:
        error = sqrt(max(wanted * (1 - wanted), 1 / ours) * (1 / theirs + 1 / ours))
        off[what] = (distance, distance / error)

    for metric, values in plain.items():
        found = run.spread(metric)
        known, ours = np.sort(values[np.isfinite(values)]), run.draws - found.undefined
        for level, wanted in QUANTILES.items():
            stated = getattr(found, level)
            if stated is not None:
                # a share of draws at exactly this value lies neither below nor above it
                small = 1e-9 * max(1.0, abs(stated))
                below = np.searchsorted(known, stated - small) / len(known)
                up_to = np.searchsorted(known, stated + small) / len(known)
                apart = max(below - wanted, wanted - up_to, 0.0)
                note(f"{metric} {level}", apart, wanted, len(known), ours)
    for month, stated in enumerate(run.payback_by_month):
        wanted = float(np.mean(plain["payback_month"] <= month + 1e-9))
        note(f"paid back by month {month}", abs(stated - wanted), wanted, count, run.draws)
    wanted = float(np.mean(plain["roi"] > 0))
    note("roi above 0", abs(run.roi_positive - wanted), wanted, count, run.draws)
    wrong = [f"{what}: {d:.2%}, {e:.1f} errors" for what, (d, e) in off.items() if e > ERRORS]
    farthest = max(off.values(), key=lambda one: one[1])
    return Row(
        f"risk(): {name}; P10/P50/P90 and chances",
        count,
        f"{max(d for d, _ in off.values()):.3%} of the draws, {farthest[1]:.1f} errors",
        f"{ERRORS} standard errors",
        tuple(wrong),
    )
