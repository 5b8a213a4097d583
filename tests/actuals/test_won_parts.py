"""Won business against the plan by volume, rate, timing and value, beside plain loops."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import pipeline
from roi_model.actuals.origin import Origin
from roi_model.actuals.won_parts import FACTORS, won_business
from roi_model.declaration.scenario import Effect, Initiative
from roi_model.projection import project
from tests.actuals.pipelines import deals
from tests.actuals.test_won_business import DEALS, NAN, PLAN

DAY = pd.Timestamp("2024-06-30")
QUOTES = Origin("quote")
"""Deals are quotes, and the plan's clock starts with them."""


def file(
    *, volume: float = 1.0, rate: float = 0.25, months: int = 0, value: float = 1000.0
) -> pd.DataFrame:
    """Deals of January to June as PLAN has them (40 a month), each won `months` later or lost."""
    rows = []
    for month in range(1, 7):
        for number in range(round(40 * volume)):
            won = number < round(40 * volume * rate)
            close = month + months if won else month
            over = close <= 6
            state = "won" if won and over else "open" if won else "lost"
            closed = f"2024-{close:02d}-20" if over else ""
            rows.append((f"2024-{month:02d}-10", closed, state, value, ""))
    return deals(*rows)


def apart(plan=PLAN, table=DEALS, day=DAY, origin=QUOTES):  # type: ignore[no-untyped-def]
    return won_business(plan, project(plan), table, "2024-01", day, origin=origin)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({}, None),
        ({"volume": 1.5}, "volume"),
        ({"volume": 0.2}, "volume"),
        ({"rate": 0.5}, "rate"),
        ({"rate": 0.05}, "rate"),
        ({"months": 2}, "timing"),
        ({"value": 1700.0}, "value"),
    ],
)
def test_a_change_of_one_thing_alone_is_named(changed: dict[str, float], named: str | None) -> None:
    """Volume, rate, delay or value: its part is the whole difference."""
    found = apart(table=file(**changed))  # type: ignore[arg-type]
    assert found.parts is not None and not found.rate_assumed
    assert sum(found.parts.values()) == pytest.approx(found.difference, abs=1e-9)
    assert (abs(found.difference) > 1000) == (named is not None)
    # Two months of open deals leave the rate in some doubt, a hundredth of it.
    slack = 0.01 * 60_000 if named == "timing" else 1e-9
    for name, part in found.parts.items():
        assert part == pytest.approx(found.difference if name == named else 0.0, abs=slack), name


def test_a_lead_in_time_is_not_called_rate() -> None:
    """A quarter signs in the end on both sides, here after 18 days, in the plan after 3 months."""
    rows = []
    for month in range(1, 5):
        for number in range(6):
            begun = pd.Timestamp(2024, month, 1 + 2 * number)
            won = (6 * month - 6 + number) % 4 == 0
            closed = str((begun + pd.Timedelta(days=18)).date()) if won else ""
            rows.append((str(begun.date()), closed, "won" if won else "open", 5000.0, ""))
    plan = replace(
        PLAN, cycle_months=3, deal_value=5000, channels=(replace(PLAN.channels[0], contacts=6),)
    )
    found = apart(plan, deals(*rows), pd.Timestamp("2024-05-10"))
    assert (found.plan.deals, found.plan.rate, found.plan.signed) == (24, 0.25, 0.25)
    assert found.plan.amount == 7500 and found.difference == 22_500
    assert found.actual.rate == pytest.approx(0.25, abs=0.012)
    assert found.parts["timing"] == pytest.approx(22_500, rel=0.04)
    assert abs(found.parts["rate"]) < 0.04 * 22_500 and found.parts["volume"] == 0


def test_by_hand_and_in_every_order() -> None:
    """80 planned deals at 25 % and 1,000; 51 created, 12 of them won, 9 with amounts; one older."""
    found = apart(day=pd.Timestamp("2024-02-29"))
    assert found.last_month == "2024-02"
    plan, actual = found.plan, found.actual
    assert (plan.deals, plan.rate, plan.signed, plan.value, plan.amount) == (
        80,
        0.25,
        1,
        1000,
        20e3,
    )
    assert (actual.deals, actual.won, actual.value, actual.priced) == (51, 13, 1500, 0.75)
    assert (actual.amount, actual.earlier, actual.without_amount) == (14_000, 500, 3)
    assert actual.deals * actual.rate * actual.signed == pytest.approx(12)
    before = {
        "volume": 80,
        "rate": 0.25,
        "before": 1,
        "timing": 1,
        "value": 1000,
        "without_amount": 1,
    }
    after = {"volume": 51, "rate": actual.rate, "before": 1, "timing": actual.signed, "value": 1500,
             "without_amount": 0.75}  # fmt: skip
    expected = dict.fromkeys(FACTORS, 0.0)
    orders = list(itertools.permutations(FACTORS))
    for order in orders:
        for place, name in enumerate(order):
            others = [after[n] for n in order[:place]] + [before[n] for n in order[place + 1 :]]
            expected[name] += np.prod(others) * (after[name] - before[name]) / len(orders)
    assert found.parts == pytest.approx({**expected, "earlier": 500.0})


def test_the_share_won_in_the_end_beside_plain_loops() -> None:
    """The most likely share, searched on a fine grid with another library's law."""
    rng = np.random.default_rng(8)
    for told in (0.0, 0.7):
        rows = []
        for _ in range(300):
            begun = DAY - pd.Timedelta(days=int(rng.integers(1, 300)))
            won = rng.random() < 0.3
            closed = begun + pd.Timedelta(days=int(rng.gamma(4, 20) if won else rng.gamma(2, 30)))
            over = closed <= DAY and (won or rng.random() < told)
            state = ("won" if won else "lost") if over else "open"
            rows.append((str(begun.date()), str(closed.date()) if over else "", state, 1.0, ""))
        then = pipeline(deals(*rows), DAY)
        found = fit(then)
        mean, cv = found.cycle_months.quantile(0.5), found.cycle_cv.quantile(0.5)
        win = 1 - stats.gamma(1 / cv**2, scale=mean * cv**2).cdf(then.open)
        lose = np.ones(then.open.size)
        if found.losses is not None:
            slow, wide, share = (one.quantile(0.5) for one in found.losses)
            lose -= share * stats.gamma(1 / wide**2, scale=slow * wide**2).cdf(then.open)
        grid = np.linspace(0.001, 0.999, 9981)
        likely = [
            then.won_count * np.log(c) + then.lost_count * np.log(1 - c)
            + sum(np.log(c * w + (1 - c) * n) for w, n in zip(win, lose, strict=True))
            for c in grid
        ]  # fmt: skip
        best = grid[int(np.argmax(likely))]
        assert found.share(then) == pytest.approx(best, abs=1.1e-4)
        assert best == pytest.approx(0.3, abs=0.08)


def test_the_parts_add_up_whatever_happened() -> None:
    rng = np.random.default_rng(3)
    day = pd.Timestamp("2024-10-31")
    for _ in range(20):
        chosen = DEALS.sample(
            int(rng.integers(1, 30)), random_state=int(rng.integers(1e6))
        ).reset_index(drop=True)
        plan = replace(PLAN, deal_value=float(rng.uniform(0, 5000)), cycle_months=2.5)
        found = apart(plan, chosen, day)
        assert found.parts is not None
        known = chosen[(chosen["state"] == "won") & chosen["amount"].notna()]
        known = known[known["closed"] >= "2024-01-01"]
        assert found.actual.amount == pytest.approx(known["amount"].sum())
        assert sum(found.parts.values()) == pytest.approx(found.difference, abs=1e-9)


def test_what_the_plan_is_to_sign_in_the_end_by_month_of_its_quotes() -> None:
    """A training doubles the rate from April; a file from March on sees these quotes alone."""
    plan = replace(
        PLAN, cycle_months=2,
        initiatives=(Initiative(name="Training", start_month=4,
                                effects=(Effect(parameter="quote_to_customer", factor=2),)),),
    )  # fmt: skip
    table = file()
    table = table[table["created"] >= "2024-03-01"].reset_index(drop=True)
    found = apart(plan, table)
    # Quotes of March to June: 10 + 3 × 20 will sign, of March and April 10 + 20 by June.
    assert (found.plan.deals, found.plan.rate) == (160, 70 / 160)
    assert found.plan.signed == pytest.approx(30 / 70)
    # Quotes of January and February sign in March and April.
    assert found.plan.earlier == pytest.approx(20_000) and found.plan.won == pytest.approx(50)
    assert sum(found.parts.values()) == pytest.approx(found.difference, abs=1e-9)


def test_a_rate_known_too_badly_is_the_plans_and_the_rest_timing() -> None:
    table = deals(
        ("2024-06-01", "2024-06-20", "won", 1000.0, ""), *[("2024-06-01", "", "open", NAN, "")] * 5
    )
    found = apart(table=table)
    assert found.rate_assumed and found.actual.rate == 0.25 and found.parts["rate"] == 0
    assert found.actual.signed == pytest.approx(1 / 1.5)


def test_before_anything_is_planned_to_sign_and_without_a_plan() -> None:
    slow = replace(PLAN, cycle_months=6)
    found = apart(slow, day=pd.Timestamp("2024-02-29"))
    # No customer is planned yet: those who are there are first of all early.
    assert found.plan.signed == 0 and found.plan.value == 1000
    assert max(found.parts, key=lambda name: found.parts[name]) == "timing"
    idle = replace(PLAN, channels=(replace(PLAN.channels[0], contacts=0),))
    found = apart(idle, day=pd.Timestamp("2024-02-29"))
    assert (found.parts, found.reason) == (None, "no_plan_deals")
    assert found.difference == 14_000
    late = won_business(PLAN, project(PLAN), DEALS, "2030-01", pd.Timestamp("2024-02-29"))
    assert late.last_month is None and late.difference == 0


def test_deals_created_before_the_plan_stand_apart() -> None:
    """Without one of its own, the file says nothing of rate, timing and value."""
    table = deals(*[("2023-12-15", "2024-02-14", "won", 500.0, "")] * 4)
    found = apart(table=table, day=pd.Timestamp("2024-02-29"))
    assert found.actual.deals == 0 and found.actual.rate is None
    assert found.parts["earlier"] == 2000 and found.parts["volume"] == -20_000
    assert {found.parts[name] for name in ("rate", "timing", "value")} == {0.0}
    undated = deals(("", "", "won", 5.0, ""), ("", "", "open", 5.0, ""))
    found = won_business(PLAN, project(PLAN), undated, "2024-01")
    assert (found.last_month, found.difference, found.reason) == (None, 0.0, "no_plan_deals")
