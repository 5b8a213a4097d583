"""Bars that lead from one figure to the other."""

from __future__ import annotations

import dataclasses

import altair as alt
import numpy as np
import pytest

from roi_model import CostLine
from roi_model.analysis.change.compare import Comparison, Part, compare
from roi_model.charts import waterfall
from roi_model.declaration.paths import with_value
from roi_model.metrics import CARDS
from tests.charts.compared import COMPARED, PLAN


def test_bars_lead_from_one_figure_to_the_other() -> None:
    frame = waterfall.frame(COMPARED, ("Before", "After"), "EUR", "en")
    assert frame["row_kind"].tolist() == ["end", "part", "part", "part", "end"]
    assert frame["name"].tolist()[0] == "Before" and frame["name"].tolist()[-1] == "After"
    assert frame["value"].iloc[0] == COMPARED.a and frame["value"].iloc[-1] == COMPARED.b
    bars = frame[frame["row_kind"] == "part"]
    np.testing.assert_allclose(bars["end"] - bars["start"], bars["value"], rtol=1e-9)
    assert bars["start"].iloc[0] == COMPARED.a
    assert bars["end"].iloc[-1] == pytest.approx(COMPARED.b, rel=1e-12)
    assert bars["start"].tolist()[1:] == bars["end"].tolist()[:-1]
    by_name = bars.set_index("name")
    assert by_name.loc["Deal value", "good"] == 1
    assert by_name.loc["Outbound · Quote → customer", "good"] == -1
    told = by_name.loc["Outbound · Quote → customer", ["before", "after"]]
    assert told.tolist() == ["26%", "20%"]
    assert by_name.loc["Deal value", "before"] == "€6,000"


def test_what_raises_a_cost_is_bad() -> None:
    dearer = dataclasses.replace(
        PLAN, costs=(*PLAN.costs, CostLine(name="Fair", amount=9000, every="once"))
    )
    frame = waterfall.frame(compare(PLAN, dearer, "cac"), ("A", "B"), "EUR", "fr")
    row = frame.iloc[1]
    assert row["value"] > 0 and row["good"] == -1
    assert row["name"] == "Fair\N{NO-BREAK SPACE}: ajouté"


def test_the_smallest_changes_are_one_bar() -> None:
    parts_ = tuple(
        Part(f"channels/C{n}/contacts", 1.0, 2.0, contribution)
        for n, contribution in enumerate((50.0, -30.0, 20.0, 5.0, 3.0, 0.0))
    )
    found = Comparison("npv", 0.0, 48.0, 48.0, parts_)
    frame = waterfall.frame(found, ("A", "B"), "EUR", "en", most=3)
    assert frame["value"].tolist() == [0.0, 50.0, -30.0, 28.0, 48.0]
    assert frame["name"].iloc[3] == "3 other changes"
    assert len(waterfall.frame(found, ("A", "B"), "EUR", "en")) == 7  # the part of 0 has no bar


def test_a_figure_that_does_not_exist_has_no_bars() -> None:
    poor = with_value(PLAN, "deal_value", 1.0)
    frame = waterfall.frame(compare(PLAN, poor, "payback_month"), ("A", "B"), "EUR", "en")
    assert frame["name"].tolist() == ["A"]


@pytest.mark.parametrize("unit", sorted({card.unit for card in CARDS.values()}))
def test_every_kind_of_metric_can_be_drawn(unit: str) -> None:
    spec = waterfall.spec("fr", "EUR", "light", kind=unit)
    alt.LayerChart.from_dict(spec)
