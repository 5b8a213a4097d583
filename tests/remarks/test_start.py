"""A first case of one's own: volume and price, and what follows them."""

from __future__ import annotations

import pytest

from roi_model import project
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.declaration.steps import Steps
from roi_model.remarks.start import adapted, price_key, volume_of
from roi_model.storage.presets import Preset, presets

WAYS = [found for found in presets() if found.start is not None]


@pytest.mark.parametrize("found", WAYS, ids=lambda found: found.slug)
def test_the_same_answers_change_nothing(found: Preset) -> None:
    plan = found.scenario
    made = adapted(plan, volume_of(plan), getattr(plan, price_key(plan)))
    for name in ("roi", "payback_month", "investment"):
        assert project(made).metrics[name] == project(plan).metrics[name]


@pytest.mark.parametrize("found", WAYS, ids=lambda found: found.slug)
def test_twice_as_many_cost_a_lead_what_it_cost(found: Preset) -> None:
    plan = found.scenario
    price = getattr(plan, price_key(plan))
    twice = adapted(plan, 2 * volume_of(plan), price)
    assert volume_of(twice) == pytest.approx(2 * volume_of(plan), rel=1e-12)
    assert sum(c.monthly_cost for c in twice.channels) == pytest.approx(
        2 * sum(c.monthly_cost for c in plan.channels), rel=1e-12
    )
    booth = adapted(plan, 2 * volume_of(plan), price, budget_follows=False)
    assert [c.monthly_cost for c in booth.channels] == [c.monthly_cost for c in plan.channels]


def test_the_cycle_goes_to_what_is_published_at_the_price() -> None:
    plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), cycle_months=2.0)
    for price, cycle in ((1_000, 1.0), (8_000, 2.0), (60_000, 3.0), (300_000, 9.0)):
        assert adapted(plan, 100, price).cycle_months == cycle


def test_channels_keep_their_shares_and_months_their_steps() -> None:
    first = Channel(name="A", contacts=Steps.of({1: 100.0, 7: 200.0}))
    plan = Scenario(name="Demo", channels=(first, Channel(name="B", contacts=300)))
    made = adapted(plan, 800, 5_000)
    assert made.channels[0].contacts == Steps.of({1: 200.0, 7: 400.0})
    assert made.channels[1].contacts == 600


def test_a_price_that_is_none_is_refused() -> None:
    with pytest.raises(ScenarioError):
        adapted(WAYS[0].scenario, 100, -5.0)
