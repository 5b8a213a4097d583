"""The card of a parameter: everything the product knows of one input, said once.

From the card come the slider, the validation message, the table editor's column, the JSON key,
the method page, the Monte Carlo draw and the sensitivity row.
"""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal, TypeVar

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.steps import Steps, month_faults
from roi_model.declaration.units import Unit
from roi_model.texts import french

GRADES = ("measured", "stated", "benchmark", "guess")
Grade = Literal["measured", "stated", "benchmark", "guess"]
Kind = Literal["lever", "assumption"]
Place = Literal["column", "table", "page", "file"]
NAME_LENGTH = 120


@dataclass(frozen=True)
class Evidence:
    """Where a figure comes from, in both languages, and how far to trust it.

    `published` is the range its source gives, in the unit of the input: a default is a benchmark
    only within it. A guess may name what was published nearby.

    >>> Evidence("benchmark", fr="Forrester TEI : 10 %", en="Forrester TEI: 10%").source("en")
    'Forrester TEI: 10%'
    """

    grade: Grade
    fr: str = ""
    en: str = ""
    published: tuple[float, float] | None = None

    def source(self, lang: str) -> str:
        """Who published it, and what; empty for a guess."""
        return french(self.fr) if lang == "fr" else self.en


@dataclass(frozen=True)
class Spread:
    """The doubt a card gives its input by default: `size` is ess for beta, else ± share."""

    kind: Literal["beta", "lognormal", "triangular"]
    size: float


BETA = Spread("beta", 50)
LOGNORMAL = Spread("lognormal", 0.25)
TRIANGULAR = Spread("triangular", 0.20)


@dataclass(frozen=True)
class Slider:
    """The comfortable range of the slider; exact entry takes any legal value."""

    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Card:
    """One parameter: name, words, unit, legal range, default, evidence, spread and place.

    `low` and `high` are legal bounds in the model's unit (fractions for rates); `within_horizon`
    bounds a month by the scenario's own horizon too. `nullable` inputs take None, whose meaning
    stands in the help.
    """

    key: str
    unit: Unit
    default: Any
    fr: tuple[str, str]
    en: tuple[str, str]
    low: float = -math.inf
    high: float = math.inf
    step: float = 1.0
    slider: Slider | None = None
    required: bool = False
    nullable: bool = False
    whole: bool = False
    within_horizon: bool = False
    steps: bool = False
    """Whether it may vary by month: a number, or `Steps` of them."""
    choices: tuple[str, ...] = ()
    evidence: Evidence = Evidence("guess")
    spread: Spread | None = None
    group: str = ""
    kind: Kind = "assumption"
    advanced: bool = True
    place: Place = "column"
    """Where it is set: in the column of Simulate, in the table of its list alone, on a page of its
    own, or in the file alone."""
    follows: str = ""
    """The input of its group behind which it stands in the column, where not as declared."""
    same_as: str = ""
    check: Callable[[Any], bool] | None = None
    parts: Callable[[Any], list[Problem]] | None = None
    """What is wrong inside a list or a table, by paths from there on."""

    def __hash__(self) -> int:
        """By its key alone: what is kept by card is asked for with every move of a slider."""
        return hash(self.key)

    def label(self, lang: str) -> str:
        """The short name on screen."""
        return (self.fr if lang == "fr" else self.en)[0]

    def help(self, lang: str) -> str:
        """What the parameter means, in a sentence."""
        return (self.fr if lang == "fr" else self.en)[1]

    @cached_property
    def is_number(self) -> bool:
        """Whether the input is a number that can be drawn and moved."""
        return self.unit.is_number

    @property
    def allowed(self) -> str:
        """The legal range in the model's own unit, as errors show it."""
        if self.choices:
            return ", ".join(self.choices)
        high = f"{self.high:g}" if self.high < 1e6 else f"{self.high:,.0f}"
        return f"{self.low:g}..{high}" + (" (≤ horizon_months)" if self.within_horizon else "")

    def problems(self, value: Any) -> list[Problem]:
        """All that is wrong with a value for this parameter; sees this one value alone."""
        if self.parts is not None and value is not None:
            return [problem.under(self.key) for problem in self.parts(value)]
        if self.steps and isinstance(value, Steps | Mapping):
            return [problem.under(self.key) for problem in self._step_faults(value)]
        found = self.problem(value)
        return [] if found is None else [found]

    def problem(self, value: Any) -> Problem | None:
        """What is wrong with a single value, or None."""
        code = self._fault(value)
        if code is None:
            return None
        shown = value if isinstance(value, str) else repr(value)
        return Problem(self.key, code, shown[:60], self.allowed, self.unit.value)

    def _step_faults(self, value: Steps | Mapping[Any, Any]) -> list[Problem]:
        by_month = dict(value.steps) if isinstance(value, Steps) else value
        each = {month: self.problem("" if v is None else v) for month, v in by_month.items()}
        wrong = [replace(found, path=str(month)) for month, found in each.items() if found]
        return month_faults(by_month) + wrong

    def _fault(self, value: Any) -> str | None:
        if value is None:
            return None if self.nullable else "null"
        unit = self.unit
        if unit.is_number:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                return "not_a_number"
            if self.whole and value != value // 1:
                return "not_whole"
            return None if self.low <= value <= self.high else "out_of_range"
        if unit is Unit.FLAG:
            return None if isinstance(value, bool) else "not_a_flag"
        if unit is Unit.CHOICE:
            return None if value in self.choices else "not_a_choice"
        if unit is Unit.TEXT:
            if not isinstance(value, str):
                return "not_text"
            return None if self.check is None or self.check(value) else "bad_text"
        return None  # a list: what is wrong with it is said by its parts


def param(default: Any, unit: Unit, **card: Any) -> Any:
    """Declare one field of an entity: `dataclasses.field` with its card as metadata."""
    if unit.is_percent or unit is Unit.FACTOR:
        card.setdefault("step", 0.01)
    if "slider" in card:
        low, high, step = card["slider"]
        card["slider"] = Slider(low, high, step)
        card.setdefault("step", step)
    if "fr" in card:
        card["fr"] = tuple(map(french, card["fr"]))
    metadata = {"unit": unit, **card}
    if card.get("required"):
        return dataclasses.field(metadata=metadata)
    if isinstance(default, (list, dict)):
        return dataclasses.field(default_factory=lambda: type(default)(default), metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def cards(entity: type[Entity]) -> Mapping[str, Card]:
    """The cards of an entity's fields by key, in the order of declaration.

    >>> from roi_model.declaration.scenario import Channel
    >>> cards(Channel)["quote_to_customer"].label("en")
    'Quote → customer'
    """
    known = _CARDS.get(entity)
    if known is None:
        known = _CARDS[entity] = _dealt(entity)
    return known


def _dealt(entity: type[Entity]) -> Mapping[str, Card]:
    found: dict[str, Card] = {}
    for field in dataclasses.fields(entity):  # type: ignore[arg-type]
        metadata = dict(field.metadata)
        twin = metadata.get("same_as")
        if twin:  # an override takes the words, bounds and slider of what it overrides
            base = cards(_LENDER[0])[twin]
            found[field.name] = replace(
                base, key=field.name, default=None, nullable=True, advanced=True, same_as=twin
            )
            continue
        default = None if field.default is dataclasses.MISSING else field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        found[field.name] = Card(key=field.name, default=default, **metadata)
    return found


class Entity:
    """A frozen dataclass whose fields carry cards: refuses what its cards do not allow."""

    def __post_init__(self) -> None:
        """Check every field against its card. Raises ScenarioError with all problems at once."""
        problems: list[Problem] = []
        for key, low, high, whole, nullable, card in _checks(type(self)):  # type: ignore[arg-type]
            value = getattr(self, key)
            if value is None:
                if nullable:
                    continue
            elif (
                (type(value) is float or type(value) is int)
                and low <= value <= high
                and not (whole and value % 1)
            ):
                continue
            found = card.problems(value)
            problems += found
            if card.steps and isinstance(value, Mapping) and not found:
                object.__setattr__(self, key, Steps.of(value))  # as JSON writes them
        if not problems:
            problems = self._faults()
        if problems:
            raise ScenarioError(problems)

    def _faults(self) -> list[Problem]:
        """What is wrong between fields that are each legal alone."""
        return []


@lru_cache(maxsize=16)
def _checks(entity: Any) -> list[tuple[str, float, float, bool, bool, Card]]:
    """What tells at a glance that a field is left empty or is a plain number with nothing wrong, as
    most are of the hundred of a case: key, range, whole, nullable. Of all others the card tells.
    """
    none = (math.inf, -math.inf)  # no number is between
    return [
        (key, *((card.low, card.high) if card.is_number else none), card.whole, card.nullable, card)
        for key, card in cards(entity).items()
    ]


_CARDS: dict[type[Entity], Mapping[str, Card]] = {}
_LENDER: list[type[Entity]] = []
Whole = TypeVar("Whole", bound=type[Entity])


def lends_its_cards(entity: Whole) -> Whole:
    """Mark the entity from whose cards an override (`same_as`) of its parts takes its own.

    A part is declared before the whole that it overrides, so that the whole says it of itself.
    """
    _LENDER.append(entity)
    return entity


def clean_name(name: str) -> str:
    """A name as data: NFC, in one line, without control, surrogate and direction-override signs nor
    those that Unicode keeps from being characters, which XML takes for no text.

    >>> clean_name("  CRM\\x00 "), clean_name("in\\u2028two\\uffff")
    ('CRM', 'in two')
    """
    kept = name
    if not name.isprintable():  # what is has none of them
        shown = (" " if unicodedata.category(c) in ("Zl", "Zp") else c for c in name)
        kept = "".join(
            c for c in shown
            if unicodedata.category(c) not in ("Cc", "Cs", "Cf") and not _is_no_character(ord(c))
        )  # fmt: skip
    return unicodedata.normalize("NFC", kept).strip()


def _is_no_character(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def is_name(value: str) -> bool:
    """Whether a text can name a channel, role or line: 1 to 120 characters, no slash."""
    return 1 <= len(value) <= NAME_LENGTH and "/" not in value and clean_name(value) == value
