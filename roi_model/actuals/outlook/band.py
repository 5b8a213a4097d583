"""How far what is to come may lie from what is expected: predictive draws of the months to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.actuals.calibrate import Calibration
from roi_model.actuals.estimates.cycle import Fit
from roi_model.actuals.estimates.group import FEWEST
from roi_model.actuals.estimates.law import age_nodes
from roi_model.actuals.estimates.posterior import Posterior
from roi_model.actuals.outlook.money import Money
from roi_model.actuals.outlook.open_deals import OpenDeals, groups_of
from roi_model.actuals.outlook.standing import Standing
from roi_model.actuals.suggestion import Suggestion, planned
from roi_model.actuals.to_come import deals_to_make
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import Projection

LEVEL = 0.9
DRAWS = 2000
NEXT = 6
"""Months after the last actual one whose totals are told apart."""
SERIES = ("customers", "won_business", "revenue", "cumulative_cash")
TOTALS = ("customers", "won_business", "revenue", "roi")
_AT_A_TIME = 50
"""Draws of all open deals worked on together: ten thousand deals then take some megabytes."""
_SINGLY = 100
"""Customers up to whom amounts are drawn one by one; the sum of more is as good as normal."""
_MOST = 1e12
"""Customers a month that are still drawn."""


@dataclass(frozen=True)
class Outlook:
    """What a re-forecast is made of: the plan, money after it, deals; `expected` as it tells."""

    plan: Projection
    money: Money
    known: Standing
    open: OpenDeals
    calibration: Calibration
    expected: pd.DataFrame
    planned: pd.DataFrame

    def secured(self, name: str, month: int) -> float:
        """Customers or won business up to a month: what happened, and is expected of open deals."""
        last = self.known.last
        to_come = {
            "customers": self.known.customers + self.open.customers,
            "won_business": self.known.orders + self.open.orders,
        }[name]
        to_date = self.expected[name].to_numpy(float)[: min(last, month) + 1]
        return float(to_date.sum() + to_come[last + 1 : month + 1].sum())

    @property
    def covered(self) -> float | None:
        """Won business to come that is signed or expected of open deals, over the plan's own."""
        after, length = self.known.last + 1, len(self.planned)
        plan = float(self.planned["won_business"].to_numpy(float)[after:].sum())
        sure = self.secured("won_business", length - 1) - self.secured("won_business", after - 1)
        return sure / plan if plan > 1e-9 else None

    def to_json(self) -> dict[str, Any]:
        """What the command line prints of the open deals."""
        covered = self.covered
        reason = "nothing_planned" if covered is None else None
        return {**self.open.to_json(), "coverage": {"value": covered, "reason": reason}}


@dataclass(frozen=True)
class Range:
    """Ends of a band and its middle: 5 %, 50 % and 95 % of the draws are below."""

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
    horizon), `whole` those of all months; money and counts as in the re-forecast. `holds_plan`
    says that fewer than ten deals are closed: the band then reaches to the plan's own figures.
    """

    monthly: Mapping[str, pd.DataFrame]
    months: int
    following: Mapping[str, Range]
    whole: Mapping[str, Range]
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
            "horizon": {name: one.to_json() for name, one in self.whole.items()},
        }


def forecast_band(outlook: Outlook, *, draws: int = DRAWS, seed: int = 0) -> Band:
    """The band of so many draws of the months to come; the same seed gives the same bits."""
    customers, orders = forecast_draws(outlook, draws=draws, seed=seed)
    return _band(outlook, customers.T, orders.T)


def forecast_draws(outlook: Outlook, *, draws: int = DRAWS, seed: int = 0) -> tuple[Floats, Floats]:
    """Customers and first orders by month as they may come, shape (draws, H+1).

    Each draw takes rate, cycle and losses of a group of deals together from what they tell, then
    how many deals are created and what they are worth; every open deal signs or does not, in some
    month, at its own amount; deals still to be made sign as Poisson events at amounts like those
    known. What is known too badly to replace the plan's figure is drawn as widely as it is known;
    an input of the case that is neither the plan's nor the one measured stays as it is.
    """
    known = outlook.known
    chosen = _Rows(np.random.default_rng(seed), draws)
    inputs = _inputs(outlook, chosen)
    still_open = _signed_open(outlook, chosen)
    later = _signed_later(outlook, inputs, chosen)
    sure = (known.customers, known.orders)
    found = []
    for name, *parts in zip(("customers", "won_business"), still_open, later, sure, strict=True):
        made = parts[0] + parts[1] + parts[2]
        made[:, : known.last + 1] = outlook.expected[name].to_numpy(float)[: known.last + 1]
        found.append(made)
    return found[0], found[1]


class _Rows:
    """Rows of posteriors, drawn once for all that share their weights: they stay together."""

    def __init__(self, rng: np.random.Generator, draws: int) -> None:
        self.rng, self.draws = rng, draws
        self._drawn: list[tuple[Floats, NDArray[np.intp]]] = []

    def of(self, posterior: Posterior) -> NDArray[np.intp]:
        """The rows of one, as many as draws."""
        for weights, rows in self._drawn:
            if weights is posterior.weights:
                return rows
        rows = posterior.rows(self.draws, self.rng)
        self._drawn.append((posterior.weights, rows))
        return rows


def _inputs(outlook: Outlook, chosen: _Rows) -> dict[str, Floats]:
    """Draws of the inputs that deals tell of, by path."""
    after, plan = outlook.money.now.scenario, outlook.plan.scenario
    drawn = {}
    for one in sorted(outlook.calibration.suggestions, key=lambda one: one.path):
        if one.kind == "cost" or one.posterior is None or not _free(one, plan, after):
            continue
        card = card_at(after, one.path)
        values = one.posterior.values[chosen.of(one.posterior)]
        drawn[one.path] = np.clip(values, card.low, card.high)
    return drawn


def _free(one: Suggestion, plan: Scenario, after: Scenario) -> bool:
    """Whether the case has the plan's figure or the one measured: another one was meant so."""
    try:
        return planned(after, one.path) in (planned(plan, one.path), one.observed)
    except ScenarioError:  # a part renamed since it was measured
        return False


def _signed_open(outlook: Outlook, chosen: _Rows) -> tuple[Floats, Floats]:
    """Customers and first orders of the open deals, shape (draws, H+1)."""
    known, length = outlook.known, outlook.open.signing.shape[1]
    found = np.zeros((2, chosen.draws, length))
    amounts = outlook.open.rows["amount"].to_numpy(float)
    ages = outlook.open.rows["age"].to_numpy(float)
    fitted = np.zeros(len(ages), bool)
    for group, at in groups_of(known, outlook.calibration):
        if group.fit is not None and known.first < length:
            fitted[at] = True
            _sign(found[:, :, known.first :], group.fit, ages[at], amounts[at], known.until, chosen)
    if not fitted.all():
        fixed = outlook.open.signing[~fitted].cumsum(axis=1)
        which = np.arange(len(fixed))
        for draws in _blocks(chosen.draws):
            shared = np.broadcast_to(fixed, (draws.stop - draws.start, *fixed.shape))
            _draw_deals(found[:, draws], shared, which, amounts[~fitted], chosen.rng)
    return found[0], found[1]


def _sign(
    found: Floats, fit: Fit, ages: Floats, amounts: Floats, until: Floats, chosen: _Rows
) -> None:
    """Adds the deals of one group that sign, by month of `until`."""
    nodes, which = age_nodes(ages)
    rows = chosen.of(fit.conversion)
    for draws in _blocks(chosen.draws):
        by_then = fit.laws(rows[draws]).signing(nodes, until).cumsum(axis=2)
        _draw_deals(found[:, draws], by_then, which, amounts, chosen.rng)


def _blocks(draws: int) -> Iterable[slice]:
    for at in range(0, draws, _AT_A_TIME):
        yield slice(at, min(at + _AT_A_TIME, draws))


def _draw_deals(
    found: Floats,
    by_then: Floats,
    which: NDArray[np.intp],
    amounts: Floats,
    rng: np.random.Generator,
) -> None:
    """Adds customers and orders of deals that sign by month with chances `by_then` (n, age, m)."""
    count, months = by_then.shape[0], by_then.shape[2]
    luck = rng.random((count, len(which)))
    draw, deal = np.nonzero(luck < by_then[:, which, -1])
    if not draw.size:
        return
    month = (luck[draw, deal, None] >= by_then[draw, which[deal]]).sum(axis=1)
    place = draw * months + month
    for series, weights in zip(found, (None, amounts[deal]), strict=True):
        series += np.bincount(place, weights, count * months).reshape(count, months)


def _signed_later(
    outlook: Outlook, inputs: Mapping[str, Floats], chosen: _Rows
) -> tuple[Floats, Floats]:
    """The same of the deals still to be made: as many as luck has it, at amounts like the known."""
    rng, after = chosen.rng, outlook.money.now.scenario
    # Without an input that varies all draws are of one plan.
    due = deals_to_make(after, outlook.known.to_make, inputs)
    due = {name: np.broadcast_to(s, (chosen.draws, s.shape[1])).copy() for name, s in due.items()}
    for series in due.values():
        series[:, : outlook.known.last + 1] = 0.0
    count = rng.poisson(np.minimum(due["customers"], _MOST)).astype(np.float64)
    value = np.divide(
        due["revenue"], due["customers"], out=np.zeros_like(count), where=due["customers"] > 1e-12
    )
    groups = outlook.calibration.groups
    amounts = groups[-1].amounts if groups else np.zeros(0)
    ratios = amounts / amounts.mean() if amounts.size else np.ones(1)
    return count, value * _summed(count, ratios, rng)


def _summed(count: Floats, ratios: Floats, rng: np.random.Generator) -> Floats:
    """The sum of `count` ratios drawn from `ratios`, whose mean is 1, for every cell."""
    total = count + np.sqrt(count) * ratios.std() * rng.standard_normal(count.shape)
    total = np.maximum(total, 0.0).ravel()
    singly = np.flatnonzero(count.ravel() <= _SINGLY)
    often = count.ravel()[singly].astype(np.intp)
    drawn = ratios[rng.integers(len(ratios), size=int(often.sum()))]
    total[singly] = np.bincount(np.repeat(np.arange(len(singly)), often), drawn, len(singly))
    return np.asarray(total.reshape(count.shape))


def _band(outlook: Outlook, customers: Floats, orders: Floats) -> Band:
    """The band of draws (months first) of customers and first orders, and what follows of them."""
    course = {"customers": customers, "won_business": orders,
              **outlook.money.series(customers, orders)}  # fmt: skip
    holds_plan = not outlook.calibration.groups or outlook.calibration.groups[-1].closed < FEWEST
    after = outlook.known.last + 1
    span = slice(after, min(after + NEXT, len(customers)))
    plan = {name: outlook.planned[name].to_numpy(float) for name in course}

    def ranged(draws: Floats, own: Floats | float) -> Floats:
        """Low, middle and high by month, the plan's `own` between them where too few closed."""
        low, middle, high = np.quantile(draws, (0.5 - LEVEL / 2, 0.5, 0.5 + LEVEL / 2), axis=-1)
        if holds_plan:
            low, high = np.minimum(low, own), np.maximum(high, own)
        return np.array([low, middle, high])

    def total(name: str, months: slice) -> Range:
        own, draws = (_total(name, side, months) for side in (plan, course))
        return Range(*map(float, ranged(draws, own)))

    monthly = {}
    for name in SERIES:
        table = ranged(course[name], plan[name])
        table[:, :after] = outlook.expected[name].to_numpy(float)[:after]  # it has happened
        monthly[name] = pd.DataFrame(table.T, columns=["low", "middle", "high"])
    whole = slice(0, len(customers))
    return Band(
        monthly=monthly,
        months=span.stop - span.start,
        following={name: total(name, span) for name in TOTALS if name != "roi"},
        whole={
            name: total(name, whole)
            for name in TOTALS
            if name != "roi" or course["investment"].sum(axis=0).min() > 0
        },
        holds_plan=holds_plan,
    )


def _total(name: str, course: Mapping[str, Floats], months: slice) -> Floats:
    """A series' total over months, or the return on investment over them."""
    if name != "roi":
        return np.asarray(course[name][months].sum(axis=0))
    earned = course["revenue"] - course["direct_costs"]
    spent = course["investment"][months].sum(axis=0)
    return np.asarray((earned[months].sum(axis=0) - spent) / spent)
