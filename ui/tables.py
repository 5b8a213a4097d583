"""Roles, cost lines and channels in editable tables, their columns made from the cards.

An editor keeps its own edits in the browser, relative to the rows it was given. The rows it was
given therefore stay the same until something else changes the list; then a fresh editor starts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from roi_model.card import Card, Entity, cards, clean_name
from roi_model.channel import Channel
from roi_model.errors import ScenarioError
from roi_model.paths import part_name
from roi_model.scenario import CATEGORIES, CostLine, Role, Scenario
from roi_model.texts import text
from roi_model.units import Unit
from ui import binding, edits, refusal, state
from ui.plain import escaped

LISTS: dict[str, tuple[type[Entity], tuple[str, ...]]] = {
    "team": (
        Role,
        (
            "title",
            "fte",
            "gross_salary",
            "employer_rate",
            "time_share",
            "start_month",
            "end_month",
            "ramp_months",
        ),
    ),
    "costs": (CostLine, ("name", "category", "amount", "every", "start_month", "end_month")),
    "channels": (
        Channel,
        (
            "name",
            "contacts",
            "contact_to_lead",
            "lead_to_qualified",
            "qualified_to_meeting",
            "meeting_to_quote",
            "quote_to_customer",
            "monthly_cost",
            "saturation_spend",
            "reference_spend",
            "lead_price",
            "meeting_cost",
            "cycle_months",
            "deal_value",
            "monthly_fee",
            "gross_margin",
            "retention",
            "repeat_orders",
            "start_month",
            "end_month",
        ),
    ),
}


def show(key: str) -> None:
    """The table of one list of the scenario: rows can be changed, added and removed."""
    lang = state.lang()
    parts = getattr(state.scenario(), key)
    memory = state.extras().setdefault(f"table_{key}", {"base": parts, "expected": parts, "n": 0})
    if memory["expected"] != parts or memory.get("lang") != lang:
        memory.update(base=parts, expected=parts, n=memory["n"] + 1, lang=lang, error=None)
    widget = f"table-{key}-{memory['n']}"
    st.data_editor(
        _frame(key, memory["base"]),
        key=widget,
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(key, lang),
        on_change=_write,
        args=(key, widget),
        alt=text(f"ui.tables.{key}", lang),
    )
    if memory.get("error"):
        st.error(escaped(memory["error"]), icon=":material/block:")


def _frame(key: str, parts: Sequence[Entity]) -> pd.DataFrame:
    entity, columns = LISTS[key]
    table = cards(entity)
    data = {}
    for name in columns:
        card = table[name]
        values = [_shown(card, getattr(part, name)) for part in parts]
        data[name] = pd.Series(values, dtype="float64" if card.is_number else "object")
    return pd.DataFrame(data)


def _shown(card: Card, value: Any) -> Any:
    if value is not None and card.unit.is_percent:
        return round(value * 100, 10)
    return value


def _meant(card: Card, value: Any) -> Any:
    """A cell of the editor in the model's unit; an empty cell is None."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    if card.unit.is_percent:
        return round(float(value) / 100, 15)
    if card.whole and float(value) == int(float(value)):
        return int(value)
    if card.is_number:
        return float(value)
    return clean_name(str(value)) if card.unit is Unit.TEXT else value


def _columns(key: str, lang: str) -> dict[str, Any]:
    entity, names = LISTS[key]
    made: dict[str, Any] = {}
    for name in names:
        card = cards(entity)[name]
        label, note = card.label(lang), card.help(lang)
        if card.unit is Unit.CHOICE:
            made[name] = st.column_config.SelectboxColumn(
                label,
                help=note,
                options=list(card.choices),
                format_func=partial(_choice, lang),
            )
        elif card.unit is Unit.TEXT:
            made[name] = st.column_config.TextColumn(label, help=note, max_chars=120, pinned=True)
        else:
            scale = 100 if card.unit.is_percent else 1
            made[name] = st.column_config.NumberColumn(
                f"{label} (%)" if card.unit.is_percent else label,
                help=note,
                min_value=card.low * scale,
                max_value=card.high * scale,
                step=1 if card.whole else None,
                format="localized",
            )
    return made


def _choice(lang: str, choice: object) -> str:
    table = "charts.category" if choice in CATEGORIES else "ui.choice"
    return text(f"{table}.{choice}", lang)


# Writing back ---------------------------------------------------------------------------------


def _write(key: str, widget: str) -> None:
    memory = state.extras()[f"table_{key}"]
    memory["error"] = None
    try:
        parts, renamed = _edited(key, memory["base"], st.session_state[widget])
        scenario = _with_list(state.scenario(), key, parts, renamed)
    except ScenarioError as error:
        memory["error"] = refusal.sentences(error, state.currency(), state.lang())
        return
    if key == "channels" and not parts:
        memory["error"] = text("ui.tables.one_channel", state.lang())
        return
    state.replace_scenario(scenario, f"ui.tables.changed_{key}")
    memory["expected"] = getattr(state.scenario(), key)
    binding.refresh_all()


def _edited(
    key: str, base: Sequence[Entity], edit: Mapping[str, Any]
) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """The rows after an editor's edits, and the names that changed: old → new."""
    entity, names = LISTS[key]
    table = cards(entity)
    naming = names[0]
    gone = {int(row) for row in edit.get("deleted_rows", ())}
    parts: list[Entity] = []
    renamed: dict[str, str] = {}
    for position, part in enumerate(base):
        if position in gone:
            continue
        changed = {
            column: _meant(table[column], value)
            for column, value in edit.get("edited_rows", {}).get(position, {}).items()
            if column in table
        }
        changed = _filled(table, changed)
        if changed.get(naming, part_name(part)) != part_name(part):
            renamed[part_name(part)] = changed[naming]
        made = partial(dataclasses.replace, part, **changed)  # type: ignore[type-var]
        parts.append(_built(key, part_name(part), made))
    for row in edit.get("added_rows", ()):
        values = {c: _meant(table[c], v) for c, v in row.items() if c in table}
        values = {c: v for c, v in _filled(table, values).items() if v is not None}
        if not values:
            continue  # an empty line: nothing was typed yet
        taken = {part_name(part) for part in parts}
        wished = values.get(naming) or text(f"ui.tables.new_{key}", state.lang())
        values[naming] = wished if values.get(naming) else edits.free_name(wished, taken)
        parts.append(_built(key, values[naming], partial(entity, **values)))
    return tuple(parts), renamed


def _filled(table: Mapping[str, Card], values: dict[str, Any]) -> dict[str, Any]:
    """An emptied cell means none where the card allows it, else the default."""
    return {
        name: table[name].default if value is None and not table[name].nullable else value
        for name, value in values.items()
        if value is not None or not table[name].required
    }


def _built(key: str, name: str, make: Callable[[], Entity]) -> Entity:
    try:
        return make()
    except ScenarioError as error:
        raise error.under(f"{key}/{name}") from None


def _with_list(
    scenario: Scenario, key: str, parts: tuple[Entity, ...], renamed: Mapping[str, str]
) -> Scenario:
    """The scenario with another list; what pointed at a renamed part follows it."""
    changes: dict[str, Any] = {key: parts}
    for group in ("evidence", "uncertainty"):
        entries = getattr(scenario, group)
        changes[group] = {_moved(path, key, renamed): entry for path, entry in entries.items()}
    if key == "channels" and renamed:
        changes["initiatives"] = tuple(
            dataclasses.replace(
                initiative,
                effects=tuple(
                    dataclasses.replace(effect, channel=renamed.get(effect.channel, effect.channel))
                    if effect.channel is not None
                    else effect
                    for effect in initiative.effects
                ),
            )
            for initiative in scenario.initiatives
        )
    if not parts and key == "channels":
        return scenario
    return dataclasses.replace(scenario, **changes)


def _moved(path: str, key: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        if path.startswith(f"{key}/{old}/"):
            return f"{key}/{new}/" + path.removeprefix(f"{key}/{old}/")
    return path
