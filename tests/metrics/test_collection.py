"""The metrics of a plan: all there by name, in order, worked out once."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, CostLine, project
from roi_model.metrics import CARDS, REASONS
from tests.engine.by_hand import EVERYONE, plan

SPENDING = plan(
    Channel(name="A", contacts=10.0, **EVERYONE),
    costs=(CostLine(name="All", amount=100.0, every="once"),),
)


def test_every_card_has_its_figure_in_order() -> None:
    metrics = project(SPENDING).metrics
    assert list(metrics) == list(CARDS)
    assert len(metrics) == len(CARDS)
    with pytest.raises(KeyError):
        metrics["luck"]


def test_a_figure_is_worked_out_once() -> None:
    metrics = project(SPENDING).metrics
    assert metrics.figure("irr") is metrics.figure("irr")


def test_the_figures_of_chunks_are_put_end_to_end() -> None:
    costs = [100.0, 300.0, 0.0]
    found = project(SPENDING, draws={"costs/All/amount": costs}, chunk=1).metrics
    assert found["investment"].value.tolist() == costs
    assert [REASONS[code] for code in found.figure("roi").codes][2] == "no_investment"
    assert np.isfinite(found.figure("roi").values[:2]).all()
