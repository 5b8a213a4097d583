"""Rounded parts add up to the rounded sum."""

from __future__ import annotations

import pytest

from roi_model.formatting.rounding import adding_up


@pytest.mark.parametrize(
    ("parts", "decimals"),
    [([0.5, 0.5, 0.5], 0), ([-1.4, 2.6, -0.7], 0), ([100.004, -33.335, -33.335], 2), ([], 0)],
)
def test_rounded_parts_add_up(parts: list[float], decimals: int) -> None:
    rounded = adding_up(parts, decimals)
    step = 10.0**-decimals
    assert sum(rounded) == pytest.approx(round(sum(parts) / step) * step)
    assert all(abs(a - b) < step for a, b in zip(rounded, parts, strict=True))
