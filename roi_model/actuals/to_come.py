"""The plan's own law of deals: when a cohort signs, and what deals still to be made will bring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from roi_model.actuals.origin import Origin
from roi_model.actuals.won_business import as_counted, starting
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import project

SIGNED = ("deals", "customers", "revenue")


def deals_to_make(
    after: Scenario, to_make: Floats, origin: Origin, draws: Mapping[str, Floats] | None = None
) -> dict[str, Floats]:
    """Deals still to be created, customers and first orders of them; shape (n, H+1).

    `to_make` is the share of each month's deals that is still to be made, months 0..H: 0 where
    they are known. They sign by the clock that starts with the deal, which `origin` says. `draws`
    as in `project`; without them n is 1.
    """
    horizon = len(to_make) - 1
    size = len(np.asarray(next(iter(draws.values())))) if draws else 1
    found = {name: np.zeros((size, horizon + 1)) for name in SIGNED}
    plan, drawn = as_counted(origin.rest(after)), origin.rest_draws(after, draws or {})
    # What starts in month k at the earliest, less what starts in k + 1, is cohort k.
    for month in np.flatnonzero(np.diff(to_make, prepend=0.0)):
        begin = starting(after, np.full(size, max(month, 1)))
        part = project(plan, {**drawn, **begin})
        made = {**part.monthly, "deals": origin.deals(part)}
        before = to_make[month - 1] if month else 0.0
        for name, series in found.items():
            series += (to_make[month] - before) * np.asarray(made[name])
    return {name: np.maximum(series, 0.0) for name, series in found.items()}


def cohort_shares(after: Scenario, origin: Origin) -> Floats:
    """Of the deals of month k (row k − 1) the share that signs j months later.

    By the clock that starts with the deal. A month without deals takes the shares of the nearest
    month that has some.
    """
    horizon = after.horizon_months
    rest = origin.rest(after)
    plan = project(rest, starting(rest, np.arange(1, horizon + 1)))
    signed, begun = np.asarray(plan.monthly["customers"]), origin.deals(plan)
    own = signed - np.vstack([signed[1:], np.zeros(horizon + 1)])
    shares = np.zeros((horizon, horizon + 1))
    filled = np.array([begun[k - 1, k] > 1e-9 for k in range(1, horizon + 1)])
    for k in np.flatnonzero(filled) + 1:
        shares[k - 1, : horizon + 1 - k] = np.maximum(own[k - 1, k:], 0.0) / begun[k - 1, k]
    some = np.flatnonzero(filled)
    for k in np.flatnonzero(~filled) if some.size else ():
        shares[k] = shares[some[np.abs(some - k).argmin()]]
    return shares
