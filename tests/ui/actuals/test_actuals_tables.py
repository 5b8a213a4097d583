"""Actual spending as tables: every amount has its place."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from roi_model import project
from roi_model.actuals.variance import variance
from roi_model.reading.reading import read
from roi_model.storage.presets import presets
from ui.actuals import actuals_tables as tables

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"
SCENARIO = presets()[0].scenario
CENT = 0.005


def entries(name: str, answers: dict[str, str] | None = None) -> pd.DataFrame:
    reading = read((SAMPLES / name).read_bytes(), name=name, answers=answers)
    return reading.entries.astype({"month": str, "category": str})


@pytest.mark.parametrize("name", ["fr_utf8.csv", "us_utf8.csv", "fec_tab_22_columns.txt"])
@pytest.mark.parametrize("start", [None, "2023-03", "2024-02", "2021-01", "2026-01"])
def test_every_amount_has_a_place(name: str, start: str | None) -> None:
    """Compared + not selling + share elsewhere + before + after = the file, to the cent."""
    answers = {"share:641": "0.3", "category:HubSpot": "not_selling"}
    costs = entries(name, answers)
    parts = tables.reconciled(costs, variance(SCENARIO, project(SCENARIO), costs, start))
    assert abs(parts.gap) < CENT
    assert parts.total == pytest.approx(costs["units"].sum() / 100, abs=CENT)
    if name.startswith("fec"):
        # Accounts 641 alone: 29,920.93 + 641's subaccounts, of which seven tenths elsewhere.
        pay = costs.loc[costs["account"].astype(str).str.startswith("641"), "amount"].sum()
        assert parts.share_elsewhere == pytest.approx(0.7 * pay, abs=CENT)


def test_accounts_add_up_and_keep_their_names() -> None:
    costs = entries("fec_tab_22_columns.txt")
    rows = tables.by_key(costs)
    assert rows["amount"].sum() == pytest.approx(162292.95, abs=CENT)
    assert rows["amount"].abs().is_monotonic_decreasing
    first = rows[rows["key"] == "60100000"].iloc[0]
    assert first["label"] == "ACHATS MATIERES PREMIERES" and not first["selling"]


def test_an_edit_becomes_the_answers_the_reader_understands() -> None:
    rows = tables.by_key(entries("fec_tab_22_columns.txt"))
    purchases = rows[rows["key"] == "60100000"].iloc[0]
    pay = rows[rows["key"].str.startswith("641")].iloc[0]
    assert tables.answers_of(pay, {"share": 0.3}) == {f"share:{pay['key']}": "0.3"}
    assert tables.answers_of(pay, {"selling": False}) == {f"category:{pay['key']}": "not_selling"}
    assert tables.answers_of(purchases, {"category": "tools"}) == {
        "category:60100000": "tools",
        "share:60100000": "1.0",
    }
    answers = tables.answers_of(purchases, {"category": "tools"})
    counted = tables.by_key(
        entries("fec_tab_22_columns.txt", {k: str(v) for k, v in answers.items()})
    )
    row = counted[counted["key"] == "60100000"].iloc[0]
    assert (row["category"], bool(row["selling"]), row["share"]) == ("tools", True, 1.0)


def test_the_plan_by_month_is_the_whole_investment() -> None:
    plan = project(SCENARIO)
    months = tables.planned_by_month(plan, None)
    assert months[0] == 0  # what is paid at the start stands in the first month
    assert sum(months) == pytest.approx(plan.metrics["investment"].value, rel=1e-12)
    parts = [sum(tables.planned_by_month(plan, name)) for name in plan.monthly_costs]
    assert sum(parts) == pytest.approx(sum(months), rel=1e-12)


@pytest.mark.parametrize(("lang", "delimiter"), [("fr", ";"), ("en", ",")])
def test_the_comparison_as_a_file(lang: str, delimiter: str) -> None:
    costs = entries("fr_utf8.csv")
    found = variance(SCENARIO, project(SCENARIO), costs)
    content = tables.variance_csv(found, lang).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=delimiter))
    assert len(rows) == 1 + len(found.frame)
    actual = [float(row[4].replace(",", ".")) for row in rows[1:]]
    # 400 of 2 April: that month had not ended when the file was taken.
    assert sum(actual) == pytest.approx(27356.17, abs=CENT)
    assert found.uncovered == pytest.approx(400.0)


def test_no_text_of_a_file_becomes_a_formula() -> None:
    rejected = pd.DataFrame(
        {"line": [3, 4, 5], "reason": ["bad_date"] * 3, "text": ["=1+1", " @x", "-5;ok"]}
    )
    content = tables.rejected_csv(rejected, {"bad_date": "unreadable"}, "en").decode("utf-8-sig")
    texts = [row[2] for row in csv.reader(io.StringIO(content))][1:]
    assert texts == ["'=1+1", "' @x", "'-5;ok"]
