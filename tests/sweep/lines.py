"""Lines of a sweep: plans of many shapes, their numbers moved, some beyond what is legal."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_to_dict
from tests.engine.strategies import raw_scenario

Json = dict[str, Any]


def plans(count: int, seed: int = 1) -> list[Json]:
    """Plans of that many shapes: the presets, then made-up ones."""
    rng = Random(seed)
    found = [scenario_to_dict(one.scenario, complete=False) for one in presets()]
    while len(found) < count:
        parts = (rng.randint(0, 2), rng.randint(0, 3), rng.randint(0, 3), rng.randint(0, 1))
        found.append(
            raw_scenario(rng.randint(0, 10**6), rng.random(), rng.randint(3, 40),
                         channels=rng.randint(1, 3), parts=parts)
        )  # fmt: skip
    return found[:count]


def moved(plan: Json, rng: Random, *, boldly: bool = False) -> Json:
    """The same plan with other numbers; `boldly`: to and beyond the ends of what is legal."""
    return {key: _moved(key, value, rng, boldly) for key, value in plan.items()}


def _moved(key: str, value: Any, rng: Random, boldly: bool) -> Any:
    if isinstance(value, dict):
        return {k: _moved(k, v, rng, boldly) for k, v in value.items()}
    if isinstance(value, list):
        return [_moved(key, part, rng, boldly) for part in value]
    if isinstance(value, bool):
        return rng.random() < 0.5 if boldly else value
    if not isinstance(value, int | float) or key == "schema_version":
        return value
    if boldly and rng.random() < 0.05:
        return rng.choice([0, 1, -1, 0.5, 12, 40, 120, 121, 1e9, value + 1, value - 1, 1e300])
    if isinstance(value, int) and "month" in key:
        return value
    return value * rng.uniform(0.9, 1.0)


def written(lines: list[Json]) -> bytes:
    """The lines of a file."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def some_lines(count: int, shapes: int = 30, seed: int = 1, *, boldly: bool = False) -> list[Json]:
    """So many cases of so many shapes, mixed, each with a name of its own."""
    rng = Random(seed)
    known = plans(shapes, seed)
    return [
        moved(rng.choice(known), rng, boldly=boldly) | {"name": f"Case {number + 1}"}
        for number in range(count)
    ]


SOME = written(some_lines(600, 6, seed=2))
"""Enough for ten blocks of 64."""
