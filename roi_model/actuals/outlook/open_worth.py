"""What the open deals are still worth by month: expected, how far off that may be, and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.outlook.draws import Outlook
from roi_model.actuals.outlook.open_draws import signed_open
from roi_model.actuals.outlook.rows import Rows
from roi_model.actuals.variance import month_number
from roi_model.engine.arrays import Floats
from roi_model.reading.values.dates import year_month

ENDS = (0.1, 0.5, 0.9)
LAWS = 500
"""Laws of deals that are drawn; each decides LUCK draws of what becomes of the deals."""
LUCK = 4
MONTHLY = ("month", "calendar_month", "signed", "expected", "low", "high", "gross_profit",
           "gross_profit_low", "gross_profit_high", "plan", "plan_gross_profit")  # fmt: skip


@dataclass(frozen=True)
class Span:
    """What is expected, and the ends that one draw in ten is below, one in ten above."""

    expected: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        """As the command line prints it."""
        return {"expected": self.expected, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Goal:
    """A target of customers or won business beside what is signed and what is open.

    `signed` of it has happened; `of_open` is expected by its month of the deals now open, which
    alone fill the rest with `chance`. `missing` is what is neither signed nor expected: it has to
    come of deals still to be made. `pace` is the rest by month, from the one that runs to `month`,
    counted from `start`, the calendar month that is month 1.
    """

    metric: str
    value: float
    month: int
    start: str
    signed: float
    of_open: Span
    chance: float
    pace: float

    @property
    def covered(self) -> float:
        """The share of the target that is signed or expected of open deals."""
        return (self.signed + self.of_open.expected) / self.value

    @property
    def missing(self) -> float:
        """What deals still to be made have to bring."""
        return max(0.0, self.value - self.signed - self.of_open.expected)

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "metric": self.metric, "value": self.value, "month": self.month, "signed": self.signed,
            "open": self.of_open.to_json(), "covered": self.covered, "missing": self.missing,
            "chance": self.chance, "pace": self.pace,
        }  # fmt: skip


@dataclass(frozen=True)
class OpenWorth:
    """First orders of the deals now open: `monthly` has MONTHLY, a month a row.

    From the first month that is not over on the day of the export to the horizon; `month` is that
    of the plan. expected is the mean, low and high are P10 and P90 of the month by itself; signed
    is won already in a month that runs; plan is all won business planned for the month, of deals
    still to be made too. gross_profit is at the plan's margin. `total` is of all open deals
    whenever they sign, `later` of what signs after the horizon.
    """

    outlook: Outlook
    start: str
    seed: int = 0

    @cached_property
    def _drawn(self) -> Floats:
        """Customers and first orders, (2, draws, H+2); the last column is after the horizon."""
        return drawn(self.outlook, self.seed)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Month by month; see the class."""
        outlook = self.outlook
        first, margin = outlook.known.first, outlook.open.margin
        length = len(outlook.planned)
        months = np.arange(min(first, length), length)
        expected = outlook.open.orders[months]
        ends = self._ends(self._drawn[1][:, months], expected)
        plan = outlook.planned["won_business"].to_numpy(float)[months]
        begin = month_number(self.start) - 1
        return pd.DataFrame(
            {
                "month": months,
                "calendar_month": [year_month(begin + int(month)) for month in months],
                "signed": outlook.known.orders[months],
                "expected": expected,
                "low": ends[0],
                "high": ends[1],
                "gross_profit": expected * margin,
                "gross_profit_low": ends[0] * margin,
                "gross_profit_high": ends[1] * margin,
                "plan": plan,
                "plan_gross_profit": plan * margin,
            },
            columns=list(MONTHLY),
        )

    @cached_property
    def total(self) -> Span:
        """First orders of all deals now open, whenever they sign."""
        expected = float(self.outlook.open.rows["expected"].sum())
        return self._span(self._drawn[1].sum(axis=1), expected)

    @cached_property
    def later(self) -> Span:
        """What signs of them after the plan's horizon."""
        expected = self.outlook.open.rows["expected"].sum() - self.outlook.open.orders.sum()
        return self._span(self._drawn[1][:, -1], max(0.0, float(expected)))

    def goal(self, metric: str, value: float, month: int) -> Goal | None:
        """A target of "customers" or "won_business" up to a month; None outside what is to come.

        Raises ValueError for another metric: of no other do deals tell by themselves.
        """
        if metric not in ("customers", "won_business"):
            raise ValueError(f"goal: {metric!r}; allowed: customers, won_business")
        first = self.outlook.known.first
        if not first <= month < len(self.outlook.planned) or value <= 0:
            return None
        at = metric == "won_business"
        still = self.outlook.open.orders if at else self.outlook.open.customers
        of_open = float(still[: month + 1].sum())
        signed = self.outlook.secured(metric, month) - of_open
        draws = self._drawn[int(at)][:, : month + 1].sum(axis=1)
        rest = max(0.0, value - signed)
        return Goal(
            metric, value, month, self.start, signed, self._span(draws, of_open),
            chance=float((draws >= rest - 1e-9).mean()), pace=rest / (month - first + 1),
        )  # fmt: skip

    @cached_property
    def sign_by(self) -> list[int | None]:
        """Of each open deal the month of the plan by which half of its chance has come.

        None where that is after the horizon.
        """
        still = self.outlook.open
        by_then = still.signing.cumsum(axis=1)
        due = 0.5 * still.rows["chance"].to_numpy(float)[:, None]
        reached = by_then >= np.maximum(due, 1e-12)
        return [
            int(month) if ever else None
            for month, ever in zip(reached.argmax(axis=1), reached.any(axis=1), strict=True)
        ]

    def _span(self, draws: Floats, expected: float) -> Span:
        low, high = self._ends(draws, np.asarray(expected))
        return Span(expected, float(low), float(high))

    def _ends(self, draws: Floats, expected: Floats) -> Floats:
        """P10 and P90; where the plan's law is expected and the deals' own drawn, with both."""
        low, _, high = np.quantile(draws, ENDS, axis=0)
        if not self.outlook.open.rows["measured"].all():
            low, high = np.minimum(low, expected), np.maximum(high, expected)
        return np.array([low, high])

    def to_json(self) -> dict[str, Any]:
        """What the command line prints: totals, months, and the deals as the re-forecast has them.

        Deals come in order of what is expected of them; `sign_by` is the calendar month by which
        half of a deal's chance has come, null after the horizon.
        """
        begin = month_number(self.start) - 1
        sign_by = [None if m is None else year_month(begin + m) for m in self.sign_by]
        rows = self.outlook.open.rows.assign(sign_by=pd.Series(sign_by, dtype=object))
        rows = rows.sort_values("expected", ascending=False, kind="stable")
        rows = rows.assign(created=rows["created"].dt.strftime("%Y-%m-%d"))
        told = self.outlook.to_json()
        return {
            "as_of": str(self.outlook.known.day.date()),
            "level": {"low": ENDS[0], "high": ENDS[2]},
            "totals": {
                **told["totals"],
                "first_orders": self.total.to_json(),
                "after_horizon": self.later.to_json(),
                "coverage": told["coverage"],
            },
            "monthly": self.monthly.to_dict("records"),
            "deals": rows.to_dict("records"),
        }


def drawn(outlook: Outlook, seed: int = 0, *, laws: int = LAWS, luck: int = LUCK) -> Floats:
    """Customers and first orders of the deals now open, (2, laws · luck, H+2), as they may come.

    Each of `laws` draws takes rate, cycle and losses of a group together from what its deals tell,
    and decides `luck` times what becomes of every deal; the last column is after the horizon. The
    same seed gives the same bits.
    """
    chosen = Rows(np.random.default_rng(seed), laws)
    return signed_open(outlook.open, outlook.known, outlook.calibration, chosen, luck)
