"""Booked costs that are one input of the plan, and those that are not."""

from __future__ import annotations

import pytest

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.suggestion import Suggestion, apply
from roi_model.declaration.scenario import Channel, CostLine, Effect, Initiative, Role, Scenario
from roi_model.reading.reading import read
from tests.actuals.crm import COSTS, by_path, spending
from tests.actuals.pipelines import reading


def costs_of(scenario: Scenario, answers: dict[str, object] | None = None) -> dict[str, Suggestion]:
    entries = read(COSTS, answers=answers).entries
    return by_path(calibrate(scenario, [reading(entries=entries)]))


def test_costs_that_are_one_input_are_measured() -> None:
    found = costs_of(spending())
    assert {path: one.observed for path, one in found.items()} == {
        "team/SDR/gross_salary": 4500.0,  # 6,390 / (2 · 50 % · 1.42)
        "costs/CRM/amount": 360.0,
        "channels/Ads/monthly_cost": 450.0,  # 900 over two months
    }
    assert [one.sample for one in found.values()] == [2, 2, 2]
    assert found["costs/CRM/amount"].low < 350 and found["costs/CRM/amount"].high > 370
    assert apply(spending(), found.values()).costs[0].amount == 360.0


@pytest.mark.parametrize(
    ("scenario", "left_out"),
    [
        (spending(costs=(CostLine(name="CRM", category="tools"),
                         CostLine(name="Mail", category="tools"))), "tools"),
        (spending(costs=(CostLine(name="CRM", category="tools", every="once"),)), "tools"),
        (spending(costs=(CostLine(name="CRM", category="tools", start_month=4),)), "tools"),
        (spending(initiatives=(Initiative(name="Bot", category="tools", monthly_cost=9),)),
         "tools"),
        (spending(team=()), "people"),
        (spending(team=(Role(title="SDR", fte=0),)), "people"),
        (spending(team=(Role(title="SDR"), Role(title="AE"))), "people"),
        (spending(channels=(Channel(name="Ads", monthly_cost=500, saturation_spend=100,
                                    reference_spend=500),)), "advertising"),
        (spending(channels=(Channel(name="Ads"),)), "advertising"),
    ],
)  # fmt: skip
def test_costs_that_are_not_one_input_are_left_out(scenario: Scenario, left_out: str) -> None:
    paths = {"tools": "costs/", "people": "team/", "advertising": "channels/"}
    found = costs_of(scenario)
    assert not [path for path in found if path.startswith(paths[left_out])]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("category", "beside"),
    [
        ("leads", {"channels": (Channel(name="Ads", lead_price=9),)}),
        ("meetings", {"channels": (Channel(name="Ads", meeting_cost=9),)}),
        ("commissions", {"commission": 0.1}),
        ("training", {"initiatives": (Initiative(name="T", category="training", one_off=9),)}),
        ("people", {"initiatives": (Initiative(name="T", effects=(
            Effect(parameter="people_cost", factor=0.9),)),)}),
    ],
)  # fmt: skip
def test_a_line_of_costs_is_measured_where_nothing_else_is_of_its_category(
    category: str, beside: dict[str, object]
) -> None:
    plan: dict[str, object] = {
        "channels": (Channel(name="Ads", lead_price=0, meeting_cost=0),), "commission": 0.0,
        "team": (), "costs": (CostLine(name="X", category=category, amount=100),),
    }  # fmt: skip
    entries = read(b"date;label;cost\n2024-01-31;A;120,00\n2024-02-29;B;130,00\n").entries
    known = entries.assign(category=category, selling=True, share=1.0, confidence=1.0)

    def found(**more: object) -> dict[str, float]:
        made = calibrate(spending(**{**plan, **more}), [reading(entries=known)]).suggestions
        return {one.path: one.observed for one in made}

    assert found() == {"costs/X/amount": 125.0}
    assert found(**beside) == {}


def test_costs_outside_the_months_of_an_input_do_not_count() -> None:
    late = spending(costs=(CostLine(name="CRM", category="tools", start_month=2),))
    assert costs_of(late)["costs/CRM/amount"].observed == 370.0


def test_a_reversal_is_no_cheap_month() -> None:
    lines = b"date;label;cost\n2024-01-31;HubSpot;500,00\n2024-02-29;HubSpot;-100,00\n"
    entries = read(lines, answers={"sign": "positive"}).entries
    (found,) = calibrate(spending(), [reading(entries=entries)]).suggestions
    assert (found.observed, found.sample) == (200.0, 2)
    back = entries.assign(units=-entries["units"], amount=-entries["amount"])
    assert calibrate(spending(), [reading(entries=back)]).suggestions == ()


def test_company_wide_costs_need_their_share_first() -> None:
    fec = read(COSTS).entries.assign(company_wide=True)
    assert calibrate(spending(), [reading(entries=fec)]).suggestions == ()
    unknown = read(COSTS).entries.assign(confidence=0.0)
    assert calibrate(spending(), [reading(entries=unknown)]).suggestions == ()
