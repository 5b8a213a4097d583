"""The card of a metric: everything the product knows of one output, said once.

From the card come the figure, its “why?”, its words on every page and in every document, how it is
written, which way it is good, where it breaks even, and its formula in the workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from roi_model.metrics.expression import SYMBOLS, Expression, Term, Writer
from roi_model.metrics.figure import Figure
from roi_model.metrics.terms import TERMS
from roi_model.texts import french

Unit = Literal["money", "percent", "months", "month", "number", "multiple"]
Better = Literal["higher", "lower"] | None


@dataclass(frozen=True)
class Words:
    """A metric in one language: name, meaning, how to read it, and its formula in words.

    Without a formula here, the words are those of the terms it is made of.
    """

    label: str
    definition: str
    reading: str
    formula: str = ""


@dataclass(frozen=True)
class BreakEven:
    """The level that parts good from bad, of the metric itself or of the one it is set against.

    A cost breaks even where what it is set against does: cac at ltv, investment at gross profit. A
    level of None is the discount rate.
    """

    level: float | None
    of: str = ""


AT_ZERO = BreakEven(0.0)
AT_ONE = BreakEven(1.0)
AT_THE_DISCOUNT_RATE = BreakEven(None)
AT_LTV = BreakEven(1.0, of="ltv_cac")
AT_ITS_PEAK = BreakEven(1.0, of="peak_utilisation")
WHERE_NOTHING_IS_GAINED = BreakEven(0.0, of="net_gain")


@dataclass(frozen=True)
class MetricCard:
    """One metric: name, unit, which way is better, formula, break-even and words.

    Either `expression`, a formula of terms and metrics that is calculated, shown and written into
    the workbook as it stands; or `compute`, any calculation, with `shown` as the formula to show
    where there is one. `limited` names the metric of which this is the value in the plan kept to
    its team's hours; `costly` ones cost as much as all others together.
    """

    name: str
    unit: Unit
    better: Better
    fr: Words
    en: Words
    expression: Callable[[Any], Any] | None = None
    compute: Callable[[Any], Figure] | None = None
    shown: Callable[[Any], Any] | None = None
    breaks_even: BreakEven | None = None
    limited: str = ""
    costly: bool = False

    def words(self, lang: str) -> Words:
        """The words in a language."""
        return self.fr if lang == "fr" else self.en

    def label(self, lang: str) -> str:
        """The short name on screen."""
        return _typeset(self.words(lang).label, lang)

    def definition(self, lang: str) -> str:
        """What the metric says, in a sentence."""
        return _typeset(self.words(lang).definition, lang)

    def reading(self, lang: str) -> str:
        """How to read it, its break-even first where it has one."""
        return _typeset(self.words(lang).reading, lang)

    def formula(self, lang: str) -> str:
        """How it is made, in words.

        >>> CARDS["roi"].formula("en")
        '(gross profit − investment) ÷ investment'
        """
        own = self.words(lang).formula
        if own or self.written is None:
            return _typeset(own, lang)
        return _InWords(lang).write(self.written)

    @property
    def written(self) -> Expression | None:
        """The formula to show, of terms and metrics; None without one, or where it is one term."""
        shown = self.shown or self.expression
        made = None if shown is None else shown(SYMBOLS)
        return None if isinstance(made, Term) else made


CARDS: dict[str, MetricCard] = {}
"""Every metric by its name, in the order of files and sheets."""
FIGURES: dict[str, Callable[[Any], Figure]] = {}
"""What makes the figure of each, shape (n,) over the draws, from the `Figures` of a run."""
LIMITED: dict[str, str] = {}
"""Metrics of the plan kept to its team's hours, and those of the plan as it stands."""


def card(name: str, unit: Unit, better: Better, *, fr: Words, en: Words, **more: Any) -> MetricCard:
    """Declare a metric; raises ValueError where there is one of that name, or no formula."""
    made = MetricCard(name, unit, better, fr, en, **more)
    if name in CARDS or (made.expression is None) == (made.compute is None):
        raise ValueError(name)
    CARDS[name] = made
    FIGURES[name] = made.expression or made.compute  # type: ignore[assignment]
    if made.limited:
        LIMITED[name] = made.limited
    return made


def label(name: str, lang: str) -> str:
    """The short name of a metric. Raises KeyError for an unknown one.

    >>> label("cac", "fr")
    'CAC'
    """
    return CARDS[name].label(lang)


class _InWords(Writer):
    """A formula in the words of its terms."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def term(self, name: str) -> str:
        return TERMS[name].label(self.lang) if name in TERMS else label(name, self.lang)

    def least(self, level: str, inner: str) -> str:
        return _typeset(f"min({level}{' ;' if self.lang == 'fr' else ','} {inner})", self.lang)


def _typeset(words: str, lang: str) -> str:
    return french(words) if lang == "fr" else words
