"""Sums over months and streams, however they are walked, against plain ones."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.engine.arrays import (
    ONE_THREAD,
    column,
    convolve,
    over_streams,
    product,
    row,
    running_sum,
)

MONTHS = 24
RANDOM = np.random.default_rng(7)


def shaped(values: list[float]) -> np.ndarray:
    """Values by month of one stream, padded with nothing, times three draws."""
    monthly = np.zeros(MONTHS)
    monthly[: len(values)] = values
    return monthly[:, None, None] * np.array([1.0, 2.0, 0.5])


@pytest.mark.parametrize(
    ("volumes", "weights"),
    [
        ([5.0] * MONTHS, [0.3, 0.2, 0.1] * 8),  # a steady campaign: it changes once
        (list(RANDOM.uniform(0, 9, MONTHS)), [0.0, 0.0, 0.6, 0.4]),  # a fixed cycle: two lags
        ([3.0, 0.0, 8.0], list(RANDOM.uniform(0, 1, MONTHS))),  # two cohorts
        (list(RANDOM.uniform(0, 9, MONTHS)), list(RANDOM.uniform(0, 1, MONTHS))),  # all of both
    ],
)
def test_whichever_way_is_shortest_gives_the_same_sum(
    volumes: list[float], weights: list[float]
) -> None:
    cohorts, lags = shaped(volumes), shaped(weights)
    found = convolve(cohorts, lags)
    for draw in range(3):
        plain = np.convolve(cohorts[:, 0, draw], lags[:, 0, draw])[:MONTHS]
        assert found[:, 0, draw] == pytest.approx(plain)


@pytest.mark.parametrize("draws", [1, 49, 50, 1000])
def test_a_running_sum_of_few_draws_or_many(draws: int) -> None:
    monthly = RANDOM.uniform(-1, 1, (MONTHS, draws))
    assert running_sum(monthly) == pytest.approx(monthly.cumsum(axis=0))


def test_streams_are_added_by_their_weight() -> None:
    one = over_streams(np.array([[[1.0]], [[2.0]]]), np.array([[3.0]]))
    assert one.tolist() == [[3.0], [6.0]]
    two = over_streams(np.array([[[1.0], [10.0]]]), np.array([[3.0], [0.5]]))
    assert two.tolist() == [[3.0 + 5.0]]


def test_numbers_and_draws_stack_alike() -> None:
    assert row(2.0).tolist() == [2.0]
    assert column([1.0, 2.0]).tolist() == [[1.0], [2.0]]
    assert column([1.0, np.array([2.0, 3.0])]).tolist() == [[1.0, 1.0], [2.0, 3.0]]


def test_a_product_in_blocks_is_the_product() -> None:
    random = np.random.default_rng(4)
    few, many = random.random((5, 61)), random.random((61, 3 * ONE_THREAD // 305 + 1))
    np.testing.assert_allclose(product(few, many), few @ many, rtol=1e-14)
    assert product(few, many[:, :0]).shape == (5, 0)
