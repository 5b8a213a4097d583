"""The lists of a case in editable tables: a column a card, so that nothing is hidden.

Every cell is an input of the scenario by its path, written and refused as the sliders are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from roi_model.declaration.card import Card, Entity, cards, clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import CATEGORIES, PARTS, CostLine, Scenario
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.editing import doubted, entry
from roi_model.editing.renaming import pointers
from roi_model.texts import text
from ui.elements import grid, inputs
from ui.session import binding, state

LISTS = ("team", "costs", "channels", "benefits")
"""The lists that have a table."""
LIKE_ABOVE = ("team", "channels")
"""Lists whose new line is like the last; a new cost is nothing until its amount is typed."""
WORDED = ("bad_text", "name_twice", "unknown_channel")
"""What is wrong with a name, or with taking away what bears it, in words of this table."""


def show(key: str) -> None:
    """The table of one list of the scenario: lines can be changed, added and taken away."""
    lang = state.lang()
    naming = _naming(key)
    grid.show(
        key,
        text(f"ui.tables.{key}", lang),
        [_column(card, lang) for card in cards(PARTS[key]).values()],
        lambda: getattr(state.scenario(), key),
        partial(_known_as, key),
        partial(_line, key),
        partial(_write, key),
        binding.refresh_all,
        add={
            "placeholder": text(f"ui.tables.add_{key}", lang),
            **_refused(f"{key}/+/{naming}", cards(PARTS[key])[naming], None),
        },
    )


def _known_as(key: str, part: Entity) -> str:
    """The name of a part in paths: benefits may share one, and the second is another then."""
    parts = getattr(state.scenario(), key)
    return next(name for name, _, one in named(parts) if one is part)


def _naming(key: str) -> str:
    """The key of the name by which a part of the list is known."""
    return next(iter(cards(PARTS[key])))


def _column(card: Card, lang: str) -> grid.Column:
    kinds = {Unit.CHOICE: "choice", Unit.TEXT: "text", Unit.FLAG: "flag"}
    options = tuple((choice, _choice(choice, lang)) for choice in card.choices)
    least = 16 if card.required else 4
    kind: Any = kinds.get(card.unit, "number")
    return grid.Column(card.key, card.label(lang), kind, card.help(lang), options, least)


def _choice(choice: str, lang: str) -> str:
    table = "charts.category" if choice in CATEGORIES else "ui.choice"
    return text(f"{table}.{choice}", lang)


# Cells ----------------------------------------------------------------------------------------


def _line(key: str, _: str, part: Entity) -> grid.Line:
    name = _known_as(key, part)
    found = tuple(
        _cell(f"{key}/{name}/{column}", card, part) for column, card in cards(type(part)).items()
    )
    # A case needs a channel: the only one has nothing to take it away by.
    only = key == "channels" and len(state.scenario().channels) == 1
    return grid.Line(found, "" if only else text("ui.tables.remove", state.lang(), name=name))


def _cell(path: str, card: Card, part: Entity) -> grid.Cell:
    """What counts, as it is written; in an empty cell what counts in its place."""
    value, lang, currency = getattr(part, card.key), state.lang(), state.currency()
    if card.unit is Unit.FLAG:
        return {"text": "", "on": value}
    if not card.is_number:
        return {"text": value or "", **_refused(path, card, value)}
    ends = inputs.ends_of(state.scenario(), path)
    first = value.first if ends and isinstance(value, Steps) else value
    cell = {"text": doubted.shown(card, first, ends, currency, lang)}
    if value is None:
        stands = in_its_place(state.scenario(), card, part)
        cell["placeholder"] = entry.written(card, stands, currency, lang)
    return {**cell, **_refused(path, card, value)}


def in_its_place(scenario: Scenario, card: Card, part: Entity) -> Any:
    """What the model takes where a part leaves an input empty; None where it takes nothing.

    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), cycle_months=4)
    >>> in_its_place(plan, cards(Channel)["cycle_months"], plan.channels[0])
    4
    """
    if card.same_as:
        return getattr(scenario, card.same_as)
    once = isinstance(part, CostLine) and part.every == "once"
    if card.key == "end_month":
        return None if once else scenario.campaign
    if card.key == "start_month":
        return 0 if once else 1
    return None


def _refused(path: str, card: Card, value: Any) -> grid.Cell:
    found = state.refusal(path)
    if found is None:
        return {}
    if card.is_number:
        return inputs.refused_row(card, *found, value)
    typed, error = found
    said = error.problems[0].code
    if said not in WORDED:
        return {"text": typed, "refused": error.sentences(state.lang())}
    return {"text": typed, "refused": text(f"ui.tables.{said}", state.lang(), typed=typed)}


# Writing back ---------------------------------------------------------------------------------


def _write(key: str, edit: grid.Edit) -> None:
    parts: tuple[Entity, ...] = getattr(state.scenario(), key)
    if edit.at is None:
        _add(key, parts, edit.typed)
        return
    part = parts[edit.at]
    path = f"{key}/{_known_as(key, part)}/{edit.column}"
    if edit.removes:
        _remove(key, parts, edit.at)
    elif edit.column == _naming(key):
        _rename(key, edit.at, path, edit.typed)
    elif edit.column == "every":
        _change(key, edit.at, path, _paid(part, edit.typed), edit.typed)
    elif edit.column in cards(type(part)):
        inputs.write({"path": path, "how": edit.how, "value": edit.value})


def _add(key: str, parts: tuple[Entity, ...], typed: str) -> None:
    """A line of that name, with all that counts in it from the start."""
    naming, name = _naming(key), clean_name(typed)
    above = parts[-1] if parts and key in LIKE_ABOVE else None

    def made() -> tuple[Entity, ...]:
        if above is not None:
            new: Entity = dataclasses.replace(above, **{naming: name})  # type: ignore[type-var]
        else:
            new = PARTS[key](**{naming: name})
        return (*parts, new)

    _try(key, f"{key}/+/{naming}", typed, made)


def _remove(key: str, parts: tuple[Entity, ...], at: int) -> None:
    name = _known_as(key, parts[at])
    path = f"{key}/{name}/{_naming(key)}"
    _try(key, path, name, lambda: (*parts[:at], *parts[at + 1 :]))
    if state.refusal(path) is None:
        grid.forget(f"{key}/{name}/")


def _rename(key: str, at: int, path: str, typed: str) -> None:
    old, new = _known_as(key, getattr(state.scenario(), key)[at]), clean_name(typed)
    _change(key, at, path, {_naming(key): new}, typed, {old: new})


def _paid(part: Entity, every: str) -> dict[str, Any]:
    """Monthly or once, with what is not legal any more left out: a last month, a month 0."""
    start = getattr(part, "start_month", None)
    if every == "once":
        return {"every": every, "end_month": None}
    return {"every": every, "start_month": start or None}


def _change(
    key: str,
    at: int,
    path: str,
    values: Mapping[str, Any],
    typed: str,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> None:
    parts = getattr(state.scenario(), key)
    made: Callable[[], Entity] = partial(dataclasses.replace, parts[at], **values)
    _try(key, path, typed, lambda: (*parts[:at], made(), *parts[at + 1 :]), renamed)


def _try(
    key: str,
    path: str,
    typed: str,
    parts: Callable[[], tuple[Entity, ...]],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put another list in place; what is refused stays where it was typed, with the reason."""
    state.accept(path)
    try:
        changed = _with_list(state.scenario(), key, parts(), renamed)
        state.replace_scenario(changed, f"ui.tables.changed_{key}")
    except ScenarioError as error:
        state.refuse(path, typed, error)
        return
    for old in renamed:
        grid.forget(f"{key}/{old}/")


def _with_list(
    scenario: Scenario, key: str, parts: tuple[Entity, ...], renamed: Mapping[str, str]
) -> Scenario:
    """The scenario with another list; what pointed at a renamed part follows it."""
    return dataclasses.replace(scenario, **pointers(scenario, {key: renamed}) | {key: parts})
