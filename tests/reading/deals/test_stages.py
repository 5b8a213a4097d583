"""Stages in their many spellings; those nobody knows are asked for."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.stages import STATES, load_stages
from tests.reading.deals.plain import UNKNOWN, reading_of


def test_unknown_stages_are_asked_in_one_question() -> None:
    reading = reading_of(UNKNOWN)
    (question,) = reading.questions
    assert question.id == "stage:Étape"
    assert question.values["counts"] == {"Zone grise": 2, "Closed": 1}
    assert {c.answer: c.gives for c in question.candidates} == {
        "won": {"rows": 3, "won": 4}, "lost": {"rows": 3, "lost": 3}, "open": {"rows": 3, "open": 3}
    }  # fmt: skip
    assert "Zone grise (2), Closed (1)" in question.sentence("fr")
    assert reading.deals is None
    alike = reading_of(UNKNOWN, answers={question.id: "open"}).to_json()["deals"]
    assert (alike["won"], alike["lost"], alike["open"]) == (1, 0, 3)
    each = {"stages": {"zone grise": "lost", "Closed": "won"}}
    figures = reading_of(UNKNOWN, answers=each).to_json()["deals"]
    assert (figures["won"], figures["lost"], figures["open"]) == (2, 2, 0)


def test_the_users_word_on_a_stage_goes_before_ours() -> None:
    answers = {"stages": {"Gagné": "open", "Zone grise": "lost", "Closed": "lost"}}
    assert reading_of(UNKNOWN, answers=answers).to_json()["deals"]["open"] == 1


def test_no_spelling_stands_under_two_states() -> None:
    stages = load_stages()
    for spelling in (*stages.exact, *stages.prefix):
        assert stages.state(spelling) in range(len(STATES))
    both = set(stages.exact) & set(stages.prefix)
    assert all(stages.exact[word] == stages.prefix[word] for word in both)


@pytest.mark.parametrize(
    ("spelling", "state"),
    [("closedwon", "won"), ("Closed Won", "won"), ("FERMÉ GAGNÉ", "won"), ("Fermée/Gagnée", "won"),
     ("Ganado", "won"), ("6. Won (100 %)", "won"), ("Signé", "won"), ("Perdue - budget", "lost"),
     ("Won't fix", "lost"), ("Cerrado perdido", "lost"), ("Proposal/Price Quote", "open"),
     ("Rendez-vous planifié", "open"), ("Négociation", "open"), ("Closed", None), ("Done", None),
     ("Nouveau (Pipeline de ventes)", "open"), ("Closed won (Sales Pipeline)", "won"),
     ("Signature prévue", None), ("", None)],
)  # fmt: skip
def test_spellings(spelling: str, state: str | None) -> None:
    found = load_stages().state(spelling)
    assert (STATES[found] if found >= 0 else None) == state


def test_a_stage_of_both_outcomes_is_asked() -> None:
    stages = load_stages()
    for spelling in ("Won/Lost", "Gagné ou perdu", "Closed Won / Lost", "Perdu - gagné"):
        assert stages.state(spelling) == -1, spelling
    assert STATES[stages.state("100% - Signé")] == "won"
    assert STATES[stages.state("Lost to a rival who won")] == "lost"
