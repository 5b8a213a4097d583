"""A wish and what it takes in words, the same on screen and in documents: today's chance, which
inputs alone would do, and each needed value beside what is published of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, log
from typing import Protocol

from roi_model import formatting
from roi_model.analysis.risk.chances import Needed, Wish
from roi_model.analysis.risk.doubt_words import share
from roi_model.declaration.scenario import Scenario
from roi_model.editing import entry
from roi_model.formatting.inputs import card_of, input_words, value_words
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.texts import span, text


class Published(Protocol):
    """What is published of an input: from where to where it lies, and where a value does."""

    @property
    def low(self) -> float:
        """The lower end."""

    @property
    def high(self) -> float:
        """The upper end."""

    def verdict(self, value: float, /) -> str:
        """Within, above or below."""


def written(path: str, value: float, currency: str, lang: str, digits: int = 3) -> str:
    """A value of an input that was searched for, in its unit, to so many digits.

    >>> written("deal_value", 7712.4, "EUR", "en"), written("gross_margin", 0.9126, "EUR", "en")
    ('€7,710', '91.3%')
    """
    card = card_of(path)
    short = float(f"{value:.{digits}g}") if abs(value) < inf else value
    if card is None:
        return value_words(path, short, currency, lang)
    return entry.written(card, short, currency, lang)


def ease(one: Needed) -> float:
    """How far an input has to go, the nearest first; those that alone do not do it come last.

    >>> ease(Needed("a", 2.0, 4.0, 0.8)) < ease(Needed("b", 2.0, None, 0.5, reason="unreachable"))
    True
    """
    if one.value is None:
        return 1e6 - one.chance
    return abs(log(one.value / one.now)) if one.value > 0 and one.now > 0 else 1e5


def today(wish: Wish, now: float, currency: str, lang: str) -> str:
    """The wish, its chance in the plan as it is, and the one wanted.

    >>> today(Wish(), 0.357, "EUR", "en")
    'Money back within 12 months: 36% of the draws today, 80% wanted.'
    """
    kind = "payback" if wish.metric == "payback_month" else str(CARDS[wish.metric].better)
    named = text(
        f"drivers.wish.{kind}",
        lang,
        metric=metric_label(wish.metric, lang),
        target=formatting.metric(wish.metric, wish.target, currency, lang),
        months=formatting.number_exact(wish.target, lang),
    )
    return text(
        "drivers.wish.now", lang, wish=named, now=share(now, lang), wanted=share(wish.share, lang)
    )


def verdict(
    scenario: Scenario, found: Sequence[Needed], known: Mapping[str, Published], lang: str
) -> str:
    """Which inputs alone would do it, as far as anybody knows; `known` is what is published.

    Those within what is published are named, else those of which nothing is, the nearest first.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> verdict(case, [Needed("gross_margin", 0.6, 0.8, 0.81)], {}, "en")
    'Alone, Gross margin would do it; nothing is published of these: yours to judge.'
    """
    if found and found[0].holds:
        return text("drivers.wish.holds", lang)
    reached = [one for one in sorted(found, key=ease) if one.value is not None]
    if not reached:
        return text("drivers.wish.unreachable", lang)
    within = [one for one in reached if is_within(one, known)]
    for key, some in (("within", within), ("open", [o for o in reached if o.path not in known])):
        if some:
            names = [input_words(scenario, one.path, lang) for one in some]
            return text(f"drivers.wish.{key}", lang, names=_either(names, lang))
    return text("drivers.wish.outside", lang)


def is_within(one: Needed, known: Mapping[str, Published]) -> bool:
    """Whether what an input would have to be lies within what is published of it."""
    rule = known.get(one.path)
    return one.value is not None and rule is not None and rule.verdict(one.value) == "within"


def judged(path: str, value: float | None, rule: Published | None, currency: str, lang: str) -> str:
    """A value beside what is published of its input; without a value, the range.

    >>> judged("deal_value", 7_710.0, None, "EUR", "en")
    'nothing published'
    """
    if rule is None:
        return text("drivers.judge.unknown", lang)
    ends = span(*(written(path, end, currency, lang) for end in (rule.low, rule.high)))
    key = "range" if value is None else rule.verdict(value)
    return text(f"drivers.judge.{key}", lang, range=ends)


def at_best(one: Needed, currency: str, lang: str) -> str:
    """How near an input alone comes; empty where it does what is wished, or a wish cannot fail."""
    if one.value is not None or one.holds or one.best_value is None:
        return ""
    at = written(one.path, one.best_value, currency, lang)
    return text("drivers.best_drawn", lang, value=at, share=share(one.chance, lang))


def _either(names: Sequence[str], lang: str) -> str:
    """Names parted by commas, the last by “or”."""
    *first, last = names
    return text("drivers.wish.or", lang, names=", ".join(first), last=last) if first else last
