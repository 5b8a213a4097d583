"""Deals created beside the plan's quotes: by hand, and on pipelines simulated by plain loops."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from roi_model import load_scenario, project
from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.origin import Origin
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.suggestion import apply, with_volumes
from roi_model.actuals.volume import volume_suggestions
from roi_model.commands.actuals import variance_command
from roi_model.declaration.scenario import Effect, Initiative
from tests.actuals.pipelines import deals, reading
from tests.actuals.test_won_business import PLAN

ROOT = Path(__file__).parents[2]
PRESET = ROOT / "data/presets/linkedin-outbound.json"
SAMPLE = ROOT / "data/samples/deals_hubspot_en.csv"
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 7))
QUOTES = Origin("quote")
CONTACTS, RATE = "channels/Calls/contacts", "channels/Calls/quote_to_customer"


def created(*counts: int) -> pd.DataFrame:
    """So many open deals in January, February …"""
    return deals(*[
        (f"2024-{month:02d}-10", "", "open", 1.0, "")
        for month, count in enumerate(counts, 1) for _ in range(count)
    ])  # fmt: skip


def simulated(seed: int, volume: float, rate: float, cycle: float, value: float) -> pd.DataFrame:
    """Six months of deals with a known truth, in plain loops; losses never written down."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in pd.date_range("2024-01-01", "2024-06-30"):
        for _ in range(rng.poisson(volume * 6 / 182)):
            won = rng.random() < rate
            closed = day + pd.Timedelta(days=int(rng.gamma(3, cycle * 30.4375 / 3)))
            over = won and closed <= pd.Timestamp("2024-06-30")
            amount = round(value * rng.lognormal(-0.02, 0.2), 2)
            rows.append((str(day.date()), str(closed.date()) if over else "",
                         "won" if over else "open", amount, ""))  # fmt: skip
    return deals(*rows)


def test_contacts_that_make_as_many_quotes_by_hand() -> None:
    """20 deals a month where the plan has 40 quotes: half the contacts."""
    [one] = volume_suggestions(
        PLAN, None, created(20, 18, 22, 19, 21, 20), MONTHS, "2024-01", QUOTES
    )
    assert (one.path, one.plan, one.observed, one.sample) == (CONTACTS, 40, 20, 120)
    assert one.low < 20 < one.high and one.contradicts and one.reliability == "medium"
    assert one.values["monthly"] == 20 and one.values["planned"] == 40
    assert "20.0" in one.source("en") and "120" in one.source("en")
    quotes = project(apply(PLAN, [one])).monthly["quotes"]
    assert quotes[1:7].sum() == pytest.approx(120)


def test_only_months_covered_and_planned_count() -> None:
    plan = replace(PLAN, channels=(replace(PLAN.channels[0], start_month=3, end_month=5),))
    table = created(7, 7, 40, 40, 40, 7)
    [one] = volume_suggestions(plan, None, table, MONTHS, "2024-01", QUOTES)
    assert one.observed == 40 and not one.contradicts
    [one] = volume_suggestions(plan, None, table, ("2024-02", "2024-03"), "2024-01", QUOTES)
    assert (one.values["first"], one.values["created"]) == ("2024-03", 40)
    assert volume_suggestions(plan, None, table, ("2024-01",), "2024-01", QUOTES) == []
    assert volume_suggestions(plan, None, table, MONTHS, "2030-01", QUOTES) == []


def test_by_channel_through_season_and_initiatives() -> None:
    """The plan with the contacts proposed makes the quotes measured, whatever is multiplied."""
    plan = replace(
        PLAN, seasonality=(0.5, 1.5, 1.0) * 4, enforce_capacity=True,
        channels=(PLAN.channels[0], replace(PLAN.channels[0], name="Ads", contacts=13)),
        initiatives=(Initiative(name="Data", start_month=3,
                                effects=(Effect(parameter="contact_to_lead", factor=0.5),)),),
    )  # fmt: skip
    table = created(9, 9, 9, 9, 9, 9)
    [one] = volume_suggestions(plan, ("Ads",), table, MONTHS, "2024-01", QUOTES)
    assert one.path == "channels/Ads/contacts"
    other = apply(replace(plan, enforce_capacity=False), [one])
    alone = replace(other, channels=other.channels[1:])
    assert project(alone).monthly["quotes"][1:7].sum() == pytest.approx(54, rel=1e-4)
    both = volume_suggestions(plan, None, table, MONTHS, "2024-01", QUOTES)
    assert [one.path for one in both] == [CONTACTS, "channels/Ads/contacts"]
    assert both[0].observed / 40 == pytest.approx(both[1].observed / 13, rel=1e-4)


def test_a_rate_brings_the_volume_that_contradicts_the_plan() -> None:
    table = simulated(1, 20, 0.5, 1.0, 1000)
    found = calibrate(PLAN, [reading(table, "2024-06-30")], start="2024-01")
    rate, volume = (next(o for o in found.suggestions if o.path == p) for p in (RATE, CONTACTS))
    assert with_volumes([rate], found.suggestions) == (rate, volume)
    assert with_volumes([rate, volume], found.suggestions) == (rate, volume)
    assert with_volumes([], found.suggestions) == ()
    assert "volume_contradicts" in {note.code for note in found.notes}
    agreed = calibrate(
        replace(PLAN, channels=(replace(PLAN.channels[0], contacts=20),)),
        [reading(table, "2024-06-30")], start="2024-01",
    )  # fmt: skip
    assert "volume_contradicts" not in {note.code for note in agreed.notes}
    rate = next(o for o in agreed.suggestions if o.path == RATE)
    assert with_volumes([rate], agreed.suggestions) == (rate,)


def test_the_sample_beside_the_preset() -> None:
    """3.6 deals a month at 57.9 %, not 7.5 at 57.9 %: about 2.1 customers a month, not 4.33."""
    found = variance_command(load_scenario(PRESET), [SAMPLE], answers={"created_at": "quote"})
    path = "channels/LinkedIn outbound/contacts"
    [volume] = [one for one in found["suggestions"] if one["path"] == path]
    assert (volume["plan"], volume["observed"], volume["sample"]) == (1000, 480, 18)
    course = found["reforecast"]["monthly"]
    assert course["deals"][6:13] == pytest.approx([3.6] * 7)
    assert max(course["customers"][6:]) == pytest.approx(2.1, abs=0.05)
    assert "volume_contradicts" in {note["code"] for note in found["notes"]}


TRUTHS = [
    (20, 0.5, 1.0, 1000.0),
    (80, 0.1, 1.0, 1000.0),
    (40, 0.25, 2.0, 1000.0),
    (15, 0.25, 1.0, 4000.0),
    (60, 0.4, 0.5, 700.0),
]


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.thorough
def test_the_reforecast_comes_near_a_known_truth(truth: tuple[float, float, float, float]) -> None:
    """First orders of months 10 to 12, when all cohorts are those to come, over ten pipelines."""
    volume, rate, _, value = truth
    plan = replace(PLAN, cycle_months=1)
    expected = []
    for seed in range(10):
        table = simulated(seed, *truth)
        day = pd.Timestamp("2024-06-30")
        found = calibrate(plan, [reading(table, "2024-06-30")], start="2024-01")
        taken = with_volumes((o for o in found.suggestions if o.telling), found.suggestions)
        course = reforecast(plan, apply(plan, taken), deals=table, as_of=day, start="2024-01")
        expected.append(float(course.expected["won_business"].iloc[10:13].mean()))
    assert np.mean(expected) == pytest.approx(volume * rate * value, rel=0.15)
