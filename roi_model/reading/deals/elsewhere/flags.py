"""Two columns of yes and no that say of every deal whether it is won and whether it is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.deals.stages import LOST, NO, WON, YES, load_stages, states_of
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold

_ENOUGH = 2
_MOST = 24
"""Columns of yes and no of which pairs are tried."""
Mask = NDArray[np.bool_]


def outcome_flags(
    names: Sequence[str], columns: Mapping[int, pa.Array], stages: pa.Array | None
) -> tuple[int, int] | None:
    """The columns, of some by their numbers, that say of every deal whether it is won, and lost.

    Filled in every row, never yes in both. Their headings have a word of winning and one of losing,
    or else the `stages` that are known tell: all of those won are yes in the one, all lost in the
    other, and nothing else known is yes in either.
    """
    yes = {c: said for c, cells in columns.items() if (said := _said(cells)) is not None}
    if not 1 < len(yes) <= _MOST:
        return None
    worded = {c: _outcome(names[c]) for c in yes}
    pairs = [pair for pair in permutations(yes, 2) if not (yes[pair[0]] & yes[pair[1]]).any()]
    spoken = [(a, b) for a, b in pairs if (worded[a], worded[b]) == (WON, LOST)]
    if spoken or stages is None:
        return spoken[0] if len(spoken) == 1 else None
    states = states_of(stages, {})
    won, lost, known = states == WON, states == LOST, states >= 0
    if min(won.sum(), lost.sum()) < _ENOUGH:
        return None
    told = [(a, b) for a, b in pairs
            if (yes[a] == won)[known].all() and (yes[b] == lost)[known].all()]  # fmt: skip
    return told[0] if len(told) == 1 else None


def _said(cells: pa.Array) -> Mask | None:
    """Which rows say yes, where all say yes or no and some each; else None."""
    values, index = coded(trimmed(cells))
    folded = [fold(str(value)) for value in values.to_pylist()]
    if not set(folded) <= YES | NO:
        return None
    yes: Mask = np.array([word in YES for word in folded], bool)[index]
    return yes if yes.any() and not yes.all() else None


def _outcome(name: str) -> int | None:
    """Won or lost, as the words of a heading say; None where they say neither, or both."""
    stages = load_stages()
    told = {stages.state(word) for word in fold(name).split() if stages.outcome(word)}
    return told.pop() if len(told) == 1 else None
