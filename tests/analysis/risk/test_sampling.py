"""Points spread evenly, turned to where they matter."""

from __future__ import annotations

import numpy as np
from scipy import stats

from roi_model.analysis.risk.ends import ends
from roi_model.analysis.risk.sampling import direction, normal_points, turned
from tests.analysis.risk.plain import plain


def test_points_come_in_blocks_as_they_would_at_once() -> None:
    blocks = list(normal_points(3, 10_000, seed=4))
    at_once = stats.qmc.Sobol(3, rng=np.random.default_rng(4)).random_base2(14)[:10_000]
    np.testing.assert_allclose(
        stats.norm.cdf(np.concatenate(blocks, axis=1)).T, at_once, rtol=0, atol=1e-15
    )
    assert {block.shape for block in blocks[:-1]} == {(3, 4096)}
    assert [block.shape for block in normal_points(0, 5000, seed=4)] == [(0, 4096), (0, 904)]


def test_turned_points_are_still_even_and_independent() -> None:
    towards = np.array([1.0, -2.0, 3.0, 0.5])
    towards /= np.linalg.norm(towards)
    [points] = normal_points(4, 4096, seed=4)
    made = turned(points, towards)
    for numbers in made:
        assert stats.kstest(numbers, "norm").pvalue > 0.05
    np.testing.assert_allclose(np.cov(made), np.eye(4), atol=0.02)
    # the first Sobol' coordinate now runs along the direction
    np.testing.assert_allclose(towards @ made, points[0], atol=1e-12)


def test_a_point_is_turned_alike_alone_and_among_others() -> None:
    towards = np.array([0.6, 0.0, 0.8])
    [points] = normal_points(3, 1024, seed=4)
    alone = np.hstack([turned(points[:, [at]], towards) for at in range(1024)])
    np.testing.assert_array_equal(turned(points, towards), alone)


def test_points_stay_where_nothing_matters() -> None:
    [points] = normal_points(2, 64, seed=4)
    assert turned(points, np.zeros(2)) is points
    case = plain(uncertainty={"discount_rate": {"kind": "range", "p10": 0.1, "p90": 0.1}})
    assert direction(ends(case)).tolist() == [0.0]
