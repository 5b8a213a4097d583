"""Where the search of an input starts and ends, and which figure it looks at."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from roi_model import project
from roi_model.analysis.search.flips import flip_points
from roi_model.analysis.search.goal import goal
from roi_model.analysis.search.inputs import metric_of
from roi_model.declaration.errors import ScenarioError
from roi_model.storage.presets import preset
from tests.analysis.search.curves import CHANNEL, LINKEDIN


def test_a_season_of_one_month_alone_never_vanishes() -> None:
    plan = dataclasses.replace(LINKEDIN, seasonality=(0.0, 3.0) + (0.0,) * 10)
    by_path = {flip.path: flip for flip in flip_points(plan, "net_gain")}
    assert by_path["seasonality/2"].value is None
    sought = goal(plan, "seasonality/2", "customers_signed", 0.0)
    assert (sought.value, sought.reason) == (None, "unreachable")


def test_seasons_drawn_at_0_all_the_year_reach_nobody() -> None:
    plan = dataclasses.replace(LINKEDIN, seasonality=(3.0,) + (0.0,) * 11)
    drawn = project(plan, {"seasonality/1": np.array([3.0, 0.0])})
    assert drawn.metrics["customers_signed"].value.tolist()[1] == 0  # type: ignore[union-attr]
    assert np.isfinite(drawn.monthly["cumulative_cash"]).all()


def test_an_empty_override_starts_from_what_it_inherits() -> None:
    found = goal(LINKEDIN, CHANNEL + "deal_value", "roi", 0.0)
    assert found.now == LINKEDIN.deal_value
    assert found.value == pytest.approx(2172.12, abs=5e-3)


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(ScenarioError, match="roy"):
        metric_of(preset("linkedin-outbound").scenario, "roy")
