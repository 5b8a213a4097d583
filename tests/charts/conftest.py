"""A case to draw, and the one before it."""

from __future__ import annotations

import pytest

from roi_model.projection import Projection, project
from tests.charts.drawn import scenario


@pytest.fixture(scope="module")
def case() -> Projection:
    return project(scenario())


@pytest.fixture(scope="module")
def before() -> Projection:
    return project(scenario(deal_value=4000, horizon_months=30))
