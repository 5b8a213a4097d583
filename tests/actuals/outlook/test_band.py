"""The band of the months to come: what happened is sure, and few deals leave the plan in it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.outlook.band import LEVEL, SERIES, forecast_band
from roi_model.actuals.reforecast import reforecast
from tests.actuals.outlook.pipeline import DAY, PLAN, forecast, made

MID = pd.Timestamp("2024-06-15")


def test_the_same_seed_gives_the_same_bits_whatever_the_order_of_rows() -> None:
    plan = replace(PLAN, channels=(PLAN.channels[0], replace(PLAN.channels[0], name="Ads")))
    table = pd.concat([made(3, source="Calls"), made(4, source="Ads")], ignore_index=True)
    one, other = forecast(table, plan), forecast(table, plan)
    assert one.band is not None and one.outlook is not None and other.band is not None
    assert one.band.to_json() == other.band.to_json()
    again = forecast_band(one.outlook, seed=1)
    assert again.to_json() != one.band.to_json()
    turned = forecast(table[::-1].reset_index(drop=True), plan).band
    assert turned is not None
    for name, ends in one.band.following.items():
        for end in ("low", "middle", "high"):
            assert getattr(turned.following[name], end) == pytest.approx(getattr(ends, end))


def test_what_happened_is_sure_and_the_middle_lies_between() -> None:
    found = forecast(made(1))
    band = found.band
    assert band is not None and band.months == 6 and not band.holds_plan
    for name in SERIES:
        table = band.monthly[name]
        past = found.expected[name].to_numpy()[:7]
        for end in table:
            assert table[end].to_numpy()[:7] == pytest.approx(past)
        assert (table["low"] <= table["middle"]).all() and (table["middle"] <= table["high"]).all()
    total = band.following["revenue"]
    assert total.low < found.expected["revenue"][7:].sum() < total.high
    whole = band.whole["roi"]
    assert whole.low < found.metrics["roi"]["value"] < whole.high  # type: ignore[operator]
    said = json.loads(json.dumps(found.to_json(), allow_nan=False))["band"]
    assert said["next"]["months"] == 6 and set(said["monthly"]) == set(SERIES)
    assert said["holds_plan"] is False and said["level"] == LEVEL
    assert said["horizon"]["roi"] == whole.to_json()


@pytest.mark.parametrize("seeds", [range(3), pytest.param(range(3, 8), marks=pytest.mark.thorough)])
def test_fewer_than_ten_closed_deals_leave_the_plan_within_its_doubt(seeds: range) -> None:
    """Small files of any kind: the plan's next six months, and each of them, lie in the band."""
    for seed in seeds:
        rng = np.random.default_rng([9, seed])
        rate, cycle = float(rng.random()), float(rng.uniform(0.5, 6))
        table = made(seed, volume=2 if seed % 2 else 20, rate=rate, cycle=cycle)
        closed = np.flatnonzero(table["state"] != "open")
        table = table.drop(closed[int(rng.integers(0, 10)) :])
        found = forecast(table)
        band = found.band
        assert band is not None and band.holds_plan
        for name in ("customers", "won_business", "revenue"):
            ends = band.following[name]
            for course in (found.plan, found.expected):
                assert ends.low <= course[name][7:].sum() <= ends.high
        for name in SERIES:
            ends, own = band.monthly[name][7:], found.plan[name][7:]
            assert (ends["low"] <= own).all() and (own <= ends["high"]).all()


def test_without_deals_or_a_calibration_there_is_no_band() -> None:
    assert reforecast(PLAN).band is None
    assert reforecast(PLAN, deals=made(1), as_of=DAY).band is None


def test_what_is_won_and_open_covers_a_part_of_the_months_to_come() -> None:
    found = forecast(made(4, volume=80, day=MID), day=MID)
    assert found.outlook is not None and found.open_deals is not None
    won, planned = found.outlook.known.orders.sum(), found.plan["won_business"][6:].sum()
    assert won > 0
    covered = (won + found.open_deals.orders.sum()) / planned
    assert found.outlook.covered == pytest.approx(covered)
    assert found.to_json()["open_deals"]["coverage"] == {
        "value": found.outlook.covered, "reason": None,
    }  # fmt: skip
    until = found.outlook.secured("won_business", 8) - found.outlook.secured("won_business", 5)
    assert until == pytest.approx(won + found.open_deals.orders[:9].sum())
