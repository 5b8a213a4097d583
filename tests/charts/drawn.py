"""A case to draw, and the parts of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roi_model.declaration.scenario import Scenario
from roi_model.storage.scenario_file import scenario_from_dict

LANGUAGES = ("fr", "en")
THEMES = ("light", "dark")
HORIZON = 24


def scenario(**changes: Any) -> Scenario:
    """A founder's case that goes below zero, comes back, and signs some deals too late."""
    table: dict[str, Any] = {
        "name": "Case",
        "horizon_months": HORIZON,
        "campaign_months": HORIZON,
        "deal_value": 15_000,
        "channels": [{"name": "Phone", "contacts": 1000, "monthly_cost": 500}],
        "team": [{"title": "SDR"}],
        "costs": [{"name": "CRM", "category": "tools", "amount": 400}],
    }
    return scenario_from_dict(table | changes)


LEVERS = [
    {
        "name": "Fewer ads",
        "gross_profit": -500.0,
        "investment": -900.0,
        "roi": None,
        "payback_month": None,
        "npv": 300.0,
    },
    {
        "name": "Training",
        "gross_profit": 9000.0,
        "investment": 3000.0,
        "roi": 2.0,
        "payback_month": 7.5,
        "npv": 5000.0,
    },
]


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a specification, itself included."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)
