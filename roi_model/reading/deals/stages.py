"""What a CRM's stages mean: won, lost or open, and how far along; from data/deal_stages.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.text.wording import fold

# What cells say that answer yes or no, folded; and of a deal that was put away or not.
YES = {"true", "1", "yes", "oui", "vrai", "si", "verdadero", "x", "checked", "v", "y", "ja", "j",
       "wahr", "vero", "sim", "verdadeiro", "waar"}  # fmt: skip
NO = {"false", "0", "no", "non", "faux", "falso", "unchecked", "n", "nein", "falsch", "nao", "nee",
      "onwaar"}  # fmt: skip
AWAY = {"archived", "deleted", "archive", "archivee", "supprime", "supprimee", "archiviert",
        "geloscht", "archivado", "archivada", "eliminado", "eliminada", "archiviato", "archiviata",
        "eliminato", "eliminata", "arquivado", "arquivada", "excluido", "excluida", "gearchiveerd",
        "verwijderd", "trashed"}  # fmt: skip
KEPT = {"not archived", "active", "non archive", "non archivee", "nicht archiviert", "no archivado",
        "non archiviato", "nao arquivado", "niet gearchiveerd", "actif", "active deal"}  # fmt: skip
STATES = ("won", "lost", "open")
ANSWERS = (*STATES, "left_out")
"""What a stage may be said to mean: a state, or that such rows are no deals to count."""
_CODES, _MOST_CODES = 100, 9
"""States are numbered so low, and there are no more of them."""
FUNNEL = ("lead", "qualified", "meeting", "quote")
"""Stages of the plan's funnel that an open deal may stand in, the earliest first."""
WON, LOST, OPEN, LEFT = 0, 1, 2, 3
_FILE = Path(__file__).resolve().parents[3] / "data" / "deal_stages.toml"
# "1. Won", "6 - Gagné (100 %)": the rank and the probability are no part of the name.
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
# "C5:WON": a code of Bitrix24 names its pipeline first.
_RANK = re.compile(r"^c\d+ (?=\D)|^(?:\d+ ?%? )+(?=\D)|(?: \d+ ?%?)+$")
# "Refusé - trop cher", "Accepté le 29/06": why and when come behind.
_WHY = re.compile(r"\s+[-–—]+\s+|\s*[(:;,]")
_WHEN = re.compile(
    r"^(.+?) (?:le|du|on|at|the|am|vom|el|del|il|dal|em|de|op|van|w dniu)?(?: ?\d+)+$"
)
_OR = {"or", "ou", "o", "and", "et", "y"}


class Meaning(NamedTuple):
    """What a spelling means: WON, LOST, OPEN or LEFT, and of FUNNEL where it says how far along."""

    state: int
    stage: str = ""


@dataclass(frozen=True)
class Stages:
    """Folded spelling → meaning, whole or by its first words.

    `before` are words that may stand before an outcome without changing it, `withdrawn` those of an
    offer that was taken back. `hints` are beginnings of words that make a meaning likely and not
    sure, with the answer they propose.
    """

    exact: Mapping[str, Meaning]
    prefix: Mapping[str, Meaning]
    before: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    hints: Mapping[str, str] = field(default_factory=dict)

    def state(self, spelling: str) -> int:
        """WON, LOST, OPEN, LEFT, or UNKNOWN.

        >>> [load_stages().state(s) for s in ("Fermé gagné", "6 - Lost (price)", "Won/Lost")]
        [0, 1, -1]
        """
        found = self._meaning(spelling)
        return UNKNOWN if found is None else found.state

    def funnel_stage(self, spelling: str) -> str:
        """The stage of FUNNEL in which a deal so marked stands; empty where it does not tell.

        >>> [load_stages().funnel_stage(s) for s in ("2. Devis envoyé", "Lead In", "On hold")]
        ['quote', 'lead', '']
        """
        found = self._meaning(spelling)
        return "" if found is None else found.stage

    def outcome(self, spelling: str) -> bool:
        """Whether this is an outcome of a deal and can hardly be anything else.

        >>> [load_stages().outcome(s) for s in ("Closed Won", "6. Verloren (0 %)", "Lost baggage")]
        [True, True, False]
        """
        folded = _RANK.sub("", fold(_BRACKETS.sub("", spelling)))
        found = self.prefix.get(folded) or self.prefix.get(" ".join(self._bare(folded.split())))
        if found is None and folded.startswith("closed"):  # "closedwon", as interfaces write it
            found = self.exact.get(folded)
        return found is not None and found.state in (WON, LOST)

    def is_withdrawn(self, spelling: str) -> bool:
        """Whether an offer so marked was taken back by whoever made it.

        >>> [load_stages().is_withdrawn(s) for s in ("Annulé (doublon)", "Refusé")]
        [True, False]
        """
        return fold(_WHY.split(spelling.strip(), maxsplit=1)[0]) in self.withdrawn

    def likely(self, spelling: str) -> str:
        """The one of ANSWERS that the words of an unknown spelling speak for; "" for none.

        >>> [load_stages().likely(s) for s in ("Vertrag gekündigt", "Deal renewed", "Zone 3")]
        ['lost', 'won', '']
        """
        folded = f" {fold(spelling)}"
        return next((told for hint, told in self.hints.items() if f" {hint}" in folded), "")

    def _bare(self, words: list[str]) -> list[str]:
        """What is left without the words that say no more than that a deal was closed."""
        at = next((i for i, word in enumerate(words) if word not in self.before), len(words))
        return words[at:]

    def _meaning(self, spelling: str) -> Meaning | None:
        folded = _RANK.sub("", fold(spelling))
        # "Appointment Scheduled (Sales Pipeline)": what stands in brackets is not the stage.
        for whole in (folded, _RANK.sub("", fold(_BRACKETS.sub("", spelling)))):
            if whole in self.exact:
                return self.exact[whole]
        if (told := self._annotated(spelling)) is not None:
            return told
        words = folded.split()
        found = self._begun(words)
        if found is None and (bare := self._bare(words)) != words:
            found = self._begun(bare)
            return None if found is None or found.state not in (WON, LOST) else found
        return found

    def _annotated(self, spelling: str) -> Meaning | None:
        """The meaning of what stands before a reason or a day; None beside another outcome."""
        first, *rest = _WHY.split(spelling.strip(), maxsplit=1)
        dated = _WHEN.match(fold(first))
        found = self.exact.get(dated[1] if dated else fold(first)) if dated or rest else None
        if found is None:
            return None
        words = fold(" ".join(rest)).split()
        parts = {" ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3)}
        behind = (self.exact.get(part, self.prefix.get(part)) for part in parts)
        others = {one.state for one in behind if one is not None} - {found.state}
        # "Accepté - en attente de signature" is none yet; why one was lost may speak of anything.
        doubtful = {WON, LOST, OPEN} if found.state == WON else {WON, LOST}
        return None if others & doubtful else found

    def _begun(self, words: list[str]) -> Meaning | None:
        """The meaning of the longest first words that have one; None beside the other outcome."""
        for size in range(len(words), 0, -1):
            found = self.prefix.get(" ".join(words[:size]))
            if found is not None:
                return None if self._denied(found.state, words[size:]) else found
        return None

    def _denied(self, state: int, rest: list[str]) -> bool:
        """Whether the next word is the other outcome: "Won/Lost" is a stage of both."""
        rest = rest[1:] if rest and rest[0] in _OR else rest
        other = self.prefix.get(rest[0]) if rest else None
        closed = (WON, LOST)
        return state in closed and other is not None and other.state in set(closed) - {state}


@cache
def load_stages() -> Stages:
    """The spellings of data/deal_stages.toml.

    Raises ValueError where a state or a hint is none of ANSWERS, a stage none of FUNNEL, or a
    spelling stands under two.
    """
    exact: dict[str, Meaning] = {}
    prefix: dict[str, Meaning] = {}
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for entry in told["state"]:
        stage = entry.get("stands_for", "")
        for value, allowed in ((entry["name"], ANSWERS), (stage, ("", *FUNNEL))):
            if value not in allowed:
                raise ValueError(f"deal_stages.toml: {value!r}; allowed: {', '.join(allowed)}")
        meaning = Meaning(ANSWERS.index(entry["name"]), stage)
        for table, words in ((exact, entry.get("exact", ())), (prefix, entry.get("prefix", ()))):
            for word in words:
                if table.setdefault(word, meaning) != meaning:
                    raise ValueError(f"deal_stages.toml: {word!r} stands under two states")
    if unknown := told["likely"].keys() - set(ANSWERS):
        raise ValueError(f"deal_stages.toml: likely: {', '.join(sorted(unknown))}")
    hints = {word: name for name, words in told["likely"].items() for word in words}
    before, withdrawn = frozenset(told["before_outcomes"]), frozenset(told["withdrawn"])
    return Stages(exact, prefix, before, withdrawn, hints)


def states_of(cells: pa.Array, told: object, offers: bool = False) -> NDArray[np.int8]:
    """The state of every cell, UNKNOWN where it is empty or its spelling is nowhere known.

    What the user told, a table of spelling → state, goes first. Of `offers` some of which were
    refused, those that were taken back are left out.
    """
    given = _given(told)
    encoded = cells.dictionary_encode()
    spellings = encoded.dictionary.to_pylist()
    stages = load_stages()
    states = np.array([given.get(fold(s), stages.state(s)) for s in spellings], np.int8)
    if offers:
        back = np.array([stages.is_withdrawn(s) and fold(s) not in given for s in spellings], bool)
        if (states[~back] == LOST).any():
            states[back] = LEFT
    found: NDArray[np.int8] = states[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def is_coded(cells: pa.Array) -> bool:
    """Whether filled cells are a few small whole numbers: states as an interface numbers them.

    >>> is_coded(pa.array(["0", "2", "1", ""])), is_coded(pa.array(["1", "1"]))
    (True, False)
    """
    said = {str(value) for value in cells.unique().to_pylist()} - {""}
    numbers = all(value.isdecimal() and int(value) < _CODES for value in said)
    return numbers and 2 <= len(said) <= _MOST_CODES


def _given(table: object) -> dict[str, int]:
    if not isinstance(table, Mapping):
        raise ValueError(f'stages: {table!r}; give {{"a stage as in the file": "won"}}')
    found = {}
    for spelling, state in table.items():
        if state not in ANSWERS:
            raise ValueError(f"stages: {spelling!r}: {state!r}; allowed: {', '.join(ANSWERS)}")
        found[fold(str(spelling))] = ANSWERS.index(state)
    return found
