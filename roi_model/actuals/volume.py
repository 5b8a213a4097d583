"""Deals created a month beside the plan's of the same stage: how many contacts make as many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from roi_model.actuals.estimates.counts import intensity, trend
from roi_model.actuals.estimates.posterior import Posterior
from roi_model.actuals.origin import Origin
from roi_model.actuals.suggestion import VOLUME, Suggestion, planned, suggest
from roi_model.actuals.variance import month_number
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import step_paths
from roi_model.engine.arrays import Floats
from roi_model.projection import project
from roi_model.reading.values.dates import year_month


def volume_suggestions(
    scenario: Scenario, channels: tuple[str, ...] | None, deals: pd.DataFrame,
    months: tuple[str, ...], start: str, origin: Origin,
) -> list[Suggestion]:  # fmt: skip
    """Contacts of each of `channels` (None: of all), scaled so that the plan's deals meet those.

    Counted in those of the calendar `months` in which the plan has some of the stage that they
    stand for; the plan counts them in the month of their contacts. `start` is month 1. The rates
    before that stage stay the plan's, and so do ramp, season and initiatives. Without a month or a
    deal in them there is no suggestion. Source: MODEL 6.
    """
    numbers = np.array([month_number(month) - month_number(start) + 1 for month in months], int)
    course = _planned_deals(scenario, channels, origin)
    within = numbers[(numbers >= 1) & (numbers < len(course))]
    counted = within[course[within] > 1e-9]
    begun = deals["created"].dt.year * 12 + deals["created"].dt.month - month_number(start)
    created = np.array([float((begun == number).sum()) for number in counted])
    if not created.sum() > 0:
        return []
    usual = course[counted]
    scale, going = intensity(created, usual), trend(created, usual)
    ends = () if going is None else (100 * end for end in going.interval())
    values = {
        "first": year_month(month_number(start) + int(counted[0]) - 1),
        "last": year_month(month_number(start) + int(counted[-1]) - 1),
        "monthly": _short(created.mean()),
        "planned": _short(usual.mean()),
        "low": _short(scale.interval()[0] * usual.mean()),
        "high": _short(scale.interval()[1] * usual.mean()),
        "created": int(created.sum()),
        "trend": " … ".join(f"{end:+.0f}".replace("-", "−") for end in ends),
        "channel": ", ".join(channels or ()),
        "plan_stage": origin.stage,
    }
    made = []
    for name, _, _ in named(scenario.channels):
        path = f"channels/{name}/contacts"
        own = planned(scenario, path)
        if (channels is not None and name not in channels) or not own:
            continue
        made.append(
            suggest(
                scenario, path, Posterior(own * scale.values, scale.weights), kind=VOLUME,
                sample=int(created.sum()), values=values,
                observed=own * float(created.sum() / usual.sum()),
            )
        )  # fmt: skip
    return [one for one in made if one is not None]


def _planned_deals(scenario: Scenario, channels: tuple[str, ...] | None, origin: Origin) -> Floats:
    """Deals the plan asks for by month, of these channels; no capacity holds them back."""
    free = replace(scenario, enforce_capacity=False)
    silent = {
        path: np.zeros(1)
        for name, at, _ in named(scenario.channels)
        if channels is not None and name not in channels
        for path in step_paths(f"channels/{name}/contacts", scenario.channels[at].contacts)
    }
    course = origin.deals(project(free, silent or None))
    return np.asarray(course.reshape(-1, course.shape[-1])[0])


def _short(value: float) -> float:
    """Three digits, as such a figure can bear."""
    return float(f"{value:.3g}")
