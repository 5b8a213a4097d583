"""The law of stages, held against chains whose truth is known, made by plain loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.law import Law
from roi_model.actuals.estimates.pipeline import pipeline
from roi_model.actuals.estimates.stages import STEP, Chain, stage_law
from roi_model.reading.deals.history import ENTERED
from tests import conftest

DAY = pd.Timestamp("2024-06-30")
MONTH = 30.4375
NAMES = ("Meeting", "Quote", "Contract")
MOVES, TIMES = (0.6, 0.5, 0.7), (0.7, 1.2, 1.5)
WORLDS = 60 if conftest.LONG else 5


@dataclass(frozen=True)
class Truth:
    """Deals as known on DAY, and in how many months after it each is won (never: infinity)."""

    table: pd.DataFrame
    won: np.ndarray  # type: ignore[type-arg]


def world(seed: int, count: int = 500) -> Truth:
    """A year of deals that go through three stages; seven losses in ten are written down."""
    rng = np.random.default_rng([seed, 3])
    rows, won = [], []
    for line in range(count):
        at = DAY - pd.Timedelta(days=int(rng.integers(0, 365)))
        entered, closed, state = {}, pd.NaT, "open"
        row = {"id": str(line), "created": at, "amount": 1000.0, "source": ""}
        for stage, name in enumerate(NAMES):
            entered[name] = at
            if rng.random() >= MOVES[stage]:
                if rng.random() < 0.7:
                    closed, state = at + pd.Timedelta(days=rng.gamma(1.5, 0.8) * MONTH), "lost"
                break
            at += pd.Timedelta(days=rng.gamma(2, TIMES[stage] / 2) * MONTH)
            if stage == len(NAMES) - 1:
                closed, state = at, "won"
        known = state != "open" and closed <= DAY
        won.append((closed - DAY).days / MONTH if state == "won" and not known else np.inf)
        row |= {"closed": closed.normalize() if known else pd.NaT,
                "state": state if known else "open"}  # fmt: skip
        row |= {ENTERED + name: day.normalize() for name, day in entered.items() if day <= DAY}
        rows.append(row)
    days = {name: "datetime64[ns]" for name in ("created", "closed", *(ENTERED + n for n in NAMES))}
    return Truth(pd.DataFrame(rows).astype(days), np.array(won))


@pytest.mark.thorough
def test_chances_come_true_stage_by_stage_and_tell_more_than_age() -> None:
    stages, said, soon, by_age, came = [], [], [], [], []
    for seed in range(WORLDS):
        truth = world(seed)
        law = stage_law(truth.table, DAY)
        assert law is not None and law.names == NAMES and law.known.all()
        at = np.flatnonzero(truth.table["state"] == "open")
        still = truth.table.iloc[at]
        stage, spent = law.where(still, DAY)
        assert (stage >= 0).all()
        found = law.signing(stage, spent, np.array([0.0, 2.0, np.inf]))
        age = ((DAY - still["created"]).dt.days / MONTH).to_numpy(float)
        stages.append(stage)
        said.append(found.sum(axis=1))
        soon.append(found[:, 0])
        by_age.append(fit(pipeline(truth.table, DAY)).chance(age))
        came.append(truth.won[at])
    where, chance, near, plain, when = map(np.concatenate, (stages, said, soon, by_age, came))
    won = np.isfinite(when)
    room = 0.02 if conftest.LONG else 0.06
    for one in range(len(NAMES)):
        at = where == one
        assert chance[at].mean() == pytest.approx(won[at].mean(), abs=room + 0.02)
    assert near.mean() == pytest.approx((when <= 2).mean(), abs=room)
    # By age alone a deal in its last stage is taken for any other.
    assert ((chance - won) ** 2).mean() < 0.85 * ((plain - won) ** 2).mean()


def test_two_stages_by_hand() -> None:
    """Exponential times of one month each: by t both are over with chance 1 − e^−t·(1 + t)."""
    one = Law(np.array([0.5]), np.array([1.0]), np.array([1.0]))
    moves = np.array([[[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]])
    until = np.array([0.0, 1.0, 2.0, 4.0, np.inf])
    chain = Chain([one, one], moves, until)
    last = chain.signing(1, np.array([0.0]))[0, 0].cumsum()
    assert last == pytest.approx([*(0.5 * (1 - np.exp(-until[1:4]))), 0.5], abs=1e-9)
    first = chain.signing(0, np.array([0.0]))[0, 0].cumsum()
    both = 0.25 * (1 - np.exp(-until[1:4]) * (1 + until[1:4]))
    assert first == pytest.approx([*both, 0.25], abs=0.02 * STEP)
    # Half of the deals skip the second stage and are won at once after the first.
    skipping = Chain([one, one], np.array([[[0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]]), until)
    assert skipping.signing(0, np.array([0.0]))[0, 0].sum() == pytest.approx(0.5 * (0.5 + 0.25))


def test_a_stage_that_few_left_has_no_law_nor_has_what_leads_to_it() -> None:
    table = world(0, 30).table
    law = stage_law(table, DAY)
    assert law is not None
    assert law.fits[2] is None and not law.known.any()
    stage, spent = law.where(table[table["state"] == "open"], DAY)
    assert (stage == -1).all() and (spent == 0).all()


def test_without_such_columns_there_is_no_law() -> None:
    table = world(0, 60).table
    assert stage_law(table[["id", "created", "closed", "state"]], DAY) is None


def test_what_happened_after_the_day_is_not_known() -> None:
    truth = world(1)
    early = DAY - pd.DateOffset(months=3)
    law = stage_law(truth.table, early)
    assert law is not None
    some = truth.table[truth.table["created"] <= early]
    stage, spent = law.where(some, early)
    entered = some[[ENTERED + name for name in law.names]].le(early)
    known = stage >= 0
    assert (entered.to_numpy()[known, stage[known]]).all() and (spent >= 0).all()
    # Just entered, a deal is won as often as deals leave its stage and all after it.
    won = law.signing(np.arange(3), np.zeros(3), np.array([0.0, np.inf]))[:, 0]
    assert won == pytest.approx([0.6 * 0.5 * 0.7, 0.5 * 0.7, 0.7], abs=0.08)
