"""The price at which a bought plan is worth as much as one's own."""

from __future__ import annotations

import dataclasses

import pytest

from roi_model import ScenarioError, project
from roi_model.analysis.search.make_or_buy import tie_price
from roi_model.declaration.paths import with_value
from roi_model.storage.presets import preset


def test_make_or_buy() -> None:
    """The two presets bring the same meetings: the tie is a matter of what each spends."""
    make = preset("in-house-sdr").scenario
    buy = preset("outsourced-appointments").scenario
    found = tie_price(make, buy)
    #        (salary and charges, tools, budget) · 12 + launch + meetings, less the other launch
    spent = (2700 * 1.42 + 400 + 200) * 12 + 6000 + 20 * 120
    assert found.price == pytest.approx((spent - 1500) / 120, rel=1e-9)  # 500.9
    assert found.path == "channels/Outsourced appointments/meeting_cost"
    assert (found.below, found.reason, len(found.prices)) == ("buy", None, 1)
    tied = with_value(buy, found.path, found.price)
    net = [project(plan).metrics["net_gain"].value for plan in (make, tied)]
    assert net[0] == pytest.approx(net[1], abs=1e-6)


def test_no_tie() -> None:
    buy = preset("outsourced-appointments").scenario
    free = dataclasses.replace(buy, costs=())
    found = tie_price(free, buy, "discount_rate")  # moves no net gain
    assert (found.price, found.prices, found.below, found.reason) == (None, (), "make", "no_tie")
    poor = dataclasses.replace(buy, deal_value=1.0)
    assert tie_price(poor, buy, metric="payback_month").reason == "no_tie"
    with pytest.raises(ScenarioError):
        tie_price(free, buy, "channels/None/meeting_cost")


def test_a_tie_at_the_lowest_price() -> None:
    buy = with_value(
        preset("outsourced-appointments").scenario,
        "channels/Outsourced appointments/meeting_cost",
        0.0,
    )
    found = tie_price(buy, buy)
    assert (found.price, found.below) == (0.0, "make")  # any price above is too much
