"""Axes that stand still, as Vega-Lite takes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import vl_convert

from roi_model.charts import cash, costs, funnel, monthly
from roi_model.charts.parts.held import HIGH, LOW, ROOM, TIGHT, Axis, is_loose, reaching
from roi_model.projection import project
from tests.charts.drawn import HORIZON, scenario

SPECS = {
    cash: cash.spec("en", "EUR", "light", horizon=HORIZON, band=True),
    funnel: funnel.spec("en", "EUR", "light"),
    costs: costs.spec("en", "EUR", "light"),
    monthly: monthly.spec("en", "EUR", "light", horizon=HORIZON),
}


def vega(frame: Any, spec: dict[str, Any]) -> dict[str, Any]:
    values = json.loads(frame.to_json(orient="records"))
    return dict(vl_convert.vegalite_to_vega({**spec, "data": {"values": values}, "width": 600}))


@pytest.mark.parametrize("picture", SPECS, ids=lambda picture: picture.__name__.split(".")[-1])
def test_a_held_axis_reaches_further_and_looks_the_same(picture: Any) -> None:
    now = project(scenario())
    frame, spec = picture.frame(now, now), SPECS[picture]
    free, held = (
        vega(frame, spec),
        vega(frame.assign(**picture.AXIS.ends((-5.0, 9e6), len(frame))), picture.AXIS.on(spec)),
    )
    assert held.get("axes") == free.get("axes")
    for before, after in zip(free["scales"], held["scales"], strict=True):
        if before["name"] != picture.AXIS.channel:
            assert after == before
            continue
        added = [one["field"] for one in after["domain"].pop("fields") if "field" in one][-2:]
        assert added == [LOW, HIGH]
        before["domain"].pop("fields")
        assert after == before
    lowest, highest = picture.AXIS.extent(frame)
    assert lowest <= 0 < highest


def test_the_extent_holds_all_that_is_drawn() -> None:
    now = project(scenario())
    band = {"p10": [-1e6], "p90": [2e6]}
    assert cash.AXIS.extent(cash.frame(now, band=band)) == (-1e6, 2e6)
    spent = monthly.frame(now)["investment"].max()
    assert monthly.AXIS.extent(monthly.frame(now))[0] <= -spent < 0


def test_one_that_has_just_grown_is_not_too_wide() -> None:
    grown = reaching((-1.0, 1.0), (-100.0, 300.0))
    assert grown == (-100.0 - ROOM * 400, 300.0 + ROOM * 400)
    assert not is_loose(grown, (-100.0, 300.0))
    assert is_loose((0.0, 100.0), (0.0, 100.0 * TIGHT - 1))
    assert reaching(None, (-1.0, 2.0)) == (-1.0, 2.0)


def test_nothing_drawn_is_an_axis_of_zero() -> None:
    now = project(scenario(team=[], costs=[], channels=[{"name": "Phone", "monthly_cost": 0}]))
    assert Axis("x", ("amount",)).extent(costs.frame(now).iloc[:0]) == (0.0, 0.0)
