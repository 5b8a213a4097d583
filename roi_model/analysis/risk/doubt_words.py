"""A run of draws in words: ranges that hide no draw, what was drawn, why the middle lies elsewhere.

No range of a payback stands without the share of the draws that never pay back, and no stated
payback that fewer than 9 draws in 10 keep without its chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from roi_model import formatting
from roi_model.analysis.risk.outlook import Ranges
from roi_model.analysis.risk.risk import Risk
from roi_model.analysis.risk.spreads import MARKET, Doubt
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import path_words
from roi_model.projection import Projection
from roi_model.texts import text

PAYBACKS = (
    "payback_month",
    "first_crossing_month",
    "discounted_payback_month",
    "cac_payback_month",
    "capacity_payback_month",
)
SURE = 0.9
"""The share of draws that must keep a stated payback for it to stand alone."""
FAR, FAR_AT_LEAST = 0.08, 0.05
"""The stated return is far from the draws' middle: in shares of P10 to P90, and as a fraction."""
EXPLAINS = 1 / 3
"""Share of that distance which the middles of single doubts must make up to be its reason."""


def range_words(metric: str, run: Ranges, currency: str, lang: str) -> str:
    """From P10 to P90 of a metric, and in what share of the draws there is none.

    >>> from roi_model.analysis.risk.risk import risk
    >>> from roi_model.declaration.scenario import Channel, Scenario
    >>> hard = Scenario(name="Demo", channels=(Channel(name="Calls", monthly_cost=60_000),))
    >>> range_words("payback_month", risk(hard, draws=256), "EUR", "en")
    'never: 100%'
    """
    spread = run.metrics[metric]
    said = []
    if spread.p10 is not None and spread.p90 is not None:
        said.append(formatting.metric_between(metric, spread.p10, spread.p90, currency, lang))
    if missing := missing_words(metric, run, lang):
        said.append(missing)
    return " · ".join(said)


def missing_words(metric: str, run: Ranges, lang: str) -> str:
    """In what share of the draws a metric does not exist: never, of a payback; else empty."""
    undefined = run.metrics[metric].undefined
    if not undefined:
        return ""
    key = "never" if metric in PAYBACKS else "missing"
    return text(f"risk.said.{key}", lang, share=share(undefined / run.draws, lang))


def kept(stated: object, metric: str, run: Risk) -> float | None:
    """The share of the draws that keep a stated payback; None where none is stated."""
    if metric not in PAYBACKS or not isinstance(stated, int | float):
        return None
    return float(np.count_nonzero(run.known(metric) <= math.ceil(stated))) / run.draws


def doubted(stated: object, metric: str, run: Risk) -> float | None:
    """The same where fewer than 9 in 10 keep it, else None."""
    found = kept(stated, metric, run)
    return None if found is None or found >= SURE else found


def doubted_words(stated: object, metric: str, run: Risk, lang: str) -> str:
    """That in words; empty where a payback needs none.

    >>> from roi_model.analysis.risk.risk import risk
    >>> from roi_model.storage.presets import preset
    >>> doubted_words(1.0, "payback_month", risk(preset("trade-show").scenario, draws=64), "en")
    'in 0% of the draws'
    """
    found = doubted(stated, metric, run)
    return "" if found is None else text("risk.said.kept", lang, share=share(found, lang))


def share(value: float, lang: str) -> str:
    """A share of draws with two digits; neither none nor all unless it is none or all."""
    if 0.0 < value < 0.005 or 0.995 <= value < 1.0:
        return text("risk.said.below" if value < 0.5 else "risk.said.above", lang)
    return formatting.percent(value, lang, digits=2)


def set_words(run: Ranges, lang: str) -> str:
    """What was drawn: the doubts of the case's own, the usual ones, the market, the luck."""
    luck = text("risk.doubts.luck", lang) if run.scenario.doubt_set.luck else ""
    return f"{listed(run.scenario, run.doubts, lang)} {luck}".strip()


def listed(scenario: Scenario, drawn: Sequence[Doubt], lang: str) -> str:
    """The same of a set of doubts, where luck plays no part."""
    paths = [doubt.path for doubt in drawn]
    own = sum(path in scenario.uncertainty for path in paths)
    shock = MARKET in paths and MARKET not in scenario.uncertainty
    others = len(paths) - own - shock
    key = "both" if own and others else "own" if own else "usual" if others else "none"
    said = (
        "" if key == "none" and shock else text(f"risk.doubts.{key}", lang, own=own, others=others)
    )
    return f"{said} {text('risk.doubts.shock', lang) if shock else ''}".strip()


# The stated return beside the middle of the draws ------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """How far the stated return lies from the draws' middle, and the inputs that pull it there."""

    stated: float
    middle: float
    pulling: tuple[str, ...]

    def sentence(self, lang: str) -> str:
        """The same in words."""
        stated, middle = (formatting.percent(v, lang) for v in (self.stated, self.middle))
        side = "below" if self.middle < self.stated else "above"
        if not self.pulling:
            return text(f"risk.gap.{side}_product", lang, stated=stated, middle=middle)
        names = ", ".join(path_words(path, lang) for path in self.pulling)
        return text(f"risk.gap.{side}", lang, stated=stated, middle=middle, inputs=names)


def gap(run: Ranges, projection: Projection) -> Gap | None:
    """Why the stated ROI is not the middle of the draws; None where it is near enough.

    Each doubtful input is put at the middle of its own doubt, alone: those that move the return
    towards the draws' middle are the reason, where together they make up a third of the way.
    What is left is the product: doubts that multiply one another pull the middle down.
    """
    stated, spread = projection.metrics["roi"].value, run.metrics["roi"]
    if not isinstance(stated, float) or spread.p50 is None:
        return None
    assert spread.p10 is not None and spread.p90 is not None
    way = spread.p50 - stated
    if abs(way) < max(FAR_AT_LEAST, FAR * (spread.p90 - spread.p10)):
        return None
    moved = ((pull * math.copysign(1.0, way), path) for path, pull in run.pulls.items())
    pulls = sorted((one for one in moved if 0 < one[0] < math.inf), reverse=True)
    together = sum(pull for pull, _ in pulls)
    named = tuple(path for pull, path in pulls[:2] if pull >= together / 4)
    return Gap(stated, spread.p50, named if together >= EXPLAINS * abs(way) else ())
