"""The terms are those that formulas are made of, no more and no fewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roi_model.metrics import CARDS
from roi_model.metrics.expression import SYMBOLS, Counted, Expression, Least, Operation, Ratio, Term
from roi_model.metrics.terms import TERMS


def parts(found: Expression) -> Iterator[Expression]:
    """A formula and everything inside it."""
    yield found
    inner: dict[type, tuple[str, ...]] = {
        Operation: ("left", "right"), Ratio: ("above", "below"),
        Counted: ("inner",), Least: ("inner",),
    }  # fmt: skip
    for name in inner.get(type(found), ()):
        yield from parts(getattr(found, name))


def names(made: Any) -> set[str]:
    return set() if made is None else {p.name for p in parts(made) if isinstance(p, Term)}


def test_every_name_in_a_formula_is_a_term_or_a_metric_and_every_term_is_used() -> None:
    used: set[str] = set()
    for found in CARDS.values():
        for formula in (found.expression, found.shown):
            used |= names(None if formula is None else formula(SYMBOLS))
    assert used <= set(TERMS) | set(CARDS)
    assert set(TERMS) <= used
