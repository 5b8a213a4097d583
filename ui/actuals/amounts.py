"""Figures of the page Actuals: amounts to the cent where parts add up, rounded elsewhere."""

from __future__ import annotations

from roi_model import formatting
from ui.session import state


def exact(value: float) -> str:
    """An amount to the cent."""
    return formatting.money_exact(value, state.currency(), state.lang())


def change(value: float) -> str:
    """A difference to the cent with its sign."""
    written = exact(value)
    return f"+{written}" if value >= 0.005 else written


def rounded(value: float | None) -> str:
    """An amount to as many digits as one reads."""
    return formatting.money(value, state.currency(), state.lang())


def share(value: float | None) -> str:
    """A fraction in percent."""
    return formatting.percent(value, state.lang())


def count(value: float | None) -> str:
    """How many."""
    return formatting.number(value, state.lang())
