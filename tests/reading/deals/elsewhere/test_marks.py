"""Deals whose state is a mark under one of several headings."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read

FRENCH = (
    "Prospect;Date 1er RDV;Proposition (€ HT);Gagné;Perdu;En cours;Remarques\n"
    "A;15/01/2025;100,50;x;;;\nB;16/01/2025;20,00;;X;;rappeler\nC;17/01/2025;;;;x;\n"
    "Total;;120,50;1;1;1;\n"
)
ENGLISH = (
    "Client,Offer (£),Sent,Won,Lost,Note\nA,100.50,2025-01-15,✔,,\nB,20.00,2025-01-16,❌,✔,cold\n"
    "C,30.00,2025-01-17,,,\n"
)
GERMAN = (
    "Kunde;Angebot (EUR);Datum;beauftragt;abgelehnt;offen\nA;100,50;15.01.2025;ja;nein;nein\n"
    "B;20,00;16.01.2025;nein;ja;nein\nC;30,00;17.01.2025;nein;nein;ja\nSumme;150,50;;1;1;1\n"
)


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, GERMAN])
def test_a_mark_says_which_deals_are_won(text: str) -> None:
    found = read(text.encode(), name="suivi.csv")
    assert (found.kind, found.usable) == ("deals", True), found.questions
    deals = found.to_json()["deals"]
    assert [deals[one] for one in ("won", "lost", "open", "won_amount")] == [1, 1, 1, 100.5]
    assert "stages_of_marks" in [note.code for note in found.notes]


def test_marks_under_two_outcomes_are_asked() -> None:
    text = FRENCH.replace("100,50;x;;;", "100,50;x;x;;")
    (question,) = (one for one in read(text.encode()).questions if one.blocking)
    assert question.values["counts"] == {"Gagné / Perdu": 1}


@pytest.mark.parametrize(
    "text",
    [FRENCH.replace("Prospect", "Fournisseur"), FRENCH.replace("X;;rappeler", "Metz;;rappeler")],
)
def test_of_purchases_and_under_words_there_are_no_marks(text: str) -> None:
    found = read(text.encode(), name="suivi.csv")
    assert "stages_of_marks" not in [note.code for note in found.notes]
