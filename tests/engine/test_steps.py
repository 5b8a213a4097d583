"""Inputs that vary by month (MODEL 8.6): the engine against the slow calculation, batch and single.

Two hundred random scenarios, most of them with steps of contacts, budget, deal value and market,
half of them with initiatives on hours; then cases by hand, each with the sum written out.
"""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, Effect, Initiative, Scenario, ScenarioError, project
from roi_model.declaration.paths import with_value
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.batches import BATCH, single, some_draws
from tests.engine.reference import Json
from tests.engine.reference_metrics import reference
from tests.engine.strategies import raw_scenario
from tests.engine.test_reference import agree

SEEDS = range(200)


def random_scenario(seed: int) -> Json:
    parts = (seed % 3, 2, 1 + seed % 3, seed % 2)
    return raw_scenario(seed, 0.9, 3 + seed % 16, channels=1 + seed % 3, parts=parts)


def has_steps(raw: Json) -> bool:
    return any(isinstance(v, dict) for item in (raw, *raw["channels"]) for v in item.values())


def moves_hours(raw: Json) -> bool:
    effects = [e for initiative in raw.get("initiatives", []) for e in initiative["effects"]]
    return any("hours" in effect["parameter"] for effect in effects)


def test_the_random_scenarios_are_about_steps_and_hours() -> None:
    raws = [random_scenario(seed) for seed in SEEDS]
    assert sum(map(has_steps, raws)) > 150
    assert sum(map(moves_hours, raws)) > 80
    assert sum(has_steps(raw) and moves_hours(raw) for raw in raws) > 60


@pytest.mark.parametrize("tens", range(len(SEEDS) // 10))
def test_the_engine_is_the_slow_calculation(tens: int) -> None:
    for seed in SEEDS[10 * tens : 10 * tens + 10]:
        raw = random_scenario(seed)
        agree(project(scenario_from_dict(raw)), reference(raw))


@pytest.mark.parametrize("seed", SEEDS[::10])
def test_a_draw_is_the_plan_with_every_step_by_one_factor(seed: int) -> None:
    scenario = scenario_from_dict(random_scenario(seed))
    draws = some_draws(scenario, seed, 3, 0.5)
    batch = project(scenario, draws | {"discount_rate": np.array([0.0, 0.1, 0.2])})
    for n, rate in enumerate((0.0, 0.1, 0.2)):
        alone = project(single(scenario, draws | {"discount_rate": np.full(3, rate)}, n))
        for name, series in alone.monthly.items():
            found, size = batch.monthly[name][n], float(np.abs(series).max())
            np.testing.assert_allclose(found[: len(series)], series, rtol=BATCH, atol=BATCH * size)


CALLS = Channel(
    name="Calls", contacts={1: 100.0, 3: 300.0}, contact_to_lead=1, lead_to_qualified=1,
    qualified_to_meeting=1, meeting_to_quote=1, quote_to_customer=1,
)  # fmt: skip
PLAIN = Scenario(
    name="Steps", channels=(CALLS,), horizon_months=4, campaign_months=4, cycle_months=1,
    deal_value={1: 10.0, 3: 20.0}, retention=1, dso_days=0, gross_margin=1, commission=0,
)  # fmt: skip


def test_a_cohort_has_the_value_of_the_month_it_was_created_in() -> None:
    found = project(PLAIN).monthly
    assert found["contacts"].tolist() == [0, 100, 100, 300, 300]
    # signed a month later: those of month 2 at 10 in month 3, those of month 3 at 20 in month 4
    assert found["revenue"].tolist() == [0, 0, 1000, 1000, 6000]


def test_initiatives_market_and_seasons_multiply_on_top() -> None:
    idea = Initiative(
        name="Idea", start_month=2, effects=(Effect(parameter="deal_value", factor=2),)
    )
    plan = Scenario(**{**vars(PLAIN), "initiatives": (idea,), "market": {1: 1.0, 4: 0.5}})
    found = project(plan).monthly
    assert found["contacts"].tolist() == [0, 100, 100, 300, 150]
    assert found["revenue"].tolist() == [0, 0, 1000, 2000, 12000]


def test_a_budget_is_that_of_the_calendar_month_and_so_is_its_saturation() -> None:
    channel = Channel(
        name="Ads", contacts=90.0, monthly_cost={1: 100.0, 2: 0.0, 3: 200.0},
        saturation_spend=100.0, reference_spend=200.0,
    )  # fmt: skip
    found = project(Scenario(name="Ads", channels=(channel,), horizon_months=4, campaign_months=4))
    assert found.monthly_costs["advertising"].tolist() == [0, 100, 0, 200, 200]
    # h(100) = 1/2, h(200) = 2/3: three quarters of the contacts in the first month
    np.testing.assert_allclose(found.monthly["contacts"], [0, 67.5, 0, 90, 90])


def test_a_channel_that_inherits_steps_has_one_number_where_its_own_is_drawn() -> None:
    path = "channels/Calls/deal_value"
    found = project(PLAIN, {path: np.array([10.0, 5.0])}).monthly["revenue"]
    assert found.tolist() == [[0, 0, 1000, 1000, 3000], [0, 0, 500, 500, 1500]]
    assert with_value(PLAIN, path, 5.0).channels[0].deal_value == 5.0


def test_one_step_may_be_drawn_alone() -> None:
    found = project(PLAIN, {"deal_value/3": np.array([20.0, 30.0])}).monthly["revenue"]
    assert found[:, 4].tolist() == [6000, 9000]


def test_a_draw_that_takes_one_step_out_of_its_range_is_refused() -> None:
    case = Scenario(name="Busy", channels=(Channel(name="Calls"),), market={1: 1.0, 5: 1.8})
    with pytest.raises(ScenarioError, match=r"market: 2\.16 is out of range"):
        project(case, {"market": np.array([1.0, 1.2])})


def test_from_zero_no_factor_leads_anywhere() -> None:
    case = Scenario(name="Late", channels=(Channel(name="Calls", contacts={1: 0.0, 4: 100.0}),))
    path = "channels/Calls/contacts"
    assert project(case, {path: np.zeros(2)}).monthly["contacts"][:, 4].tolist() == [100, 100]
    with pytest.raises(ScenarioError, match="begin at 0"):
        project(case, {path: np.array([0.0, 10.0])})
