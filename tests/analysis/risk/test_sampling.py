"""Points spread evenly, turned to where they matter."""

from __future__ import annotations

import numpy as np
from scipy import stats

from roi_model.analysis.risk.ends import ends
from roi_model.analysis.risk.sampling import direction, sobol_points, turned
from tests.analysis.risk.plain import plain


def test_points_come_in_blocks_as_they_would_at_once() -> None:
    blocks = list(sobol_points(3, 10_000, seed=4))
    at_once = stats.qmc.Sobol(3, rng=np.random.default_rng(4)).random_base2(14)[:10_000]
    np.testing.assert_array_equal(np.concatenate(blocks), at_once)
    assert {len(block) for block in blocks[:-1]} == {4096}
    assert [len(block) for block in sobol_points(0, 5000, seed=4)] == [4096, 904]


def test_turned_points_are_still_even_and_independent() -> None:
    towards = np.array([1.0, -2.0, 3.0, 0.5])
    towards /= np.linalg.norm(towards)
    [points] = sobol_points(4, 4096, seed=4)
    made = turned(points, towards)
    for column in made.T:
        assert stats.kstest(column, "uniform").pvalue > 0.05
    normal = stats.norm.ppf(made)
    np.testing.assert_allclose(np.cov(normal.T), np.eye(4), atol=0.02)
    # the first Sobol' coordinate now runs along the direction
    np.testing.assert_allclose(normal @ towards, stats.norm.ppf(points[:, 0]), atol=1e-7)


def test_points_stay_where_nothing_matters() -> None:
    [points] = sobol_points(2, 64, seed=4)
    assert turned(points, np.zeros(2)) is points
    case = plain(uncertainty={"discount_rate": {"kind": "range", "p10": 0.1, "p90": 0.1}})
    assert direction(ends(case)).tolist() == [0.0]
