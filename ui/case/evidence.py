"""How much each input is worth: its source and grade, editable in one table a scenario."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import partial

import streamlit as st

from roi_model.declaration.card import GRADES, Card, clean_name
from roi_model.declaration.paths import get_value, numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.editing import entry
from roi_model.remarks.evidence import backing
from roi_model.storage import link
from roi_model.storage.presets import preset
from roi_model.texts import text
from ui.elements import grid
from ui.elements.escape import escaped
from ui.session import binding, state


def place(path: str, card: Card, scenario: Scenario, lang: str) -> str:
    """An input in words: what it belongs to, where there are several, and what it is called."""
    group, *names = path.split("/")
    if len(names) < 2 or (group != "costs" and len(scenario.lists()[group]) == 1):
        return card.label(lang)
    return f"{names[0]} · {card.label(lang)}"


def show() -> None:
    """The table: every numeric input of the case, its value, grade and source."""
    scenario, lang = state.scenario(), state.lang()
    if state.preset_slug() != link.OWN:
        source = preset(state.preset_slug()).source(lang)
        st.caption(escaped(text("ui.evidence.preset", lang, source=source)))
    grades = tuple((grade, text(f"ui.grade.{grade}", lang)) for grade in GRADES)
    label = {name: text(f"ui.evidence.{name}", lang) for name in COLUMNS}
    grid.show(
        "evidence",
        text("ui.evidence.title", lang),
        [
            grid.Column("input", label["input"], "fixed"),
            grid.Column("value", label["value"], "fixed", right=True),
            grid.Column("grade", label["grade"], "choice", options=grades),
            grid.Column("source", label["source"], "text", least=56),
        ],
        lambda: tuple(numeric_paths(state.scenario())),
        str,
        partial(_line, scenario, numeric_paths(scenario)),
        write,
        binding.refresh_all,
    )


COLUMNS = ("input", "value", "grade", "source")


def _line(scenario: Scenario, cards: Mapping[str, Card], _: str, path: str) -> grid.Line:
    lang, card = state.lang(), cards[path]
    grade, source = backing(scenario, path, card, lang)
    value = entry.written(card, get_value(scenario, path), state.currency(), lang)
    shown = (place(path, card, scenario, lang), value, grade, source)
    return grid.Line(tuple({"text": said} for said in shown))


def write(edit: grid.Edit) -> None:
    """A changed cell becomes evidence of the scenario."""
    scenario = state.scenario()
    path = list(numeric_paths(scenario))[edit.at or 0]
    evidence = edited(scenario, path, {edit.column: edit.typed}, state.lang())
    state.replace_scenario(dataclasses.replace(scenario, evidence=evidence), "ui.evidence.changed")


def edited(
    scenario: Scenario, path: str, cells: Mapping[str, str], lang: str
) -> dict[str, dict[str, str]]:
    """The scenario's evidence with that of one input changed; what was not touched stays shown."""
    grade, source = backing(scenario, path, numeric_paths(scenario)[path], lang)
    if path in scenario.evidence:  # the source alone, where a moved input says what it was
        source = scenario.evidence[path]["source"]
    chosen = cells.get("grade", grade)
    found = {
        "grade": chosen if chosen in GRADES else grade,
        "source": clean_name(cells["source"])[:LONGEST].strip() if "source" in cells else source,
    }
    return {**{key: dict(entry) for key, entry in scenario.evidence.items()}, path: found}


LONGEST = 300
"""Characters of a source."""
