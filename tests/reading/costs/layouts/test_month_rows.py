"""Beneath a column of months: sums under any name, and lines of words, are no costs."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEADS = {
    "fr": "Mois;Logiciels;Publicité", "en": "Month;Software;Advertising",
    "de": "Monat;Software;Werbung", "es": "Mes;Software;Publicidad",
    "it": "Mese;Software;Pubblicità", "pt": "Mês;Software;Publicidade",
    "nl": "Maand;Software;Reclame",
}  # fmt: skip
MONTHS = {
    "fr": ("janvier", "février", "mars"), "en": ("January", "February", "March"),
    "de": ("Januar", "Februar", "März"), "es": ("enero", "febrero", "marzo"),
    "it": ("gennaio", "febbraio", "marzo"), "pt": ("janeiro", "fevereiro", "março"),
    "nl": ("januari", "februari", "maart"),
}  # fmt: skip
SUMS = [
    ("fr", "Total"), ("fr", "Ensemble"), ("fr", "Somme des mois"), ("en", "Grand total"),
    ("en", "Year to date"), ("en", "Everything"), ("de", "Summe"), ("de", "Gesamt"),
    ("de", "Insgesamt"), ("es", "Suma"), ("es", "Totales"), ("es", "En conjunto"),
    ("it", "Totale"), ("it", "Somma"), ("it", "Complessivo"), ("pt", "Totais"), ("pt", "Soma"),
    ("pt", "Ao todo"), ("nl", "Totaal"), ("nl", "Som"), ("nl", "Alles bij elkaar"),
]  # fmt: skip
NOTES = [
    ("fr", "à jour au 12"), ("fr", "Hors salaires"), ("fr", "Situation de juin"),
    ("en", "as of the 12th"), ("en", "Without travel"), ("en", "Status June"),
    ("de", "Stand Juni"), ("de", "Ohne Reisen"), ("de", "Vorläufig"),
    ("es", "Nota: desde marzo somos 2"), ("es", "Sin viajes"), ("es", "Provisional"),
    ("it", "Aggiornato a giugno"), ("it", "Senza viaggi"), ("it", "Provvisorio"),
    ("pt", "Atualizado em junho"), ("pt", "Sem viagens"), ("pt", "Provisório"),
    ("nl", "Stand juni"), ("nl", "Zonder reizen"), ("nl", "Voorlopig"),
]  # fmt: skip
PAID = ("120,50;310,00", "135,25;320,00", "128,00;410,75")
ANSWERS = {"year": "2025", "amount_column": "all"}


def table(lang: str, *beneath: str, year: str = "") -> str:
    rows = [f"{month}{year};{paid}" for month, paid in zip(MONTHS[lang], PAID, strict=True)]
    return "\n".join([HEADS[lang], *rows, *beneath, ""])


@pytest.mark.each_once
@pytest.mark.parametrize("year", ["", " 2025"])
@pytest.mark.parametrize(("lang", "name"), SUMS)
def test_what_adds_up_the_months_is_a_total_whatever_it_is_called(
    lang: str, name: str, year: str
) -> None:
    reading = reading_of(table(lang, f"{name};383,75;1040,75", year=year), answers=ANSWERS)
    assert reading.total() == 1424.5
    assert list(reading.total("month")) == ["2025-01", "2025-02", "2025-03"]
    assert reading.rejected["reason"].tolist() == ["total_line"]


@pytest.mark.parametrize(("lang", "note"), NOTES)
def test_a_line_of_words_below_the_months_is_no_month(lang: str, note: str) -> None:
    beneath = ("Total;383,75;1040,75", f"{note};;")
    reading = reading_of(table(lang, *beneath), answers=ANSWERS)
    assert reading.total() == 1424.5
    assert reading.rejected["reason"].tolist() == ["total_line", "footer"]


def test_each_of_two_sums_is_one_of_what_is_above_it() -> None:
    text = ("Mois;Logiciels;Publicité\njanvier;100;200\nfévrier;110;220\n1er trimestre;210;420\n"
            "avril;130;230\nmai;140;240\n2e trimestre;270;470\nAnnée;480;890\n")  # fmt: skip
    assert reading_of(text, answers=ANSWERS).total() == 1370


def test_what_does_not_add_up_is_listed_as_no_total() -> None:
    text = table("fr", "Moyenne;127,92;346,92")
    reading = reading_of(text, answers=ANSWERS)
    assert reading.total() == 1424.5
    assert set(reading.rejected["reason"]) == {"bad_date"}


def test_days_that_are_months_already_keep_their_rows() -> None:
    text = "Date;Label;Amount\n2026-01-05;Rent;100\n2026-02-05;Ads;100\n2026-03-05;Trip;200\n"
    assert reading_of(text).total() == 400


def test_a_count_that_the_total_column_leaves_out_is_no_cost() -> None:
    text = ("Mes;Herramientas;Publicidad;Llamadas;Total mes;Coste por llamada\n"
            "Enero 2026;398,20;600,00;805;998,20;1,24\nFebrero 2026;345,00;1100,00;544;1445,00;"
            "2,66\nTOTAL;743,20;1700,00;1349;2443,20;\n")  # fmt: skip
    assert reading_of(text).total() == 2443.2
