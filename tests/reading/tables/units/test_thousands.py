"""Amounts in thousands where only a heading or a title says so."""

from __future__ import annotations

from tests.reading.deals.plain import reading_of


def test_thousands_in_the_heading_multiply_and_in_a_title_are_asked() -> None:
    rows = "A;Gagné;15/01/2024;25/03/2024;1,5\nB;Perdu;16/01/2024;26/03/2024;20,0\n"
    told = reading_of("Affaire;Étape;Date création;Date clôture;Montant (k€)\n" + rows)
    assert told.to_json()["deals"]["won_amount"] == 1500
    assert "unit" in [note.code for note in told.notes]
    text = (
        "Opportunités (montants en k€);;;;\nAffaire;Étape;Créée le;Date de clôture;Montant\n" + rows
    )
    reading = reading_of(text)
    assert [q.id for q in reading.questions] == ["unit:Montant"]
    assert reading.deals is None
    answered = reading_of(text, answers={"unit:Montant": "1000"})
    assert answered.to_json()["deals"]["won_amount"] == 1500
