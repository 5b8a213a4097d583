"""The picture of the user's own account: its data, and what it says of a plan that runs dry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from roi_model import project
from roi_model.analysis.risk.risk import risk
from roi_model.charts import account
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES

PLAN = replace(preset("linkedin-outbound").scenario, opening_cash=8_000.0, cash_floor=1_000.0)


def test_the_balance_its_lowest_point_and_where_it_goes_below() -> None:
    found = project(PLAN)
    shown = account.frame(found, floor=1_000.0)
    balance = found.monthly["cumulative_cash"] + 8_000
    assert shown["balance"].tolist() == pytest.approx(balance.tolist())
    assert shown["runs_out"][0] == found.metrics["cash_out_month"].value
    low = int(found.metrics["lowest_balance_month"].value)
    assert shown["trough"][low] == balance.min() and shown["trough"].notna().sum() == 1
    assert (shown["below"] == np.minimum(balance, 1_000)).all()
    back = found.metrics["payback_month"].value
    at = shown["payback_balance"][0]
    assert at == pytest.approx(np.interp(back, range(len(balance)), balance))
    assert at == pytest.approx(8_000), "back at its start, where nothing else moves it"


def test_an_account_that_holds_marks_nothing() -> None:
    rich = replace(PLAN, opening_cash=900_000.0)
    assert account.frame(project(rich))["runs_out"].isna().all()


def test_band_and_chances_come_from_the_draws() -> None:
    run = risk(PLAN, draws=256)
    shown = account.frame(project(PLAN), floor=1_000.0, run=run)
    assert shown["p10"].tolist() == pytest.approx((run.cumulative_cash["p10"] + 8_000).tolist())
    assert shown["chance"].tolist() == run.cash_out_by_month.tolist()
    assert shown["chance"].iloc[-1] == np.mean(~np.isnan(run.values["cash_out_month"]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_is_followed_is_drawn(lang: str) -> None:
    """A baseline without an account has no line; without one of its own there is no picture."""
    before = project(replace(PLAN, opening_cash=None))
    assert account.frame(project(PLAN), before)["baseline_balance"].isna().all()
    made = account.spec(lang, "EUR", "light", horizon=24)
    assert made["layer"]
