"""Draws of the deals that are open: each signs in some month or never, at its own amount."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.actuals.calibrate import Calibration
from roi_model.actuals.estimates.cycle import Fit
from roi_model.actuals.estimates.law import age_nodes
from roi_model.actuals.estimates.stages import NODES, StageLaw
from roi_model.actuals.outlook.open_deals import OpenDeals, groups_of
from roi_model.actuals.outlook.rows import Rows
from roi_model.actuals.outlook.standing import Standing
from roi_model.engine.arrays import Floats

_AT_A_TIME = 50
"""Draws of all open deals worked on together: ten thousand deals then take some megabytes."""
SINGLY = 1000
"""Deals, the largest of many, that are drawn one by one; the sum of the others is near normal."""


def signed_open(
    still: OpenDeals, known: Standing, calibration: Calibration, chosen: Rows, luck: int = 1
) -> Floats:
    """Customers and first orders of the open deals, shape (2, draws · luck, H+2).

    The last column is what signs after the horizon. Each drawn law of a group of deals decides
    `luck` draws that follow each other. An amount that is missing is one of those of the deals won.
    """
    length = still.signing.shape[1]
    found = np.zeros((2, chosen.draws * luck, length + 1))
    ages = still.rows["age"].to_numpy(float)
    until = np.append(known.until, np.inf)
    to_come = found[:, :, min(known.first, length) :]
    fitted = np.zeros(len(ages), bool)
    for group, at in groups_of(known, calibration):
        if group.fit is not None:
            fitted[at] = True
            stage, spent = np.full(len(at), -1), ages[at]
            if group.stages is not None and group.law is not None:
                stage, spent = group.stages.where(known.open.iloc[at], known.day)
                told = stage >= 0
                deals = _Deals(still.rows.iloc[at[told]], group.amounts)
                places = (stage[told], spent[told])
                _by_stage(to_come, group.stages, places, deals, until, chosen, luck)
            at = at[stage < 0]
            deals = _Deals(still.rows.iloc[at], group.amounts)
            _by_fit(to_come, group.fit, ages[at], deals, until, chosen, luck)
    if not fitted.all():
        amounts = calibration.groups[-1].amounts if calibration.groups else np.zeros(0)
        rest = _Deals(still.rows[~fitted], amounts)
        chance = still.rows["chance"].to_numpy(float)[~fitted]
        by_then = np.column_stack([still.signing[~fitted].cumsum(axis=1), chance])
        by_then = np.maximum.accumulate(by_then, axis=1)
        # By the plan's law all deals of a month are alike.
        months = known.open["month"].to_numpy(int)[~fitted]
        _, first, which = np.unique(months, return_index=True, return_inverse=True)
        own = by_then[first]
        for draws in _blocks(chosen.draws * luck):
            shared = np.broadcast_to(own, (draws.stop - draws.start, *own.shape))
            _draw(found[:, draws], shared, which, rest, chosen.rng)
    return found


class _Deals:
    """Amounts of deals, and where one is missing those it may be."""

    def __init__(self, rows: pd.DataFrame, pool: Floats) -> None:
        self.amounts: Floats = rows["amount"].to_numpy(float)
        self.missing: NDArray[np.bool_] = rows["assumed"].to_numpy(bool)
        self.pool = pool
        if not pool.size:
            self.missing = np.zeros(len(self.amounts), bool)

    def of(self, deal: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """The amounts at which these deals sign."""
        signed = self.amounts[deal]
        missing = self.missing[deal]
        if missing.any():
            signed[missing] = rng.choice(self.pool, int(missing.sum()))
        return signed

    @property
    def squares(self) -> Floats:
        """The mean square of what each may be."""
        squares = np.square(self.amounts)
        if self.missing.any():
            squares[self.missing] = np.square(self.pool).mean()
        return squares


def _by_fit(
    found: Floats, fit: Fit, ages: Floats, deals: _Deals, until: Floats, chosen: Rows, luck: int
) -> None:
    """Adds the deals of one group that sign, by month of `until`."""
    if not ages.size:
        return
    nodes, which = age_nodes(ages)
    rows = chosen.of(fit.conversion)
    for draws in _blocks(chosen.draws):
        by_then = fit.laws(rows[draws]).signing(nodes, until).cumsum(axis=2)
        part = found[:, draws.start * luck : draws.stop * luck]
        _draw(part, np.repeat(by_then, luck, axis=0), which, deals, chosen.rng)


def _by_stage(
    found: Floats, law: StageLaw, places: tuple[NDArray[np.intp], Floats], deals: _Deals,
    until: Floats, chosen: Rows, luck: int,
) -> None:  # fmt: skip
    """The same of deals whose stage, and months in it, are known."""
    stage, spent = places
    parts, which, size = [], np.zeros(len(stage), np.intp), 0
    for one in np.unique(stage):
        at = np.flatnonzero(stage == one)
        nodes, own = age_nodes(spent[at], NODES)
        which[at] = size + own
        size += len(nodes)
        parts.append((int(one), nodes))
    for draws in _blocks(chosen.draws) if parts else ():
        chain = law.chain(draws.stop - draws.start, chosen.rng, until)
        by_then = np.concatenate([chain.signing(one, nodes) for one, nodes in parts], axis=1)
        part = found[:, draws.start * luck : draws.stop * luck]
        _draw(part, np.repeat(by_then.cumsum(axis=2), luck, axis=0), which, deals, chosen.rng)


def _blocks(draws: int) -> Iterable[slice]:
    for at in range(0, draws, _AT_A_TIME):
        yield slice(at, min(at + _AT_A_TIME, draws))


def _draw(
    found: Floats, by_then: Floats, which: NDArray[np.intp], deals: _Deals,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Adds customers and orders of deals that sign by month with chances `by_then` (n, age, m)."""
    many = max(0, len(which) - SINGLY) if len(which) > 2 * SINGLY else 0
    in_order = np.argpartition(deals.amounts, many) if many else np.arange(len(which))
    _one_by_one(found, by_then, which, deals, in_order[many:], rng)
    if many:
        _together(found, by_then, which, deals, in_order[:many], rng)


def _one_by_one(
    found: Floats, by_then: Floats, which: NDArray[np.intp], deals: _Deals,
    chosen: NDArray[np.intp], rng: np.random.Generator,
) -> None:  # fmt: skip
    count, months = by_then.shape[0], by_then.shape[2]
    luck = rng.random((count, len(chosen)))
    node = which[chosen]
    draw, deal = np.nonzero(luck < by_then[:, node, -1])
    if not draw.size:
        return
    month = (luck[draw, deal, None] >= by_then[draw, node[deal]]).sum(axis=1)
    place = draw * months + month
    for series, weights in zip(found, (None, deals.of(chosen[deal], rng)), strict=True):
        series += np.bincount(place, weights, count * months).reshape(count, months)


def _together(
    found: Floats, by_then: Floats, which: NDArray[np.intp], deals: _Deals,
    chosen: NDArray[np.intp], rng: np.random.Generator,
) -> None:  # fmt: skip
    """The same of many deals at once: sums by month that vary, and go together, as theirs do.

    Within an age the number that signs by month is multinomial; money is that number at the mean
    amount, and what the amounts differ from their mean, which varies by itself.
    """
    size = by_then.shape[1]
    node, amounts = which[chosen], deals.amounts[chosen]
    count = np.bincount(node, minlength=size).astype(np.float64)
    some = np.maximum(count, 1.0)
    mean = np.bincount(node, amounts, size) / some
    spread = np.maximum(np.bincount(node, deals.squares[chosen], size) - count * mean**2, 0.0)
    chances = np.diff(by_then, axis=2, prepend=0.0)
    never = 1.0 - by_then[:, :, -1:]
    shares = np.maximum(np.concatenate([chances, never], axis=2), 0.0)
    signed = count[:, None] * shares + _scatter(count, shares, rng)
    worth = mean[:, None] * signed + _scatter(spread, shares, rng)
    for series, by_age in zip(found, (signed, worth), strict=True):
        series += np.maximum(by_age[:, :, :-1].sum(axis=1), 0.0)


def _scatter(weight: Floats, shares: Floats, rng: np.random.Generator) -> Floats:
    """Normal deviations of a multinomial law: variance w·p·(1 − p), covariance −w·p·p'."""
    apart = rng.standard_normal(shares.shape) * np.sqrt(weight[:, None] * shares)
    return np.asarray(apart - shares * apart.sum(axis=2, keepdims=True))
