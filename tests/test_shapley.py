"""The split of a change, against the definition: the mean over every order, written out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from random import Random

import numpy as np
import pytest

from roi_model.shapley import EXACT_UP_TO, Orders


def by_definition(value: Callable[[frozenset[int]], float], count: int) -> tuple[list[float], int]:
    """What each part adds, over every order whose values are all defined; and how many are."""
    sums, followed = [0.0] * count, 0
    for order in permutations(range(count)):
        sets = [frozenset(order[:k]) for k in range(count + 1)]
        worth = [value(chosen) for chosen in sets]
        if any(np.isnan(worth)):
            continue
        followed += 1
        for step, part in enumerate(order):
            sums[part] += worth[step + 1] - worth[step]
    return [total / followed if followed else np.nan for total in sums], followed


def values_of(orders: Orders, value: Callable[[frozenset[int]], float]) -> np.ndarray:
    return np.array([value(frozenset(np.flatnonzero(row).tolist())) for row in orders.coalitions])


def test_the_worked_example() -> None:
    """MODEL 4: 100 leads × 10 % × 5,000 against 120 × 8 % × 5,500."""
    before, after = (100, 0.10, 5000), (120, 0.08, 5500)

    def revenue(chosen: frozenset[int]) -> float:
        volume, rate, price = (after[i] if i in chosen else before[i] for i in range(3))
        return volume * rate * price

    orders = Orders(3)
    parts = orders.split(values_of(orders, revenue)).parts
    np.testing.assert_allclose(parts, [9433 + 1 / 3, -11566 - 2 / 3, 4933 + 1 / 3], rtol=1e-12)
    assert parts.sum() == pytest.approx(120 * 0.08 * 5500 - 100 * 0.10 * 5000, rel=1e-12)  # 2,800


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("holes", [0.0, 0.2])
def test_as_by_definition(count: int, holes: float) -> None:
    rng = Random(count)
    table: dict[frozenset[int], float] = {}

    def value(chosen: frozenset[int]) -> float:
        if chosen not in table:
            whole = len(chosen) in (0, count)
            hole = not whole and rng.random() < holes
            table[chosen] = np.nan if hole else rng.uniform(-100, 100)
        return table[chosen]

    orders = Orders(count)
    split = orders.split(values_of(orders, value))
    expected, followed = by_definition(value, count)
    np.testing.assert_allclose(split.parts, expected, rtol=1e-11, atol=1e-11)
    everything = float(np.prod(range(1, count + 1)))
    assert split.left_out == pytest.approx(1 - followed / everything, abs=1e-12)


def test_no_order_can_be_followed() -> None:
    split = Orders(2).split(np.array([1.0, np.nan, np.nan, 2.0]))
    assert np.isnan(split.parts).all()
    assert split.left_out == 1.0


def test_a_sample_adds_up_and_is_the_mean_of_its_orders() -> None:
    count = EXACT_UP_TO + 8
    weights = np.random.default_rng(1).uniform(-1, 1, count)
    orders = Orders(count)
    assert not orders.exact
    assert not orders.coalitions[0].any() and orders.coalitions[-1].all()
    added = orders.split(orders.coalitions @ weights)
    np.testing.assert_allclose(added.parts, weights, rtol=1e-9)  # alone, a part brings its own
    joint = (orders.coalitions @ weights) + orders.coalitions[:, 0] * orders.coalitions[:, 1] * 8.0
    parts = orders.split(joint).parts
    assert parts.sum() == pytest.approx(weights.sum() + 8.0, rel=1e-12)
    # An order and its reverse give the joint 8 to one part and to the other: half each, exactly.
    np.testing.assert_allclose(parts[:2], weights[:2] + 4.0, rtol=1e-9)


def test_a_sample_is_seeded() -> None:
    first, again, other = (Orders(15, seed).coalitions for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert first.shape != other.shape or (first != other).any()


def test_nothing_to_share() -> None:
    split = Orders(0).split(np.array([3.0]))
    assert split.parts.size == 0 and split.left_out == 0.0
