"""What it takes to know a measured rate, counted by hand from the plan's own rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.estimates.needed import contacts_needed
from roi_model.actuals.indicators.still_needed import still_needed
from roi_model.actuals.suggestion import Suggestion
from roi_model.declaration.scenario import Channel, Scenario
from tests.actuals.crm import crm
from tests.actuals.pipelines import reading

PLAN = Scenario(
    name="Plan",
    start="2024-01",
    channels=(
        Channel(name="Calls", contacts=500, contact_to_lead=0.1, lead_to_qualified=0.5,
                qualified_to_meeting=0.8, meeting_to_quote=0.5),
        Channel(name="Fairs", contacts=100, contact_to_lead=0.5, lead_to_qualified=0.5,
                qualified_to_meeting=0.8, meeting_to_quote=0.5),
    ),
)  # fmt: skip
QUOTES = (500 * 0.1 + 100 * 0.5) * 0.5 * 0.8 * 0.5  # a month: 10 + 10


def rates(count: int, source: str = "") -> list[Suggestion]:
    return list(calibrate(PLAN, [reading(crm(count, source), "2024-12-31")]).suggestions)


def test_deals_of_all_channels_take_the_contacts_of_all() -> None:
    found = rates(25)
    rate = found[0]
    need = still_needed(PLAN, rate, found)
    assert need is not None
    now = contacts_needed(rate.observed, (rate.high - rate.low) / 2)
    assert need.deals == contacts_needed(rate.observed, need.half_width) - now
    assert need.half_width <= min(rate.observed, 1 - rate.observed) / 3 < (rate.high - rate.low) / 2
    assert need.contacts == pytest.approx(need.deals / QUOTES * 600)
    assert need.months == pytest.approx(need.deals / QUOTES)
    assert still_needed(PLAN, found[1], found) == need  # the other channel's, of the same deals


def test_deals_of_one_channel_take_its_own() -> None:
    found = rates(25, "Calls")
    need = still_needed(PLAN, found[0], found)
    assert need is not None
    assert need.months == pytest.approx(need.deals / (QUOTES / 2))
    assert need.contacts == pytest.approx(need.deals / (QUOTES / 2) * 500)


def test_a_rate_known_well_and_other_inputs_need_nothing() -> None:
    found = rates(2000)
    assert still_needed(PLAN, found[0], found) is None
    few = rates(25)
    assert {still_needed(PLAN, one, few) for one in few if one.kind == "cycle"} == {None}


def test_a_plan_without_such_deals_says_how_many_and_not_how_long() -> None:
    idle = replace(PLAN, channels=tuple(replace(c, contacts=0.0) for c in PLAN.channels))
    found = rates(25)
    need = still_needed(idle, found[0], found)
    assert need is not None and need.deals > 0
    assert (need.contacts, need.months) == (None, None)
