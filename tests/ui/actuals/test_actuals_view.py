"""Plan against actual on the page, from before the first file on."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting, project
from roi_model.reading.formats import named
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.ui.actuals.told import said
from tests.ui.actuals_driver import CRM, FEC, amount, given, part, session, table, tables
from tests.ui.pages import headline, page, press, ran, upload, words


def parts_of(made: AppTest) -> list[str]:
    return list(made.segmented_control(key="actuals-part").options)


# Smoothing --------------------------------------------------------------------------------------


REVERSED = "\n".join(
    ["date;label;cost", "2024-01-31;HubSpot;300,00", "2024-02-29;HubSpot;900,00",
     "2024-03-31;HubSpot;-400,00", "2024-03-31;LinkedIn Ads;120,50"]
).encode()  # fmt: skip


def test_before_a_file_the_page_says_what_works() -> None:
    made = page("actuals")
    assert named("fec").words("en").takes in words(made)
    assert made.button(key="upload-sample-fec_tab_22_columns")
    assert not made.metric


def test_a_sample_is_set_against_the_plan() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    plan = project(presets()[0].scenario)
    planned = float(plan.monthly["investment"][:4].sum())  # January to March, and the start
    planned -= float(plan.monthly_costs["meetings"][:4].sum())  # the file holds none
    assert headline(made)[:2] == [
        formatting.money_exact(planned, "EUR", "en"),
        formatting.money_exact(27356.17, "EUR", "en"),
    ]
    assert formatting.money_exact(27356.17, "EUR", "en") in words(made)
    assert "case" not in made.query_params  # nothing of a file is in the link


def test_the_month_that_is_month_one_can_be_chosen_and_kept() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    assert made.selectbox(key="upload-start").value == "2024-01"
    made.selectbox(key="upload-start").set_value("2024-03")
    ran(made)
    said = words(made)
    before = 6448.15 + 4502.30  # January and February are before the plan now
    assert formatting.money_exact(before, "EUR", "en") in said
    press(made, "upload-keep-start")
    assert made.selectbox(key="upload-start").value == "2024-03"
    assert made.query_params["case"]  # the choice is the plan's now, and in its link


# Which parts there are --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ((), ["targets", "quality"]),
        ((FEC,), ["costs", "calibrate", "forecast", "targets", "quality"]),
        ((CRM,), ["deals", "calibrate", "forecast", "targets", "quality"]),
        ((FEC, CRM), ["costs", "deals", "calibrate", "forecast", "targets", "quality"]),
    ],
)
def test_the_parts_follow_the_files(lang: str, files: tuple[str, ...], shown: list[str]) -> None:
    made = given(*files, lang=lang)
    assert parts_of(made) == [said(f"section_{name}", lang) for name in shown]
    for name in shown:  # every one of them opens
        assert made.segmented_control(key="actuals-part").value in shown
        part(made, name)
        assert made.segmented_control(key="actuals-part").value == name


def test_a_part_that_went_with_its_file_gives_way() -> None:
    made = part(given(FEC, CRM), "deals")
    digest = session(made).belongings["uploads"].files[1].digest
    press(made, f"upload-remove-{digest[:12]}")
    assert made.segmented_control(key="actuals-part").value == "costs"
    assert said("section_deals") not in parts_of(made)


def test_smoothing_moves_reversals_and_keeps_every_total() -> None:
    made = upload(page("actuals"), "reversed.csv", REVERSED)
    totals = headline(made)[:3]
    by_month = table(made, text("pages.actuals.month", "en"))
    assert [amount(row[2]) for row in by_month] == [300, 900, -279.5, 920.5]
    where = tables(made)[-1]
    made.toggle(key="upload-smoothing").set_value(True)
    ran(made)
    assert headline(made)[:3] == totals and tables(made)[-1] == where
    smooth = [amount(row[2]) for row in table(made, text("pages.actuals.month", "en"))]
    assert smooth[:3] != [300, 900, -279.5] and min(smooth) >= 0
    assert sum(smooth[:3]) == pytest.approx(920.5) and smooth[3] == 920.5
    made.toggle(key="upload-smoothing").set_value(False)
    assert table(ran(made), text("pages.actuals.month", "en")) == by_month
