"""A budget is shared over the channels and taken over."""

from __future__ import annotations

import pytest

from roi_model import formatting, project
from roi_model.analysis.search.allocate import allocate
from roi_model.formatting.rounding import EXACT, adding_up
from roi_model.texts import text
from tests.ui import panel_driver
from tests.ui.channels.opened import SHARED, fold, page, scenario_of
from tests.ui.pages import press, words


def test_a_budget_is_shared_and_taken_over() -> None:
    made = page(case=SHARED)
    scenario = scenario_of(made)
    panel_driver.edit(made, "box/budget", "type", "5,000", "box-budget")
    found = allocate(scenario, 5000.0)
    parts = adding_up(list(found.monthly_cost.values()), 0)
    assert sum(parts) == 5000  # what is written adds up to what was typed
    for amount in parts:
        assert formatting.money(amount, "EUR", "en", digits=EXACT) in words(made)
    press(made, "budget-take")
    taken = {c.name: c.monthly_cost for c in scenario_of(made).channels}
    assert taken == {name: round(amount, 2) for name, amount in found.monthly_cost.items()}
    assert text("pages.channels.taken", "en") in words(made)
    assert made.button(key="budget-take").disabled  # nothing left to take over
    press(made, "do-undo")
    assert scenario_of(made) == scenario


def test_more_than_is_enough_is_said_and_the_lesser_budget_taken() -> None:
    made = page(case=SHARED)
    panel_driver.edit(made, "box/budget", "type", "$60k", "box-budget")
    found = allocate(scenario_of(made), 60_000.0)
    assert found.enough is not None
    amount = formatting.money(found.enough.budget, "EUR", "en")
    assert text("compare.allocation.enough", "en", amount=amount) in words(made)
    press(made, "budget-take-enough")
    spent = sum(c.monthly_cost for c in scenario_of(made).channels)
    assert spent == pytest.approx(found.enough.budget, abs=0.02)


def test_volume_is_made_to_follow_the_budget_without_moving_the_result() -> None:
    made = fold(page(case="in-house-sdr"), "budget")
    before = scenario_of(made)
    press(made, "budget-suppose")
    after = scenario_of(made)
    assert all(c.saturation_spend == c.monthly_cost for c in after.channels if c.monthly_cost)
    assert project(after).metrics["net_gain"].value == pytest.approx(
        project(before).metrics["net_gain"].value
    )
    assert made.button(key="budget-take")
