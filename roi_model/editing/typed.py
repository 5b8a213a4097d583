"""What a person typed → one number: either language's separators, k and M, a unit, a quotient.

What cannot be read as one number is refused, never guessed: `6OO` is no 6, and where a point or a
comma may stand between thousands as well as before decimals, what the input may hold and holds now
decides, or the person is asked. Numbers here are in the unit of the screen: 30 for 30 %. No
streamlit here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import list_currencies

from roi_model.declaration.units import Unit
from roi_model.formatting import MINUS, conventions

LONGEST = 200
"""Characters read; a legal entry needs far fewer."""
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_DIGITS = r"(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:e[-+]?\d{1,3})?"
_TERM = re.compile(rf"(?P<before>[^\d.,]*?)(?P<number>[-+]?{_DIGITS})(?P<after>[^\d]*)")
_OPERATOR = re.compile(r"([+*×÷:]|(?<=[\d%)])x(?=[\d.,])|/(?=[-+\d.,]))")
_YEAR = r"(?:ans?|années?|annees?|years?|yrs?|a|y)"
_MONTH = r"(?:mois|months?|mo|m)"
_AFTER = {
    Unit.MONTHS: rf"{_MONTH}?|(?P<years>{_YEAR})",
    Unit.MONTH: rf"{_MONTH}?",
    Unit.DAYS: r"(?:jours?|days?|j|d)?",
    Unit.HOURS: r"(?:heures?|hours?|hrs?|h)?",
    Unit.PEOPLE: r"(?P<scale>[km])?(?:contacts?|personnes?|people|prospects?|leads?)?"
    rf"(?:(?:/|par|per){_MONTH})?",
    Unit.FTE: r"(?:etp|fte|personnes?|people)?",
    Unit.ORDERS: rf"(?:commandes?|orders?)?(?:(?:/|par|per){_YEAR})?",
    Unit.FACTOR: r"[x×]?",
}
"""What may stand behind a number of each unit; money and percents are below."""
_PERCENT = rf"(?P<percent>%|pct|pourcent|percent)?(?:(?:/|par|per){_YEAR}|p\.a\.)?"
_SCALES = {"k": 1e3, "m": 1e6}
_COARSE = (Unit.MONEY, Unit.MONEY_PER_MONTH, Unit.MONEY_PER_YEAR, Unit.PEOPLE)
_NEAR = 1.0
"""Powers of ten: what lies further from the present value is far from it."""


class AmbiguousError(ValueError):
    """What was typed may be any of `readings`, two numbers in the unit of the screen."""

    def __init__(self, typed: str, readings: tuple[float, float]) -> None:
        super().__init__(typed)
        self.readings = readings


@dataclass(frozen=True)
class Box:
    """What is known of the box: its unit, what it may hold and what it holds now."""

    unit: Unit
    allows: Callable[[float], bool]
    now: float | None = None
    scaled: bool = False

    @property
    def is_coarse(self) -> bool:
        """Whether nobody would give three decimals here: 2.600 €, but not 2.625 k€."""
        return self.unit in _COARSE and not self.scaled

    def is_near(self, value: float) -> bool:
        """Whether a value is of the order of the present one."""
        if not self.now or value <= 0:
            return False
        return abs(math.log10(value / abs(self.now))) <= _NEAR


def number(typed: str, box: Box, lang: str) -> float:
    """The number that was typed, in the unit of the screen.

    Raises AmbiguousError where it may be two, ValueError where it is none.

    >>> box = Box(Unit.MONEY_PER_MONTH, lambda value: True, now=2500.0)
    >>> number("31200/12", box, "fr"), number("7,3k", box, "fr"), number("2.600", box, "fr")
    (2600.0, 7300.0, 2600.0)
    """
    bare = _SPACES.sub("", typed[:LONGEST]).replace(MINUS, "-").lower().removeprefix("=")
    pieces = _OPERATOR.split(bare)
    if len(pieces) == 1:
        return _term(bare, box, lang)
    # The present value says nothing of the parts of a calculation.
    parts = Box(box.unit, lambda _: True)
    values = [_term(piece, parts, lang) for piece in pieces[::2]]
    made = _worked_out(values, pieces[1::2])
    ratio = box.unit.is_percent and "%" not in bare and pieces[1] in ("/", "÷", ":")
    # 15/50 in a box of percents is 15 of 50; 60/2 is 30.
    return made * 100 if ratio and box.allows(made * 100) else made


def _worked_out(values: list[float], operators: list[str]) -> float:
    """Products and quotients first, then sums, from left to right."""
    sums = [values[0]]
    for operator, value in zip(operators, values[1:], strict=True):
        if operator == "+":
            sums.append(value)
        elif operator in "*×x":
            sums[-1] *= value
        elif value:
            sums[-1] /= value
        else:
            raise ValueError("division by zero")
    return sum(sums)


def _term(bare: str, box: Box, lang: str) -> float:
    """One number with what stands around it."""
    found = _TERM.fullmatch(bare)
    if found is None or not _before(box.unit).fullmatch(found["before"]):
        raise ValueError(bare)
    around = _after(box.unit).fullmatch(found["after"])
    if around is None:
        raise ValueError(bare)
    said = around.groupdict()
    scale = _SCALES.get(said.get("scale") or "", 1.0) * _per(said, box.unit)
    now = box.now and box.now / scale
    seen = Box(box.unit, lambda value: box.allows(value * scale), now, bool(said.get("scale")))
    try:
        return _read(found["number"], seen, lang) * scale
    except AmbiguousError as error:
        low, high = error.readings
        raise AmbiguousError(bare, (low * scale, high * scale)) from None


def _per(said: dict[str, str | None], unit: Unit) -> float:
    """What makes of a figure per year one per month, of years months."""
    if said.get("years"):
        return 12.0
    per = said.get("per") or ""
    if unit is Unit.MONEY_PER_MONTH and re.fullmatch(_YEAR, per):
        return 1.0 / 12.0
    if unit is Unit.MONEY_PER_YEAR and re.fullmatch(_MONTH, per):
        return 12.0
    return 1.0


# Around the digits ----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _currency() -> str:
    """A currency's sign or ISO code."""
    codes = "|".join(sorted(code.lower() for code in list_currencies()))
    whose = "(?:us|ca|au|gb|c|a)?"
    return rf"(?:{whose}[$€£¥₹₽₩₺]{whose}|fr\.?|kr|zł|{codes})"


@lru_cache(maxsize=64)
def _before(unit: Unit) -> re.Pattern[str]:
    about = r"[≈~]?"
    if unit.is_money:
        return re.compile(rf"{about}{_currency()}?-?")
    return re.compile(about + (rf"(?:{_MONTH})?" if unit is Unit.MONTH else ""))


@lru_cache(maxsize=64)
def _after(unit: Unit) -> re.Pattern[str]:
    if unit.is_percent:
        return re.compile(_PERCENT)
    if unit.is_money:  # amounts are without VAT: TTC is refused
        per = r"(?:(?:/|par|per)(?P<per>[a-zà-ÿ]+\.?))?"
        return re.compile(rf"(?P<scale>[km])?{_currency()}?(?:ht)?{per}")
    return re.compile(_AFTER.get(unit, ""))


# Points and commas ------------------------------------------------------------------------------


def _read(digits: str, box: Box, lang: str) -> float:
    marks = [mark for mark in ".," if mark in digits]
    if not marks:
        return float(digits)
    own = conventions(lang).decimal
    if len(marks) == 2:
        decimal = max(marks, key=digits.rfind)
        group = "." if decimal == "," else ","
        whole, _, rest = digits.partition(decimal)
        if decimal in rest or not _grouped(whole, group):
            raise ValueError(digits)
        return float(f"{whole.replace(group, '')}.{rest}")
    (mark,) = marks
    if digits.count(mark) > 1:
        if not _grouped(digits, mark):
            raise ValueError(digits)
        return float(digits.replace(mark, ""))
    decimals, groups = float(digits.replace(mark, ".")), digits.replace(mark, "")
    left, _, right = digits.lstrip("-+").partition(mark)
    if not left or left.startswith("0") or not right.isdecimal():
        return decimals
    return _choice(digits, box, decimals, float(groups), _Mark(mark == own, mark == ",", right))


@dataclass(frozen=True)
class _Mark:
    """A point or comma that stands once: whether decimals begin there in the reader's language."""

    is_own: bool
    is_comma: bool
    right: str

    @property
    def is_thousands(self) -> bool:
        """English groups by commas, and shows them so."""
        return self.is_comma and not self.is_own


def _choice(typed: str, box: Box, decimals: float, groups: float, mark: _Mark) -> float:
    """Decimals or thousands: what the mark, the unit and the present value say, else a question."""
    coarse, places = box.is_coarse, len(mark.right)
    if places != 3:
        return _off_thousands(typed, box, decimals, groups, mark)
    if mark.is_thousands:
        return groups
    if not box.allows(groups):
        return decimals
    if not box.allows(decimals):
        return groups
    if box.is_near(decimals):
        if not (coarse and not mark.is_own):
            return decimals
    elif not mark.is_own and (coarse or box.is_near(groups)):
        return groups
    elif mark.is_own and not coarse:
        return decimals
    raise AmbiguousError(typed, (decimals, groups))


def _off_thousands(typed: str, box: Box, decimals: float, groups: float, mark: _Mark) -> float:
    """Other than three digits: decimals, but for 7,500 to which a digit was added or taken away."""
    if not mark.is_thousands or not box.allows(groups):
        return decimals
    if len(mark.right) > 3 and box.is_coarse:
        return groups
    if box.is_near(groups) and not box.is_near(decimals):
        raise AmbiguousError(typed, (decimals, groups))
    return decimals


def _grouped(digits: str, mark: str) -> bool:
    """Whether a mark parts groups of three from one another."""
    first, *rest = digits.lstrip("-+").split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)
