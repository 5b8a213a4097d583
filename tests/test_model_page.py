"""docs/model.md says what the code does: its tables, lists, examples, and the places citing it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from roi_model.__main__ import parser
from roi_model.declaration.card import Card, Entity, cards
from roi_model.declaration.initiatives import EFFECT_PARAMETERS
from roi_model.declaration.scenario import CATEGORIES, OVERRIDES, PARTS, Scenario
from roi_model.metrics import CARDS, REASONS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "model.md"
WORDS = PAGE.read_text("utf-8")
HEADING = re.compile(r"^#{2,3} (\d+(?:\.\d+)?) .*$", re.MULTILINE)
ENTITIES: dict[str, type[Entity]] = {
    "1.1": Scenario,
    "1.2": PARTS["channels"],
    "1.3": PARTS["team"],
    "1.4": PARTS["costs"],
    "1.5": PARTS["initiatives"],
    "1.6": PARTS["benefits"],
}


def section(number: str) -> str:
    """The text under one heading, up to the next."""
    marks = [*HEADING.finditer(WORDS)]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark[1] == number:
            return WORDS[mark.end() : after.start() if after else None]
    raise KeyError(number)


def rows(words: str) -> list[list[str]]:
    """The cells of every table line but heads and rules."""
    found = [[cell.strip() for cell in line.strip("|").split("|")]
             for line in words.splitlines() if line.startswith("|")]  # fmt: skip
    return [row for row, after in zip(found, [*found[1:], [""]], strict=True)
            if not row[0].startswith("---") and not after[0].startswith("---")]  # fmt: skip


def listed(words: str, opening: str) -> list[str]:
    """The names of a sentence "opening: a, b, c."."""
    mark = re.search(rf"^{opening}: ([^.]+)\.", words, re.MULTILINE)
    assert mark, opening
    return [name.strip() for name in mark[1].replace("\n", " ").split(",")]


def default(card: Card) -> str:
    """A card's default as the page writes it."""
    value: Any = card.default
    if card.required:
        return "required"
    known = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return known[value]
    if isinstance(value, (tuple, dict)):
        return "[]" if isinstance(value, tuple) else "{}"
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def bounds(card: Card) -> str:
    """A card's legal range as the page writes it; what is no number has none."""
    return f"{card.low:.10g}..{card.high:.10g}" if card.is_number else ""


@pytest.mark.parametrize("number", ENTITIES)
def test_every_input_stands_with_its_default_and_range(number: str) -> None:
    """Both ways: no key of the page is unknown to the code, none of the code is missing."""
    known = cards(ENTITIES[number])
    told = {row[0]: (row[1], row[2]) for row in rows(section(number)) if len(row) == 4}
    effects = {} if number != "1.5" else {
        key: (default(card), bounds(card)) for key, card in cards(PARTS["effects"]).items()
    }  # fmt: skip
    assert told == {key: (default(card), bounds(card)) for key, card in known.items()} | effects
    inherits = {row[0] for row in rows(section(number)) if row[-1] == "inherits"}
    assert inherits == (set(OVERRIDES) if number == "1.2" else set())


def test_every_metric_and_reason_stands() -> None:
    assert {row[0] for row in rows(section("3"))} == set(CARDS)
    assert listed(section("3"), "Reasons") == [reason for reason in REASONS if reason]


def test_every_category_and_parameter_stands() -> None:
    assert listed(section("1.4"), "Categories") == list(CATEGORIES)
    assert listed(section("1.5"), "Parameters") == list(EFFECT_PARAMETERS)


def test_every_command_stands() -> None:
    (commands,) = (action for action in parser()._actions if action.dest == "command")
    assert {row[0] for row in rows(section("7"))} == set(commands.choices or ())


CITED = re.compile(r"\bMODEL(?:\.md)? (\d+(?:\.\d+)?(?:(?:, | and | or )\d+(?:\.\d+)?)*)")


def citations() -> list[tuple[str, str]]:
    """Every place of code and tests that cites a section, as (place, section)."""
    found = []
    for folder in ("roi_model", "ui", "pages", "tests", "benchmarks", "tools"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".py", ".toml", ".js", ".sh", ".md"):
                continue
            for count, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                for mark in CITED.finditer(line):
                    place = f"{path.relative_to(ROOT)}:{count}"
                    found += [(place, number) for number in re.findall(r"\d+(?:\.\d+)?", mark[1])]
    return found


def test_what_is_cited_is_there() -> None:
    """“MODEL 2.3” in a docstring leads to a heading of the page."""
    numbers = {mark[1] for mark in HEADING.finditer(WORDS)}
    found = citations()
    assert len(found) > 70, "the search itself still finds them"
    assert [(place, number) for place, number in found if number not in numbers] == []
