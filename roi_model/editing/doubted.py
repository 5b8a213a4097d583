"""A number with its doubt, typed in one box: `25–35 %`, `25 à 35`, `30 ± 5`, `30 (25–35)`.

The two ends are the P10 and P90 of a `range` in the scenario's `uncertainty`; the plan itself runs
on the middle, which is the one that was typed or half way between the ends. One number typed alone
takes the doubt away. No streamlit here.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Any

from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.editing import edits, entry
from roi_model.editing.following import follow
from roi_model.editing.horizon import Adjustment
from roi_model.editing.typed import LONGEST, AmbiguousError
from roi_model.formatting.conventions import MINUS
from roi_model.formatting.entered import plain, written

_LEAD = re.compile(r"^\s*(?:entre|between|de|from)\s+", re.IGNORECASE)
# A hyphen parts two numbers where one ends before it; elsewhere it is a sign or an exponent.
_BETWEEN = re.compile(
    r"\s*(?:[–—…]|\.{2,}|(?<=[\d%€$£km])\s*-\s*(?=[-+\d.,€$£])|\s(?:à|a|to|et|and)\s)\s*"
    r"|(?<=[\d%])à(?=\d)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^(?P<middle>[^()]*\d[^()]*)\((?P<inner>[^()]+)\)(?P<unit>[^()\d]*)$")
_OFF = re.compile(r"±|\+\s*/\s*-|\+-")
_UNIT = re.compile(r"[^\d\s.,][^\d]*$")


@dataclass(frozen=True)
class Entered:
    """What one entry says: the value the plan runs on and, where a doubt was typed, its ends."""

    value: float | None
    ends: tuple[float, float] | None = None


def read(card: Card, path: str, typed: str, lang: str, now: float | None = None) -> Entered:
    """What was typed for the input at a path, in the model's unit; `now` is what it holds.

    A unit, k or M written once holds for all the numbers; a percentage behind ± is points of a
    rate, and a share of anything else. Raises ScenarioError that says what is wrong: no number,
    ends in the wrong order, a middle outside of them, an end the input may not have.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> card = cards(Scenario)["deal_value"]
    >>> read(card, "deal_value", "10–12 k€", "fr")
    Entered(value=11000.0, ends=(10000.0, 12000.0))
    >>> read(card, "deal_value", "20,000 ± 10%", "en")
    Entered(value=20000.0, ends=(18000.0, 22000.0))
    >>> read(card, "deal_value", "12 500", "fr")
    Entered(value=12500.0, ends=None)
    """
    said = _LEAD.sub("", typed[:LONGEST].replace(MINUS, "-"))
    around = _AROUND.match(said)
    inner = around["inner"] if around else said
    off = _OFF.split(inner)
    parts = off if len(off) > 1 else _BETWEEN.split(inner)
    if len(parts) == 1:
        return Entered(entry.read(card, path, typed, lang, now))
    if len(parts) != 2:
        raise ScenarioError([_problem(card, path, "not_a_number", typed)])
    numbers = [around["middle"], *parts] if around else parts
    if len(off) > 1:
        numbers = [around["middle"] if around else parts[0], parts[1]]
    return _Reading(card, path, typed, lang, now, is_off=len(off) > 1).of(
        [one.strip() for one in numbers], around["unit"].strip() if around else ""
    )


def changed(
    scenario: Scenario, path: str, value: Any, lang: str
) -> tuple[Scenario, list[Adjustment]]:
    """The scenario with one input changed, by a bare value or by one `Entered` with its doubt.

    With a bare value, as of a slider, the doubt of the input follows it as those of others do.
    """
    if isinstance(value, Entered):
        return edited(scenario, path, value, lang)
    after, moved = edits.edited(scenario, path, value, lang)
    return follow(scenario, after), moved


def edited(
    scenario: Scenario, path: str, entered: Entered, lang: str
) -> tuple[Scenario, list[Adjustment]]:
    """The scenario with one input as it was entered, its own doubt with it, and what moved along.

    Evidence and other doubts follow (`following`). Raises ScenarioError where the value is not
    allowed, or where the input is a sum of several lines, which have a doubt each.
    """
    after, moved = edits.edited(scenario, path, entered.value, lang)
    real = edits.real_paths(after, path)
    doubts = {where: doubt for where, doubt in after.uncertainty.items() if where not in real}
    bare = follow(scenario, replace(after, uncertainty=doubts))
    if entered.ends is None:
        return bare, moved
    if len(real) != 1 or real[0] not in numeric_paths(after):
        raise ScenarioError([Problem(path, "no_doubt_here")])
    low, high = entered.ends
    own = {"kind": "range", "p10": low, "p90": high}
    return replace(bare, uncertainty={**bare.uncertainty, real[0]: own}), moved


def shown(
    card: Card, value: float | None, ends: tuple[float, float] | None, currency: str, lang: str
) -> str:
    """A value with its doubt as the box shows it, which `read` takes back.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> shown(cards(Scenario)["gross_margin"], 0.3, (0.25, 0.35), "EUR", "en")
    '30% (25–35)'
    """
    text = written(card, value, currency, lang)
    if ends is None or value is None:
        return text
    factor = 100.0 if card.unit.is_percent else 1.0
    low, high = (plain(_rounded(end * factor), lang) for end in ends)
    return f"{text} ({low}–{high})"


def _rounded(end: float) -> float:
    """Four digits and every whole one: an end that was worked out is no more exact than that."""
    if not end:
        return 0.0
    return round(end, max(0, 3 - math.floor(math.log10(abs(end)))))


def _are_near(ends: tuple[float, float] | None) -> bool:
    return ends is not None and abs(ends[1]) <= 10 * abs(ends[0])


def _problem(card: Card, path: str, code: str, typed: str) -> Problem:
    return Problem(path, code, typed[:40], card.allowed, card.unit.value)


@dataclass(frozen=True)
class _Reading:
    """The numbers of one entry, with all that is known of the box they were typed into."""

    card: Card
    path: str
    typed: str
    lang: str
    now: float | None
    is_off: bool

    def of(self, numbers: list[str], unit: str) -> Entered:
        """Two ends, a middle and two ends, or a middle and how far off the ends lie."""
        shared = unit or next((u[0] for n in reversed(numbers) if (u := _UNIT.search(n))), "")
        alike = [n if _UNIT.search(n) else n + shared for n in numbers]
        if self.is_off and shared.startswith("%") and not self.card.unit.is_percent:
            alike = numbers  # 12 000 ± 10 %: the share is that of the second number alone
        # 10–12 k are thousands both, 10 000–12 k are not.
        found = self._entered(alike)
        if found is None and alike != numbers:
            found = self._entered(numbers)
            if found is not None and not self.is_off and not _are_near(found.ends):
                found = None  # 20–15 k is a slip, not 20 to 15 000
        if found is None:
            raise self._wrong("doubt_order")
        for end in found.ends or ():
            fault = self.card.problem(end if not self.card.whole else float(round(end)))
            if fault is not None:
                raise ScenarioError([replace(fault, path=self.path)])
        return found

    def _entered(self, numbers: list[str]) -> Entered | None:
        """What they say together; None where they do not rise."""
        if self.is_off:
            middle, off = self._value(numbers[0]), self._off(numbers)
            low, high = middle - off, middle + off
            if not 0 < off <= max(abs(middle), 0.0):
                return None
        elif len(numbers) == 3:
            middle, low, high = (self._value(one) for one in numbers)
        else:
            low, high = (self._value(one) for one in numbers)
            middle = (low + high) / 2
        if not low <= middle <= high or low == high:
            return None
        if self.card.whole:
            middle = float(math.floor(middle + 0.5))
        return Entered(round(middle, 12), (round(low, 12), round(high, 12)))

    def _off(self, numbers: list[str]) -> float:
        """How far the ends lie from the middle."""
        share = numbers[1].removesuffix("%").strip()
        if numbers[1].endswith("%") and not self.card.unit.is_percent:
            return abs(self._value(numbers[0])) * self._value(share) / 100
        return self._value(numbers[1])

    def _value(self, typed: str) -> float:
        try:
            value = entry.parsed(self.card, typed, self.lang, self.now)
        except AmbiguousError:
            raise self._wrong("ambiguous_range") from None
        except ValueError:
            raise self._wrong("not_a_number") from None
        if value is None:
            raise self._wrong("not_a_number")
        return value

    def _wrong(self, code: str) -> ScenarioError:
        return ScenarioError([_problem(self.card, self.path, code, self.typed)])
