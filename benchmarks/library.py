"""How long the library takes: the list of a picker, a search, opening and saving a case.

With 10,000 cases of 20 versions in it, on SQLite and on a PostgreSQL server of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Table

from benchmarks.table import engine_line, show
from benchmarks.timing import in_turns
from roi_model.library import database
from roi_model.library.access import join
from roi_model.library.library import Library, open_library
from roi_model.library.people import LOCAL
from roi_model.library.tables import CASES, VERSIONS, WORKSPACES
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario
from tests.library.servers import Postgres

PICKER, SAVE = 0.15, 0.05
RECENT = 50
"""Cases that a picker shows at once."""
_AT_ONCE = 2000


@dataclass(frozen=True)
class Effort:
    """How many cases there are, of how many versions, and how often each work is done."""

    cases: int = 10_000
    versions: int = 20
    rounds: int = 15


QUICK = Effort(cases=1_000, versions=5, rounds=5)


def run(effort: Effort) -> None:
    """Both databases in turns, each filled before."""
    plan = preset("linkedin-outbound").scenario
    works: dict[str, Callable[[], object]] = {}
    targets: dict[str, float] = {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(Postgres())
        places = {"SQLite": f"sqlite:///{folder}/library.sqlite3", "PostgreSQL": server.fresh()}
        for name, place in places.items():
            library = open_library(place)
            _fill(library, effort)
            some: list[tuple[str, Callable[[], object], float]] = [
                ("open the picker", partial(_picker, library), PICKER),
                ("search two words", partial(library.cases, None, "case 77", most=RECENT), PICKER),
                ("open a case", partial(library.show, "Client 7", "Case 7"), PICKER),
                ("its history", partial(library.history, "Client 7", "Case 7"), PICKER),
                ("save a version",
                 partial(library.save, "Client 7", "Case 7", plan, author="Ana"), SAVE),
            ]  # fmt: skip
            for what, work, target in some:
                works[f"{name}: {what}"], targets[f"{name}: {what}"] = work, target
        taken = in_turns(works, effort.rounds)
    show(
        f"Library: {effort.cases:,} cases of {effort.versions} versions",
        ("min", "median", "max", "processor", "target", ""),
        [engine_line(name, taken[name], "ms", targets[name]) for name in works],
    )


def _picker(library: Library) -> object:
    return library.workspaces(), library.cases(most=RECENT)


def _fill(library: Library, effort: Effort) -> None:
    """Put the cases there as saving them one by one would have."""
    written = dump_scenario(preset("linkedin-outbound").scenario)
    clients = [f"Client {number}" for number in range(100)]
    with database.writing(library.engine) as connection:
        connection.execute(
            WORKSPACES.insert(),
            [{"id": name, "made_at": _day(0)} for name in clients],
        )
        for name in clients:
            join(connection, LOCAL, name, name, "owner")
        cases = ({"id": f"c{n}", "workspace_id": clients[n % 100], "name": f"Case {n}",
                  "folded": f"case {n}", "archived": False, "head": effort.versions,
                  "saved_at": _day(n)} for n in range(effort.cases))  # fmt: skip
        versions = ({"case_id": f"c{n}", "number": k + 1, "scenario": written, "author": "Ana",
                     "model_version": "1", "note": "", "saved_at": _day(n)}
                    for n in range(effort.cases) for k in range(effort.versions))  # fmt: skip
        work: list[tuple[Table, Iterator[dict[str, Any]]]] = [(CASES, cases), (VERSIONS, versions)]
        for table, rows in work:
            while some := list(islice(rows, _AT_ONCE)):
                connection.execute(table.insert(), some)


def _day(number: int) -> str:
    return f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T08:00:00.000+00:00"
