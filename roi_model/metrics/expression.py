"""Formulas as they are written: one return of a card, read as numbers, words or a cell's formula.

Calculated with arrays, `m.gross_profit - m.investment` is a number a draw; with the `SYMBOLS` it is
an expression, which a `Writer` puts on a page or into a workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


class Expression:
    """A formula kept as it is written."""

    def __add__(self, other: Any) -> Expression:
        """The sum."""
        return Operation("+", self, _expression(other))

    def __radd__(self, other: Any) -> Expression:
        """The sum, a number first."""
        return Operation("+", _expression(other), self)

    def __sub__(self, other: Any) -> Expression:
        """The difference."""
        return Operation("-", self, _expression(other))

    def __truediv__(self, other: Any) -> Expression:
        """The quotient."""
        return Operation("/", self, _expression(other))

    def __rtruediv__(self, other: Any) -> Expression:
        """The quotient, a number first."""
        return Operation("/", _expression(other), self)

    def __pow__(self, other: Any) -> Expression:
        """The power."""
        return Operation("^", self, _expression(other))


@dataclass(frozen=True)
class Term(Expression):
    """A quantity by its name: a term (terms.py) or another metric."""

    name: str


@dataclass(frozen=True)
class Number(Expression):
    """A number of the formula itself."""

    value: float


@dataclass(frozen=True)
class Operation(Expression):
    """Two formulas and the sign between them."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Ratio(Expression):
    """above / below, which does not exist, for `reason`, where below is 0."""

    above: Expression
    below: Expression
    reason: str


@dataclass(frozen=True)
class Counted(Expression):
    """A count, 0 where it is within rounding of it."""

    inner: Expression


@dataclass(frozen=True)
class Least(Expression):
    """The smaller of a number and a formula."""

    level: float
    inner: Expression


class _Symbols:
    """Every attribute is the term of its name."""

    def __getattr__(self, name: str) -> Term:
        return Term(name)


SYMBOLS = _Symbols()


def _expression(value: Any) -> Expression:
    return value if isinstance(value, Expression) else Number(float(value))


class Writer:
    """How formulas are written; those below say what stands for a term, a ratio, a sign."""

    signs: ClassVar[dict[str, str]] = {"+": " + ", "-": " − ", "/": " ÷ ", "^": "^"}
    _RANKS: ClassVar[dict[str, int]] = {"+": 1, "-": 1, "/": 2, "^": 3}

    def term(self, name: str) -> str:
        """What stands for a term."""
        raise NotImplementedError

    def ratio(self, found: Ratio) -> str:
        """What stands for a division that may not exist: the division."""
        return self.write(Operation("/", found.above, found.below))

    def counted(self, inner: str) -> str:
        """What stands for a count: rounding is not worth a word."""
        return inner

    def least(self, level: str, inner: str) -> str:
        """What stands for the smaller of two."""
        return f"min({level}, {inner})"

    def write(self, found: Expression) -> str:
        """The formula in this writing.

        >>> class Plain(Writer):
        ...     def term(self, name):
        ...         return name
        >>> Plain().write((SYMBOLS.gain - SYMBOLS.cost) / SYMBOLS.cost)
        '(gain − cost) ÷ cost'
        """
        if isinstance(found, Term):
            return self.term(found.name)
        if isinstance(found, Number):
            return f"{found.value:g}"
        if isinstance(found, Ratio):
            return self.ratio(found)
        if isinstance(found, Counted):
            return self.counted(self.write(found.inner))
        if isinstance(found, Least):
            return self.least(f"{found.level:g}", self.write(found.inner))
        assert isinstance(found, Operation)
        rank = self._RANKS[found.sign]
        left = self._within(found.left, rank)
        right = self._within(found.right, rank + (found.sign != "+"))
        return f"{left}{self.signs[found.sign]}{right}"

    def _within(self, found: Expression, rank: int) -> str:
        """A part of an operation, in brackets where its own sign binds less."""
        shown = self.write(found)
        sign = (
            found.sign if isinstance(found, Operation) else "/" if isinstance(found, Ratio) else ""
        )
        return f"({shown})" if sign and self._RANKS[sign] < rank else shown
