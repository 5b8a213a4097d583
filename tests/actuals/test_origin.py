"""What deals stand for when they are created: pipelines of each stage with a known truth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.calibrate import Calibration, calibrate
from roi_model.actuals.estimates.posterior import Posterior
from roi_model.actuals.origin import Origin, clock, origin_notes, origin_of, usual
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.suggestion import Suggestion, apply, with_volumes
from roi_model.actuals.won_parts import won_business
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.projection import project
from roi_model.reading.deals.creation import Creation
from roi_model.reading.deals.stages import FUNNEL
from roi_model.texts import LANGUAGES
from tests.actuals.crm import by_path
from tests.actuals.pipelines import deals, reading

# 200 leads a month, 120 qualified, 72 meetings, 36 quotes; a month from each stage to the next.
PLAN = Scenario(
    name="Plan", start="2022-01", horizon_months=36, campaign_months=36, cycle_months=4,
    cycle_cv=0.5, deal_value=1000,
    channels=(Channel(name="Calls", contacts=800, contact_to_lead=0.25, lead_to_qualified=0.6,
                      qualified_to_meeting=0.6, meeting_to_quote=0.5, quote_to_customer=0.25),),
)  # fmt: skip
CONTACTS, RATE = "channels/Calls/contacts", "channels/Calls/quote_to_customer"
MONTHLY = dict(zip(FUNNEL, (200, 120, 72, 36), strict=True))
BETWEEN = dict(zip(FUNNEL, (0.18, 0.3, 0.5, 1.0), strict=True))
# The truth: a fifth fewer of everything, 40 % of the quotes signed, each step 0.8 months, at 1,500.
FEWER, WON, STEP, VALUE = 0.8, 0.4, 0.8, 1500.0
DAY = pd.Timestamp("2023-12-31")


@cache
def pipeline(stage: str) -> pd.DataFrame:
    """Two years of deals created at this stage, in plain loops; a loss is never written down."""
    rng = np.random.default_rng([5, FUNNEL.index(stage)])
    steps = 4 - FUNNEL.index(stage)
    rows = []
    for begun in pd.date_range("2022-01-01", DAY):
        for _ in range(rng.poisson(FEWER * MONTHLY[stage] * 12 / 365)):
            won = rng.random() < BETWEEN[stage] * WON
            closed = begun + pd.Timedelta(days=rng.gamma(4 * steps, STEP / 4) * 30.4375).round("D")
            state = "won" if won and closed <= DAY else "open"
            amount = VALUE * rng.lognormal(-0.02, 0.2)
            day = str(closed.date()) if state == "won" else ""
            rows.append((str(begun.date()), day, state, amount, ""))
    return deals(*rows)


@cache
def told(stage: str, read_as: Creation | None = None, plan: Scenario = PLAN) -> Calibration:
    """What such a pipeline says of the plan, its stage being known, or read as another."""
    file = reading(pipeline(stage), str(DAY.date()), name="", creation=read_as or Creation(stage))
    return calibrate(plan, [file])


def customers(plan: Scenario, some: tuple[Suggestion, ...]) -> float:
    """Customers signed in the last month of the plan with these accepted, far from its start."""
    return float(project(apply(plan, some)).monthly["customers"][-1])


@pytest.mark.parametrize("stage", FUNNEL)
def test_a_pipeline_of_each_stage_gives_its_truth_back(stage: str) -> None:
    found = told(stage)
    by = by_path(found)
    truths = {
        CONTACTS: FEWER * 800, RATE: WON, "deal_value": VALUE,
        # The months before are the plan's, those after the deals' own.
        "cycle_months": FUNNEL.index(stage) + STEP * (4 - FUNNEL.index(stage)),
    }  # fmt: skip
    assert set(by) == {*truths, "cycle_cv"}
    for path, truth in truths.items():
        assert by[path].low < truth < by[path].high, path
        assert by[path].observed == pytest.approx(truth, rel=0.12), path
    made = MONTHLY[stage] * FEWER * BETWEEN[stage] * WON
    assert customers(PLAN, found.suggestions) == pytest.approx(made, rel=0.12)
    for lang in LANGUAGES:
        assert all("{" not in one.source(lang) for one in found.suggestions)


@pytest.mark.parametrize("stage", FUNNEL)
def test_read_as_quotes_the_later_rates_are_applied_twice(stage: str) -> None:
    """As it was: the share of leads won put behind the rates from lead to quote."""
    was = by_path(told(stage, OLD))
    now = by_path(told(stage))
    factor = 1 / BETWEEN[stage]  # 5.6 for leads, 3.3, 2, and 1 for quotes
    alone = tuple(one for one in was.values() if one.path == RATE)
    right = tuple(one for one in now.values() if one.path == RATE)
    assert customers(PLAN, right) / customers(PLAN, alone) == pytest.approx(factor, rel=1e-3)
    assert was[CONTACTS].observed / now[CONTACTS].observed == pytest.approx(factor, rel=1e-3)
    before = FUNNEL.index(stage)
    measured = was["cycle_months"].observed
    assert now["cycle_months"].observed - measured == pytest.approx(before, abs=1e-3)


class _Old(Creation):
    """A quote, the plan's whole clock starting with it: as every deal was read."""

    __hash__ = object.__hash__


OLD = _Old("quote", "", {"": 0.0})


@pytest.mark.parametrize("stage", FUNNEL)
def test_what_was_accepted_is_not_suggested_again(stage: str) -> None:
    """The months before being kept with the answer, the same file says the same of the new plan."""
    found = told(stage)
    assert found.origin == Origin(stage, {"": float(FUNNEL.index(stage))})
    accepted = apply(PLAN, found.suggestions)
    kept = Creation(stage, "", found.origin.months_before)
    file = reading(pipeline(stage), str(DAY.date()), name="", creation=kept)
    again = calibrate(accepted, [file])
    assert {one.path for one in again.suggestions} == set(by_path(found))
    for one in again.suggestions:
        assert one.observed == pytest.approx(one.plan, rel=1e-4), one.path
    # And what is left of the clock is the law measured, mean and spread.
    rest = found.origin.rest(accepted)
    plain = by_path(told(stage, OLD))
    assert rest.cycle_months == pytest.approx(plain["cycle_months"].observed, rel=1e-3)
    assert rest.cycle_cv == pytest.approx(plain["cycle_cv"].observed, rel=0.01)


def test_the_two_parts_of_the_clock_are_the_plans_own_law() -> None:
    """Gamma laws of one scale add up; a spread over the input's bound is cut, the mean is not."""
    for stage in FUNNEL:
        origin = usual(PLAN, stage)
        rest = origin.rest(PLAN)
        assert origin.before() + rest.cycle_months == pytest.approx(4)
        scale = rest.cycle_months * rest.cycle_cv**2
        assert scale == pytest.approx(4 * 0.5**2)
    wide = replace(PLAN, cycle_cv=1.2)
    assert clock(usual(wide).rest(wide)) == (1.0, 1.5)
    assert clock(Origin("quote", {"": 9.0}).rest(PLAN)) == (0.0, 0.0)


def test_channels_have_clocks_of_their_own() -> None:
    fast = replace(PLAN.channels[0], name="Fast", cycle_months=2)
    plan = replace(PLAN, channels=(PLAN.channels[0], fast))
    origin = usual(plan, "meeting")
    assert (origin.before("Calls"), origin.before("Fast")) == (2.0, 1.0)
    rest = origin.rest(plan)
    assert (clock(rest, "Calls")[0], clock(rest, "Fast")[0]) == (2.0, 1.0)
    assert rest.channels[0] == PLAN.channels[0]  # it follows the shared clock
    own = Origin("meeting", {"": 0.5, "Calls": 3.0}).rest(plan)
    assert (clock(own, "Calls")[0], clock(own, "Fast")[0]) == (1.0, 1.5)
    assert origin.to_json() == {
        "created_at": "meeting", "months_before": 2.0, "months_before:Fast": 1.0,
    }  # fmt: skip


def test_a_rate_that_cannot_take_it_all_leaves_the_rest_to_those_before() -> None:
    """Half of 1,000 leads won where the plan lets 18 % get a quote: three rates, together."""
    rows = [(f"2022-{m:02d}-10", f"2022-{m:02d}-20", "won" if n % 2 else "lost", 900.0, "")
            for m in range(1, 7) for n in range(40)]  # fmt: skip
    file = reading(deals(*rows), "2022-06-30", name="", creation=Creation("lead"))
    found = calibrate(PLAN, [file])
    by = by_path(found)
    names = ("quote_to_customer", "meeting_to_quote", "qualified_to_meeting")
    assert [by[f"channels/Calls/{name}"].observed for name in names[:2]] == [1.0, 1.0]
    third = by[f"channels/Calls/{names[2]}"]
    assert third.observed == pytest.approx(0.5 / 0.6, rel=0.01)
    assert {one.reliability for one in (by[RATE], third)} == {"high"}
    together = with_volumes([third], found.suggestions)
    assert {one.path for one in together} == {
        *(f"channels/Calls/{name}" for name in names), CONTACTS,
    }  # fmt: skip
    now = apply(PLAN, together).channels[0]
    assert now.lead_to_qualified * now.qualified_to_meeting == pytest.approx(0.5, rel=0.01)
    shut = replace(PLAN, channels=(replace(PLAN.channels[0], meeting_to_quote=0.0),))
    closed = calibrate(shut, [file])
    assert "rate_at_zero" in {note.code for note in closed.notes}
    assert RATE not in by_path(closed)


@pytest.mark.parametrize("stage", FUNNEL)
def test_deals_that_go_as_planned_go_on_as_planned(stage: str) -> None:
    """After a year of deals as the plan has them, as many customers a month as the plan has."""
    plan = replace(PLAN, cycle_cv=0.0)
    share = 0.25 * BETWEEN[stage]
    rows = []
    rest = usual(plan, stage).rest(plan).cycle_months
    for month in range(1, 13):
        begun = pd.Timestamp(2022, month, 15)
        for number in range(MONTHLY[stage]):
            won = number < MONTHLY[stage] * share
            closed = begun + pd.Timedelta(days=rest * 30.4375)
            over = closed <= pd.Timestamp("2022-12-31")
            state = ("won" if won else "lost") if over else "open"
            rows.append((str(begun.date()), str(closed.date()) if over else "", state, 1000.0, ""))
    given = {"deals": deals(*rows), "as_of": pd.Timestamp("2022-12-31"), "start": "2022-01"}
    course = reforecast(plan, origin=usual(plan, stage), **given)  # type: ignore[arg-type]
    after = course.expected["customers"].to_numpy()[13:]
    assert after == pytest.approx([9.0] * 24, abs=1e-6)
    assert course.expected["deals"].tolist()[1:13] == [MONTHLY[stage]] * 12


def test_won_business_counts_the_months_before_apart() -> None:
    """Deals that go as planned: what differs is that the plan counts from the contact on."""
    plan = replace(PLAN, cycle_cv=0.0)
    rows = []
    for month in range(1, 9):
        begun = pd.Timestamp(2022, month, 15)
        for number in range(36):
            won = number < 9
            closed = begun + pd.Timedelta(days=30.4375)
            over = closed <= pd.Timestamp("2022-08-31")
            state = ("won" if won else "lost") if over else "open"
            rows.append((str(begun.date()), str(closed.date()) if over else "", state, 1000.0, ""))
    table, day = deals(*rows), pd.Timestamp("2022-08-31")
    found = won_business(plan, project(plan), table, "2022-01", day, origin=usual(plan))
    assert found.parts is not None
    assert sum(found.parts.values()) == pytest.approx(found.difference, abs=1e-9)
    assert found.plan.deals == found.actual.deals == 8 * 36
    # Of eight months of quotes seven have signed a month later, and four by the plan's four months.
    assert (found.plan.signed, found.plan.before) == pytest.approx((7 / 8, 4 / 7))
    assert found.parts["before"] == pytest.approx(found.difference, rel=0.07)
    assert found.plan.amount == pytest.approx(4 * 9 * 1000)  # as on every other page


def test_files_that_differ_take_the_stage_of_most_deals() -> None:
    one = deals(*[("2022-01-10", "", "open", 1.0, "")] * 3)
    two = deals(*[("2022-01-10", "", "open", 1.0, "")] * 5)
    guess = Creation("meeting", "Demo")
    files = [
        reading(one, name="a.csv", creation=Creation("lead", "", {"": 1.0})),
        reading(two, name="b.csv", creation=guess),
        reading(one, name="c.csv", creation=Creation()),
        reading(None, name="costs.csv", creation=None),
    ]
    assert origin_of(PLAN, files) == usual(PLAN, "meeting")
    assert origin_of(PLAN, []) == usual(PLAN)
    notes = origin_notes(files)
    assert [note.code for note in notes] == [
        "creation_guessed", "creation_unknown", "creations_differ",
    ]  # fmt: skip
    assert "“Demo”" in notes[0].sentence("en") and "rendez-vous" in notes[0].sentence("fr")
    assert "devis" in notes[1].sentence("fr")
    assert origin_of(PLAN, files[:1]) == Origin("lead", {"": 1.0})


def test_draws_of_the_whole_clock_are_drawn_from_the_deal_on() -> None:
    """What was measured comes back, draw by draw; a channel of its own keeps its own clock."""
    rng = np.random.default_rng(3)
    months, cv = rng.uniform(0.5, 2.0, 50), rng.uniform(0.3, 0.9, 50)
    origin = usual(PLAN, "meeting")
    whole = origin.cycle(Posterior(months, np.ones(50)), Posterior(cv, np.ones(50)), "")
    drawn = {"cycle_months": whole[0].values, "cycle_cv": whole[1].values, CONTACTS: months}
    rest = origin.rest_draws(PLAN, drawn)
    assert rest["cycle_months"] == pytest.approx(months)
    assert rest["cycle_cv"] == pytest.approx(cv)
    assert rest[CONTACTS] == pytest.approx(months)
    assert origin.rest_draws(PLAN, {CONTACTS: months}).keys() == {CONTACTS}
    fast = replace(PLAN.channels[0], name="Fast", cycle_months=2)
    plan = replace(PLAN, channels=(PLAN.channels[0], fast))
    own = usual(plan, "meeting").rest_draws(plan, {"cycle_cv": np.array([0.2, 0.4])})
    # Half of two months are left, at the spread that is drawn for all.
    assert own["channels/Fast/cycle_months"] == pytest.approx([1.0, 1.0])
    assert own["channels/Fast/cycle_cv"] == pytest.approx([0.2 * 2**0.5, 0.4 * 2**0.5])
    assert own["cycle_months"] == pytest.approx([2.0, 2.0])
    told = Origin("meeting", {"": 1.0, "Calls": 3.0})
    begun = told.rest_draws(plan, {"cycle_months": np.array([4.0, 5.0])})
    assert begun["channels/Calls/cycle_months"] == pytest.approx([1.0, 2.0])
    assert begun["cycle_months"] == pytest.approx([3.0, 4.0])
