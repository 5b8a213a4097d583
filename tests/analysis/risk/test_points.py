"""Sobol' points of our own are SciPy's, to the last bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy
from scipy.stats import qmc

from roi_model.analysis.risk import points, sampling
from roi_model.analysis.risk.points import first_points


@pytest.mark.parametrize(
    ("dimensions", "count", "seed"),
    [(1, 64, 3), (19, 2048, 2026), (45, 4096, 2026), (300, 8, 7), (3, 1, 0)],
)
@pytest.mark.parametrize("bits", [30, 64])
def test_they_are_those_of_scipy(dimensions: int, count: int, seed: int, bits: int) -> None:
    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed), bits=bits)
    found = first_points(dimensions, count, seed, bits)
    np.testing.assert_array_equal(found, engine.random(count))


def test_where_scipy_keeps_its_numbers_elsewhere_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = sampling._one_block.__wrapped__(5, 64, 2026)
    monkeypatch.setattr(scipy, "__file__", str(Path("elsewhere") / "__init__.py"))
    points._directions.cache_clear()
    with pytest.raises(OSError):
        first_points(5, 64, 2026)
    np.testing.assert_array_equal(sampling._one_block.__wrapped__(5, 64, 2026), known)


@pytest.mark.parametrize(
    "work",
    [
        "from roi_model.analysis.risk.risk import risk; risk(case, metrics=()).cumulative_cash",
        "from roi_model.analysis.risk.sensitivity import sobol; sobol(case, 'roi')",
        "from roi_model.analysis.search.flips import flip_points; flip_points(case, 'roi')",
    ],
)
def test_what_a_page_works_out_of_a_case_loads_no_statistics(work: str) -> None:
    """They would hold up the first page of a fresh server by the better part of a second."""
    said = (
        "import sys; from roi_model.storage.presets import presets; case = presets()[0].scenario; "
        f"{work}; print('scipy.stats' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
