"""Spending by campaign: the campaign is the label, beside a category or alone."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.campaign_variants import CAMPAIGN_FILES, CAMPAIGNS
from tests.reading.variants import SAMPLES, delimited


@pytest.mark.parametrize("name", CAMPAIGN_FILES)
def test_campaigns_are_labels(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    assert content == CAMPAIGN_FILES[name](), "run tests.reading.variants"
    found = read(content, name=name)
    assert found.usable and not found.questions
    spent = {row[1 if "_en" in name else 3]: sum(row[4]) / 100 for row in CAMPAIGNS}
    assert found.total("label") == spent


@pytest.mark.parametrize("head", ["Campaign", "Campaign name", "Campagne", "Nom de la campagne"])
def test_a_category_beside_does_not_hide_the_campaign(head: str) -> None:
    rows = f"Date,Category,{head},Cost\n2025-01-31,Advertising,Brand,120.00\n"
    assert list(read(rows.encode()).entries["label"]) == ["Brand"]


def _broken_down(head: str, cells: list[str], day: str, start: str, end: str) -> bytes:
    """A report of a whole quarter, each row of one month, week or day of it."""
    rows = [[f"Campaign {at}", cell, "100.00", start, end] for at, cell in enumerate(cells)]
    return delimited([["Campaign name", head, "Amount spent (EUR)", *day.split("|")], *rows],
                     ",").encode()  # fmt: skip


_MONTHS = [f"2026-0{m}-01 - 2026-0{m}-{last}" for m, last in ((1, 31), (2, 28), (3, 31))]
_DOTTED = ["01.01.2026 – 31.01.2026", "01.02.2026 – 28.02.2026", "01.03.2026 – 31.03.2026"]
_WEEKS = ["2026-01-05 - 2026-01-11", "2026-02-23 - 2026-03-01", "2026-03-02 - 2026-03-08"]
_DAYS = ["2026-01-05", "2026-02-05", "2026-03-05"]


@pytest.mark.each_once
@pytest.mark.parametrize(
    ("head", "cells"),
    [*((head, _MONTHS) for head in ("Month", "Mois", "Mes", "Mese", "Mês", "Maand")),
     ("Monat", _DOTTED), ("Month", ["2026-01", "2026-02", "2026-03"]),
     ("Month", ["January 2026", "February 2026", "March 2026"]),
     *((head, _WEEKS) for head in ("Week", "Semaine", "Woche", "Semana", "Settimana")),
     ("Week", ["2026-01-05", "2026-02-23", "2026-03-02"]),
     *((head, _DAYS) for head in ("Day", "Jour", "Tag", "Día", "Giorno", "Dia", "Dag"))],
)  # fmt: skip
@pytest.mark.parametrize("around", ["Reporting starts|Reporting ends",
                                    "Début des rapports|Fin des rapports",
                                    "Start date|End date"])  # fmt: skip
def test_the_month_of_a_row_goes_before_the_period_of_its_report(
    head: str, cells: list[str], around: str
) -> None:
    found = read(_broken_down(head, cells, around, "2026-01-01", "2026-03-31"), kind="ads")
    assert found.usable and not any(question.blocking for question in found.questions)
    assert found.total("month") == {"2026-01": 100.0, "2026-02": 100.0, "2026-03": 100.0}


def test_a_month_without_its_year_is_asked_and_not_taken_from_the_report() -> None:
    months = ["January", "February", "March"]
    around = "Reporting starts|Reporting ends"
    content = _broken_down("Month", months, around, "2026-01-01", "2026-03-31")
    found = read(content, kind="ads")
    assert [question.about for question in found.questions if question.blocking] == ["year"]
    told = read(content, kind="ads", answers={"year": "2026"})
    assert told.total("month") == {"2026-01": 100.0, "2026-02": 100.0, "2026-03": 100.0}


HEADS = ["Start Date (in UTC),Account Name,Campaign Name,Total Spent",
         "Date,Account name,Campaign,Spend",
         "Datum,Account name,Kampagne,Kosten", "Fecha,Account name,Campaña,Importe",
         "Data,Account name,Campagna,Importo", "Data,Account name,Campanha,Custo"]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_the_account_that_all_campaigns_are_of_is_no_label(head: str) -> None:
    rows = f"{head}\n2025-01-31,Acme,Brand,120.00\n2025-02-28,Acme,Generic,30.00\n"
    assert read(rows.encode()).total("label") == {"Brand": 120, "Generic": 30}
