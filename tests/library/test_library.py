"""The library opened: its tables made and migrated, by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from roi_model.library import database
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from roi_model.library.tables import METADATA
from tests.library.plans import PLAN


def test_tables_are_those_that_migrations_make(library: Library) -> None:
    with database.reading(library.engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert database.revision(connection) == database.newest()


def test_a_library_is_opened_by_many_at_once(place: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: open_library(place), range(6)))
    opened[0].save("W", "N", PLAN, author="Ana")
    assert opened[5].show("W", "N").number == 1


def test_a_newer_database_is_left_alone(library: Library, place: str) -> None:
    with database.writing(library.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LibraryError, match="9999"):
        open_library(place)
