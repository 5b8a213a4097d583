"""Why a number is what it is: its formula, the formula with the numbers in, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from roi_model.metrics import OF_THE_LIMITED_PLAN
from roi_model.paths import get_value, numeric_paths
from roi_model.projection import Projection, project
from roi_model.scenario import Scenario
from roi_model.units import Unit

FORMULAS = {
    "roi": "({gross_profit} − {investment}) / {investment}",
    "roi_gross": "{gross_profit} / {investment}",
    "roi_revenue": "({revenue} − {investment}) / {investment}",
    "roi_total_cost": "({gross_profit} − {investment}) / ({investment} + {direct_costs})",
    "cash_roi": "({receipts} − {direct_costs} − {investment}) / {investment}",
    "discounted_roi": "({pv_receipts} − {pv_direct_costs} − {pv_investment}) / {pv_investment}",
    "extended_roi": "({gross_profit} + {benefits} − {investment}) / {investment}",
    "annualised_roi": "(1 + {roi}) ^ (12 / {horizon_months}) − 1",
    "payback_month": "{last_month_below} + {cash_below} / ({cash_below} + {cash_above})",
    "cash_trough": "min(0, {lowest_cash})",
    "npv": "{pv_receipts} − {pv_direct_costs} − {pv_investment}",
    "cac": "({acquisition} + {commissions_due}) / {customers_incremental}",
    "period_cac": "{acquisition} / {customers_signed}",
    "cost_per_lead": "({investment} − {commissions} − {meetings}) / {leads}",
    "ltv": "({lifetime_margin} − {loyalty_off_ltv}) / {customers_incremental}",
    "ltv_cac": "{ltv} / {cac}",
    "receivables_at_horizon": "{revenue} − {receipts}",
    "customers_after_horizon": "{customers_ultimate} − {customers_signed}",
    "peak_utilisation": "{peak_asked} / {peak_there}",
    "gross_profit": "{revenue} − {direct_costs}",
    "net_gain": "{gross_profit} − {investment}",
    "break_even_customers": (
        "({investment} − {commissions}) / (({gross_profit} − {commissions}) / {customers_signed})"
    ),
}
"""The formulas that can be shown with their numbers; names are terms of `TERM_UNITS`."""

TERM_UNITS = {
    "roi": "rate",
    "horizon_months": "months",
    "last_month_below": "months",
    "customers_incremental": "count",
    "customers_signed": "count",
    "customers_ultimate": "count",
    "leads": "count",
    "peak_asked": "hours",
    "peak_there": "hours",
}
"""Units of the terms; every other term is money."""


@dataclass(frozen=True)
class Mover:
    """An input and how far one more percent of it (one more month for a month) moves the metric."""

    path: str
    value: float
    change: float


@dataclass(frozen=True)
class Explanation:
    """A metric taken apart: formula, its terms with values and units, and inputs by their pull."""

    metric: str
    value: float | None
    reason: str | None
    formula: str | None
    terms: dict[str, tuple[float, str]]
    movers: list[Mover]


def explain(projection: Projection, metric: str, *, most: int = 8) -> Explanation:
    """Take one metric of a single projection apart.

    `terms` maps the names in `formula` to (value, unit: money, rate, months, hours or count);
    `movers` lists at most `most` inputs, the strongest first. Raises KeyError for an unknown
    metric.

    >>> from roi_model import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> explain(project(case), "gross_profit").formula
    '{revenue} − {direct_costs}'
    """
    figure = projection.metrics[metric]
    assert not isinstance(figure.value, np.ndarray) and not isinstance(figure.reason, np.ndarray)
    shown = OF_THE_LIMITED_PLAN.get(metric, metric)
    formula = FORMULAS.get(shown)
    terms = {}
    if formula is not None and figure.value is not None:
        limited = metric in OF_THE_LIMITED_PLAN
        known = _terms(
            project(replace(projection.scenario, enforce_capacity=True)) if limited else projection
        )
        names = [part.split("}")[0] for part in formula.split("{")[1:]]
        if all(name in known for name in names):
            terms = {name: (known[name], TERM_UNITS.get(name, "money")) for name in names}
    return Explanation(
        metric,
        figure.value,
        figure.reason,
        formula if terms else None,
        terms,
        movers(projection.scenario, metric)[:most],
    )


def movers(scenario: Scenario, metric: str) -> list[Mover]:
    """The inputs that move the metric, by how far 1 % more of each (1 more month) moves it.

    One call of project() for all of them; an input at its upper bound is moved down instead.
    Start and end months are left out: a whole month is no small step.
    """
    cards = numeric_paths(scenario)
    paths = [path for path, card in cards.items() if card.unit is not Unit.MONTH]
    values = np.array([float(get_value(scenario, path)) for path in paths])
    draws: dict[str, Any] = {}
    signs = np.ones(len(paths))
    for position, (path, value) in enumerate(zip(paths, values, strict=True)):
        card = cards[path]
        step = 1.0 if card.whole else max(abs(value) * 0.01, 1e-4)
        top = scenario.horizon_months if card.within_horizon else card.high
        moved = value + step
        if moved > top:
            moved, signs[position] = max(value - step, card.low), -1.0
        column = np.full(len(paths) + 1, value)
        column[position + 1] = moved
        draws[path] = column
    found = project(scenario, draws).metrics.figure(metric).values
    changes = (found[1:] - found[0]) * signs
    order = np.argsort(-np.abs(np.nan_to_num(changes)), kind="stable")
    return [
        Mover(paths[at], float(values[at]), float(changes[at]))
        for at in order
        if np.isfinite(changes[at]) and abs(changes[at]) > 1e-12
    ]


def _terms(projection: Projection) -> dict[str, float]:
    flows = projection.flows
    known = {
        "gross_profit": flows.gross_profit,
        "investment": flows.investment,
        "revenue": flows.revenue,
        "direct_costs": flows.direct_costs,
        "receipts": flows.receipts,
        "benefits": flows.benefits,
        "acquisition": flows.acquisition,
        "commissions_due": flows.commissions_due,
        "lifetime_margin": flows.lifetime_margin,
        "loyalty_off_ltv": flows.loyalty_off_ltv,
        "customers_incremental": flows.customers_incremental,
        "customers_signed": flows.customers_signed,
        "customers_ultimate": flows.customers_ultimate,
        "leads": flows.leads,
        "horizon_months": flows.horizon,
        "pv_receipts": flows.discounted("receipts"),
        "pv_direct_costs": flows.discounted("direct_costs"),
        "pv_investment": flows.discounted("investment"),
    }
    terms = {name: float(np.broadcast_to(values, (1,))[0]) for name, values in known.items()}
    for category in ("commissions", "meetings"):
        terms[category] = float(projection.costs.get(category, 0.0))
    for metric in ("roi", "cac", "ltv"):
        value = projection.metrics[metric].value
        if isinstance(value, float):
            terms[metric] = value
    used = projection.utilisation
    if not np.isnan(used).all():
        peak = int(np.nanargmax(used))
        terms["peak_asked"] = float(flows.hours_asked[0, peak])
        terms["peak_there"] = float(np.broadcast_to(flows.hours_there[0], used.shape)[peak])
    series = projection.monthly["cumulative_cash"]
    terms["lowest_cash"] = float(series.min())
    below = np.flatnonzero(series < -1e-9 * max(1.0, float(np.abs(series).max())))
    if below.size and below[-1] + 1 < len(series):
        terms["last_month_below"] = float(below[-1])
        terms["cash_below"] = float(-series[below[-1]])
        terms["cash_above"] = float(series[below[-1] + 1])
    return terms
