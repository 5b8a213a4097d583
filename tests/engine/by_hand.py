"""Small plans whose figures can be worked out by hand."""

from __future__ import annotations

from roi_model import Channel, Projection, Scenario

EXACT = 1e-12

EVERYONE = {
    "contact_to_lead": 1.0,
    "lead_to_qualified": 1.0,
    "qualified_to_meeting": 1.0,
    "meeting_to_quote": 1.0,
    "quote_to_customer": 1.0,
    "meeting_cost": 0.0,
}


def plan(*channels: Channel, **inputs: object) -> Scenario:
    """A scenario of nothing but what a test says: no commission, cash and signature at once."""
    base: dict[str, object] = {
        "name": "By hand",
        "cycle_months": 0.0,
        "dso_days": 0.0,
        "commission": 0.0,
        "campaign_months": 1,
    }
    return Scenario(channels=channels, **{**base, **inputs})  # type: ignore[arg-type]


def value(projection: Projection, name: str) -> float:
    found = projection.metrics[name].value
    assert isinstance(found, float), (name, projection.metrics[name].reason)
    return found
