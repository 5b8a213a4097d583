"""The scenario out of a workbook of ours, with what was changed in its blue cells.

A workbook is a hostile file like any other: it is parsed in a child process with limits of memory
and time (see `reading/sandbox/limited.py`), one for each file, since it is asked for seldom.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at, get_value, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.editing.following import follow
from roi_model.editing.horizon import Adjustment, with_horizon
from roi_model.storage.scenario_file import parse_scenario
from roi_model.texts import LANGUAGES, text

MOST_BYTES = 20_000_000
MEGABYTES, SECONDS, PATIENCE = 1024, 10, 30
_ROOT = Path(__file__).resolve().parents[2]
_PATH, _VALUE, _STATED = 7, 1, 8
"""Columns of the inputs sheet."""


@dataclass(frozen=True)
class ReadBack:
    """A case out of a workbook: as it was exported, as it is now, and what moved along.

    The workbook counts no month beyond a horizon that was shortened there; a scenario names none,
    so months beyond it are brought back to it.
    """

    exported: Scenario
    scenario: Scenario
    moved: tuple[Adjustment, ...] = ()


def scenario_from_workbook(content: bytes) -> Scenario:
    """The scenario a workbook was made from, its changed inputs put in; see `read_back`."""
    return read_back(content).scenario


def read_back(content: bytes) -> ReadBack:
    """The case a workbook was made from, with what was changed in its blue cells.

    Raises ScenarioError where it is no workbook of ours, is too heavy, or holds a value that is
    not allowed.
    """
    found = _in_a_child(content)
    scenario = exported = parse_scenario(found["scenario"])
    changes = {str(path): value for path, value in found["changed"]}  # a cell may hold a number
    moved: list[Adjustment] = []
    if "horizon_months" in changes:
        months = _typed(scenario, "horizon_months", changes.pop("horizon_months"))
        fault = card_at(scenario, "horizon_months").problem(months)
        if fault is not None:
            raise ScenarioError([replace(fault, path="horizon_months")])
        scenario, moved = with_horizon(scenario, months)
    for path in [path for path in changes if _is_gone(exported, path, scenario.horizon_months)]:
        del changes[path]
    for path, value in list(changes.items()):
        if not isinstance(value, float | int) or not card_at(scenario, path).within_horizon:
            continue
        if scenario.horizon_months < value <= exported.horizon_months:
            moved = [move for move in moved if move.path != path]
            moved.append(Adjustment(path, int(value), scenario.horizon_months))
            changes[path] = scenario.horizon_months
    changed = follow(exported, _with_changes(scenario, changes))
    return ReadBack(exported, changed, tuple(moved))


def _is_gone(exported: Scenario, path: str, horizon: int) -> bool:
    """Whether it is a step by month that a shorter horizon has dropped."""
    whole, _, month = path.rpartition("/")
    of = get_value(exported, whole) if month.isdigit() else None
    return isinstance(of, Steps) and int(month) > horizon


def _with_changes(scenario: Scenario, changes: dict[str, Any]) -> Scenario:
    """The changes put in, in whatever order makes each of them legal."""
    while changes:
        refused: ScenarioError | None = None
        left = {}
        for path, value in changes.items():
            try:
                scenario = with_value(scenario, path, _typed(scenario, path, value))
            except ScenarioError as error:
                refused, left[path] = refused or error, value
        if refused is not None and len(left) == len(changes):
            raise refused
        changes = left
    return scenario


def _typed(scenario: Scenario, path: str, value: Any) -> Any:
    card = card_at(scenario, path)
    if value is None or card.unit is Unit.FLAG:
        return value if value is None or isinstance(value, bool) else bool(value)
    if not isinstance(value, float) or not value.is_integer():
        return value
    # A spreadsheet has one kind of number: what was written as a whole one stays one.
    return int(value) if card.whole or isinstance(get_value(scenario, path), int) else value


def _in_a_child(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES or not content.startswith(b"PK\x03\x04"):
        raise ScenarioError([Problem("", "not_our_workbook")])
    try:
        run = subprocess.run(
            [sys.executable, "-m", "roi_model.export.read_back"],
            input=content, capture_output=True, timeout=PATIENCE, check=True, cwd=_ROOT,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise ScenarioError([Problem("", "not_our_workbook")]) from None
    return found


# In the child -----------------------------------------------------------------------------------


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the wall clock alone
        return
    memory = MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _read(content: bytes) -> dict[str, Any]:
    """The scenario's text and the inputs that differ from what was exported, by path."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for lang in LANGUAGES:
        names = [text(f"workbook.sheet.{key}", lang) for key in ("scenario", "inputs")]
        if set(names) <= set(book.sheet_names):
            kept, inputs = (
                book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
            )
            written = "".join(str(row[0]) for row in kept[3:])
            rows = [row for row in inputs[4:] if len(row) > _STATED and row[_PATH]]
            changed = [
                (row[_PATH], None if row[_VALUE] == "" else row[_VALUE])
                for row in rows
                if row[_VALUE] != row[_STATED] and row[_PATH] not in ("currency", "start")
            ]
            return {"scenario": written, "changed": changed}
    raise ValueError("no workbook of ours")


def main() -> None:
    """A workbook on standard input, what it holds as JSON on standard output."""
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    _limit()
    json.dump(_read(content), sys.stdout)


if __name__ == "__main__":
    main()
