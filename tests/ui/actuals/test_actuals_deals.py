"""Won business on the page adds up, by source and by month."""

from __future__ import annotations

import pytest

from roi_model import formatting, project
from roi_model.actuals.calibrate import joined_deals
from roi_model.actuals.origin import origin_of
from roi_model.actuals.won_parts import won_business
from roi_model.reading.reading import read
from roi_model.texts import text
from tests.ui.actuals.told import PLAN, said
from tests.ui.actuals_driver import CRM, amount, given, part, sample, table
from tests.ui.pages import page, ran, upload


def test_volume_rate_timing_and_value_add_up_on_screen() -> None:
    made = part(given(CRM), "deals")
    reading = read(sample(CRM), name=CRM)
    found = won_business(
        PLAN, project(PLAN), joined_deals([reading]), "2024-01", reading.as_of,
        origin=origin_of(PLAN, [reading]),
    )  # fmt: skip
    assert found.parts is not None and found.difference is not None
    *rows, total = table(made, said("why_different"))
    assert [row[0] for row in rows] == [
        text(f"calibration.part.{name}", "en") for name, value in found.parts.items() if value
    ]
    cents = [round(100 * amount(row[1])) for row in rows]
    assert sum(cents) == pytest.approx(round(100 * amount(total[1])), abs=len(rows))
    assert amount(total[1]) == pytest.approx(found.difference, abs=0.005)
    shown = {row[0]: row[1:] for row in table(made, said("what"))}
    # 18 deals were created, 8 of them won, for 61,540.74 + what is not known of one.
    assert shown[said("deals_deals")][1] == "18" and shown[said("deals_won")][1] == "8"
    assert shown[said("deals_deals")][0] == formatting.number(found.plan.deals, "en")


def test_each_source_has_its_counts_and_every_month_its_row() -> None:
    made = part(given(CRM), "deals")
    sources = {row[0]: row[1:4] for row in table(made, said("source_source"))}
    assert sources == {
        "LinkedIn": ["3", "2", "2"],
        "Site web": ["3", "1", "1"],
        "Salon": ["2", "1", "1"],
        said("no_source"): ["0", "1", "1"],
    }
    months = table(made, said("kpi_conversion"))
    assert [row[1] for row in months] == ["5", "3", "4", "3", "3"]  # created, January to May
    assert sum(int(row[2]) for row in months) == 8


def test_what_won_deals_bring_is_a_dash_where_no_deal_has_an_amount() -> None:
    rows = "".join(f"D{n},{'Won' if n % 3 else 'Lost'},2024-0{n}-10,2024-0{n + 1}-10,Ads\n"
                   for n in range(1, 7))  # fmt: skip
    text_of_deals = "Deal Name,Stage,Created Date,Close Date,Source\n" + rows
    made = part(upload(page("actuals"), "deals.csv", text_of_deals.encode()), "deals")
    (row,) = table(made, said("source_source"))
    assert row[:4] == ["Ads", "4", "2", "0"]
    assert row[5] == formatting.UNDEFINED


def test_deals_outside_the_plan_are_told() -> None:
    made = given(CRM)
    made.selectbox(key="upload-start").set_value("2022-01")  # the plan ends with 2023
    ran(made)
    assert said("deals_outside") in [warning.value for warning in made.warning]
