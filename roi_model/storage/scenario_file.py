"""Scenario JSON: read with every problem told at once, written complete, migrated when old."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from roi_model.declaration.card import Entity, cards, clean_name
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import as_json
from roi_model.declaration.scenario import PARTS, Scenario
from roi_model.declaration.units import Unit
from roi_model.version import SCHEMA_VERSION

OPTIONAL = ("drawn",)
"""Keys that even a complete scenario lacks where nothing is other than usual."""

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: dict,  # what came with 2 takes its default
}
"""From a schema version to the next: how to rewrite the JSON of that version."""


def load_scenario(path: str | Path) -> Scenario:
    """Read a scenario file. Raises ScenarioError (all problems, by path) or OSError.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "demo.json"
    >>> _ = file.write_text('{"name": "Demo", "channels": [{"name": "Calls"}]}')
    >>> load_scenario(file).deal_value
    5000.0
    """
    return parse_scenario(Path(path).read_bytes())


def parse_scenario(content: bytes | str) -> Scenario:
    """Read a scenario from JSON text (UTF-8). Raises ScenarioError where it is not one."""
    try:
        if isinstance(content, bytes):
            content = content.decode("utf-8-sig")
        raw = json.loads(content, object_pairs_hook=no_key_twice)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].split(b"\n")
        where = f"{len(line)}:{len(line[-1]) + 1}"
        raise ScenarioError([Problem("", "not_json", where)]) from None
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        raise ScenarioError([Problem("", "not_json", where)]) from None
    except ScenarioError:
        raise
    except (RecursionError, ValueError):  # nested too deep, or a number of thousands of digits
        raise ScenarioError([Problem("", "not_json", "…")]) from None
    return scenario_from_dict(raw)


def scenario_from_dict(raw: Any) -> Scenario:
    """Build a scenario from parsed JSON; absent keys take their defaults.

    Raises ScenarioError naming every unknown key, wrong type and value out of range.

    >>> try:
    ...     scenario_from_dict({"name": "Demo", "channels": [{"name": "A"}], "market": 3})
    ... except ScenarioError as error:
    ...     print(error.problems[0].path, error.problems[0].allowed)
    market 0.25..2
    """
    if not isinstance(raw, Mapping):
        raise ScenarioError([Problem("", "not_an_object", type(raw).__name__)])
    raw = dict(raw)
    version = raw.pop("schema_version", SCHEMA_VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ScenarioError([Problem("schema_version", "not_whole", repr(version), "1..")])
    if version > SCHEMA_VERSION:
        allowed = f"≤ {SCHEMA_VERSION}"
        raise ScenarioError([Problem("schema_version", "newer_schema", str(version), allowed)])
    for old in range(version, SCHEMA_VERSION):
        raw = MIGRATIONS[old](raw)
    problems: list[Problem] = []
    scenario = _entity(Scenario, raw, problems)
    if scenario is None or problems:
        raise ScenarioError(problems)
    assert isinstance(scenario, Scenario)
    return scenario


def scenario_to_dict(scenario: Scenario, *, complete: bool = True) -> dict[str, Any]:
    """The JSON of a scenario: complete with defaults filled in, or only what differs from them.

    >>> from roi_model import Channel
    >>> demo = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> scenario_to_dict(demo, complete=False)
    {'schema_version': 2, 'name': 'Demo', 'channels': [{'name': 'Calls'}]}
    """
    written = {"schema_version": SCHEMA_VERSION, **_written(scenario, complete)}
    if complete:
        written["campaign_months"] = scenario.campaign
    return written


def dump_scenario(scenario: Scenario, *, complete: bool = False) -> str:
    """The scenario as indented JSON text, ready to be saved and read back to the same scenario."""
    return json.dumps(scenario_to_dict(scenario, complete=complete), ensure_ascii=False, indent=1)


def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a JSON from its pairs. Raises ScenarioError where it gives a key twice."""
    seen = dict(pairs)
    if len(seen) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise ScenarioError([Problem(twice, "key_twice", twice)])
    return seen


def _entity(entity: type[Entity], raw: Any, problems: list[Problem]) -> Entity | None:
    """Build one entity; what is wrong goes to `problems`, with paths relative to the entity."""
    if not isinstance(raw, Mapping):
        problems.append(Problem("", "not_an_object", repr(raw)[:60]))
        return None
    known = cards(entity)
    count = len(problems)
    for key in raw:
        if key not in known:
            near = _nearest(str(key), list(known))
            problems.append(Problem(str(key)[:60], "unknown_key", str(key)[:60], near))
    values: dict[str, Any] = {}
    for key in [key for key, card in known.items() if key in raw or card.required]:
        card = known[key]
        if key not in raw:
            problems.append(Problem(key, "missing", "", card.allowed, card.unit))
            continue
        value = raw[key]
        if key in PARTS:
            value = _list(PARTS[key], key, value, problems)
        elif card.unit is Unit.TEXT and isinstance(value, str):
            value = clean_name(value)
        elif card.unit is Unit.LIST and isinstance(value, list):
            value = tuple(value)
        elif card.whole and isinstance(value, float) and value == value // 1:
            value = int(value)
        values[key] = value
    if len(problems) > count:
        # What else is wrong is told now too, so that one reading is enough.
        for key, value in values.items():
            if key not in PARTS:
                problems.extend(known[key].problems(value))
        return None
    try:
        return entity(**values)
    except ScenarioError as error:
        problems.extend(error.problems)
        return None


def _list(entity: type[Entity], key: str, raw: Any, problems: list[Problem]) -> tuple[Entity, ...]:
    if not isinstance(raw, list):
        problems.append(Problem(key, "not_a_list", repr(raw)[:60]))
        return ()
    found: list[Entity] = []
    for position, item in enumerate(raw):
        own: list[Problem] = []
        made = _entity(entity, item, own)
        name = None
        if isinstance(item, Mapping):
            name = item.get("title") or item.get("name") or item.get("parameter")
        label = name if isinstance(name, str) else str(position + 1)
        problems.extend(problem.under(f"{key}/{label[:60]}") for problem in own)
        if made is not None:
            found.append(made)
    return tuple(found)


def _nearest(key: str, known: list[str]) -> str:
    import difflib  # only when something is wrong

    close = difflib.get_close_matches(key, known, 1, 0.6)
    return close[0] if close else ", ".join(known)


def _written(item: Entity, complete: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, card in cards(type(item)).items():
        value = getattr(item, key)
        if value == card.default and not (card.required or (complete and key not in OPTIONAL)):
            continue
        if key in PARTS:
            value = [_written(part, complete) for part in value]
        made[key] = value if key in PARTS else as_json(value)
    return made
