"""Headings of payrolls, language by language."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.pay import words
from roi_model.reading.text.wording import fold

# By language: the employer's whole cost, its charges, what is withheld, gross pay, net pay.
HEADINGS = {
    "fr": ("Coût total employeur", "Cotisations patronales", "Part salariale", "Brut", "Net payé"),
    "de": ("Gesamtkosten", "AG-Anteil", "Lohnsteuer", "Bruttolohn", "Auszahlungsbetrag"),
    "sv": ("Total lönekostnad", "Arbetsgivaravgifter", "Preliminärskatt", "Bruttolön",
           "Att utbetala"),
    "nb": ("Total lønnskostnad", "Arbeidsgiveravgift", "Skattetrekk", "Brutto lønn", "Utbetalt"),
    "da": ("Lønomkostning", "ATP arbejdsgiver", "A-skat", "Løn brutto", "Til udbetaling"),
    "pl": ("Całkowity koszt pracodawcy", "ZUS pracodawcy", "ZUS pracownika", "Płaca brutto",
           "Do wypłaty"),
    "nl": ("Loonkosten totaal", "Premies werkgever", "Inhoudingen", "Bruto salaris",
           "Netto uitbetaald"),
    "it": ("Costo azienda", "Contributi ditta", "Ritenute", "Totale lordo", "Netto in busta"),
}  # fmt: skip


@pytest.mark.parametrize("lang", HEADINGS)
def test_each_heading_is_of_its_own_kind_and_of_no_other(lang: str) -> None:
    kinds = (words.TOTAL, words.CHARGES, words.WITHHELD, words.GROSS, words.NET)
    for place, heading in enumerate(HEADINGS[lang]):
        found = [bool(kind.search(fold(heading))) for kind in kinds]
        assert found == [at == place for at in range(len(kinds))], heading


@pytest.mark.parametrize(
    "heading", ["Salon de Lyon", "Colón", "Melon", "Placard", "Skate", "Brand"]
)
def test_words_that_look_like_pay_are_none(heading: str) -> None:
    assert not words.is_pay(heading)
