"""The column of inputs on Simulate, read off the cards: which stand in a group, in what order.

A card says its group, whether it is folded away (`advanced`) and where it is set (`place`); nothing
is listed again. Paths are those of `edits`, without the channel that stands before a channel's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import Channel, Role, Scenario
from roi_model.editing.edits import FIRST_ROLE, LAUNCH, TOOLS

GROUPS = ("sale", "costs", "channel", "cash", "period")
"""The groups of the column, from top to bottom."""


def column(group: str) -> dict[str, Card]:
    """The inputs of one group of the column by path, the folded ones among them.

    As declared, a role's before the case's, save where a card says which it `follows`.

    >>> [path for path, card in column("period").items() if not card.advanced]
    ['horizon_months', 'campaign_months', 'discount_rate', 'market']
    """
    here = {path: card for path, card in _all() if card.group == group and card.place == "column"}
    order = [path for path, card in here.items() if not card.follows]
    for path, card in here.items():
        if card.follows:
            keys = [here[other].key for other in order]
            order.insert(keys.index(card.follows) + 1, path)
    return {path: here[path] for path in order}


def core(group: str) -> list[str]:
    """The inputs of a group that are always in sight."""
    return [path for path, card in column(group).items() if not card.advanced]


def folded(group: str) -> list[str]:
    """The inputs of a group behind “advanced”."""
    return [path for path, card in column(group).items() if card.advanced]


def _all() -> Iterator[tuple[str, Card]]:
    yield from ((FIRST_ROLE + key, card) for key, card in cards(Role).items())
    yield from ((key, card) for key, card in cards(Channel).items() if not card.same_as)
    yield from cards(Scenario).items()
    yield from ((card.key, card) for card in (TOOLS, LAUNCH))
