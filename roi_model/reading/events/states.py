"""What is said of an entry, from data/event_states.toml; asked where a spelling is unknown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.events.kinds import EVENT_KINDS, EventKind
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.spelled_states import UNKNOWN, settle
from roi_model.reading.text.wording import fold

_FILE = Path(__file__).resolve().parents[3] / "data" / "event_states.toml"


@cache
def spellings(kind: str) -> Mapping[str, int]:
    """Folded first words → the number of a state of this kind, as the file has them.

    Raises ValueError where a state is none of the kind's, or a spelling stands under two.
    """
    states = {one.name: one.states for one in EVENT_KINDS}[kind]
    found: dict[str, int] = {}
    for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["state"]:
        if entry["kind"] != kind:
            continue
        if entry["name"] not in states:
            raise ValueError(f"event_states.toml: {entry['name']!r}; allowed: {', '.join(states)}")
        number = states.index(entry["name"])
        for word in entry["words"]:
            if found.setdefault(word, number) != number:
                raise ValueError(f"event_states.toml: {word!r} stands under two states")
    return found


def state_of(spelling: str, kind: str) -> int:
    """The state a spelling begins with, the longest of them; UNKNOWN where none does.

    >>> LEADS = ("qualified", "open", "lost")
    >>> [LEADS[state_of(words, "leads")] for words in ("MQL", "Non qualifié", "Nouveau (2024)")]
    ['qualified', 'lost', 'open']
    >>> state_of("Phase 3", "leads")
    -1
    """
    known, words = spellings(kind), fold(spelling).split()
    for size in range(len(words), 0, -1):
        found = known.get(" ".join(words[:size]))
        if found is not None:
            return found
    return UNKNOWN


def known_share(cells: pa.Array, kind: str) -> float:
    """Which share of the filled cells is a spelling of this kind."""
    filled = cells.filter(pc.not_equal(cells, ""))
    if not len(filled):
        return 0.0
    counted = pc.value_counts(filled).to_pylist()
    known = sum(p["counts"] for p in counted if state_of(p["values"], kind) != UNKNOWN)
    return float(known / len(filled))


def states_of(
    header: str, cells: pa.Array, kind: EventKind, inquiry: Inquiry
) -> NDArray[np.int8] | None:
    """The state of every row, UNKNOWN for an empty cell; None where spellings are asked.

    One question for all unknown spellings of the column, answered by one state for all of them.
    """
    encoded = cells.dictionary_encode()
    told = [state_of(str(s), kind.name) for s in encoded.dictionary.to_pylist()]
    state: NDArray[np.int8] = np.array(told, np.int8)[
        encoded.indices.to_numpy(zero_copy_only=False)
    ]
    return settle(kind.question, header, cells, state, kind.states, inquiry)
