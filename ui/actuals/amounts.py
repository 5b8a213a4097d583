"""Amounts of the page Actuals: to the cent, so that parts are seen to add up."""

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
