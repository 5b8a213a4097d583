"""How many cases it takes to know a rate: by the rate and by how near one wants to be."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

_THIRD = 3.0
_STEPS = (5.0, 2.0, 1.0)


def contacts_needed(rate: float, half_width: float, level: float = 0.95) -> int:
    """Cases after which the interval around a rate is no wider than ± `half_width`.

    Wilson's score interval, solved for the number of cases; rates are fractions. The cases are what
    the rate is of: contacts for contact → customer, deals for deal → customer. Raises ValueError
    for a rate outside 0 to 1, and for a width or a level that is none. Source: Wilson (1927),
    Probable inference, JASA 22, 209–212; Agresti and Coull (1998), The American Statistician 52.

    >>> contacts_needed(0.10, 0.02), contacts_needed(0.03, 0.01), contacts_needed(0.25, 0.05)
    (868, 1143, 286)
    """
    if not (0 <= rate <= 1 and 0 < half_width < 0.5 and 0 < level < 1):
        raise ValueError(
            f"contacts_needed: rate {rate}, half_width {half_width}, level {level}; "
            "allowed: 0 to 1, above 0 and below 0.5, between 0 and 1"
        )
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    apart = rate * (1 - rate) - 2 * half_width**2
    cases = z2 * (apart + sqrt(apart**2 + half_width**2 * (1 - 4 * half_width**2)))
    return ceil(cases / (2 * half_width**2) - 1e-9)


def telling_width(rate: float) -> float:
    """How near one should know a rate to decide by it: a third of it, rounded down to 1, 2 or 5.

    Of what is left to 1, where that is less; 0 for a rate that is 0 or 1.

    >>> telling_width(0.25), telling_width(0.1), telling_width(0.03)
    (0.05, 0.02, 0.01)
    """
    third = min(rate, 1 - rate) / _THIRD
    if third <= 0:
        return 0.0
    size = 1.0
    while size > third:
        size /= 10
    step = next(step for step in _STEPS if step * size <= third * (1 + 1e-9))
    return float(f"{step * size:.1g}")
