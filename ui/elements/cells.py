"""A cell that holds a number or a month of its own, outside of the scenario: shown and read.

Read as every other entry is; what is refused stays where it was typed, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from roi_model.actuals.tracking import is_month
from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.units import Unit
from roi_model.editing import entry
from roi_model.texts import text
from ui.elements import grid, inputs, months
from ui.session import state


class RefusedError(Exception):
    """What was typed counts for nothing; it is kept, with the reason, by its path."""


def card(unit: Unit, low: float, high: float, *, nullable: bool = False) -> Card:
    """What a number may be where no card of the scenario says it."""
    return Card("", unit, None, ("", ""), ("", ""), low, high, nullable=nullable)


def number(of: Card, path: str, value: float | None) -> grid.Cell:
    """The number as it is written, or what was typed and refused."""
    cell: grid.Cell = {"text": entry.written(of, value, state.currency(), state.lang())}
    found = state.refusal(path)
    return cell if found is None else cell | inputs.refused_row(of, *found, value)


def taken(of: Card, path: str, edit: grid.Edit, now: float | None) -> float | None:
    """The number that was typed or chosen of two readings; `now` is what the cell held.

    Raises RefusedError where it is none, or none that is allowed.
    """
    try:
        if edit.how == "slide":
            value: float | None = float(edit.value)
        elif edit.typed.strip() == entry.written(of, now, state.currency(), state.lang()):
            value = now
        else:
            value = entry.read(of, path, edit.typed, state.lang(), now)
        fault = of.problem(value)
        if fault is not None:
            raise ScenarioError([replace(fault, path=path)])
    except ScenarioError as error:
        state.refuse(path, edit.typed, error)
        raise RefusedError from None
    state.accept(path)
    return value


def month(path: str, value: str) -> grid.Cell:
    """A calendar month in the reader's language, or what was typed and refused."""
    found = state.refusal(path)
    if found is None:
        return {"text": months.written(value or None, state.lang())}
    return {"text": found[0], "refused": text("ui.tables.no_month", state.lang(), typed=found[0])}


def month_taken(path: str, typed: str) -> str:
    """The calendar month that was typed, as YYYY-MM. Raises RefusedError where it is none."""
    found = months.read(typed)
    if not is_month(found):
        state.refuse(path, typed, ScenarioError([Problem(path, "bad_text", typed[:40])]))
        raise RefusedError
    state.accept(path)
    return found


def choice(value: Any) -> grid.Cell:
    """What is chosen of a column's options."""
    return {"text": str(value)}
