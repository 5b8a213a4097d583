"""Draws of open deals: the many together are as if each were drawn by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.outlook import open_draws
from roi_model.actuals.outlook.open_draws import signed_open
from roi_model.actuals.outlook.rows import Rows
from roi_model.actuals.reforecast import Reforecast
from roi_model.engine.arrays import Floats
from tests.actuals.outlook.pipeline import forecast, made
from tests.actuals.pipelines import deals


def drawn(found: Reforecast, laws: int = 400, luck: int = 5) -> Floats:
    assert found.outlook is not None
    of = found.outlook
    return signed_open(of.open, of.known, of.calibration,
                       Rows(np.random.default_rng(1), laws), luck)  # fmt: skip


@pytest.mark.thorough
def test_many_deals_together_scatter_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mean, spread and what goes together between months, by both ways; two laws, so luck rules."""
    found = forecast(made(1, volume=300))
    assert found.outlook is not None and len(found.outlook.open.rows) > 500
    assert found.outlook.known.first == 7
    both = []
    for singly in (10**9, 50):
        monkeypatch.setattr(open_draws, "SINGLY", singly)
        both.append(drawn(found, laws=2, luck=3000)[:, :3000, 7:])
    alone, together = both
    for one, many in zip(alone, together, strict=True):  # customers, first orders
        usual = one.mean(axis=0) > 5e-3 * one.mean(axis=0).sum()
        error = one.std(axis=0) / np.sqrt(3000)
        assert (np.abs(one.mean(axis=0) - many.mean(axis=0)) < 6 * error + 1e-6)[usual].all()
        assert many.std(axis=0)[usual] == pytest.approx(one.std(axis=0)[usual], rel=0.1)
        sums = [draws.sum(axis=1).std() for draws in (one, many)]
        assert sums[1] == pytest.approx(sums[0], rel=0.1)
    number, money = together[0].sum(axis=1), together[1].sum(axis=1)
    plain = np.corrcoef(alone[0].sum(axis=1), alone[1].sum(axis=1))[0, 1]
    assert np.corrcoef(number, money)[0, 1] == pytest.approx(plain, abs=0.06)


def test_laws_decide_draws_that_follow_each_other() -> None:
    found = forecast(made(1))
    one = drawn(found, laws=50, luck=40)[0].sum(axis=1).reshape(50, 40)
    # Within a law only luck varies, between laws the doubt of the rate too.
    within, between = one.var(axis=1).mean(), one.mean(axis=1).var()
    assert between > 3 * within / 40


def test_a_missing_amount_is_one_of_those_of_the_deals_won() -> None:
    closed = made(1)[made(1)["state"] != "open"]
    still = deals(("2024-06-20", "", "open", 0.0, ""))
    found = forecast(pd.concat([closed, still], ignore_index=True))
    orders = drawn(found)[1].sum(axis=1)
    won = closed["amount"][closed["state"] == "won"]
    signed = orders[orders > 0]
    assert set(np.round(signed, 2)) <= set(won.round(2)) and len(set(signed)) > 10
    assert found.open_deals is not None
    expected = found.open_deals.totals()["expected"]
    assert orders.mean() == pytest.approx(expected, abs=4 * orders.std() / np.sqrt(len(orders)))


def test_by_the_plans_law_where_no_deal_is_closed() -> None:
    still = deals(*[("2024-06-05", "", "open", 1000.0, "")] * 30)
    found = forecast(still)
    assert found.open_deals is not None and not found.open_deals.rows["measured"].any()
    draws = drawn(found)
    expected = found.open_deals.orders
    error = np.sqrt(1000 * expected / 2000)  # of as many deals of 1,000 as a Poisson law has it
    assert (np.abs(draws[1].mean(axis=0)[:-1] - expected) < 5 * error + 1).all()
