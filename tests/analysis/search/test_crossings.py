"""A crossing is closed in on to the last digits, and never where a figure is undefined."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.analysis.search.curves import crossing


@pytest.mark.parametrize(
    ("of", "now", "root"),
    [
        (lambda x: x - math.pi, 1.0, math.pi),
        (lambda x: math.pi - x, 9.0, math.pi),
        (lambda x: x**3 - 2, 8.0, 2 ** (1 / 3)),
        (lambda x: 1 / x - 0.001, 3.0, 1000.0),
        (lambda x: np.tanh(x - 5) * 1e12, 1.0, 5.0),
        (lambda x: np.sign(x - math.e), 1.0, math.e),  # a jump: there is no line to follow
        (lambda x: np.where(x > math.e, 1e-9, -1e9), 1.0, math.e),
    ],
)
def test_a_crossing_is_found_to_the_last_digits(of: Any, now: float, root: float) -> None:
    assert crossing(of, now, 1e-3, 10_000.0).value == pytest.approx(root, rel=1e-12)


def test_an_undefined_stretch_is_no_crossing() -> None:
    def of(x: Any) -> Any:
        return np.where(x < 5, np.where(x > 2, np.nan, -1.0), 1.0)

    assert crossing(of, 8.0, 0.0, 10.0).value is None


def test_a_whole_number_is_the_first_on_the_other_side() -> None:
    assert crossing(lambda x: x - 6.5, 2.0, 1.0, 36.0, whole=True).value == 7
    assert crossing(lambda x: x - 6.5, 12.0, 1.0, 36.0, whole=True).value == 6
