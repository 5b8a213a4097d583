"""The database behind the library: where it is, how it is opened, and its migrations."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from roi_model.library.errors import LibraryError
from roi_model.settings import DATA, DATABASE_PASSWORD, DATABASE_URL, SettingError

_BUSY_MS = 30_000
"""How long a writer waits for another before it gives up."""
_PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "10000"}
"""How long PostgreSQL may take to accept a connection (s) and to acknowledge what was sent (ms),
unless its address says so: a host that drops packets would keep a page waiting for minutes.
"""
_ROOM = 64 << 10
"""Bytes that SQLite needs to open a database at all; with less, a disk is full."""
_LOCK = 0x726F69
"""Of PostgreSQL: held by whoever migrates."""


def data_folder() -> Path:
    """Where the library and its back-ups lie: ROI_DATA, else the user's own folder for data."""
    return DATA() or user_data_path("roi-simulator", appauthor=False)


def address() -> str:
    """The address of the database: ROI_DATABASE_URL, else a file of SQLite in `data_folder`."""
    try:
        return DATABASE_URL() or f"sqlite:///{data_folder() / 'library.sqlite3'}"
    except SettingError as error:
        raise LibraryError("no_database", place=DATABASE_URL.name, why=str(error)) from None


def opened(url: str) -> Engine:
    """An engine for this address; its tables are made or migrated by `upgrade`.

    SQLite is durable at each commit (WAL, synchronous FULL) and every writing transaction begins
    IMMEDIATE: begun deferred, two that read first and then write would fail each other.
    """
    where = make_url(url)
    if where.get_backend_name() == "postgresql":
        import psycopg

        where = where.set(drivername="postgresql+psycopg")
        if where.password is None and DATABASE_PASSWORD():
            where = where.set(password=DATABASE_PASSWORD())
        where = where.set(query={**_PATIENCE, **where.query})
        return create_engine(where, module=psycopg, pool_pre_ping=True)
    if where.database:
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    # A connection a thread: SQLite opens in no time, and none outlives its use.
    engine = create_engine(where, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours
    cursor = connection.cursor()
    for setting in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL",
                    "foreign_keys=ON"):  # fmt: skip
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("migrates", False):
        # A table that others refer to is altered by making it anew, which their keys would refuse;
        # within a transaction this setting has no effect. The connection is not used again.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN" if options.get("reads", False) else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed when the block ends, undone where it raises."""
    with _told(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, all of it as the database stood at its first look."""
    with _told(engine), engine.connect() as plain:
        connection = plain.execution_options(reads=True)
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction that may alter tables; that no row lost what it refers to is checked."""
    with _told(engine), engine.connect() as plain:
        connection = plain.execution_options(migrates=True)
        with connection.begin():
            yield connection
            if engine.dialect.name == "sqlite":
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                assert lost is None, lost


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """What the database cannot do, for want of disk, rights or a server, as a sentence."""
    try:
        yield
    except IntegrityError:
        raise  # a name taken: who wrote it knows
    except DBAPIError as error:
        place = engine.url.database if engine.dialect.name == "sqlite" else engine.url.host
        why = str(error.orig).partition("\n")[0]
        code = _trouble(engine, getattr(error.orig, "sqlstate", None))
        raise LibraryError(code, place=place or engine.dialect.name, why=why) from error


def _trouble(engine: Engine, state: str | None) -> str:
    """What keeps a database from answering: its disk, its rights, or anything else.

    SQLite says "disk I/O error" of a full disk and of a broken one: the folder is asked instead.
    """
    if engine.dialect.name == "sqlite" and engine.url.database:
        return of_folder(Path(engine.url.database).parent)
    return {"53100": "disk_full", "25006": "read_only"}.get(state or "", "no_database")


def of_folder(folder: Path, error: OSError | None = None) -> str:
    """The code of what is wrong where files cannot be written: "no_database" for all else.

    >>> of_folder(Path("."), OSError(errno.ENOSPC, "no space"))
    'disk_full'
    """
    number = error.errno if error is not None else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "disk_full"
    if number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "read_only"
    if folder.is_dir():
        if not os.access(folder, os.W_OK):
            return "read_only"
        if shutil.disk_usage(folder).free < _ROOM:
            return "disk_full"
    return "no_database"


# Migrations -----------------------------------------------------------------------------------


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str:
    """The revision that this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def known() -> frozenset[str]:
    """All revisions that this program knows."""
    return frozenset(
        one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()
    )


def revision(connection: Connection) -> str | None:
    """The revision of the database; None where it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection) -> None:
    """Bring the database to the newest revision, within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def locked(connection: Connection) -> None:
    """Let no other migrate until this transaction ends; in SQLite a writer is alone anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
