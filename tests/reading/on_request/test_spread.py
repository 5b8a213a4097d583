"""Expenses that come again, over their months where somebody says so."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.read_again import reading_of
from tests.reading.variants import SAMPLES, TOTAL, expected_by_month

SPREAD = {"spread": "spread"}


NOW = 2026 * 12 + 10
"""November 2026, in months since year 0."""


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roi_model.reading.on_request.spread.last_month", lambda said: NOW)


def offered(reading: Reading) -> dict[str, float]:
    (question,) = [q for q in reading.questions if q.about == "spread"]
    return {one.answer: float(str(one.gives["all"])) for one in question.candidates}


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def test_until_somebody_says_each_line_counts_once_and_both_totals_are_shown() -> None:
    content = (SAMPLES / "en_recurring.csv").read_bytes()
    reading = read(content)
    assert reading.usable and reading.total() == TOTAL
    assert reading.total("month") == read(content, answers={"spread": "dated"}).total("month")
    (question,) = [q for q in reading.questions if q.about == "spread"]
    assert not question.blocking and question.values == {"count": 4}
    dated, over = (dict(one.gives) for one in question.candidates)
    assert dated["by_month"] == expected_by_month()
    spread = read(content, answers=SPREAD)
    assert (over["all"], over["by_month"]) == (spread.total(), spread.total("month"))
    assert question.sentence("en") != question.sentence("fr")


def test_the_sample_over_its_months() -> None:
    reading = read((SAMPLES / "en_recurring.csv").read_bytes(), answers=SPREAD)
    # The pay of March counts in April too; 400.00 of tools are twelve parts from April on.
    assert reading.total() == round(TOTAL + 4260.10, 2)
    months = reading.total("month")
    parts = [months[f"2024-{m:02d}"] for m in range(5, 13)] + [
        months[f"2025-{m:02d}"] for m in range(1, 4)
    ]
    assert months["2024-04"] == round(4260.10 + 33.34, 2)
    assert parts == [33.34] * 3 + [33.33] * 8
    assert reading.rows_kept == read((SAMPLES / "en_recurring.csv").read_bytes()).rows_kept
    (note,) = [note for note in reading.notes if note.code == "recurring_spread"]
    assert note.values == {"count": 4, "months": 3 + 1 + 12}


@pytest.mark.parametrize(
    ("word", "months"),
    [("annuel", 12), ("jährlich", 12), ("Trimestriel", 3), ("quarterly", 3), ("semestriel", 6)],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_parts_add_up_to_the_cent_and_the_remainder_is_in_the_first(
    word: str, months: int, sign: str
) -> None:
    text = f"Date;Libellé;Coût;Fréquence\n2025-11-15;A;{sign}100,01;{word}\n2025-11-16;B;900,00;\n"
    found = reading_of(text, answers=SPREAD)
    rows = found.entries[found.entries["label"] == "A"]
    each, more = divmod(10001, months)
    factor = -1 if sign else 1
    assert rows["units"].tolist() == [factor * (each + (i < more)) for i in range(months)]
    first = 2025 * 12 + 10
    assert rows["month"].astype(str).tolist() == [
        f"{m // 12}-{m % 12 + 1:02d}" for m in range(first, first + months)
    ]


def test_a_monthly_line_ends_with_its_end_its_next_line_or_the_file() -> None:
    text = ("Date;Label;Cost;End date;Billing\n2025-01-15;A;10,00;2025-02-15;monthly\n"
            "2025-01-15;B;20,00;;monthly\n2025-03-15;B;25,00;;monthly\n2025-04-15;C;7,00;;\n"
            )  # fmt: skip
    assert reading_of(text, answers=SPREAD).total("month") == {
        "2025-01": 10 + 20, "2025-02": 10 + 20, "2025-03": 25, "2025-04": 25 + 7}  # fmt: skip


@pytest.mark.usefixtures("november")
def test_a_price_per_month_beside_its_beginning_may_be_spread_too() -> None:
    text = "Outil;Date de début;Prix mensuel HT\nHubSpot;15/09/2026;90,00\nLusha;01/10/2026;80,00\n"
    assert "counted_once" in codes(reading_of(text))
    reading = reading_of(text, answers=SPREAD)
    assert reading.total("month") == {"2026-09": 90, "2026-10": 90 + 80, "2026-11": 90 + 80}
    assert "counted_once" not in codes(reading)


HEADS = ("Outil;Prix;Périodicité;Début;Fin", "Tool;Price;Billing cycle;Start date;End date",
         "Werkzeug;Preis;Turnus;Beginn;Ende", "Herramienta;Precio;Periodicidad;Inicio;Fecha de fin",
         "Strumento;Prezzo;Frequenza;Data inizio;Data di fine")  # fmt: skip
WORDS = (("mensuel", "trimestriel", "annuel"), ("monthly", "quarterly", "yearly"),
         ("monatlich", "vierteljährlich", "jährlich"), ("mensual", "trimestral", "anual"),
         ("mensile", "trimestrale", "annuale"))  # fmt: skip


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize(("head", "words"), [*zip(HEADS, WORDS, strict=True)])
def test_what_began_and_has_no_end_goes_on_to_the_readers_month(
    head: str, words: tuple[str, str, str]
) -> None:
    month, quarter, year = words
    text = (f"{head}\nHubSpot;450,00;{month};05/01/2026;\n"
            f"Lemlist;99,00;{month};12/01/2026;20/06/2026\n"
            f"Aircall;360,00;{quarter};20/01/2026;\n"
            f"Navigator;1200,00;{year};15/02/2025;\n")  # fmt: skip
    reading = reading_of(text)
    # January to November, to June, four quarters begun, a second year begun in February 2026.
    due = 11 * 450 + 6 * 99 + 4 * 360 + 2 * 1200
    assert reading.blocked and offered(reading) == {
        "dated": 450 + 99 + 360 + 1200, "spread": due, "billed": due}  # fmt: skip
    billed = reading_of(text, answers={"spread": "billed"}).total("month")
    assert (billed["2025-02"], billed["2026-02"]) == (1200, 450 + 99 + 1200)
    assert (max(billed), billed["2026-11"], billed["2026-10"]) == ("2026-11", 450, 450 + 360)
    over = reading_of(text, answers=SPREAD).total("month")
    assert over["2026-06"] == 450 + 99 + 120 + 100 and over["2026-07"] == 450 + 120 + 100
    (note,) = [note for note in reading.notes if note.code == "open_ended"]
    assert note.values == {"count": 3, "last": "2026-11"} and "2026" in note.sentence("fr")


@pytest.mark.usefixtures("november")
def test_a_category_beside_the_names_does_not_make_one_subscription_of_all() -> None:
    for name in ("Tool", "Product name"):
        text = (f"{name},Owner,Category,Cost,Billing frequency,Started on\n"
                "HubSpot,Ann,Sales stack,450.00,Monthly,2026-09-05\n"
                "Lemlist,Ann,Sales stack,99.00,Monthly,2026-10-12\n"
                "Lemlist,Ann,Sales stack,119.00,Monthly,2026-11-12\n")  # fmt: skip
        assert offered(reading_of(text))["billed"] == 3 * 450 + 99 + 119


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize("state", ["Cancelled 2026-03", "Résilié le 31/03/2026", "Ended March 2026",
                                   "gekündigt zum 31.03.2026", "Cancelled (03/2026)"])  # fmt: skip
def test_an_end_within_the_words_of_a_state_ends_it(state: str) -> None:
    text = ("Tool;Price;Billing;Started on;Status\nHubSpot;450,00;monthly;2026-01-05;Active\n"
            f"Old CRM;59,90;monthly;2025-10-01;{state}\n")  # fmt: skip
    assert offered(reading_of(text))["billed"] == 11 * 450 + round(6 * 59.9, 2)


@pytest.mark.usefixtures("november")
def test_an_end_whose_day_may_be_its_month_is_asked() -> None:
    text = ("Tool;Price;Billing;Started on;Status\nHubSpot;450,00;monthly;2026-01-05;Active\n"
            "Old CRM;59,90;monthly;2025-10-01;Cancelled 05/03/2026\n")  # fmt: skip
    reading = reading_of(text)
    assert [q.id for q in reading.questions if q.blocking] == ["date_format:Status", "spread"]
    said = reading_of(text, answers={"date_format:Status": "%d/%m/%Y"})
    assert offered(said)["billed"] == 11 * 450 + round(6 * 59.9, 2)


def test_a_register_of_a_year_in_its_name_ends_with_it() -> None:
    text = "Tool;Price;Billing;Started on\nHubSpot;450,00;monthly;2023-11-05\n"
    reading = read(text.encode(), name="subscriptions 2023.csv")
    assert offered(reading)["billed"] == 2 * 450


def test_nothing_is_asked_where_nothing_comes_again() -> None:
    for text in ("date;label;cost\n2024-01-15;Annual fair;1.50\n",
                 "date;label;cost;period\n2024-01-15;Fair;1.50;March\n"):  # fmt: skip
        assert "spread" not in [q.about for q in reading_of(text).questions]


def test_another_answer_is_an_error() -> None:
    text = "date;label;cost;frequency\n2024-01-15;Fair;1.50;annual\n"
    with pytest.raises(ValueError, match="spread"):
        reading_of(text, answers={"spread": "twice"})


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize(
    ("head", "month", "year"),
    [("Strumento;Costo mensile;Fatturazione;Attivo dal", "Mensile", "Annuale"),
     ("Software;Canone mensile;Periodicità;Decorrenza", "al mese", "all’anno"),
     ("Herramienta;Coste mensual;Facturación;Activo desde", "Mensual", "Anual"),
     ("Software;Cuota mensual;Frecuencia de pago;Inicio", "Al mes", "Al año"),
     ("Ferramenta;Custo mensal;Faturação;Ativo desde", "Mensal", "Anual"),
     ("Software;Preço mensal;Ciclo de cobrança;Data de ativação", "por mês", "por ano"),
     ("Tool;Monatliche Kosten;Abrechnung;Aktiv seit", "Monatlich", "Jährlich"),
     ("Software;Monatspreis;Zahlungsintervall;Vertragsbeginn", "mtl.", "pro Jahr"),
     ("Tool;Maandelijkse kosten;Facturatie;Actief sinds", "Maandelijks", "Jaarlijks"),
     ("Software;Maandbedrag;Betaalfrequentie;Actief vanaf", "per maand", "per jaar"),
     ("Tool;Monthly cost;Payment frequency;Active since", "Monthly", "Annual")],
)  # fmt: skip
def test_subscriptions_of_a_month_and_a_year_are_asked_in_each_language(
    head: str, month: str, year: str
) -> None:
    text = f"{head}\nLemlist;207,00;{month};12/01/2026\nCognism;1.000,00;{year};13/03/2026\n"
    reading = reading_of(text)
    assert reading.blocked
    assert offered(reading) == {"dated": 1207, "spread": 3277, "billed": 207 * 11 + 1000}
    assert reading_of(text, answers={"spread": "billed"}).total() == 3277
