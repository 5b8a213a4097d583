"""Processes killed while they save, migrate and copy: what was acknowledged is there, all whole.

A child works and writes a byte for each save that returned; it is killed at a random moment. In CI
a few times, by `make test-long` a thousand on SQLite and two hundred on PostgreSQL.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, text
from sqlalchemy.schema import DropTable

from roi_model.library import database
from roi_model.library.copies.copy_file import check_copy
from roi_model.library.library import Library, open_library
from roi_model.library.tables import METADATA
from tests.conftest import LONG
from tests.library.plans import PLAN

WRITERS, SAVES = 8, 5000 if LONG else 25


def kills(place: str) -> int:
    return (1000 if place.startswith("sqlite") else 200) if LONG else 6


def started(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that does this, given the pipe it acknowledges by: its number, and the pipe's end."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            work(tell)
        finally:
            os._exit(0)
    os.close(tell)
    return child, told


def opened(told: int) -> None:
    """Wait until the child has the library before it."""
    assert os.read(told, 1) == b"o"


def acknowledged(child: int, told: int) -> int:
    """Kill the child, if it still works, and count what it said."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    count = 0
    while said := os.read(told, 65_536):
        count += len(said)
    os.close(told)
    return count


def saving(place: str, author: str, count: int = 10**9) -> Callable[[int], None]:
    def work(tell: int) -> None:
        library = open_library(place)
        os.write(tell, b"o")  # open: what takes so long on a busy machine is no part of a save
        for number in range(count):
            plan = replace(PLAN, deal_value=float(number))
            library.save("W", "N", plan, author=author)
            os.write(tell, b".")

    return work


def settled(library: Library) -> None:
    """Wait until a server has ended what it does for clients that are gone: it may still commit
    what one sent before it was killed.
    """
    if library.engine.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    library.engine.dispose()  # our own that lie idle
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with database.reading(library.engine) as connection:
            if not connection.scalar(others):
                return
        time.sleep(0.01)
    raise AssertionError("a server still works for clients that are gone")


def whole(library: Library) -> list[int]:
    """The numbers of all versions, first to last, once the database was found sound."""
    settled(library)
    with database.reading(library.engine) as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        found = connection.exec_driver_sql("SELECT number FROM versions ORDER BY number")
        numbers = [int(number) for (number,) in found]
        heads = connection.exec_driver_sql("SELECT head FROM cases").scalars().all()
    assert [int(head) for head in heads] == ([len(numbers)] if numbers else [])
    assert numbers == list(range(1, len(numbers) + 1))
    return numbers


def test_what_was_acknowledged_outlasts_a_kill(place: str) -> None:
    rng = random.Random(1)
    library = open_library(place)
    before = rounds = 0
    while rounds < kills(place) or (not before and rounds < 100):
        child, told = started(saving(place, "Ana"))
        opened(told)
        rounds += 1
        # On a machine so busy that none was saved in time, a little longer each time.
        time.sleep(rng.uniform(0.0, 0.15 * max(1, rounds - kills(place))))
        sure = acknowledged(child, told)
        after = len(whole(library))
        # The last one may have been committed without a word of it.
        assert before + sure <= after <= before + sure + 1
        before = after
    assert before > 0


def test_a_migration_that_was_killed_goes_on(place: str) -> None:
    rng = random.Random(2)
    for at in range(kills(place) // 5 + 1):
        with database.opened(place).begin() as connection:
            for table in (*reversed(METADATA.sorted_tables), Table("alembic_version", MetaData())):
                connection.execute(DropTable(table, if_exists=True))
        child, told = started(lambda tell: open_library(place) and None)
        time.sleep(rng.uniform(0.0, 0.1))
        acknowledged(child, told)
        assert open_library(place).save("W", "N", PLAN, author=str(at)).number == 1


def test_a_copy_that_was_killed_is_whole_or_not_there(place: str, tmp_path: Path) -> None:
    rng = random.Random(3)
    library = open_library(place)
    for number in range(60):
        library.save("W", "N", replace(PLAN, deal_value=float(number)), author="Ana")
    copy = tmp_path / "all.roi-library"

    def work(tell: int) -> None:
        while True:
            open_library(place).copy_to(copy)

    for _ in range(kills(place) // 2):
        child, told = started(work)
        time.sleep(rng.uniform(0.0, 0.1))
        acknowledged(child, told)
        assert len(whole(library)) == 60
        if copy.exists():
            assert check_copy(copy) == 64
            copy.unlink()
    library.copy_to(copy)


def test_of_eight_writers_none_loses_a_save(place: str) -> None:
    library = open_library(place)
    children = [started(saving(place, str(at), SAVES)) for at in range(WRITERS)]
    for child, told in children:
        opened(told)
        count = 0
        while said := os.read(told, 65_536):
            count += len(said)
        os.close(told)
        os.waitpid(child, 0)
        assert count == SAVES
    assert len(whole(library)) == WRITERS * SAVES
    authors = [one.author for one in library.history("W", "N")]
    assert {author: authors.count(author) for author in set(authors)} == {
        str(at): SAVES for at in range(WRITERS)
    }


@pytest.mark.postgres
@pytest.mark.thorough
def test_a_server_that_loses_its_power_keeps_what_was_acknowledged(
    request: pytest.FixtureRequest,
) -> None:
    postgres = request.getfixturevalue("postgres")
    place = postgres.fresh()
    library = open_library(place)
    rng, before = random.Random(4), 0
    for _ in range(20 if LONG else 1):
        child, told = started(saving(place, "Ana"))
        opened(told)
        time.sleep(rng.uniform(0.2, 0.5))
        postgres.stop("immediate")
        sure = acknowledged(child, told)
        postgres.start()
        after = len(whole(library))
        assert before + sure <= after <= before + sure + 1
        before = after
    assert before > 0
