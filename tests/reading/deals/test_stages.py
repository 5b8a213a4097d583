"""Stages in their many spellings; those nobody knows are asked for."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.stages import ANSWERS, STATES, load_stages
from roi_model.reading.reading import read
from tests.reading.deals.plain import UNKNOWN, reading_of


def test_unknown_stages_are_asked_in_one_question() -> None:
    reading = reading_of(UNKNOWN)
    (question,) = reading.questions
    assert question.id == "stage:Étape"
    assert question.values["counts"] == {"Zone grise": 2, "Closed": 1}
    assert {c.answer: c.gives for c in question.candidates} == {
        "won": {"rows": 3, "won": 4}, "lost": {"rows": 3, "lost": 3},
        "open": {"rows": 3, "open": 3},
        "left_out": {"rows": 3, "left_out": 3},
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
        assert stages.state(spelling) in range(len(ANSWERS))
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


def test_deleted_deals_and_stages_said_to_be_left_out_are_no_deals() -> None:
    text = UNKNOWN + "D;Excluído;19/01/2024;;7,00\n"
    reading = reading_of(text, answers={"stages": {"Zone grise": "open", "Closed": "left_out"}})
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "open", "open"]
    left = reading.rejected[["line", "reason"]].to_numpy().tolist()
    assert left == [[5, "left_stage"], [6, "left_stage"]]
    (note,) = [n for n in reading.notes if n.code == "left_stages"]
    assert note.values == {"count": 2}


def test_the_likely_meaning_is_proposed_first_by_words_and_by_probability() -> None:
    reading = reading_of(
        "Deal,Stage,Created,Close Date,Win Probability,Amount\n"
        "A,Won,2024-01-20,2024-02-20,100 %,10.50\nB,Lost,2024-01-20,2024-02-21,0 %,5.50\n"
        "C,Fin Nord,2024-01-20,2024-02-21,0 %,5.50\nD,Fin Nord,2024-01-20,2024-02-21,0 %,5.50\n"
        "E,Vertrag gekündigt,2024-01-20,2024-02-21,,5.50\nF,Doublon à voir,2024-01-20,,,5.50\n"
        "G,Zone B,2024-01-20,,40 %,5.50\n"
    )
    (question,) = reading.questions
    assert question.values["likely"] == {
        "Fin Nord": "lost", "Vertrag gekündigt": "lost",
        "Doublon à voir": "left_out", "Zone B": "open",
    }  # fmt: skip
    assert question.candidates[0].answer == "lost"
    assert reading.deals is None


def test_numbered_states_are_asked_and_whole_amounts_beside_them_may_be_cents() -> None:
    text = (
        "ID,Title,Value,Currency,Stage,Status,Created Date\n"
        "1,A,125000,eur,To Contact,1,2024-01-20\n2,B,80000,eur,In Contact,0,2024-01-21\n"
        "3,C,40000,eur,To Contact,2,2024-01-22\n"
    )
    asked = {question.id for question in reading_of(text).questions if question.blocking}
    assert asked == {"stage:Status", "minor_units:Value"}
    answers = {"stages": {"0": "open", "1": "won", "2": "lost"}, "minor_units": "cents"}
    figures = reading_of(text, answers=answers).to_json()["deals"]
    assert (figures["won"], figures["lost"], figures["open"]) == (1, 1, 1)
    assert figures["won_amount"] == 1250.0


@pytest.mark.parametrize(("text", "won"), [
    ("Nazwa;Etap deala;Kwota;Utworzono\nA;Deal wygrany;100,50;24.01.2025\n"
     "B;Przygotowanie dokumentów;20,00;25.01.2025\nC;Deal przegrany;30,00;26.01.2025\n", 100.5),
    ("Navn;Status;Salgsbeløp;Opprettet\nA;Solgt;100,50;24.01.2025\nB;I gang;20,00;25.01.2025\n"
     "C;Tapt;30,00;26.01.2025\n", 100.5),
])  # fmt: skip
def test_deals_of_polish_and_nordic_crms_have_their_amounts(text: str, won: float) -> None:
    reading = read(text.encode(), name="deals.csv")
    assert reading.usable and reading.deals is not None
    amounts = reading.deals.set_index("state")["amount"].to_dict()
    assert amounts == {"won": won, "open": 20.0, "lost": 30.0}
