"""Names of workspaces and cases: data, and how they are searched."""

from __future__ import annotations

import getpass
import unicodedata

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.library.errors import LibraryError


def named(name: str) -> str:
    """A name as data. Raises LibraryError for none, and for one too long."""
    kept = clean_name(name)
    if not kept or len(kept) > NAME_LENGTH:
        raise LibraryError("bad_name", name=kept[:NAME_LENGTH], most=NAME_LENGTH)
    return kept


def folded(name: str) -> str:
    """A name as it is searched: without accents and capitals.

    >>> folded("Été à Straße")
    'ete a strasse'
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def user_name() -> str:
    """Who is at this machine, as the author of what they save."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in a container
        return ""


def mailbox(email: str) -> str | None:
    """An e-mail address as two are compared; None for what is none.

    >>> mailbox(" Ana@Example.com "), mailbox("Ana")
    ('ana@example.com', None)
    """
    found = unicodedata.normalize("NFC", email.strip()).casefold()
    name, at, host = found.rpartition("@")
    plain = found.isprintable() and not any(c.isspace() or c in "<>,;" for c in found)
    return found if at and name and "." in host and plain and len(found) <= 254 else None
