"""A plan that asks more hours than its team has, and the pair of figures it must be told with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from roi_model import Channel, Role, Scenario, formatting, project

BUSY = Scenario(
    name="Busy",
    horizon_months=24,
    deal_value=9000.0,
    cycle_months=3.0,
    channels=(Channel(name="Calls", contacts=1000.0),),
    team=(Role(title="SDR"),),
)
"""Returns something either way; the team can do two thirds of it."""


SAID_ON = date(2026, 11, 28)


def pair(lang: str) -> list[str]:
    """Return and payback, as asked for and within capacity, as they are written."""
    metrics = project(BUSY).metrics
    limited = project(replace(BUSY, enforce_capacity=True)).metrics
    return [
        formatting.metric(name, found[name].value, "EUR", lang)
        for found in (limited, metrics)
        for name in ("roi", "payback_month")
    ]
