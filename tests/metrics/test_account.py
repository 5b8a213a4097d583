"""The user's own account (MODEL 8.1): the worked figures of the contract, and its edges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from roi_model import Channel, CostLine, Scenario, project
from roi_model.metrics import CARDS
from roi_model.metrics.series import run_out_month

FLOWS = (0.0, -8_000.0, -7_000.0, -9_000.0, 14_000.0)
"""Cumulative cash 0, −8,000, −15,000, −24,000, −10,000."""
NAMES = ("lowest_balance", "lowest_balance_month", "cash_out_month", "funding_need")


def plan(**account: Any) -> Scenario:
    """Costs of 8,000, 7,000 and 9,000 in months 1 to 3, and 14,000 of revenue in month 4."""
    spent = tuple(
        CostLine(name=f"Month {month}", amount=-flow, every="once", start_month=month)
        for month, flow in enumerate(FLOWS)
        if flow < 0
    )
    sure = dict.fromkeys(
        ("contact_to_lead", "lead_to_qualified", "qualified_to_meeting", "meeting_to_quote"), 1.0
    )
    deal = Channel(
        name="Deal", contacts=1, quote_to_customer=1.0, start_month=4, end_month=4,
        meeting_cost=0, **sure,
    )  # fmt: skip
    return Scenario(
        name="Worked", channels=(deal,), costs=spent, horizon_months=4, deal_value=14_000,
        gross_margin=1.0, commission=0, dso_days=0, cycle_months=0, **account,
    )  # fmt: skip


def figures(**account: Any) -> list[float | str | None]:
    metrics = project(plan(**account)).metrics
    return [metrics[n].reason if metrics[n].value is None else metrics[n].value for n in NAMES]


def test_the_worked_figures_of_the_contract() -> None:
    running = project(plan()).monthly["cumulative_cash"].tolist()
    assert running == pytest.approx([0, -8_000, -15_000, -24_000, -10_000])
    assert figures(opening_cash=20_000) == pytest.approx([-4_000, 3, 2 + 5_000 / 9_000, 4_000])
    worked = figures(opening_cash=20_000, other_cash=-1_000)
    assert worked == pytest.approx([-7_000, 3, 2.3, 7_000])


def test_an_account_that_holds_and_one_that_starts_below() -> None:
    assert figures(opening_cash=24_000) == [0, 3, "never_below_floor", 0]
    assert figures(opening_cash=23_000.0, cash_floor=25_000)[2:] == [0, 26_000]
    assert figures(opening_cash=30_000, cash_floor=7_000)[2] == pytest.approx(2 + 8_000 / 9_000)


def test_without_an_opening_balance_nothing_is_said() -> None:
    assert figures(other_cash=-9_000, cash_floor=500) == ["no_opening_cash"] * 4


def test_no_other_figure_moves() -> None:
    before = project(plan()).metrics
    after = project(plan(opening_cash=5_000, other_cash=-700, cash_floor=300)).metrics
    for name in set(CARDS) - set(NAMES):
        assert (before[name].value, before[name].reason) == (after[name].value, after[name].reason)


def test_a_batch_is_so_many_single_plans() -> None:
    """Horizons of their own among them: the account stands still behind the shorter one."""
    given = {
        "opening_cash": [20_000.0, 24_000.0, 0.0, 12_000.0],
        "other_cash": [-1_000.0, 0.0, 50.0, -20.0],
        "cash_floor": [0.0, 0.0, 10.0, 500.0],
        "horizon_months": [4.0, 4.0, 4.0, 3.0],
    }
    batch = project(plan(opening_cash=1.0), given).metrics
    for at in range(3):
        own = {name: values[at] for name, values in given.items() if name != "horizon_months"}
        for name, expected in zip(NAMES, figures(**own), strict=True):
            if isinstance(expected, str):
                assert batch[name].reason[at] == expected and np.isnan(batch[name].value[at])
            else:
                assert batch[name].value[at] == pytest.approx(expected, rel=1e-12)
    assert batch["lowest_balance"].value[3] == pytest.approx(12_000 - 24_000 - 3 * 20)
    assert batch["lowest_balance_month"].value[3] == 3


def test_a_drawn_opening_balance_is_one() -> None:
    """The plan itself need not follow an account for its draws to."""
    drawn = project(plan(), {"opening_cash": [20_000.0, 30_000.0]}).metrics
    assert drawn["funding_need"].value.tolist() == pytest.approx([4_000, 0])


def test_rounding_is_no_overdraft() -> None:
    account = np.array([1e6, 0.1 + 0.2 - 0.3 - 1e-9, 5.0])
    assert np.isnan(run_out_month(account, 0.0))
    assert run_out_month(np.array([[1.0, -1.0], [1.0, 1.0]]), [0.0, 2.0]).tolist() == [0.5, 0.0]
