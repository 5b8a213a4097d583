"""A figure and the reason where there is none, for one case or draws.

The makers of figures below also take formulas kept as they are written (expression.py).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats
from roi_model.engine.flows import counts
from roi_model.metrics.expression import Counted, Expression, Least, Ratio

REASONS = (
    "",
    "no_sign_change",
    "no_root",
    "multiple_roots",
    "no_investment",
    "no_leads",
    "no_customers",
    "no_margin",
    "not_within_horizon",
    "not_within_cap",
    "total_loss",
    "no_team",
    "no_opening_cash",
    "never_below_floor",
)
CODE = {reason: code for code, reason in enumerate(REASONS)}
Codes = NDArray[np.int8]


class Metric(NamedTuple):
    """One figure: `value` a float or None, or an array with NaN in a run of draws.

    `reason` says why there is no value: None where there is one, or an array of texts.
    """

    value: float | Floats | None
    code: int | Codes

    @property
    def reason(self) -> str | NDArray[np.str_] | None:
        """The code of MODEL 3 that says why there is no value; None (in draws "") where one is."""
        if isinstance(self.code, int):
            return REASONS[self.code] or None
        return np.array(REASONS)[self.code]


class Figure(NamedTuple):
    """A metric over draws before it is handed out: values (n,) and reason codes (n,)."""

    values: Floats
    codes: Codes

    def at(self, chosen: NDArray[np.intp], count: int) -> Figure:
        """The metric in some of `count` draws."""
        values = np.broadcast_to(self.values, (count,))
        codes = np.broadcast_to(self.codes, (count,))
        return Figure(values[chosen], codes[chosen])


@overload
def defined(values: Floats) -> Figure: ...


@overload
def defined(values: Expression) -> Expression: ...


def defined(values: Any) -> Figure | Expression:
    """A metric that always has a value."""
    if isinstance(values, Expression):
        return values
    return Figure(values, _no_reason(values.shape))


@lru_cache(maxsize=8)
def _no_reason(shape: tuple[int, ...]) -> Codes:
    """Codes of figures that all exist: nobody writes into those of a figure."""
    codes = np.zeros(shape, dtype=np.int8)
    codes.flags.writeable = False
    return codes


def undefined_where(missing: NDArray[np.bool_], figure: Figure, reason: str) -> Figure:
    """The metric with `reason` where `missing`, which goes before any other reason."""
    if not np.count_nonzero(missing):  # a tenth of what `any` costs a single case
        return figure
    codes = np.where(missing, np.int8(CODE[reason]), figure.codes)
    return Figure(np.where(missing, np.nan, figure.values), codes)


def undefined_like(source: Figure, figure: Figure) -> Figure:
    """The metric made of `source`, undefined where that one is and for the same reason."""
    missing = source.codes != 0
    return Figure(
        np.where(missing, np.nan, figure.values), np.where(missing, source.codes, figure.codes)
    )


def replaced(figure: Figure, other: Figure, chosen: NDArray[np.intp], count: int) -> Figure:
    """The metric over `count` draws, that of `other` in those `chosen`."""
    values = np.array(np.broadcast_to(figure.values, (count,)))
    codes = np.array(np.broadcast_to(figure.codes, (count,)))
    values[chosen], codes[chosen] = other.values, other.codes
    return Figure(values, codes)


@overload
def ratio(above: Floats, below: Floats, reason: str) -> Figure: ...


@overload
def ratio(above: Expression, below: Expression, reason: str) -> Expression: ...


def ratio(above: Any, below: Any, reason: str) -> Figure | Expression:
    """above / below, undefined for `reason` where `below` is 0."""
    if isinstance(below, Expression):
        return Ratio(above, below, reason)
    if np.count_nonzero(below) == below.size:
        return defined(np.asarray(above / below))
    missing = below == 0
    safe = np.where(missing, 1.0, below)
    return undefined_where(missing, defined(np.asarray(above / safe)), reason)


def counted(values: Any) -> Any:
    """A count: 0 within rounding of it."""
    return Counted(values) if isinstance(values, Expression) else counts(values)


def least(level: float, values: Any) -> Any:
    """The smaller of a level and the values."""
    return Least(level, values) if isinstance(values, Expression) else np.minimum(level, values)
