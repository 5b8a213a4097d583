"""What each open deal is still worth: its chance by age, its own amount, the month it may sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.actuals.calibrate import Calibration
from roi_model.actuals.estimates.conversion import gamma_share
from roi_model.actuals.estimates.cycle import Fit
from roi_model.actuals.estimates.group import Group
from roi_model.actuals.origin import Origin
from roi_model.actuals.outlook.standing import Standing
from roi_model.actuals.to_come import cohort_shares
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.reading.text.wording import fold

SLIM = 0.05
"""Chance to sign below which a deal that is open for very long is probably lost …"""
LATE = 0.95
"""… very long being longer than this share of the deals won took."""
COLUMNS = ("id", "source", "created", "age", "stage", "in_stage", "amount", "assumed", "chance",
           "expected", "gross_profit", "likely_lost", "measured")  # fmt: skip


@dataclass(frozen=True)
class OpenDeals:
    """`rows` has COLUMNS, a deal a row; `signing` its chance to sign by month of the plan, 0..H.

    age is in months; amount its own, or the mean of those won where `assumed`; chance of signing
    at all; expected = chance · amount; gross_profit of that at the plan's margin. `measured` says
    that chances are those of the deals themselves, else of the plan. `stage` and the months
    `in_stage` are known where the file says when deals entered their stages, and the chance is by
    them then; else they are empty and None.
    """

    rows: pd.DataFrame
    signing: Floats
    margin: float

    @property
    def customers(self) -> Floats:
        """Customers expected by month."""
        return np.asarray(self.signing.sum(axis=0))

    @property
    def orders(self) -> Floats:
        """First orders expected by month."""
        return np.asarray(self.rows["amount"].to_numpy(float) @ self.signing)

    def totals(self) -> dict[str, Any]:
        """How many, their amounts, what is expected of them by when, how many are likely lost."""
        lost = self.rows[self.rows["likely_lost"]]
        return {
            "count": len(self.rows),
            "amount": float(self.rows["amount"].sum()),
            "expected": float(self.rows["expected"].sum()),
            "gross_profit": float(self.rows["gross_profit"].sum()),
            "likely_lost": len(lost),
            "likely_lost_amount": float(lost["amount"].sum()),
            "assumed_amounts": int(self.rows["assumed"].sum()),
        }

    def to_json(self) -> dict[str, Any]:
        """What the command line prints: the most is expected of the first row."""
        order = self.rows["expected"].sort_values(ascending=False, kind="stable").index
        rows = self.rows.loc[order]
        rows = rows.assign(created=rows["created"].dt.strftime("%Y-%m-%d"))
        return {
            "rows": rows.to_dict("records"),
            "totals": self.totals(),
            "monthly": {
                "customers": self.customers.tolist(),
                "won_business": self.orders.tolist(),
                "gross_profit": (self.orders * self.margin).tolist(),
            },
        }


def open_deals(
    known: Standing, after: Scenario, calibration: Calibration, *, value: float, margin: float
) -> OpenDeals:
    """The deals open in `known`, by the law that the deals of their channel tell.

    Where too few of these are closed to tell one, by that of the plan `after`. `value` is an
    amount where no deal has any, `margin` the share of an amount that is gross profit.
    """
    rows = known.open.copy()
    signing, chance = plan_signing(known, after, calibration.origin)
    measured = np.zeros(len(rows), bool)
    late = np.zeros(len(rows), bool)
    rows["stage"], rows["in_stage"] = "", None
    usual = np.full(len(rows), value if rows["amount"].isna().all() else rows["amount"].mean())
    for group, at in groups_of(known, calibration):
        if group.amounts.size:
            usual[at] = group.amounts.mean()
        if group.law is None:
            continue
        ages = rows["age"].to_numpy(float)[at]
        signing[at, known.first :] = group.law.signing(ages, known.until)
        chance[at], measured[at] = group.law.chance(ages), True
        late[at] = _is_late(group.law, ages)
        if group.stages is None:
            continue
        stage, spent = group.stages.where(known.open.iloc[at], known.day)
        told = np.flatnonzero(stage >= 0)
        there, stage, spent = at[told], stage[told], spent[told]
        by_month = group.stages.signing(stage, spent, np.append(known.until, np.inf))
        signing[there, known.first :] = by_month[:, :-1]
        chance[there] = by_month.sum(axis=1)
        late[there] = group.stages.late(stage, spent, LATE)
        rows.loc[there, "stage"] = np.array(group.stages.names)[stage]
        rows.loc[there, "in_stage"] = spent
    own = rows["amount"].to_numpy(float)
    rows["assumed"] = np.isnan(own)
    rows["amount"] = np.where(np.isnan(own), usual, own)
    rows["chance"] = chance
    rows["expected"] = chance * rows["amount"]
    rows["gross_profit"] = rows["expected"] * margin
    rows["likely_lost"] = late & (chance < SLIM)
    rows["measured"] = measured
    return OpenDeals(rows[list(COLUMNS)], signing, margin)


def groups_of(
    known: Standing, calibration: Calibration
) -> Iterator[tuple[Group, NDArray[np.intp]]]:
    """The groups of deals that have some open ones, each with their rows, by name of channel."""
    if not calibration.groups:
        return
    of_channel = {
        fold(name): place
        for place, group in enumerate(calibration.groups)
        for name in group.channels or ()
    }
    everything = len(calibration.groups) - 1
    codes, sources = pd.factorize(known.open["source"].astype(str))
    places = np.array([of_channel.get(fold(one), everything) for one in sources], dtype=int)[codes]
    in_order = sorted(enumerate(calibration.groups), key=lambda one: one[1].channels or ())
    for place, group in in_order:
        at = np.flatnonzero(places == place)
        if at.size:
            yield group, at


def plan_signing(known: Standing, after: Scenario, origin: Origin) -> tuple[Floats, Floats]:
    """By the plan's law: the chance of each open deal by month 0..H, and that it signs at all.

    One created in month k that is not signed before month `first` signs in month m with chance
    g(m − k) / (1 − G), g being the share of cohort k that signs by month of age and G the sum of
    it before `first`. A deal older than the plan ages as those of its first cohort do.
    """
    horizon = after.horizon_months
    shares = cohort_shares(after, origin)
    months = known.open["month"].to_numpy(int)
    rows = shares[np.clip(months, 1, horizon) - 1]
    ages = np.arange(horizon + 1) - months[:, None]
    due = _by_age(rows, ages)
    due[:, : known.first] = 0.0
    left = 1.0 - _until(rows, known.first - months)
    # The longest cohort tells what is still to come after the horizon.
    longest = np.broadcast_to(shares[0], rows.shape)
    to_come = longest.sum(axis=1) - _until(longest, known.first - months)
    ever = np.maximum(to_come, due.sum(axis=1))
    scale = np.where(left > 1e-9, 1.0 / np.maximum(left, 1e-9), 0.0)
    return due * scale[:, None], np.minimum(ever * scale, 1.0)


def _by_age(rows: Floats, ages: NDArray[np.int64]) -> Floats:
    inside = (ages >= 0) & (ages < rows.shape[1])
    found = np.take_along_axis(rows, np.clip(ages, 0, rows.shape[1] - 1), axis=1)
    return np.where(inside, found, 0.0)


def _until(rows: Floats, ages: NDArray[np.int64]) -> Floats:
    """Share signed at an age below this one."""
    below = np.arange(rows.shape[1]) < ages[:, None]
    return np.asarray((rows * below).sum(axis=1))


def _is_late(fit: Fit, ages: Floats) -> NDArray[np.bool_]:
    """Whether more than LATE of the deals won took less time than these have been open."""
    law = fit.likely
    return np.asarray(gamma_share(ages, law.cycle_months, law.cycle_cv) > LATE)
