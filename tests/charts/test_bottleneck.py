"""What moves a plan most, and how it is said."""

from __future__ import annotations

import numpy as np

from roi_model.analysis.bottleneck import STEPS, bottlenecks
from roi_model.charts import bottleneck
from roi_model.texts import LANGUAGES, topic
from tests.charts.compared import PLAN


def test_the_largest_gain_first_and_what_is_reached() -> None:
    found = bottlenecks(PLAN)
    frame = bottleneck.frame(found, PLAN, "EUR", "en", move="point", most=3)
    assert len(frame) == 3 and frame["gain"].is_monotonic_decreasing
    gains = sorted((row.point.gross_profit for row in found if row.point is not None), reverse=True)
    np.testing.assert_allclose(frame["gain"], gains[:3], rtol=1e-12)
    np.testing.assert_allclose(frame["reached"], np.cumsum(gains)[:3] / sum(gains), rtol=1e-12)
    assert frame.iloc[0][["name", "action", "value", "to"]].tolist() == [
        "Outbound · Contact → lead", "targeting", "5%", "6%",
    ]  # fmt: skip
    costs = bottleneck.frame(found, PLAN, "EUR", "en", measure="net_gain", most=99)
    assert "Outbound · Cost per meeting" in costs["name"].tolist()
    assert (
        "Outbound · Cost per meeting"
        not in bottleneck.frame(found, PLAN, "EUR", "en")["name"].tolist()
    )
    assert bottleneck.frame([], PLAN, "EUR", "en").empty


def test_every_kind_of_action_has_words() -> None:
    for lang in LANGUAGES:
        assert set(topic("compare", lang)["bottleneck"]["action"]) == {a for _, a, _ in STEPS}
