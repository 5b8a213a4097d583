"""The metrics of the model by their names, and how far they are from their baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi_model.formatting.conventions import finite
from roi_model.formatting.durations import (
    month_name,
    months,
    months_between,
    months_exact,
    signed_months,
)
from roi_model.formatting.numbers import (
    money,
    money_exact,
    multiple,
    number,
    number_exact,
    percent,
    percent_exact,
    signed_money,
    signed_points,
)
from roi_model.metrics import CARDS
from roi_model.metrics.card import Unit
from roi_model.texts import text


@dataclass(frozen=True)
class Delta:
    """A difference from the baseline, in words, with its direction and what it means.

    `good` follows the metric, not the sign: True better, False worse, None neither. `arrow` and
    `color` are what `st.metric` takes as `delta_arrow` and `delta_color`.
    """

    text: str
    direction: Literal["up", "down", "same"]
    good: bool | None

    @property
    def arrow(self) -> Literal["up", "down", "off"]:
        """The arrow of `st.metric`, said outright: it would not read our minus sign."""
        return "off" if self.direction == "same" else self.direction

    @property
    def color(self) -> Literal["green", "red", "gray"]:
        """The colour of `st.metric`."""
        return "gray" if self.good is None else ("green" if self.good else "red")


def metric(
    name: str,
    value: float | None,
    currency: str,
    lang: str,
    *,
    exact: bool = False,
    spread: float | None = None,
) -> str:
    """A metric of the model by its name, rounded for a headline or exact for hover.

    Raises KeyError for an unknown metric.

    >>> metric("roi", 1.404, "EUR", "en"), metric("roi", 1.404, "EUR", "en", exact=True)
    ('140%', '140.40%')
    """
    kind = CARDS[name].unit
    if kind == "money":
        if exact:
            return money_exact(value, currency, lang)
        return money(value, currency, lang, spread=spread)
    if kind == "percent":
        return percent_exact(value, lang) if exact else percent(value, lang, spread=spread)
    if kind == "months":
        return months_exact(value, lang) if exact else months(value, lang)
    if kind == "month":
        return month_name(value, lang)
    if kind == "multiple":
        return number_exact(value, lang) + "×" if exact else multiple(value, lang)
    return number_exact(value, lang) if exact else number(value, lang, spread=spread)


def metric_between(name: str, low: float, high: float, currency: str, lang: str) -> str:
    """A metric of the model from one value to another.

    >>> metric_between("roi", -0.132, 1.58, "EUR", "en")
    '−13.2% to 158%'
    """
    if CARDS[name].unit == "months":
        return months_between(low, high, lang)
    first, last = (metric(name, value, currency, lang) for value in (low, high))
    return text("risk.said.range", lang, low=first, high=last)


def delta(
    name: str, value: float | None, before: float | None, currency: str, lang: str
) -> Delta | None:
    """How far a metric is from its baseline; None where one of the two does not exist.

    Rates differ in points, money in money; what differs by less than is shown is unchanged. What
    is good follows the metric: a higher cost is worse, a later payback too. Raises KeyError for an
    unknown metric.

    >>> delta("cac", 120.0, 100.0, "EUR", "en")
    Delta(text='+€20', direction='up', good=False)
    """
    kind, better = CARDS[name].unit, CARDS[name].better
    now, then = finite(value), finite(before)
    if now is None or then is None:
        return None
    change = now - then
    shown, was = (metric(name, one, currency, lang) for one in (now, then))
    said = _signed(kind, change, currency, lang)
    if shown == was or not any(digit in said for digit in "123456789"):
        return Delta(text("charts.format.unchanged", lang), "same", None)
    good = None if better is None else (change > 0) == (better == "higher")
    return Delta(said, "up" if change > 0 else "down", good)


def _signed(kind: Unit, change: float, currency: str, lang: str) -> str:
    if kind == "money":
        return signed_money(change, currency, lang)
    if kind == "percent":
        return signed_points(change, lang)
    if kind in ("months", "month"):
        return signed_months(change, lang)
    if kind == "multiple":
        return multiple(change, lang, plus=True)
    return number(change, lang, plus=True)
