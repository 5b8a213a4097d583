"""What open deals are still worth, in a sentence and deal by deal, below the band's own words."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model import formatting
from roi_model.actuals.calibrate import calibrate, joined_deals
from roi_model.actuals.reforecast import Reforecast, reforecast
from roi_model.actuals.targets import Target, goal_of, judge
from roi_model.actuals.tracking import Tracking
from roi_model.reading.reading import read
from roi_model.texts import text
from tests.actuals.outlook.pipeline import made as pipeline
from tests.ui.actuals.told import PLAN
from tests.ui.actuals_driver import CRM, given, part, sample, session, tables
from tests.ui.pages import page, ran, upload, words


def told(content: bytes, name: str) -> Reforecast:
    readings = [read(content, name=name)]
    return reforecast(PLAN, deals=joined_deals(readings), as_of=readings[0].as_of, start="2024-01",
                      calibration=calibrate(PLAN, readings, start="2024-01"))  # fmt: skip


def money(value: float, lang: str) -> str:
    return formatting.money(value, "EUR", lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sentence_the_table_and_the_band(lang: str) -> None:
    shown = part(given(CRM, lang=lang), "forecast")
    course = told(sample(CRM), CRM)
    worth = course.open_worth
    assert course.open_deals is not None and course.band is not None and worth is not None
    totals = course.open_deals.totals()
    said = words(shown)
    for sentence in (
        text("tracking.open_worth", lang, count=5, expected=money(totals["expected"], lang),
             profit=money(totals["gross_profit"], lang)),
        text("tracking.open_doubt", lang, low=money(worth.total.low, lang),
             high=money(worth.total.high, lang)),
        text("tracking.open_covered", lang,
             share=formatting.percent(round(worth.outlook.covered or 0, 2), lang)),
        text("tracking.open_assumed", lang, count=2),
        text("tracking.open_band", lang, months=6,
             expected=money(course.expected["revenue"][6:12].sum(), lang),
             low=money(course.band.following["revenue"].low, lang),
             high=money(course.band.following["revenue"].high, lang)),
    ):  # fmt: skip
        assert sentence in said
    [table] = [rows for rows in tables(shown)
               if text("tracking.open_column_chance", lang) in rows[0]]  # fmt: skip
    rows = course.open_deals.rows.sort_values("expected", ascending=False)
    assert [row[0].split()[0] for row in table[1:]] == rows["id"].tolist()
    assert [row[5] for row in table[1:]] == [money(value, lang) for value in rows["expected"]]
    assert sum(text("tracking.open_mean", lang) in row[4] for row in table[1:]) == 2


def test_old_deals_are_named_and_long_lists_folded() -> None:
    table = pipeline(1, volume=20)
    old = table.iloc[:1].assign(created=pd.Timestamp("2022-01-05"), closed=pd.NaT, state="open")
    table = pd.concat([table, old], ignore_index=True)
    table["id"] = [f"D{line}" for line in range(len(table))]
    named = {"id": "Deal ID", "state": "Deal Stage", "created": "Create Date",
             "closed": "Close Date", "amount": "Amount"}  # fmt: skip
    table["state"] = table["state"].map(
        {"won": "Closed Won", "lost": "Closed Lost", "open": "Qualified To Buy"}
    )
    content = table[list(named)].rename(columns=named).to_csv(index=False).encode()
    shown = page("actuals", "en")
    upload(shown, "crm.csv", content)
    shown.selectbox(key="upload-start").set_value("2024-01")
    part(ran(shown), "forecast")
    header = text("tracking.open_column_age", "en")
    few, lost = (rows for rows in tables(shown) if header in rows[0])
    course = told(content, "crm.csv")
    assert course.open_deals is not None
    totals = course.open_deals.totals()
    assert len(few) - 1 == 8 < totals["count"]
    late = text("tracking.open_lost", "en", late=totals["likely_lost"], all=totals["count"],
                amount=money(totals["likely_lost_amount"], "en"))  # fmt: skip
    assert late in words(shown)
    # Of a target it says how much is covered; what deals do not count is no target of theirs.
    wanted = (Target("customers", 60.0, "2024-12"), Target("roi", 1.0, "2024-12"))
    session(shown).tracking = Tracking(wanted)
    ran(shown)
    covered = judge(wanted[0], course)["covered"]
    goal = goal_of(wanted[0], course)
    assert goal is not None and goal.missing > 0
    missing = text("tracking.open_missing", "en", missing=formatting.number(goal.missing, "en"),
                   chance=formatting.percent(round(goal.chance, 2), "en"))  # fmt: skip
    assert missing in words(shown)
    name = text("calibration.target.customers", "en")
    share = formatting.percent(round(covered, 2), "en")
    assert text("tracking.open_target", "en", name=name, value="60", share=share,
                month="Dec 2024") in words(shown)  # fmt: skip
    assert text("calibration.target.roi", "en") not in words(shown)
    shown.toggle(key="open-deals-all").set_value(True)
    ran(shown)
    every, still_lost = (rows for rows in tables(shown) if header in rows[0])
    assert still_lost == lost and len(lost) - 1 == totals["likely_lost"]
    marked = [text("tracking.open_likely_lost", "en") in row[1] for row in every[1:]]
    rows = course.open_deals.rows.sort_values("expected", ascending=False, kind="stable")
    assert marked == rows["likely_lost"].tolist()
    assert marked[-1] and not marked[0]
