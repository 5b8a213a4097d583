"""How far what is to come may lie from what is expected: eight cases in ten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.estimates.cycle import FEWEST
from roi_model.actuals.outlook.draws import DRAWS, Drawn, Outlook, forecast_draws
from roi_model.engine.arrays import Floats

LEVEL = 0.8
ENDS = (0.1, 0.5, 0.9)
NEXT = 6
"""Months after the last actual one whose totals are told apart."""
SERIES = ("customers", "won_business", "revenue", "cumulative_cash")
TOTALS = ("customers", "won_business", "revenue", "roi")


@dataclass(frozen=True)
class Range:
    """Ends of a band and its middle: P10, P50 and P90: so many percent of the draws are below."""

    low: float
    middle: float
    high: float

    def to_json(self) -> dict[str, float]:
        """As the command line prints it."""
        return {"low": self.low, "middle": self.middle, "high": self.high}


@dataclass(frozen=True)
class Band:
    """The band of the months to come: `monthly` by series (columns low, middle, high; rows 0..H).

    `following` are the totals of the `months` after the last actual one (six, or up to the
    horizon), `whole` those of all months, `open` the first orders of all deals now open, whenever
    they sign; money and counts as in the re-forecast. `holds_plan` says that fewer than ten deals
    are closed: the band then reaches to the plan's own figures, and to what is expected.
    """

    monthly: Mapping[str, pd.DataFrame]
    months: int
    following: Mapping[str, Range]
    whole: Mapping[str, Range]
    open: Range
    holds_plan: bool

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return {
            "level": LEVEL,
            "holds_plan": self.holds_plan,
            "monthly": {
                name: {end: table[end].tolist() for end in table}
                for name, table in self.monthly.items()
            },
            "next": {
                "months": self.months,
                **{name: one.to_json() for name, one in self.following.items()},
            },
            "open_deals": self.open.to_json(),
            "horizon": {name: one.to_json() for name, one in self.whole.items()},
        }


def forecast_band(outlook: Outlook, *, draws: int = DRAWS, seed: int = 0) -> Band:
    """The band of so many draws of the months to come; the same seed gives the same bits."""
    return _band(outlook, forecast_draws(outlook, draws=draws, seed=seed))


def _band(outlook: Outlook, drawn: Drawn) -> Band:
    """The band of draws of customers and first orders, and of what follows from them."""
    customers, orders = drawn.customers.T, drawn.orders.T
    course = {"customers": customers, "won_business": orders,
              **outlook.money.series(customers, orders)}  # fmt: skip
    groups = outlook.calibration.groups
    few = not groups or groups[-1].closed < FEWEST
    after = outlook.known.last + 1
    span = slice(after, min(after + NEXT, len(customers)))
    plan, now = sides = tuple(
        {name: frame[name].to_numpy(float) for name in course}
        for frame in (outlook.planned, outlook.expected)
    )
    # Where the plan's law stands for too few deals, what is expected by it is no less possible.
    held = sides if few else (now,) if any(group.law is None for group in groups) else ()

    def ranged(draws: Floats, own: Iterable[Floats]) -> Floats:
        """Low, middle and high by month, and no figure of one's `own` outside of them."""
        low, middle, high = np.quantile(draws, ENDS, axis=-1)
        for figure in own:
            low, high = np.minimum(low, figure), np.maximum(high, figure)
        return np.array([low, middle, high])

    def total(name: str, months: slice) -> Range:
        own = [_total(name, side, months) for side in held]
        return Range(*map(float, ranged(_total(name, course, months), own)))

    monthly = {}
    for name in SERIES:
        table = ranged(course[name], [side[name] for side in held])
        table[:, :after] = now[name][:after]  # it has happened
        monthly[name] = pd.DataFrame(table.T, columns=["low", "middle", "high"])
    whole = slice(0, len(customers))
    spent = min(float(side["investment"].sum(axis=0).min()) for side in (plan, now, course))
    return Band(
        monthly=monthly,
        months=span.stop - span.start,
        following={name: total(name, span) for name in TOTALS if name != "roi"},
        whole={name: total(name, whole) for name in TOTALS if name != "roi" or spent > 0},
        open=Range(*map(float, np.quantile(drawn.open, ENDS))),
        holds_plan=few,
    )


def _total(name: str, course: Mapping[str, Floats], months: slice) -> Floats:
    """A series' total over months, or the return on investment over them."""
    if name != "roi":
        return np.asarray(course[name][months].sum(axis=0))
    earned = course["revenue"] - course["direct_costs"]
    spent = course["investment"][months].sum(axis=0)
    return np.asarray((earned[months].sum(axis=0) - spent) / spent)
