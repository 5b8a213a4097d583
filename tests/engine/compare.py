"""How the tests compare numbers, each tolerance said once.

CONTRACT: 1e-9 relative, what the worked cases must meet, with an absolute floor of 1e-9 beside
figures that are 0. The file of worked cases rounds cumulative cash to six decimals: there 1e-6 is
added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

CONTRACT = 1e-9
PRINTED = 1e-6
DUST = 1e-11


def close(
    found: Any, expected: float, where: str, scale: float = 0.0, rel: float = CONTRACT
) -> None:
    """`found` is a number within `rel` of `expected`, or of `scale` where that is larger.

    A difference of large amounts keeps their rounding: `scale` is their size.
    """
    assert found is not None, f"{where}: no value, expected {expected!r}"
    allowed = rel * max(1.0, abs(expected), scale)
    assert abs(found - expected) <= allowed, f"{where}: {found!r}, expected {expected!r}"


def strictly_close(found: Any, expected: float, where: str, extra: float = 0.0) -> None:
    """Within 1e-9 of the expected number itself, plus 1e-11: the dust differences leave."""
    assert found is not None, f"{where}: no value, expected {expected!r}"
    allowed = CONTRACT * abs(expected) + DUST + extra
    assert abs(found - expected) <= allowed, f"{where}: {found!r}, expected {expected!r}"


def close_series(found: Any, expected: Sequence[float], where: str, rel: float = CONTRACT) -> None:
    """Every month within `rel` of the series' own size."""
    found = np.asarray(found)
    wanted = np.asarray(expected)
    assert found.shape == wanted.shape, f"{where}: shape {found.shape}, expected {wanted.shape}"
    allowed = rel * max(1.0, float(np.abs(wanted).max(initial=0.0)))
    off = np.abs(found - wanted)
    assert not np.isnan(found).any(), f"{where}: NaN"
    worst = int(off.argmax())
    assert off.max() <= allowed, f"{where}[{worst}]: {found[worst]!r}, expected {wanted[worst]!r}"
