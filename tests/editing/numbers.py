"""Every input that is a number."""

from __future__ import annotations

from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.editing import edits

NUMBERS = [
    card
    for entity in (Scenario, Channel, Role, CostLine)
    for card in cards(entity).values()
    if card.is_number
] + [edits.TOOLS, edits.LAUNCH]


def card(name: str) -> Card:
    return cards(Scenario)[name]
