"""Stage by stage: what an export that says when deals entered their stages tells of the open ones.

A semi-Markov chain. In each stage a deal moves on (to a later stage, or is won) with a chance and
after a time, or is lost, or stays: the mixture of `cycle.py`, whose “won” is moving on. Where it
goes is a share of those that moved. A deal that has been in its stage for u months signs with

    P(moves on | still there at u) · Σ over where to · P(is won from there)

and after the rest of its time there, then those of the stages to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.actuals.estimates.conversion import gamma_share
from roi_model.actuals.estimates.cycle import FEWEST, Fit, fit
from roi_model.actuals.estimates.law import Law, age_nodes
from roi_model.actuals.estimates.pipeline import CALENDAR_DAYS_A_MONTH, Pipeline
from roi_model.engine.arrays import Floats
from roi_model.reading.deals.history import ENTERED

STEP = 0.5
"""Months of the grid on which times in stages are added up."""
_LAWS = 200
NODES = 24
"""Ages in a stage that stand for all of them."""
_FARTHEST = 24.0
"""Months looked ahead on the grid: what signs later is known only as a whole."""
_AT_ONCE = 0.5 / CALENDAR_DAYS_A_MONTH


@dataclass(frozen=True)
class StageLaw:
    """Stages in order, how each is left (`fits`; None where too few deals left it), and where to.

    `moves` has a row a stage: how many moved to each stage, and in the last column how many were
    won.
    """

    names: tuple[str, ...]
    fits: tuple[Fit | None, ...]
    moves: Floats

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Of which stages all is known: how they are left, and those that may come after."""
        found = np.zeros(len(self.names), bool)
        for stage in reversed(range(len(self.names))):
            after = np.flatnonzero(self.moves[stage, :-1])
            found[stage] = self.fits[stage] is not None and found[after].all()
        return found

    def where(self, deals: pd.DataFrame, day: pd.Timestamp) -> tuple[NDArray[np.intp], Floats]:
        """The stage each deal is in and for how many months; −1 and 0 where that is not known."""
        since = _entries(deals, self.names, day)
        entered = ~np.isnan(since)
        last = len(self.names) - 1 - entered[:, ::-1].argmax(axis=1)
        stage = np.where(entered.any(axis=1), last, -1)
        stage = np.where(self.known[stage] & (stage >= 0), stage, -1)
        ages = -since[np.arange(len(since)), np.maximum(stage, 0)]
        return stage.astype(np.intp), np.where(stage >= 0, np.nan_to_num(ages), 0.0)

    def late(self, stage: NDArray[np.intp], ages: Floats, share: float) -> NDArray[np.bool_]:
        """Whether deals are in their stage for longer than this share of those that moved on."""
        found = np.zeros(len(ages), bool)
        for place, one in enumerate(self.fits):
            if one is not None:
                took = gamma_share(ages, one.likely.cycle_months, one.likely.cycle_cv)
                found |= (stage == place) & (took > share)
        return found

    def chain(self, count: int, rng: np.random.Generator, until: Floats) -> Chain:
        """`count` laws of all stages, drawn from what is known of each; for moments `until`."""
        laws: list[Law | None] = [
            None if one is None else one.laws(one.conversion.rows(count, rng)) for one in self.fits
        ]
        shares = rng.standard_gamma(np.broadcast_to(self.moves, (count, *self.moves.shape)))
        shares = shares / np.maximum(shares.sum(axis=2, keepdims=True), 1e-300)
        return Chain(laws, shares, until)

    def signing(self, stage: NDArray[np.intp], ages: Floats, until: Floats) -> Floats:
        """Chance of deals in `stage` for `ages` months to sign between each two of `until`.

        As `Fit.signing`; the mean over what is known of the stages.
        """
        chain = self.chain(_LAWS, np.random.default_rng(0), until)
        found = np.zeros((len(ages), len(until) - 1))
        for one in np.unique(stage):
            at = np.flatnonzero(stage == one)
            nodes, which = age_nodes(ages[at], NODES)
            found[at] = chain.signing(int(one), nodes).mean(axis=0)[which]
        return found


class Chain:
    """Laws of all stages side by side, and how deals in them sign between moments `until`."""

    def __init__(self, laws: list[Law | None], shares: Floats, until: Floats) -> None:
        self.laws, self.shares, self.until = laws, shares, until
        last = min(_FARTHEST, float(until[np.isfinite(until)].max()))
        self.edges: Floats = STEP * np.arange(int(np.ceil(last / STEP)) + 2, dtype=np.float64)
        size, cells = len(laws), len(self.edges) - 1
        # Of a deal that enters a stage: chance to be won, by cell of the grid and ever.
        self.by_cell = np.zeros((size, shares.shape[0], cells))
        self.ever = np.zeros((size, shares.shape[0]))
        for stage in reversed(range(size)):
            if laws[stage] is not None:
                cell, ever = self._signed(stage, np.zeros(1))
                self.by_cell[stage], self.ever[stage] = cell[:, 0], ever[:, 0]

    def signing(self, stage: int, ages: Floats) -> Floats:
        """Chances of deals in a stage for `ages` months, shape (laws, ages, len(until) − 1)."""
        cell, ever = self._signed(stage, ages)
        by_edge = np.concatenate([np.zeros_like(ever)[:, :, None], cell.cumsum(axis=2)], axis=2)
        finite = self.until[np.isfinite(self.until)]
        place = np.minimum(finite / STEP, len(self.edges) - 1 - 1e-9)
        low = place.astype(int)
        part = place - low
        by_then = by_edge[:, :, low] * (1 - part) + by_edge[:, :, low + 1] * part
        if len(finite) < len(self.until):
            by_then = np.concatenate([by_then, np.maximum(ever[:, :, None], by_then[:, :, -1:])],
                                     axis=2)  # fmt: skip
        return np.diff(by_then, axis=2)

    def _signed(self, stage: int, ages: Floats) -> tuple[Floats, Floats]:
        law = self.laws[stage]
        assert law is not None
        moved = law.signing(ages, self.edges)
        won = self.shares[:, stage, -1]
        onward = self.shares[:, stage, :-1]
        later = np.einsum("nk,knc->nc", onward, self.by_cell)
        ever = law.chance(ages) * (won + np.einsum("nk,kn->n", onward, self.ever))[:, None]
        return won[:, None, None] * moved + _after(moved, later), ever


def stage_law(deals: pd.DataFrame, day: pd.Timestamp, *, seed: int = 0) -> StageLaw | None:
    """What deals tell of their stages on `day`; None where no column says when they entered them.

    `deals` as `Reading.deals`, with columns that begin with ENTERED. Stages are ordered by how long
    after its creation a deal enters them; one left by fewer than ten deals has no law of its own. A
    deal that goes back to an earlier stage counts as in the furthest it reached.
    """
    names = [str(name)[len(ENTERED) :] for name in deals if str(name).startswith(ENTERED)]
    created = pd.to_datetime(deals["created"])
    known = {
        name: after
        for name in names
        if not np.isnan(after := float((deals[ENTERED + name] - created).dt.days.median()))
    }
    order = tuple(sorted(known, key=lambda name: known[name]))
    if not order:
        return None
    entered = _entries(deals, order, day)
    closed = _months(pd.to_datetime(deals["closed"]), day)
    over = (deals["state"] != "open").to_numpy() & ~(closed > 0)
    won = over & (deals["state"] == "won").to_numpy()
    lost = over & ~won
    fits: list[Fit | None] = []
    moves = np.zeros((len(order), len(order) + 1))
    for stage in range(len(order)):
        here = ~np.isnan(entered[:, stage])
        since = entered[:, stage]
        later = entered[:, stage + 1 :]
        on = here & ~np.isnan(later).all(axis=1)
        to = stage + 1 + (~np.isnan(later)).argmax(axis=1) if later.shape[1] else np.zeros(0)
        left = np.full(len(deals), np.nan)
        if later.shape[1]:
            left = np.where(on, later[np.arange(len(deals)), np.maximum(to - stage - 1, 0)], np.nan)
            moves[stage, :-1] = np.bincount(to[on], minlength=len(order))
        direct, gone = here & ~on & won, here & ~on & lost
        moves[stage, -1] = direct.sum()
        took = np.where(on, left, closed) - since
        timed = ~np.isnan(took) & (took >= 0)
        moved = on | direct

        def of(chosen: NDArray[np.bool_], months: Floats) -> Floats:
            return np.asarray(np.maximum(months[chosen], _AT_ONCE))

        told = Pipeline(
            won=of(moved & timed, took), lost=of(gone & timed, took),
            open=of(here & ~moved & ~gone, -since), won_by=of(moved & ~timed, -since),
            lost_by=of(gone & ~timed, -since),
        )  # fmt: skip
        enough = told.won_count + told.lost_count >= FEWEST and told.won_count > 0
        fits.append(fit(told, seed=seed + stage) if enough else None)
    return StageLaw(order, tuple(fits), moves)


def _entries(deals: pd.DataFrame, names: tuple[str, ...], day: pd.Timestamp) -> Floats:
    """Months from `day` back to the entry of each stage, negative, NaN where none by then."""
    found = [_months(pd.to_datetime(deals.get(ENTERED + name)), day) if ENTERED + name in deals
             else np.full(len(deals), np.nan) for name in names]  # fmt: skip
    months = np.column_stack(found) if found else np.zeros((len(deals), 0))
    return np.where(months > 0, np.nan, months)


def _months(days: pd.Series, day: pd.Timestamp) -> Floats:
    seconds = (days - day).dt.total_seconds().to_numpy(np.float64)
    return np.asarray(seconds / 86_400 / CALENDAR_DAYS_A_MONTH)


def _after(first: Floats, later: Floats) -> Floats:
    """The sum of two times on the grid: (n, ages, cells) of one and (n, cells) of the other.

    Two cells add up to one half a cell later than the sum of their numbers: shared by both.
    """
    cells = first.shape[2]
    size = 2 * cells
    product = np.fft.rfft(first, size) * np.fft.rfft(later, size)[:, None, :]
    whole = np.maximum(np.fft.irfft(product, size)[:, :, :cells], 0.0)
    shared = whole / 2
    shared[:, :, 1:] += whole[:, :, :-1] / 2
    return np.asarray(shared)
