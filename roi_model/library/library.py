"""The library: cases that stay, asked as one user. A method that returns has committed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from roi_model import logs
from roi_model.library import database
from roi_model.library.access import entered, operator
from roi_model.library.cases import Cases, Line, Version
from roi_model.library.copies.copy_file import write_copy
from roi_model.library.copies.put_back import put_back
from roi_model.library.errors import LibraryError
from roi_model.library.keeping import Draft, Keeping
from roi_model.library.links import Link, Links, Shared
from roi_model.library.membership import Membership
from roi_model.library.names import named
from roi_model.library.people import User

__all__ = ["Draft", "Library", "Line", "Link", "Shared", "Version", "open_library"]


class Library(Cases, Membership, Links, Keeping):
    """The library at one database, as `user` may see it. Open it with `open_library`."""

    def seen_by(self, user: User) -> Library:
        """The same library as another user may see it."""
        return Library(self.engine, user)

    def copy_to(self, path: Path, workspace: str | None = None) -> int:
        """Write one workspace to a file while others go on, or all there is; how many rows.

        All there is, members and links too, is for whoever operates the library.
        """
        with database.reading(self.engine) as connection:
            if workspace is None:
                operator(self.user)
                return write_copy(connection, path)
            place = entered(connection, self.user, workspace)
            return write_copy(connection, path, (place, workspace))

    def copy_from(self, path: Path, name: str = "") -> list[str]:
        """Take in a copy, all of it or nothing; the names of its workspaces.

        Of the copy of a workspace the user becomes the owner, and may give it another `name`. What
        a copy of all there is holds comes back as it was, for whoever operates the library.
        Raises LibraryError where the copy is not whole or a name is taken; OSError.
        """
        try:
            with database.writing(self.engine) as connection:
                return put_back(connection, path, self.user, name and named(name))
        except IntegrityError:  # rows that no library could have held together
            raise LibraryError("no_copy", path=path.name) from None


def open_library(url: str | None = None) -> Library:
    """The library at an address, `database.address()` by default, as whoever operates it sees it.

    It is brought up to date first: where what is there is older, it is copied into the data folder
    before it is migrated. Raises LibraryError where the database is newer than this program.
    """
    engine, began = database.opened(url or database.address()), perf_counter()
    with database.migrating(engine) as connection:
        database.locked(connection)
        was = database.revision(connection)
        if was != database.newest():
            if was is not None and was not in database.known():
                raise LibraryError("newer_database", revision=was)
            if was is not None:
                _copy_before(connection, was)
            database.migrate(connection)
    seconds, kind = round(perf_counter() - began, 3), engine.dialect.name
    if was != database.newest():
        logs.tell("library_migrated", before=was, after=database.newest(), seconds=seconds)
    logs.tell("library_opened", database=kind, seconds=seconds)
    return Library(engine)


def _copy_before(connection: Connection, was: str) -> None:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    write_copy(connection, database.data_folder() / f"before-{was}-{stamp}.roi-library")
