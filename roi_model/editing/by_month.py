"""Steps by month as people type or paste them: "1: 5000; 7: 5500", or cells of a spreadsheet."""

from __future__ import annotations

import re
from itertools import pairwise

from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.steps import LAST_MONTH, Steps, steps_of
from roi_model.editing import entry

_LINE = re.compile(r"[\n\r;]+")
_PAIR = re.compile(r"^\D{0,12}(?P<month>\d{1,4})\s*(?P<by>[:=\t])\s*(?P<value>[^\t]+)$")


def read(card: Card, path: str, typed: str, lang: str) -> dict[str, float]:
    """The values by the month each holds from, as a scenario's JSON has them.

    A line (or what stands between semicolons) is a month and a value; or all of it is values, of
    month 1, 2, 3 and so on, as they are pasted from a row or a column. A line of headings is
    passed over. Raises ScenarioError that names what cannot be read.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> read(cards(Scenario)["deal_value"], "deal_value", "1: 5,000; 7: 5,500", "en")
    {'1': 5000.0, '7': 5500.0}
    >>> read(cards(Scenario)["deal_value"], "deal_value", "5000\\t5000\\t5500", "en")
    {'1': 5000.0, '3': 5500.0}
    """
    lines = [line.strip(" ") for line in _LINE.split(typed) if line.strip()]
    if len(lines) > 1 and not re.search(r"\d", lines[0]):
        lines = lines[1:]
    pairs = [_PAIR.match(line) for line in lines]
    told = [pair for pair in pairs if pair]
    # Two cells a line are months and values where month 1 is among them, else values alone.
    if len(told) == len(lines) > 0 and any(p["by"] != "\t" or p["month"] == "1" for p in told):
        return _by_month(card, path, [(p["month"], p["value"]) for p in told], lang)
    cells = [cell.strip() for line in lines for cell in line.split("\t") if cell.strip()]
    if any(":" in cell or "=" in cell for cell in cells) or not cells:
        bad = next((line for line, pair in zip(lines, pairs, strict=True) if not pair), typed)
        raise ScenarioError([Problem(path, "steps_unreadable", bad.strip()[:40])])
    values = [_value(card, path, cell, lang) for cell in cells]
    found = {"1": values[0]}
    for month, (before, here) in enumerate(pairwise(values), 2):
        if here != before:
            found[str(month)] = here
    if len(values) > LAST_MONTH:
        raise ScenarioError([Problem(path, "steps_month", str(len(values)), f"1..{LAST_MONTH}")])
    return found


def written(card: Card, value: float | Steps, currency: str, lang: str) -> str:
    """A line for each step, as `read` takes them.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> written(cards(Scenario)["deal_value"], Steps.of({1: 5e3, 7: 5.5e3}), "EUR", "en")
    '1: €5,000\\n7: €5,500'
    """
    return "\n".join(
        f"{month}: {entry.written(card, step, currency, lang)}" for month, step in steps_of(value)
    )


def _by_month(card: Card, path: str, pairs: list[tuple[str, str]], lang: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for month, value in pairs:
        key = str(int(month))
        if key in found:
            raise ScenarioError([Problem(path, "steps_twice", key)])
        found[key] = _value(card, path, value, lang)
    return found


def _value(card: Card, path: str, typed: str, lang: str) -> float:
    value = entry.read(card, path, typed, lang)
    if value is None:
        raise ScenarioError([Problem(path, "not_a_number", typed[:40], card.allowed)])
    return value
