"""Why A became B in a few parts that convince: a channel that differs is one of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from roi_model.analysis.change.compare import Comparison, Part

MOST = 6
"""Parts that a reader takes in at once; beyond, the smallest are one together."""
OWNED = ("channels", "initiatives")
"""Lists each of whose entries is a part of its own; the team, the costs, the benefits are one."""
REST = "rest"


@dataclass(frozen=True)
class Group:
    """Changes that are told as one: `key` is their channel, list or input, or `rest`.

    `parts` are what it is made of, the largest first; they add up to `contribution`.
    """

    key: str
    parts: tuple[Part, ...]

    @property
    def contribution(self) -> float:
        """What they bring together, in the metric's unit."""
        return math.fsum(part.contribution or 0.0 for part in self.parts)


def grouped(found: Comparison, most: int = MOST) -> list[Group]:
    """The changes that move the metric, by what they belong to, the largest first; `most` at most.

    The contributions add up to the difference. Empty where the metric is not shared out.

    >>> from roi_model.analysis.change.compare import compare
    >>> from roi_model.storage.presets import preset
    >>> make, buy = preset("in-house-sdr").scenario, preset("outsourced-appointments").scenario
    >>> [group.key for group in grouped(compare(make, buy, "net_gain"))]
    ['team', 'channels/In-house SDR', 'costs']
    """
    by_key: dict[str, list[Part]] = {}
    for part in found.parts:
        if part.contribution:
            by_key.setdefault(owner(part.path), []).append(part)
    groups = [Group(key, tuple(parts)) for key, parts in by_key.items()]
    groups.sort(key=lambda group: -abs(group.contribution))
    if len(groups) <= most:
        return groups
    return [*groups[: most - 1], Group(REST, _together(groups[most - 1 :]))]


def owner(path: str) -> str:
    """What a changed path belongs to.

    >>> owner("channels/Ads/contacts"), owner("team/SDR/fte"), owner("deal_value")
    ('channels/Ads', 'team', 'deal_value')
    """
    group, *rest = path.split("/")
    return f"{group}/{rest[0]}" if group in OWNED and rest else group


def _together(groups: Sequence[Group]) -> tuple[Part, ...]:
    return tuple(part for group in groups for part in group.parts)
