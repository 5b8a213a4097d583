"""Time as a lever (MODEL 8.5): hours per lead, meeting and quote, and the hours of the team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import Channel, Effect, Initiative, Role, Scenario, ScenarioError, project

CALLS = Channel(
    name="Calls",
    contacts=100.0,
    contact_to_lead=0.5,
    lead_to_qualified=1.0,
    qualified_to_meeting=0.4,
    meeting_to_quote=0.5,
    hours_per_lead=1.0,
    hours_per_meeting=2.0,
    hours_per_quote=4.0,
)
PLAN = Scenario(
    name="Hours",
    horizon_months=6,
    campaign_months=6,
    selling_hours=100.0,
    channels=(CALLS,),
    team=(Role(title="SDR"),),
)
ASKED = 50 * 1 + 20 * 2 + 10 * 4  # leads, meetings and quotes of a month = 130 hours


def with_effect(parameter: str, factor: float, month: int = 3, **more: str) -> Scenario:
    effect = Effect(parameter=parameter, factor=factor, **more)
    return replace(PLAN, initiatives=(Initiative("Tool", start_month=month, effects=(effect,)),))


def test_the_plan_asks_for_what_it_should() -> None:
    assert project(PLAN).utilisation[1:].tolist() == pytest.approx([ASKED / 100] * 6)


@pytest.mark.parametrize(
    ("parameter", "saved"),
    [("hours_per_lead", 50 * 1), ("hours_per_meeting", 20 * 2), ("hours_per_quote", 10 * 4)],
)
def test_fewer_hours_each_from_the_month_of_the_effect_on(parameter: str, saved: int) -> None:
    used = project(with_effect(parameter, 0.5)).utilisation
    assert used[1:3].tolist() == pytest.approx([ASKED / 100] * 2)
    assert used[3:].tolist() == pytest.approx([(ASKED - saved / 2) / 100] * 4)


def test_on_one_channel_alone() -> None:
    other = replace(CALLS, name="Fair")
    two = replace(with_effect("hours_per_lead", 0.5, channel="Calls"), channels=(CALLS, other))
    assert project(two).utilisation[3] == pytest.approx((2 * ASKED - 50 / 2) / 100)


def test_more_hours_of_the_whole_team() -> None:
    used = project(with_effect("selling_hours", 1.25)).utilisation
    assert used[1:].tolist() == pytest.approx([ASKED / 100] * 2 + [ASKED / 125] * 4)
    assert (
        project(with_effect("selling_hours", 1.25)).metrics["roi"] == project(PLAN).metrics["roi"]
    )


@pytest.mark.parametrize("parameter", ["people_cost", "selling_hours"])
def test_the_whole_team_knows_no_channel(parameter: str) -> None:
    with pytest.raises(ScenarioError, match=parameter) as raised:
        with_effect(parameter, 0.5, channel="Calls")
    assert [found.code for found in raised.value.problems] == ["team_has_no_channel"]


def test_hours_are_not_capped() -> None:
    assert project(with_effect("hours_per_lead", 3.0, 0)).utilisation[1] == pytest.approx(
        (ASKED + 50 * 2) / 100
    )


def test_a_team_kept_to_its_hours_serves_more_with_less_time_each() -> None:
    """Automation made such a plan worse while it could only bring more contacts."""
    limited = replace(PLAN, enforce_capacity=True)
    signed = {
        factor: project(replace(with_effect("hours_per_lead", factor, 0), enforce_capacity=True))
        .metrics["customers_ultimate"]
        .value
        for factor in (1.0, 0.5)
    }
    assert signed[1.0] == project(limited).metrics["customers_ultimate"].value
    # 100 hours serve 100 / 130 of the contacts, then 100 / 105
    assert signed[0.5] / signed[1.0] == pytest.approx(130 / 105)
