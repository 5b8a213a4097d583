"""Which deals tell enough to take the plan's place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.group import FEWEST, Group
from roi_model.actuals.estimates.pipeline import Pipeline
from tests.actuals.crm import PLAN, crm
from tests.actuals.pipelines import reading


def test_nine_closed_deals_leave_the_plans_law() -> None:
    told = fit(Pipeline(won=np.ones(4), lost=np.ones(5)))
    assert Group(None, FEWEST - 1, told).law is None
    assert Group(None, FEWEST, told).law is told
    assert Group(None, FEWEST).law is None


def test_by_channel_and_of_all_sources_together() -> None:
    table = crm(120, "LinkedIn")
    table.loc[::3, "source"] = "Friends"
    found = calibrate(PLAN, [reading(table, "2024-12-31")])
    assert [one.channels for one in found.groups] == [("LinkedIn",), None]
    own, everything = found.groups
    assert own.closed == ((table["state"] != "open") & (table["source"] == "LinkedIn")).sum()
    assert everything.closed == (table["state"] != "open").sum()
    amounts = table["amount"][(table["state"] == "won") & (table["amount"] > 0)]
    assert everything.amounts.tolist() == sorted(amounts)
    alone = calibrate(PLAN, [reading(crm(120), "2024-12-31")])
    assert [one.channels for one in alone.groups] == [None]
    assert calibrate(PLAN, []).groups == ()


def test_a_deal_without_a_date_tells_no_law() -> None:
    """Twelve closed deals of which nine are dated: nine tell of rate and cycle."""
    table = crm(60)
    closed = table.index[table["state"] != "open"]
    table = table.loc[closed[:12]].reset_index(drop=True)
    table.loc[9:, "created"] = pd.NaT
    [group] = calibrate(PLAN, [reading(table, "2024-12-31")]).groups
    assert group.closed == 9 and group.fit is not None and group.law is None
