"""The band of the months to come: what is drawn, and how far the truth lies in it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.outlook.band import SERIES, forecast_band, forecast_draws
from roi_model.actuals.reforecast import Reforecast, reforecast
from tests.actuals.outlook.pipeline import DAY, PLAN, forecast, made
from tests.actuals.pipelines import deals

MID = pd.Timestamp("2024-06-15")


def drawn(found: Reforecast, draws: int = 4000) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    assert found.outlook is not None
    return forecast_draws(found.outlook, draws=draws)


def test_expected_is_the_mean_of_the_draws() -> None:
    """Open deals alone, for the plan makes no more: by month, in number and in money."""
    short = replace(PLAN, campaign_months=6)
    found = forecast(made(1, value=4000), short)
    customers, orders = drawn(found)
    assert found.open_deals is not None
    for series, expected in (
        (customers, found.open_deals.customers), (orders, found.open_deals.orders),
    ):  # fmt: skip
        error = series.std(axis=0) / np.sqrt(len(series)) + 1e-9
        assert (np.abs(series.mean(axis=0) - expected)[7:] < 5 * error[7:]).all()
        assert (series[:, :7] == series[0, :7]).all()


def test_deals_still_to_be_made_bring_what_the_re_forecast_expects() -> None:
    found = forecast(made(2, volume=200))
    customers, orders = drawn(found)
    for series, name in ((customers, "customers"), (orders, "won_business")):
        expected = found.expected[name].to_numpy()[9:]
        assert series.mean(axis=0)[9:] == pytest.approx(expected, rel=0.05)


def test_each_deal_signs_at_most_once_at_its_own_amount() -> None:
    """One open deal of 7 and one of 500, nothing more to come: four sums are possible."""
    still = deals(("2024-06-20", "", "open", 7.0, ""), ("2024-06-20", "", "open", 500.0, ""))
    closed = made(1)[made(1)["state"] != "open"]
    found = forecast(pd.concat([closed, still], ignore_index=True),
                     replace(PLAN, campaign_months=6))  # fmt: skip
    orders = drawn(found)[1][:, 7:].sum(axis=1)
    assert set(np.round(orders, 6)) == {0.0, 7.0, 500.0, 507.0}


def test_the_same_seed_gives_the_same_bits_whatever_the_order_of_rows() -> None:
    table = made(3)
    one, other = forecast(table), forecast(table)
    assert one.band is not None and one.outlook is not None and other.band is not None
    assert one.band.to_json() == other.band.to_json()
    again = forecast_band(one.outlook, seed=1)
    assert again.to_json() != one.band.to_json()
    turned = forecast(table[::-1].reset_index(drop=True)).band
    assert turned is not None
    for name, ends in one.band.following.items():
        other_ends = turned.following[name]
        for end in ("low", "middle", "high"):
            assert getattr(other_ends, end) == pytest.approx(getattr(ends, end), rel=0.05)


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


def test_fewer_than_ten_closed_deals_leave_the_plan_within_its_doubt() -> None:
    """Small files of any kind: the plan's next six months, and each of them, lie in the band."""
    for seed in range(8):
        rng = np.random.default_rng([9, seed])
        rate, cycle = float(rng.random()), float(rng.uniform(0.5, 6))
        table = made(seed, volume=2 if seed % 2 else 20, rate=rate, cycle=cycle)
        closed = np.flatnonzero(table["state"] != "open")
        table = table.drop(closed[int(rng.integers(0, 10)) :])
        found = forecast(table)
        band = found.band
        assert band is not None and band.holds_plan
        for name in ("customers", "won_business", "revenue"):
            ends, own = band.following[name], found.plan[name][7:].sum()
            assert ends.low <= own <= ends.high
        for name in SERIES:
            ends, own = band.monthly[name][7:], found.plan[name][7:]
            assert (ends["low"] <= own).all() and (own <= ends["high"]).all()


def test_a_figure_of_the_case_that_was_meant_otherwise_is_not_drawn() -> None:
    """Twice as many contacts than planned or measured: a decision, and no doubt about the past."""
    table = made(1, volume=80)
    plain = forecast(table)
    assert plain.outlook is not None
    bold = replace(PLAN, channels=(replace(PLAN.channels[0], contacts=400),))
    more = reforecast(PLAN, bold, deals=table, as_of=DAY, start="2024-01",
                      calibration=plain.outlook.calibration)  # fmt: skip
    assert plain.band is not None and more.band is not None
    assert more.band.following["customers"].middle > 2 * plain.band.following["customers"].middle


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
