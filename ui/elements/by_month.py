"""An input that varies by month: beside its number a button, behind it the steps as lines of text.

The slider then stands on the first step and moves them all. What is typed or pasted and refused
stays where it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roi_model.declaration.card import Card
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps, at_month, level
from roi_model.editing import by_month, edits, entry
from roi_model.texts import text
from ui.elements import panel
from ui.elements.inputs import InputRows, refusal
from ui.session import binding, state

PREFIX = "by_month/"
LONGEST = 4000
"""Characters: a pasted row of ten years fits well."""
WIDE, HIGH = 100.0, 24.0
"""The box in which the curve is drawn."""


def is_here(path: str) -> bool:
    """Whether an edit's path belongs to the steps of an input."""
    return path.startswith(PREFIX)


def rows(made: InputRows, row: panel.Row) -> list[panel.Row]:
    """The row of a number, with the button where it may vary, and its steps where it does."""
    path, lang = row["path"], made.lang
    card = edits.card_of(made.scenario, path)
    if not card.steps:
        return [row]
    value, where = edits.value_of(made.scenario, path), PREFIX + path
    shown = isinstance(value, Steps) or path in _opened() or where in made.refused
    label = text("ui.by_month.show", lang, name=card.label(lang))
    with_button = {**row, "by_month": {"turn": where, "label": label, "on": shown}}
    return [with_button, _editor(made, path, card, value)] if shown else [with_button]


def _editor(made: InputRows, path: str, card: Card, value: Any) -> panel.Row:
    lang, where = made.lang, PREFIX + path
    held = _held(made.scenario, card, value)
    row: panel.Row = {
        "kind": "steps",
        "key": where,
        "path": where,
        "label": text("ui.by_month.show", lang, name=card.label(lang)),
        "help": text("ui.by_month.help", lang),
        "one": text("ui.by_month.one", lang),
        "text": by_month.written(card, held, made.currency, lang),
        "words": entry.written(card, held, made.currency, lang),
        "curve": curve(held, made.scenario.horizon_months),
    }
    if where in made.refused:
        typed, error = made.refused[where]
        row |= {"text": typed, "refused": _refused(card, error)}
    return row


def _held(scenario: Scenario, card: Card, value: float | Steps | None) -> float | Steps:
    inherited: float | Steps = getattr(scenario, card.same_as) if card.same_as else 0.0
    return inherited if value is None else value


def curve(value: float | Steps, months: int) -> str:
    """The steps as an SVG path from month 1 to the horizon, 0 at the bottom.

    >>> curve(Steps.of({1: 50.0, 3: 100.0}), 4)
    'M0 13V13H50V2H100'
    """
    top = max([at_month(value, month) for month in range(1, months + 1)]) or 1.0
    y0, drawn = None, ""
    for month in range(1, months + 1):
        y = round(HIGH - (HIGH - 2) * at_month(value, month) / top, 2)
        if y != y0:
            x = round(WIDE * (month - 1) / months, 2)
            drawn += f"H{x:g}V{y:g}" if drawn else f"M{x:g} {y:g}V{y:g}"
            y0 = y
    return f"{drawn}H{WIDE:g}"


def write(edit: Mapping[str, Any]) -> None:
    """The button pressed, or the steps typed: as many lines as there are."""
    where, how, value = edit["path"], edit["how"], edit["value"]
    path, scenario = where.removeprefix(PREFIX), state.scenario()
    try:
        card, now = edits.card_of(scenario, path), edits.value_of(scenario, path)
    except ScenarioError:
        return  # the input is gone meanwhile
    if not card.steps:
        return
    if how == "turn":
        state.accept(where)
        (_opened().add if value else _opened().discard)(path)
        if not value and isinstance(now, Steps):
            binding.change(path, {"1": level(now)}, "")
    elif how == "say":
        typed = str(value)[:LONGEST]
        try:
            state.change(path, by_month.read(card, path, typed, state.lang()))
        except ScenarioError as error:
            state.refuse(where, typed, error)
        else:
            state.accept(where)
            _opened().add(path)


def _opened() -> set[str]:
    opened: set[str] = state.extras().setdefault("by_month", set())
    return opened


def _refused(card: Card, error: ScenarioError) -> str:
    problem, lang = error.problems[0], state.lang()
    if problem.code.startswith("steps_"):
        horizon = state.scenario().horizon_months
        return text(f"ui.by_month.{problem.code}", lang, value=problem.value, high=horizon)
    return refusal(card, problem.value, error)
