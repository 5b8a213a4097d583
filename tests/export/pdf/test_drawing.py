"""Bars of paper: where they begin and end in their column, and what stands beside them."""

from __future__ import annotations

import pytest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.drawing import chosen, page_data
from roi_model.export.pdf.report import report
from roi_model.export.story.pages import pages
from roi_model.export.story.still_open import open_page
from tests.actuals.outlook.pipeline import PLAN
from tests.export.contents.test_open_deals import course
from tests.export.dossiers import DAY, LARGE, dossier


def test_bars_stay_in_their_column_and_are_in_proportion() -> None:
    made = dossier(baseline=LARGE)
    for page in pages(made):
        picture = page_data(page, "EUR", "fr")["picture"]
        if picture["kind"] != "rows":
            continue
        bars = [bar for row in picture["rows"] for bar in row["bars"]]
        assert all(-1e-9 <= bar[end] <= 1 + 1e-9 for bar in bars for end in ("start", "end"))
        assert 0 <= picture["zero"] <= 1
        if page.key == "answer":
            long = [bar["end"] - picture["zero"] for bar in bars]
            rows = page.picture.rows  # type: ignore[union-attr]
            assert long[0] / long[1] == pytest.approx(rows[0].end / rows[1].end)
            assert all(bar["label"] for bar in bars)


def test_pages_come_in_the_order_of_their_keys() -> None:
    told = pages(dossier())
    keys = ("next", "answer", "unheard-of")
    assert [page["key"] for page in chosen(told, keys, "EUR", "en")] == ["next", "answer"]


def test_columns_of_open_deals_are_shares_of_the_highest() -> None:
    dossier = Dossier(PLAN, "en", DAY, reforecast=course())
    page = open_page(dossier)
    assert page is not None
    told = page_data(page, "EUR", "en")["picture"]
    picture = page.picture
    assert told["kind"] == "outlook" and len(told["columns"]) == len(picture.names)
    top = max(*picture.plan, *picture.high)
    assert [one["plan"] * top for one in told["columns"]] == pytest.approx(picture.plan)
    assert max(max(one["high"], one["plan"]) for one in told["columns"]) == pytest.approx(1)
    assert all(one["pace"] is None for one in told["columns"])
    assert report(dossier).startswith(b"%PDF-")
