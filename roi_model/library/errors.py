"""What the library refuses, each with a sentence that says what to do."""

from __future__ import annotations

from roi_model.texts import text

UNANSWERED = frozenset({"no_database", "away", "disk_full", "read_only"})
"""Codes of a library that does not answer, or cannot be written: nothing was changed."""


class LibraryError(ValueError):
    """Something the library cannot do; `code` is a key of the library's texts."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: str) -> str:
        """What is wrong and what to do, in one or two sentences."""
        return text(f"library.error.{self.code}", lang, **self.values)


class ConflictError(LibraryError):
    """Somebody saved in between: the case stands at version `head`, not at the one changed.

    `base` is 0 where the case was to be new.
    """

    def __init__(self, name: str, base: int, head: int) -> None:
        self.base, self.head = base, head
        super().__init__("conflict" if base else "already_there", name=name, base=base, head=head)


def unplaced(code: str) -> LibraryError:
    """Of `UNANSWERED`, as readers of a page are told it: where the library lies, and what its
    driver says, is for the log.

    >>> unplaced("no_database").code, unplaced("disk_full").code
    ('away', 'disk_full')
    """
    return LibraryError("away" if code == "no_database" else code)
