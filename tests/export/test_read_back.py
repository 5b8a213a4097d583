"""A workbook read back: the same scenario, with what was changed in it; hostile ones refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import load_workbook

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import get_value, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.editing.horizon import Adjustment
from roi_model.export.contents.dossier import Dossier
from roi_model.export.read_back import read_back, scenario_from_workbook
from roi_model.export.workbook import workbook
from roi_model.storage.presets import preset, presets
from tests.reading.bombs import SOME

DAY = date(2026, 11, 27)


def made(scenario: Scenario, lang: str = "en") -> bytes:
    return workbook(Dossier(scenario, lang, DAY))


def edited(content: bytes, lang_sheet: str, cells: dict[str, object]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for row in book[lang_sheet].iter_rows(min_row=5):
        if row[7].value in cells:
            row[1].value = cells[row[7].value]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("found", presets(), ids=lambda p: p.slug)
def test_the_same_scenario_comes_back(found: object) -> None:
    scenario = found.scenario  # type: ignore[attr-defined]
    assert scenario_from_workbook(made(scenario, "fr")) == scenario


def test_what_was_changed_comes_back_too() -> None:
    scenario = preset("inbound-and-outbound").scenario
    cells = {
        "deal_value": 7321.5,
        "horizon_months": 18,
        "campaign_months": None,
        "enforce_capacity": True,
        "channels/Outbound/quote_to_customer": 0.31,
    }
    back = scenario_from_workbook(edited(made(scenario), "Inputs", cells))
    for path, value in cells.items():
        assert get_value(back, path) == value
    assert back.team == scenario.team


def test_a_horizon_shortened_below_the_campaign_is_read_back_and_said() -> None:
    """The workbook counts nothing beyond it; the months named in the case come back to it."""
    scenario = preset("inbound-and-outbound").scenario
    assert scenario.campaign_months == 12
    found = read_back(edited(made(scenario), "Inputs", {"horizon_months": 6, "deal_value": 7000}))
    assert found.exported == scenario
    assert (found.scenario.horizon_months, found.scenario.campaign_months) == (6, 6)
    assert found.scenario.deal_value == 7000
    assert Adjustment("campaign_months", 12, 6) in found.moved
    later = {"horizon_months": 10, "campaign_months": 11, "channels/Outbound/end_month": 8}
    found = read_back(edited(made(scenario), "Inputs", later))
    assert found.moved == (Adjustment("campaign_months", 11, 10),)
    assert get_value(found.scenario, "channels/Outbound/end_month") == 8


def test_a_value_that_is_not_allowed_is_refused_by_its_path() -> None:
    content = edited(made(preset("trade-show").scenario), "Inputs", {"gross_margin": 1.4})
    with pytest.raises(ScenarioError) as caught:
        scenario_from_workbook(content)
    assert caught.value.problems[0].path == "gross_margin"


def test_other_files_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x", "y")
    for content in (
        b"",
        b"not a zip",
        stream.getvalue(),
        made(preset("trade-show").scenario)[:999],
    ):
        with pytest.raises(ScenarioError) as caught:
            scenario_from_workbook(content)
        assert caught.value.problems[0].code == "not_our_workbook"


@pytest.mark.parametrize("bomb", SOME, ids=lambda bomb: bomb.__name__)
def test_bombs_end_in_a_refusal(bomb: Callable[[], bytes]) -> None:
    with pytest.raises(ScenarioError):
        scenario_from_workbook(bomb())


def test_steps_by_month_come_back_one_by_one() -> None:
    """A line for each step; a shorter horizon drops those beyond it."""
    varying = with_value(preset("inbound-and-outbound").scenario, "deal_value", {1: 5e3, 7: 6e3})
    content = made(varying)
    assert scenario_from_workbook(content) == varying
    back = scenario_from_workbook(edited(content, "Inputs", {"deal_value/7": 6500.0}))
    assert back == with_value(varying, "deal_value/7", 6500.0)
    cells: dict[str, object] = {"deal_value/7": 6500.0, "horizon_months": 6}
    found = read_back(edited(content, "Inputs", cells))
    assert found.scenario.deal_value == 5000
    assert Adjustment("deal_value", varying.deal_value, 5000) in found.moved
