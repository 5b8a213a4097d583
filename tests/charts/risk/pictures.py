"""The pictures of risk, each with data as a page would draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from roi_model.analysis.risk.chances import Pair
from roi_model.analysis.risk.sensitivity import Index, Swing
from roi_model.charts.parts.words import Words
from roi_model.charts.risk import distribution, pair, payback_chance, sobol, tornado

SWINGS = [
    Swing("deal_value", 4000.0, 6000.0, None, 1.5),
    Swing("channels/A/contacts", 900.0, 1100.0, 0.2, 0.9),
    Swing("cycle_months", 2.0, 4.0, 0.8, 0.5),
]

INDICES = [Index("a", 0.2, 0.3), Index("b", -0.01, 0.7), Index("c", None, None)]
CHANCE = [0.0, 0.0, 0.25, 0.75]
TWO = Pair(
    ("gross_margin", "deal_value"),
    np.array([0.5, 0.6, 0.7]),
    np.array([4000.0, 8000.0]),
    np.array([[0.2, 0.5], [0.36, 0.8], [0.6, 0.95]]),
)


def money(value: float, digits: int) -> str:
    return f"€{value:.{digits}g}"


def share(value: float, digits: int) -> str:
    return f"{value:.{digits}%}"


MAP = pair.frame(TWO, (0.6, 4000.0), 0.8, (share, money), ((0.55, 0.75), None))


@dataclass(frozen=True)
class Picture:
    """A picture with its data, as a page would draw it."""

    spec: Callable[..., dict[str, Any]]
    shape: dict[str, Any]
    frame: pd.DataFrame
    words: Words
    author: Any


PICTURES = {
    "tornado": Picture(tornado.spec, {}, tornado.frame(0.7, SWINGS), tornado.WORDS, tornado.spec),
    "tornado_money": Picture(
        tornado.spec, {"metric": "npv"}, tornado.frame(9e4, SWINGS), tornado.WORDS, tornado.spec
    ),
    "sobol": Picture(sobol.spec, {}, sobol.frame(INDICES), sobol.WORDS, sobol.spec),
    "pair": Picture(
        pair.spec, {"across": "Gross margin", "up": "Deal value"}, MAP, pair.WORDS, pair.spec
    ),
    "distribution": Picture(
        distribution.spec,
        {},
        distribution.frame([-1.0, 0.5, 2.0], 0.4),
        distribution.WORDS,
        distribution.spec,
    ),
    "payback": Picture(
        payback_chance.spec,
        {"horizon": 3},
        payback_chance.frame(CHANCE),
        payback_chance.WORDS,
        payback_chance._authored,
    ),
    "payback_calendar": Picture(
        payback_chance.spec,
        {"horizon": 3, "start": "2026-11"},
        payback_chance.frame(CHANCE),
        payback_chance.WORDS,
        payback_chance._authored,
    ),
}


def made(name: str, lang: str, theme: str) -> dict[str, Any]:
    picture = PICTURES[name]
    return picture.spec(lang, "EUR", theme, **picture.shape)
