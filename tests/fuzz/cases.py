"""One case that carries hundreds of names made to harm, wherever a case has room for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import count

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.paths import walk
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from tests.cases import RICH
from tests.fuzz.payloads import payload

DAY = date(2026, 11, 30)
SHORT = replace(RICH, horizon_months=12, campaign_months=12)
"""What is worked out of a case is not the point, its names are."""


@dataclass(frozen=True)
class Room:
    """How many names of each kind a dossier carries; beside them the case's own, title, client and
    author.
    """

    channels: int
    roles: int = 0
    lines: int = 0
    initiatives: int = 0
    benefits: int = 0
    sources: int = 0
    compared: int = 0

    @property
    def carried(self) -> int:
        """Names of one dossier."""
        return sum(getattr(self, one.name) for one in fields(self)) + 4


WIDE = Room(channels=6, roles=6, lines=20, initiatives=6, benefits=6, sources=250, compared=5)
"""All of it stands in a workbook, the page, the tables and the file of the case."""
NARROW = Room(channels=4, compared=5)
"""Slides and a report show few names each; these they show."""


def name_of(number: int) -> str:
    """A name as the forms and files of the app let it in: cleaned, of bounded length.

    >>> name_of(17) == clean_name(name_of(17)) and len(name_of(17)) <= NAME_LENGTH
    True
    """
    kept = clean_name(clean_name(payload(number)).replace("/", "|")[:NAME_LENGTH])
    return kept or f"zq{number}x"


def case(first: int, room: Room = WIDE) -> Scenario:
    """A case of all kinds of lists, its names and sources the payloads from a number on."""
    names = map(name_of, count(first))
    calls, ads = SHORT.channels
    channels = tuple(replace((calls, ads)[at % 2], name=next(names)) for at in range(room.channels))
    course = SHORT.initiatives[0]
    there = [replace(one, channel=channels[0].name if one.channel else None)
             for one in course.effects]  # fmt: skip
    made = replace(
        SHORT,
        name=next(names),
        channels=channels,
        team=tuple(replace(SHORT.team[0], title=next(names)) for _ in range(room.roles)),
        costs=tuple(replace(SHORT.costs[at % 3], name=next(names)) for at in range(room.lines)),
        initiatives=tuple(replace(course, name=next(names), effects=tuple(there))
                          for _ in range(room.initiatives)),
        benefits=tuple(replace(SHORT.benefits[0], name=next(names))
                       for _ in range(room.benefits)),
    )  # fmt: skip
    paths = [path for path, card, value in walk(made) if card.is_number and value is not None]
    told = {path: {"source": next(names), "grade": "stated"} for path in paths[: room.sources]}
    return replace(made, evidence=told)


def dossier(first: int, lang: str = "en", room: Room = WIDE) -> Dossier:
    """The case with its documents' own words, and others beside it."""
    made = case(first, room)
    names = map(name_of, count(first + room.carried - room.compared - 3))
    compared = {next(names): replace(made, deal_value=7000.0 + at) for at in range(room.compared)}
    return Dossier(made, lang, DAY, title=next(names), client=next(names), author=next(names),
                   link="http://localhost:8501/?case=x", compared=compared)  # fmt: skip


def dossiers(first: int, names: int, room: Room = WIDE) -> Iterator[Dossier]:
    """As many dossiers as carry so many names, in both languages by turns."""
    for at, number in enumerate(range(first, first + names, room.carried)):
        made = dossier(number, ("en", "fr")[at % 2], room)
        if at > 1:  # half a minute of search each, of numbers alone
            made.__dict__["needed"] = None
        yield made
