"""The restore drill: back-ups taken by the command line while eight writers save, put back in a
database of the other kind. Each holds all that was acknowledged before it began, to the letter.
"""

from __future__ import annotations

import os
import signal
import struct
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from roi_model.__main__ import main
from roi_model.declaration.scenario import Scenario
from roi_model.library import database
from roi_model.library.library import Library, open_library
from roi_model.library.tables import CASES, VERSIONS
from roi_model.storage.scenario_file import dump_scenario
from tests.conftest import LONG
from tests.library.plans import PLAN
from tests.library.test_killed import started

WRITERS, CASES_OF_ALL = 8, 4
BACKUPS, BETWEEN = (12, 200) if LONG else (1, 20)
"""How many, and how many saves at least before each."""
_TOLD = struct.Struct("<3I")
"""Of a save that returned: which case, which version of it, which plan."""
Known = dict[tuple[str, int], str]


def plan(number: int) -> Scenario:
    return replace(PLAN, deal_value=float(number), name=f"Plan «{number}»")


def saving(place: str, writer: int) -> Callable[[int], None]:
    def work(tell: int) -> None:
        library = open_library(place)
        case, count = writer % CASES_OF_ALL, 0
        while True:
            count += 1
            which = writer * 1_000_000 + count
            made = library.save(f"W{case % 2}", f"C{case}", plan(which), note="“é”")
            os.write(tell, _TOLD.pack(case, made.number, which))

    return work


def all_versions(library: Library) -> Known:
    wanted = select(CASES.c.name, VERSIONS.c.number, VERSIONS.c.scenario).join_from(VERSIONS, CASES)
    with database.reading(library.engine) as connection:
        return {(name, number): written for name, number, written in connection.execute(wanted)}


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_acknowledged_before_a_backup_is_in_it(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres = request.getfixturevalue("postgres")

    def empty(which: str, name: str) -> str:
        return str(postgres.fresh()) if which == "postgres" else f"sqlite:///{tmp_path}/{name}.db"

    place, other = empty(kind, "own"), "sqlite" if kind == "postgres" else "postgres"
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    monkeypatch.setenv("ROI_DATABASE_URL", place)
    open_library(place)
    children = [started(saving(place, writer)) for writer in range(WRITERS)]
    told: list[tuple[int, int, int]] = []

    def hear(pipe: int) -> None:
        rest = b""
        while said := os.read(pipe, 65_536):
            rest += said
            whole = len(rest) - len(rest) % _TOLD.size
            told.extend(_TOLD.iter_unpack(rest[:whole]))
            rest = rest[whole:]

    with ThreadPoolExecutor(WRITERS) as pool:
        heard = [pool.submit(hear, pipe) for _, pipe in children]
        try:
            for at in range(BACKUPS):
                before = len(told)
                while len(told) < before + BETWEEN and not all(one.done() for one in heard):
                    time.sleep(0.002)
                known = list(told)
                copy = tmp_path / f"{at}.roi-library"
                assert main(["library", "backup", str(copy)]) == 0
                drilled = open_library(empty(other, str(at)))
                assert drilled.copy_from(copy) == ["W0", "W1"]
                found = all_versions(drilled)
                for case, number, which in known:
                    assert found[f"C{case}", number] == dump_scenario(plan(which))
                assert found.items() <= all_versions(open_library(place)).items()
                for line in drilled.cases():  # and nothing half: every head has its versions
                    assert sum(name == line.name for name, _ in found) == line.versions
                copy.unlink()
        finally:
            for child, _ in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
    for _, pipe in children:
        os.close(pipe)
    assert len(told) >= BACKUPS * BETWEEN
    if LONG:
        print(f"\n{kind}: {len(told):,} saves, {BACKUPS} back-ups put back in {other}")
