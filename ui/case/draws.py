"""The doubt of what a slider moves: drawn in the same run as its line.

Where all draws take too long for a hand that moves, fewer are made until it rests. What is shown
always says how many it is made of.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import set_words
from roi_model.declaration.scenario import Scenario
from roi_model.texts import text
from ui.session import cached, state

if TYPE_CHECKING:
    from roi_model.analysis.risk.outlook import Outlook, Ranges

FEW = 512
TOO_SLOW, QUICK_AGAIN = 0.06, 0.03
"""Seconds of the processor that all draws may take while a hand moves; and those after which a
machine that was too slow counts as quick again. Not the wall's: time that others take is not won
by fewer draws, and the run that makes up for them later would take more of it."""
_SLOW = "slow_draws"


def outlook(scenario: Scenario, metrics: Sequence[str], *, moving: bool) -> Outlook:
    """Ranges, chance and band of a case, with the visible seed; of these metrics.

    `moving` is a run that answers a slider under the hand.
    """
    from roi_model.analysis.risk.risk import DRAWS

    draws = FEW if moving and state.extras().get(_SLOW, False) else DRAWS
    key = cached.same(scenario), tuple(metrics), draws
    found: Outlook = cached.kept("outlook", key, lambda: _drawn(scenario, metrics, draws))
    return found


def is_final(found: Ranges) -> bool:
    """Whether nothing more is to be drawn when the hand rests."""
    return found.draws > FEW


def words(found: Ranges) -> str:
    """What was drawn and, where that is less than usual, how many times."""
    return f"{slow_words(found)} {set_words(found, state.lang())}".strip()


def slow_words(found: Ranges) -> str:
    """That fewer draws are shown than usual, and until when; empty where they are not."""
    if is_final(found):
        return ""
    from roi_model.analysis.risk.risk import DRAWS

    lang = state.lang()
    few, all_ = (formatting.number_exact(float(n), lang) for n in (found.draws, DRAWS))
    return text("ui.headline.few_draws", lang, few=few, all=all_)


def _drawn(scenario: Scenario, metrics: Sequence[str], draws: int) -> Outlook:
    from roi_model.analysis.risk.outlook import Outlook
    from roi_model.analysis.risk.risk import risk

    cached.warm()
    started = time.thread_time()
    # One thread: two would answer one reader sooner, and all readers of a busy server later.
    found = Outlook.of(risk(scenario, draws=draws, metrics=metrics, workers=1), metrics)
    if draws > FEW:
        spent, kept = time.thread_time() - started, state.extras()
        kept[_SLOW] = spent > (QUICK_AGAIN if kept.get(_SLOW, False) else TOO_SLOW)
    return found
