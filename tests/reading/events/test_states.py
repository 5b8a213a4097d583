"""What the words of lists mean."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.events.kinds import EVENT_KINDS
from roi_model.reading.events.states import known_share, spellings, state_of
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.text.wording import fold


@pytest.mark.parametrize(
    ("kind", "spelling", "state"),
    [
        ("leads", "Qualifié", "qualified"), ("leads", "Non qualifié", "lost"),
        ("leads", "non", "open"), ("leads", "Marketing Qualified Lead", "qualified"),
        ("leads", "salesqualifiedlead", "qualified"), ("leads", "Open - Not Contacted", "open"),
        ("leads", "Closed - Converted", "qualified"), ("leads", "Closed - Not Converted", "lost"),
        ("calls", "Pas de réponse", "missed"), ("calls", "Pas intéressé", "reached"),
        ("calls", "RDV pris le 12", "meeting"), ("calls", "Left voicemail", "missed"),
        ("customers", "trialing", "trial"), ("customers", "past_due", "active"),
        ("customers", "En essai", "trial"), ("customers", "Trial expired", "left"),
        ("customers", "gekündigt", "left"), ("customers", "Prueba gratuita", "trial"),
        ("calls", "NRP", "missed"), ("calls", "Ne répond pas (2e essai)", "missed"),
    ],
)  # fmt: skip
def test_the_longest_words_decide(kind: str, spelling: str, state: str) -> None:
    states = {one.name: one.states for one in EVENT_KINDS}[kind]
    assert states[state_of(spelling, kind)] == state


def test_the_table_is_folded_and_every_kind_with_a_question_has_all_its_states() -> None:
    for kind in EVENT_KINDS:
        known = spellings(kind.name)
        assert [fold(word) for word in known] == list(known)
        assert set(known.values()) == (set(range(len(kind.states))) if kind.question else set())


def test_the_share_of_known_cells() -> None:
    assert known_share(pa.array(["New", "", "Phase 3", "MQL", "MQL"]), "leads") == 0.75
    assert known_share(pa.array(["", ""]), "leads") == 0
    assert state_of("", "calls") == UNKNOWN
