"""What stage of the plan's funnel a deal's creation stands for: told, or guessed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from roi_model.reading.deals.stages import FUNNEL, load_stages
from roi_model.reading.inquiry import Inquiry

MONTHS_BEFORE = "months_before"
_NAMED = 3
_MOST_MONTHS = 36.0
"""The longest cycle that a plan may have."""


@dataclass(frozen=True)
class Creation:
    """One of FUNNEL that the deals of a file stand for when created; None where nothing tells.

    `spelling` names the stages of the file it was guessed from, empty where it was told.
    `months_before` holds the months between lead and creation by channel ("" for all others),
    where somebody said them.
    """

    stage: str | None = None
    spelling: str = ""
    months_before: Mapping[str, float] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether somebody said so."""
        return self.stage is not None and not self.spelling


def creation(spellings: Iterable[str], inquiry: Inquiry) -> Creation:
    """The answer to the question "created_at"; until there is one, the guess, and it is asked.

    Deals move forward, so they are created no later than at the earliest stage in which one of
    them stands. Raises ValueError for another answer, or months that are no number from 0 to 36.

    >>> found = creation(["Closed Won", "Proposal sent", "1. Discovery"], Inquiry())
    >>> found.stage, found.spelling
    ('meeting', '1. Discovery')
    >>> creation(["Won", "Open"], Inquiry()).stage is None
    True
    >>> creation(["Discovery"], Inquiry({"created_at": "lead", "months_before": "0.5"}))
    Creation(stage='lead', spelling='', months_before={'': 0.5})
    """
    months = _months(inquiry.answers)
    known = load_stages()
    seen = [
        (FUNNEL.index(stage), spelling)
        for spelling in spellings
        if (stage := known.funnel_stage(spelling))
    ]
    first = min((at for at, _ in seen), default=None)
    spelling = ", ".join([said for at, said in seen if at == first][:_NAMED])
    guess = None if first is None else FUNNEL[first]
    options: dict[str, dict[str, object]] = {stage: {} for stage in FUNNEL}
    given = inquiry.ask("created_at", "", options, blocking=False, plan_stage=guess or FUNNEL[-1])
    return Creation(guess, spelling, months) if given is None else Creation(given, "", months)


def _months(answers: Mapping[str, object]) -> dict[str, float]:
    """Months told by channel: the answer "months_before", or "months_before:<channel>"."""
    found = {}
    for key, value in answers.items():
        about, _, channel = key.partition(":")
        if about != MONTHS_BEFORE:
            continue
        try:
            months = float(str(value))
        except ValueError:
            months = math.nan
        if not 0 <= months <= _MOST_MONTHS:
            raise ValueError(f"{key}: {value!r}; allowed: 0 to {_MOST_MONTHS:g}")
        found[channel] = months
    return found
