"""A box for a number that is no input of the case: a goal, a budget, what a room guesses.

It takes numbers as the inputs do (`entry.parsed`), says beside it why one was refused, and keeps
what was typed over a visit to another page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from roi_model.declaration.card import Card, Slider
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.units import Unit
from roi_model.editing import entry, scale
from roi_model.texts import text
from ui.elements import inputs, panel
from ui.session import remembered, state

MOST = 1e9
"""Of amounts and counts, either way."""


def number(
    name: str,
    label: str,
    unit: Unit,
    default: float | None,
    *,
    low: float = 0.0,
    high: float = MOST,
    note: str = "",
    width: int = 320,
    step: float | None = None,
    entered: Callable[[], None] | None = None,
    keys: tuple[str, ...] = ("enter",),
    focus: bool = False,
) -> float | None:
    """What counts: the number typed last, in the model's unit (0.5 for 50 %), else the default.

    A box whose default is None may be empty; with a `step` there is a slider below it.
    `entered` hears the `keys`, in lower case.
    With `focus` a box that has just come is ready to be typed into.
    """
    words = (label, note)
    slider = Slider(low, high, step) if step else None
    card = Card(
        name, unit, default, words, words, low, high, slider=slider, nullable=default is None
    )
    held: float | None = remembered.value(name, default)
    value = default if card.problem(held) else held
    path = f"box/{name}"

    def write(edit: Mapping[str, Any]) -> None:
        _take(card, path, value, edit)
        if edit["how"] == "enter" and entered is not None and state.refusal(path) is None:
            entered()

    row = _row(card, path, value) | {"enters": list(keys) if entered else [], "focus": focus}
    with st.container(width=width):
        panel.show(f"box-{name}", [row], write)
    return value


def _row(card: Card, path: str, value: float | None) -> panel.Row:
    lang = state.lang()
    label, note = card.label(lang), card.help(lang)
    about = text("ui.inputs.about", lang, name=label)
    row: panel.Row = {
        "kind": "number",
        "key": path,
        "path": path,
        "mark": "box",
        "fixed": {"label": label, "help": note, "about": about, "exact": label},
        "text": entry.written(card, value, state.currency(), lang),
    }
    if card.slider and value is not None:
        row |= inputs.on_slider(card, scale.stops(card, value), value, state.currency(), lang)
    refused = state.refusal(path)
    return row if refused is None else row | inputs.refused_row(card, *refused, value)


def _take(card: Card, path: str, now: float | None, edit: Mapping[str, Any]) -> None:
    """Keep what was typed, or what was chosen of two readings; a refused one with its reason."""
    typed = str(edit["value"])[: inputs.LONGEST]
    try:
        if edit["how"] == "slide":
            value: float | None = float(edit["value"])
        elif typed.strip() == entry.written(card, now, state.currency(), state.lang()):
            value = now
        else:
            value = entry.read(card, path, typed, state.lang(), now)
        fault = card.problem(value)
        if fault is not None:
            raise ScenarioError([replace(fault, path=path)])
    except ScenarioError as error:
        state.refuse(path, typed, error)
        return
    state.accept(path)
    remembered.choose(card.key, value)
