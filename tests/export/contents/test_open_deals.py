"""Open deals in documents: sentences, months and deals, in the files and never in a link."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from roi_model import formatting
from roi_model.actuals.reforecast import Reforecast
from roi_model.export.contents import open_deals
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import pictures
from roi_model.export.contents.tables import tables
from roi_model.export.page.page import page
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.actuals.outlook.pipeline import PLAN, forecast, made
from tests.export.dossiers import DAY


def course(table: pd.DataFrame | None = None) -> Reforecast:
    table = made(1) if table is None else table
    table["id"] = [f"SECRET{line}" for line in range(len(table))]
    old = table.iloc[:1].assign(created=pd.Timestamp("2022-01-05"), closed=pd.NaT, state="open")
    return forecast(pd.concat([table, old], ignore_index=True))


def rows_of(content: bytes, lang: str) -> list[list[str]]:
    text_ = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text_), delimiter=";" if lang == "fr" else ","))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_months_deals_and_sentences_say_what_the_page_says(lang: str) -> None:
    found = course()
    dossier = Dossier(PLAN, lang, DAY, reforecast=found)
    worth = found.open_worth
    assert worth is not None
    made_ = tables(dossier)
    by_month, by_deal = (
        rows_of(made_[f"{text(f'tables.file.{name}', lang).replace(' ', '-')}.csv"], lang)
        for name in ("open_deal_months", "open_deals")
    )
    read = [float(row[2].replace(",", ".")) for row in by_month[1:]]
    assert read == pytest.approx(worth.monthly["expected"].tolist(), abs=0.01)
    assert by_month[1][0] == "2024-07" and len(by_month[0]) == len(open_deals.MONTHS)
    assert len(by_deal) - 1 == len(worth.outlook.open.rows)
    expected = [float(row[7].replace(",", ".")) for row in by_deal[1:]]
    assert expected == sorted(expected, reverse=True)
    assert sum(expected) == pytest.approx(worth.total.expected, rel=1e-4)
    yes = text("compare.words.yes", lang)
    lost = worth.outlook.open.totals()["likely_lost"]
    assert [row[9] == yes for row in by_deal[1:]].count(True) == lost > 0
    assert not any("_" in head for head in (*by_month[0], *by_deal[0]))
    said = open_deals.told(dossier)
    assert formatting.money(worth.total.expected, "EUR", lang) in said[0]
    assert formatting.money(worth.total.low, "EUR", lang) in said[0] and len(said) == 3
    assert "{" not in " ".join(said)
    assert pictures(dossier)["open-deals"].svg().startswith(b"<svg")


def test_without_open_deals_nothing_is_said_of_them() -> None:
    table = made(1)
    for found in (None, forecast(table[table["state"] != "open"])):
        dossier = Dossier(PLAN, "en", DAY, reforecast=found)
        assert open_deals.told(dossier) == []
        assert not list(open_deals.months(dossier)) and not list(open_deals.deals(dossier))
        assert not any("open" in name for name in tables(dossier))
        assert "open-deals" not in pictures(dossier)


def test_neither_the_page_for_the_client_nor_the_case_holds_a_deal() -> None:
    plain = Dossier(PLAN, "en", DAY)
    dossier = replace(plain, reforecast=course())
    assert b"SECRET" not in page(dossier)
    assert "SECRET" not in dump_scenario(dossier.scenario)
