"""Seasonality: off, or twelve indices, one for each calendar month."""

from __future__ import annotations

from typing import Any

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.editing import entry
from roi_model.texts import text
from ui.elements import panel
from ui.elements.inputs import InputRows
from ui.session import binding, state

FLAT = (1.0,) * 12
SWITCH = "seasonality"


def is_here(path: str) -> bool:
    """Whether an edit's path belongs to the seasons."""
    return path.split("/")[0] == SWITCH


def rows(made: InputRows) -> list[panel.Row]:
    """A switch and, where it is on, one entry per calendar month."""
    seasons, lang = made.scenario.seasonality, made.lang
    label = text("ui.seasons.switch", lang)
    fixed = {
        "label": label,
        "help": text("ui.seasons.help", lang),
        "about": text("ui.inputs.about", lang, name=label),
    }
    switch: panel.Row = {"kind": "switch", "key": SWITCH, "path": SWITCH, "fixed": fixed}
    if seasons is None:
        return [{**switch, "on": False}]
    months = text("ui.seasons.months", lang).split(" ")
    cells = [_cell(made, n, months[n - 1], value) for n, value in enumerate(seasons, 1)]
    return [{**switch, "on": True}, *cells]


def _cell(made: InputRows, month: int, label: str, value: float) -> panel.Row:
    path = f"{SWITCH}/{month}"
    row: panel.Row = {
        "kind": "number",
        "key": path,
        "path": path,
        "mark": "assumption",
        "fixed": {"label": label, "exact": text("ui.inputs.exact", made.lang, name=label)},
        "text": entry.plain(value, made.lang),
    }
    if path in made.refused:
        typed, error = made.refused[path]
        row |= {"text": typed, "refused": error.sentences(made.lang)}
    return row


def write(path: str, value: Any) -> None:
    """The switch turned, or one month's index typed; a refused one stays with its reason."""
    if path == SWITCH:
        binding.change(SWITCH, FLAT if value else None, "")
        return
    scenario, typed = state.scenario(), str(value)[:40]
    month = path.removeprefix(f"{SWITCH}/")
    if scenario.seasonality is None or month not in map(str, range(1, 13)):
        return
    card = card_at(scenario, path)
    try:
        seasons = list(scenario.seasonality)
        now = seasons[int(month) - 1]
        seasons[int(month) - 1] = entry.read(card, path, typed, state.lang(), now) or 0.0
        state.change(SWITCH, tuple(seasons))
    except ScenarioError as error:
        state.refuse(path, typed, error)
    else:
        state.accept(path)
