"""How pages of a document speak: its language, its currency, names that fit."""

from __future__ import annotations

import math

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import share
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.alternatives import Alternative
from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.formatting.inputs import input_words
from roi_model.texts import text

NAME = 42
"""Letters of a name in a title or a column."""


class Voice:
    """The words of one dossier, by keys of the topic `story`."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.lang, self.currency = dossier, dossier.lang, dossier.currency

    def say(self, key: str, **values: object) -> str:
        """A sentence by its key."""
        return text(f"story.{key}", self.lang, **values)

    def source(self) -> str:
        """Where the figures of a page come from."""
        run = self.dossier.risk
        draws = formatting.number_exact(run.draws, self.lang, decimals=0)
        name = self.name(self.dossier.heading, 30)
        return self.say("source", name=name, draws=draws, seed=run.seed)

    def measure(self, key: str) -> str:
        """What bars or lines are, with the currency."""
        return self.say(key, currency=self.currency)

    def money(self, value: float, *, plus: bool = False) -> str:
        """An amount as short as titles and columns want it: 77 k€."""
        written = formatting.money_compact(value, self.currency, self.lang)
        return f"+{written}" if plus and value > 0 else written

    def share(self, value: float) -> str:
        """A share of draws."""
        return share(value, self.lang)

    def percent(self, value: float | None) -> str:
        """A rate or a return."""
        return formatting.percent(value, self.lang)

    def count(self, value: float) -> str:
        """A number of people or deals."""
        return formatting.number(value, self.lang)

    def name(self, words: str, most: int = NAME) -> str:
        """A name that fits."""
        return shortened(words, most)

    def input(self, path: str, most: int = NAME) -> str:
        """An input by the name users know, within this case."""
        return shortened(input_words(self.dossier.scenario, path, self.lang), most)

    def payback(self, month: float | None, of: Scenario) -> str:
        """When the money of a case is back, in a cell, or within what months it is not."""
        if month is None:
            return self.say("never", months=of.horizon_months)
        return formatting.months(month, self.lang) if month else self.say("at_once")

    def month(self, month: float) -> str:
        """The month in which a fractional one ends, by its name in the calendar where known."""
        return formatting.month_name(math.ceil(month), self.lang, self.dossier.scenario.start)

    def calendar(self, month: str) -> str:
        """A month of the calendar (YYYY-MM) by its name."""
        return formatting.month_name(1, self.lang, month)

    def horizon(self) -> int:
        """Months of the case."""
        return self.dossier.scenario.horizon_months


def gain(one: Alternative) -> float:
    """Net gain of a case; it is never undefined."""
    return one.value("net_gain") or 0.0
