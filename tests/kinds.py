"""Kinds of files that people have: their variants, here or in other tests, and what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from math import prod
from typing import Any

from roi_model.reading.reading import read
from roi_model.reading.result import Reading

ENOUGH = 3
"""Variants that every kind has at least."""


@dataclass(frozen=True)
class Case:
    """A file and what is right of it: the total of its costs, its deals, or a code of refusal.

    `asked` are questions that must come first, each with the answer after which it is right. `said`
    is a remark that must be made, so that nothing passes in silence.
    """

    text: str
    right: float | str | Mapping[str, float]
    asked: Mapping[str, str] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True)
class Kind:
    """What a kind of file is, in one sentence, and where one sees it read right: here in cases, or
    in tests of other modules, each as module:test."""

    says: str
    cases: tuple[Case, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def variants(self) -> int:
        """How many variants there are. Raises where a test that is named does not exist."""
        return len(self.cases) + sum(map(_variants_of, self.elsewhere))


def numbered(kinds: Mapping[str, Kind]) -> list[tuple[str, int]]:
    """The cases of all kinds, each by the name of its kind and its place there."""
    return [(name, number) for name, kind in kinds.items() for number in range(len(kind.cases))]


def _variants_of(place: str) -> int:
    """How many variants a test is run with."""
    module, name = place.split(":")
    test = getattr(import_module(f"tests.{module}"), name)
    marks = [m for m in getattr(test, "pytestmark", []) if m.name == "parametrize"]
    return prod(len(list(mark.args[1])) for mark in marks)


def check(case: Case) -> None:
    """See that a file is asked about, remarked on and read as its case says."""
    given: dict[str, str] = {}
    reading = read(case.text.encode(), name="file.csv")
    for question, answer in case.asked.items():
        asked = {one.id: one for one in reading.questions}
        assert asked[question].blocking and not reading.usable
        assert answer in [one.answer for one in asked[question].candidates]
        given[question] = answer
        reading = read(case.text.encode(), name="file.csv", answers=given)
    assert _figures(reading, case.right) == case.right
    assert not case.said or case.said in [note.code for note in reading.notes]


def _figures(reading: Reading, right: float | str | Mapping[str, float]) -> Any:
    """What was read, in the terms of what is right."""
    if reading.refused is not None:
        return reading.refused.code
    assert reading.usable and not isinstance(right, str)
    if not isinstance(right, Mapping):
        return reading.total()
    deals = reading.to_json()["deals"]
    return {name: deals[name] for name in right}
