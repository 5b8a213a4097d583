"""Actual to date, then the calibrated plan; targets; reversals smoothed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.reforecast import SERIES, reforecast
from roi_model.actuals.variance import first_month, variance
from roi_model.analysis.risk.risk import risk
from roi_model.projection import project
from roi_model.reading.reading import read
from tests.actuals.forecasts import COSTS, DEALS, PLAN, both
from tests.actuals.outlook.pipeline import PLAN as PIPELINE
from tests.actuals.outlook.pipeline import forecast, made
from tests.actuals.pipelines import deals


def test_by_hand() -> None:
    found = both()
    assert (found.start, found.actual_months, found.known) == ("2024-01", 2, {"costs", "deals"})
    expected = found.expected.set_index("month")
    assert expected["deals"].tolist() == [0, 5, 1, 4, 4, 4, 4]
    assert expected["customers"].tolist() == [0, 2, 0, 1, 1, 1, 1]
    assert expected["won_business"].tolist() == [0, 2400, 0, 1000, 1000, 1000, 1000]
    assert expected["investment"].tolist() == [0, 350, 330, 300, 300, 300, 300]
    assert expected["revenue"].tolist() == [0, 2400, 0, 1000, 1000, 1000, 1000]
    assert expected["direct_costs"].tolist() == pytest.approx([0, 960, 0, 400, 400, 400, 400])
    assert expected["receipts"].tolist() == [0, 0, 0, 2400, 0, 1000, 1000]
    cash = [0, -1310, -1640, 60, -640, -340, -40]
    assert expected["cumulative_cash"].tolist() == pytest.approx(cash)
    assert found.metrics["payback_month"] == {
        "value": None, "reason": "not_within_horizon", "plan": None,
    }  # fmt: skip
    gross, spent = 6400 * 0.6, 1880
    assert found.metrics["roi"]["value"] == pytest.approx((gross - spent) / spent)
    assert found.metrics["cash_trough"]["value"] == pytest.approx(-1640)
    plan = project(PLAN).metrics
    for name in ("roi", "net_gain", "investment", "revenue", "npv", "cash_trough"):
        assert found.metrics[name]["plan"] == pytest.approx(plan[name].value)


def test_costs_by_category_are_actual_then_planned() -> None:
    rows = both().costs.sort_values(["plan_month", "category"], ignore_index=True)
    assert rows.head(3).drop(columns="source").values.tolist() == [
        ["2024-01", 1, "people", 350.0],
        ["2024-02", 2, "people", 280.0],
        ["2024-02", 2, "tools", 50.0],
    ]
    assert rows["source"].tolist() == ["actual"] * 3 + ["plan"] * 4
    assert rows["amount"].sum() == pytest.approx(both().expected["investment"].sum())


def test_nothing_known_is_the_plan_and_so_is_what_went_as_planned() -> None:
    rich = replace(PLAN, monthly_fee=40, repeat_orders=3, retention=0.7, dso_days=40)
    same = reforecast(rich)
    for name in SERIES:
        assert same.expected[name].tolist() == same.plan[name].tolist()
    as_planned = deals(
        *[(f"2024-0{m}-05", "", "open", 1.0, "") for m in (1, 2, 3) for _ in range(3)],
        *[(f"2024-0{m}-05", f"2024-0{m}-05", "won", 1000.0, "") for m in (1, 2, 3)],
    )
    again = reforecast(rich, deals=as_planned, as_of=pd.Timestamp("2024-03-31"))
    for name in SERIES:
        assert again.expected[name].tolist() == pytest.approx(again.plan[name].tolist())
    for name, metric in again.metrics.items():
        assert metric["value"] == pytest.approx(project(rich).metrics[name].value)


def test_customers_won_bring_their_fees_and_reorders() -> None:
    """One customer more in month 1 than planned, by a plain loop over its ages."""
    rich = replace(PLAN, monthly_fee=40, repeat_orders=3, retention=0.7)
    won = deals(*[("2024-01-05", "2024-01-20", "won", 1000.0, "")] * 2)
    found = reforecast(rich, deals=won, as_of=pd.Timestamp("2024-01-31"))
    more = found.expected["revenue"] - found.plan["revenue"]
    for age in range(6):
        kept = 0.7 ** (age / 12)
        once = 1000 if age == 0 else 1000 * 3 / 12 * kept
        assert more[age + 1] == pytest.approx(once + 40 * kept)


def test_one_side_alone_leaves_the_other_planned() -> None:
    costs = reforecast(PLAN, entries=read(COSTS).entries)
    assert (costs.actual_months, costs.known) == (2, {"costs"})
    assert costs.expected["revenue"].tolist() == costs.plan["revenue"].tolist()
    sold = reforecast(PLAN, deals=DEALS, as_of=pd.Timestamp("2024-03-31"))
    assert (sold.actual_months, sold.known) == (3, {"deals"})
    assert sold.expected["investment"].tolist() == sold.plan["investment"].tolist()
    assert (sold.costs["source"] == "plan").all()
    # A month still running on the day of the export is not actual yet.
    assert reforecast(PLAN, deals=DEALS, as_of=pd.Timestamp("2024-03-15")).actual_months == 2
    assert both(as_of=pd.Timestamp("2024-05-31")).actual_months == 2  # the costs end first
    assert both(as_of=pd.Timestamp("2024-01-31")).actual_months == 1


def test_after_the_actual_months_the_calibrated_plan_goes_on() -> None:
    better = replace(PLAN, deal_value=3000)
    found = both(calibrated=better)
    assert found.expected["won_business"].tolist() == [0, 2400, 0, 3000, 3000, 3000, 3000]
    assert found.plan["won_business"].tolist() == [0] + [1000] * 6
    paid = found.metrics["payback_month"]
    cash = found.expected["cumulative_cash"].tolist()
    last = max(month for month, value in enumerate(cash) if value < 0)
    assert paid["value"] == pytest.approx(last - cash[last] / (cash[last + 1] - cash[last]))
    assert paid["plan"] is None


def test_month_one_is_given_stated_or_the_first_known() -> None:
    undated = replace(PLAN, start=None)
    entries = read(COSTS).entries
    assert first_month(undated, entries, DEALS, "2023-10") == "2023-10"
    assert first_month(PLAN, entries, DEALS) == first_month(undated, entries, None) == "2024-01"
    assert first_month(undated, None, DEALS) == "2024-01"
    assert reforecast(undated, entries=entries).start == "2024-01"


# Reversals ----------------------------------------------------------------------------------------


def test_one_file_whose_costs_are_all_selling_is_compared() -> None:
    """Months come as a categorical column: once a crash."""
    found = variance(PLAN, project(PLAN), read(COSTS).entries)
    assert found.last_month == "2024-02"
    assert found.by_month()["actual"].tolist() == [350.0, 330.0]


def test_costs_alone_move_the_band_of_the_case_as_they_moved_its_curve() -> None:
    now, run = project(PLAN), risk(PLAN, draws=256)
    found = reforecast(PLAN, entries=read(COSTS).entries, start="2024-01")
    assert found.band is None and found.known == {"costs"}
    band, expected = found.cash_band(now, run.cumulative_cash), found.expected["cumulative_cash"]
    past, later = slice(0, found.actual_months + 1), slice(found.actual_months + 1, None)
    for end, edge in (("low", "p10"), ("high", "p90")):
        assert band[end][past].tolist() == expected[past].tolist()  # it has happened
        moved = expected - now.monthly["cumulative_cash"]
        # Every draw is off by the same amount, and so are its quantiles.
        draws = np.quantile(run.cash + moved.to_numpy(), {"p10": 0.1, "p90": 0.9}[edge], axis=0)
        assert band[end][later].to_numpy() == pytest.approx(draws[later])
    assert (band["low"][later] < band["high"][later]).all()


def test_deals_that_are_calibrated_tell_the_band_themselves() -> None:
    found = forecast(made(1))
    assert found.band is not None
    same = found.cash_band(project(PIPELINE), {"p10": np.zeros(99), "p90": np.zeros(99)})
    assert same.equals(found.band.monthly["cumulative_cash"][["low", "high"]])
