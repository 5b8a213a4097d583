"""One case that carries a hundred names made to harm, wherever a case has room for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.paths import walk
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from tests.cases import RICH
from tests.fuzz.payloads import payload

DAY = date(2026, 11, 30)
CHANNELS, ROLES, LINES, INITIATIVES, BENEFITS, COMPARED = 6, 10, 40, 12, 8, 3
SOURCES = 70
CARRIED = CHANNELS + ROLES + LINES + INITIATIVES + BENEFITS + COMPARED + SOURCES + 4
"""Names of one dossier."""


def name_of(number: int) -> str:
    """A name as the forms and files of the app let it in: cleaned, of bounded length.

    >>> name_of(17) == clean_name(name_of(17)) and len(name_of(17)) <= NAME_LENGTH
    True
    """
    kept = clean_name(clean_name(payload(number)).replace("/", "|")[:NAME_LENGTH])
    return kept or f"zq{number}x"


def case(first: int, sources: int = SOURCES) -> Scenario:
    """A case of all kinds of lists, its names and sources the payloads from a number on."""
    names = map(name_of, count(first))
    calls, ads = RICH.channels
    channels = tuple(replace((calls, ads)[at % 2], name=next(names)) for at in range(CHANNELS))
    course = RICH.initiatives[0]
    there = [replace(one, channel=channels[0].name if one.channel else None)
             for one in course.effects]  # fmt: skip
    made = replace(
        RICH,
        name=next(names),
        channels=channels,
        team=tuple(replace(RICH.team[0], title=next(names)) for _ in range(ROLES)),
        costs=tuple(replace(RICH.costs[at % 3], name=next(names)) for at in range(LINES)),
        initiatives=tuple(replace(course, name=next(names), effects=tuple(there))
                          for _ in range(INITIATIVES)),
        benefits=tuple(replace(RICH.benefits[0], name=next(names)) for _ in range(BENEFITS)),
    )  # fmt: skip
    paths = [path for path, card, value in walk(made) if card.is_number and value is not None]
    told = {path: {"source": next(names), "grade": "stated"} for path in paths[:sources]}
    return replace(made, evidence=told)


def dossier(first: int, lang: str = "en") -> Dossier:
    """The case with its documents' own words, and others beside it."""
    made = case(first)
    names = map(name_of, count(first + CARRIED - COMPARED - 3))
    compared = {next(names): replace(made, deal_value=7000.0 + at) for at in range(COMPARED)}
    return Dossier(made, lang, DAY, title=next(names), client=next(names), author=next(names),
                   link="http://localhost:8501/?case=x", compared=compared)  # fmt: skip


def dossiers(first: int, names: int) -> Iterator[Dossier]:
    """As many dossiers as carry so many names, in both languages by turns."""
    for at, number in enumerate(range(first, first + names, CARRIED)):
        made = dossier(number, ("en", "fr")[at % 2])
        if at > 1:  # half a minute of search each, of numbers alone
            made.__dict__["needed"] = None
        yield made
