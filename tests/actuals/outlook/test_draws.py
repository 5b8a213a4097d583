"""What is drawn: its mean is what is expected, and a deal signs once at most."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.outlook.draws import forecast_draws
from roi_model.actuals.outlook.rows import Rows
from roi_model.actuals.reforecast import Reforecast, reforecast
from tests.actuals.outlook.pipeline import DAY, PLAN, forecast, made
from tests.actuals.pipelines import deals

MID = pd.Timestamp("2024-06-15")


def drawn(found: Reforecast, draws: int = 4000) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    assert found.outlook is not None
    made = forecast_draws(found.outlook, draws=draws)
    return made.customers, made.orders


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
    assert found.outlook is not None
    ever = forecast_draws(found.outlook, draws=4000).open
    expected = found.open_deals.totals()["expected"]
    assert ever.mean() == pytest.approx(expected, abs=5 * ever.std() / np.sqrt(4000))


def test_deals_still_to_be_made_bring_what_the_re_forecast_expects() -> None:
    found = forecast(made(2, volume=200))
    customers, orders = drawn(found)
    for series, name in ((customers, "customers"), (orders, "won_business")):
        expected = found.expected[name].to_numpy()[9:]
        assert series.mean(axis=0)[9:] == pytest.approx(expected, rel=0.05)


def test_nobody_signs_for_nothing_and_amounts_scatter_as_the_known_ones_do() -> None:
    """Months after the open deals: no customer no money, one customer one of the known amounts."""
    found = forecast(made(4, volume=3, rate=0.6, cycle=0.5, told=1.0))
    customers, orders = (series[:, 10:] for series in drawn(found))
    assert (customers == 0).any() and (orders[customers == 0] == 0).all()
    assert (orders[customers > 0] > 0).all()
    one = orders[customers == 1]
    assert one.std() / one.mean() > 0.3  # amounts with a cv of 0.4, and the doubt of their mean


def test_what_one_fit_tells_is_drawn_together() -> None:
    found = forecast(made(1))
    assert found.outlook is not None
    rows = Rows(np.random.default_rng(0), 50)
    by_path = {one.path: one.posterior for one in found.outlook.calibration.suggestions}
    rate, cycle = by_path["channels/Calls/quote_to_customer"], by_path["cycle_months"]
    value = by_path["deal_value"]
    [fit] = [group.fit for group in found.outlook.calibration.groups]
    assert rate is not None and cycle is not None and value is not None and fit is not None
    assert rows.of(rate) is rows.of(cycle) is rows.of(fit.conversion)
    assert rows.of(value) is not rows.of(rate)


def test_it_can_be_sent_to_the_process_that_makes_documents() -> None:
    found = forecast(made(1))
    assert found.band is not None
    sent = pickle.dumps(replace(found))
    assert len(sent) < 3_000_000
    again = pickle.loads(sent)
    assert again.band.to_json() == found.band.to_json()


def test_each_deal_signs_at_most_once_at_its_own_amount() -> None:
    """One open deal of 7 and one of 500, nothing more to come: four sums are possible."""
    still = deals(("2024-06-20", "", "open", 7.0, ""), ("2024-06-20", "", "open", 500.0, ""))
    closed = made(1)[made(1)["state"] != "open"]
    found = forecast(pd.concat([closed, still], ignore_index=True),
                     replace(PLAN, campaign_months=6))  # fmt: skip
    orders = drawn(found)[1][:, 7:].sum(axis=1)
    assert set(np.round(orders, 6)) == {0.0, 7.0, 500.0, 507.0}
    assert found.band is not None
    assert (found.band.open.low, found.band.open.high) == (0.0, 507.0)


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
