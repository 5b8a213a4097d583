"""How much each input is worth: its source and grade, editable in one table a scenario."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from roi_model.backing import backing
from roi_model.card import GRADES, Card, clean_name
from roi_model.paths import get_value, numeric_paths
from roi_model.presets import preset
from roi_model.scenario import Scenario
from roi_model.storage import link
from roi_model.texts import text
from ui import binding, entry, state
from ui.plain import escaped


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
    paths = numeric_paths(scenario)
    rows = []
    for path, card in paths.items():
        grade, source = backing(scenario, path, card, lang)
        value = entry.written(card, get_value(scenario, path), state.currency(), lang)
        rows.append((place(path, card, scenario, lang), value, grade, source))
    memory = state.extras().setdefault("table_evidence", {"n": 0})
    # Values follow the sliders; only other rows or grades set from elsewhere start a new editor.
    shape = (tuple(paths), lang)
    if memory.get("shape") != shape or memory.get("expected") != scenario.evidence:
        memory.update(
            shape=shape, expected=scenario.evidence, n=memory["n"] + 1, rows=rows, paths=[*paths]
        )
    widget = f"table-evidence-{memory['n']}"
    names = ("input", "value", "grade", "source")
    frame = pd.DataFrame(memory["rows"], columns=names)
    frame["value"] = [row[1] for row in rows]
    words = {grade: text(f"ui.grade.{grade}", lang) for grade in GRADES}
    st.data_editor(
        frame,
        key=widget,
        hide_index=True,
        disabled=["input", "value"],
        column_config={
            "input": st.column_config.TextColumn(text("ui.evidence.input", lang), pinned=True),
            "value": st.column_config.TextColumn(text("ui.evidence.value", lang)),
            "grade": st.column_config.SelectboxColumn(
                text("ui.evidence.grade", lang),
                options=list(GRADES),
                format_func=lambda grade: words[str(grade)],
                required=True,
            ),
            "source": st.column_config.TextColumn(
                text("ui.evidence.source", lang), max_chars=300, width="large"
            ),
        },
        on_change=write,
        args=(widget,),
        alt=text("ui.evidence.title", lang),
    )


def write(widget: str) -> None:
    """An editor reported changed cells: they become evidence of the scenario."""
    memory, scenario = state.extras()["table_evidence"], state.scenario()
    evidence = edited(
        scenario, memory["paths"], st.session_state[widget]["edited_rows"], state.lang()
    )
    state.replace_scenario(dataclasses.replace(scenario, evidence=evidence), "ui.evidence.changed")
    memory["expected"] = state.scenario().evidence
    binding.refresh_all()


def edited(
    scenario: Scenario, paths: Sequence[str], rows: Mapping[Any, Mapping[str, Any]], lang: str
) -> dict[str, Mapping[str, str]]:
    """The scenario's evidence with the changed cells of an editor, rows in the order of `paths`."""
    evidence = dict(scenario.evidence)
    cards_by_path = numeric_paths(scenario)
    for row, cells in rows.items():
        path = paths[int(row)]
        grade, source = backing(scenario, path, cards_by_path[path], lang)
        evidence[path] = {
            "grade": cells.get("grade") or grade,
            "source": clean_name(str(cells["source"] or "")) if "source" in cells else source,
        }
    return evidence
