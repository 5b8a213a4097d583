"""A row of the table: what was compared, how many, what lay farthest apart, what is allowed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`largest` and `allowed` say their unit; `wrong` is what lay farther apart than allowed."""

    what: str
    count: int
    largest: str
    allowed: str
    wrong: tuple[str, ...] = ()
