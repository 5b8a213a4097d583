"""Long sweeps in parts: CI plays every value once, `make test-thorough` what is left of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence, Set

import pytest


def mark_the_rest(items: Sequence[pytest.Item]) -> None:
    """Of tests marked `each_once`, mark `thorough` those whose every value another one plays.

    The mark takes what a value is by parameter, where several are of one kind:
    `each_once(name=suffix)` keeps one name of each ending.
    """
    sweeps: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("each_once") is not None:
            sweeps.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for sweep in sweeps.values():
        for item, first in zip(sweep, new([_values(item) for item in sweep]), strict=True):
            if not first:
                item.add_marker(pytest.mark.thorough)


def _values(item: pytest.Item) -> Set[Hashable]:
    """What a test plays: of each of its `parametrize` one set of values, or their kinds."""
    params = item.callspec.params  # type: ignore[attr-defined]
    (mark,) = item.iter_markers("each_once")
    if mark.kwargs:
        return {(name, kind(params[name])) for name, kind in mark.kwargs.items()}
    together = [re.findall(r"\w+", str(one.args[0])) for one in item.iter_markers("parametrize")]
    return {tuple((name, repr(params[name])) for name in names) for names in together}


def new(plays: Sequence[Set[Hashable]]) -> list[bool]:
    """Which of these are played, so that every value is, and those of many plays in turns.

    >>> new([{"fr", "csv"}, {"fr", "xlsx"}, {"en", "csv"}, {"en", "xlsx"}])
    [True, False, False, True]
    >>> new([{"fr", "csv"}, {"fr", "xlsx"}, {"fr", "ods"}])
    [True, True, True]
    """
    played: Counter[Hashable] = Counter()
    chosen = [False] * len(plays)

    def worth(at: int) -> tuple[int, int]:
        return len(plays[at] - played.keys()), -sum(played[value] for value in plays[at])

    while left := [at for at in range(len(plays)) if plays[at] - played.keys()]:
        best = max(left, key=worth)
        chosen[best] = True
        played.update(plays[best])
    return chosen
