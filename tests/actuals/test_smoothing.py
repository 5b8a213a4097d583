"""Reversals go back to the months they correct, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.actuals import smoothing
from roi_model.actuals.smoothing import smooth, spread
from roi_model.actuals.variance import variance
from roi_model.projection import project
from roi_model.reading.reading import read
from tests.actuals.forecasts import PLAN

REVERSED = b"""date;libelle;montant
2023-11-30;Agence;600,00
2023-12-31;Agence;1000,01
2024-01-02;Agence;-800,00
2024-02-10;Agence;300,00
2024-01-15;Train;-50,00
2024-02-15;Train;120,00
2024-01-20;HubSpot;99,00
2024-02-21;HubSpot;-10,00
"""


def booked() -> pd.DataFrame:
    return read(REVERSED, answers={"sign": "positive"}).entries


def test_reversals_go_back_to_the_months_they_correct() -> None:
    entries = booked()
    flat = smooth(entries)
    months = flat.groupby(["key", flat["month"].astype(str)])["units"].sum()
    # 800 off 600 and 1,000.01, in proportion, to the cent.
    assert months["Agence"].to_dict() == {
        "2023-11": 30_000,
        "2023-12": 50_001,
        "2024-01": 0,
        "2024-02": 30_000,
    }
    for columns in (["key"], ["category"], ["selling"]):
        before = entries.groupby(columns, observed=True)["units"].sum()
        assert flat.groupby(columns, observed=True)["units"].sum().to_dict() == before.to_dict()
    assert flat["amount"].sum() == pytest.approx(entries["amount"].sum(), abs=1e-9)
    # What has no earlier month stays where it is.
    assert months["Train"].tolist() == [-5000, 12_000]
    assert months["HubSpot"].tolist() == [8900, 0]


def test_accounts_that_were_never_negative_are_not_gone_through_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[int] = []
    monkeypatch.setattr(smoothing, "spread", lambda months: gone.append(1) or spread(months))
    lines = b"".join(b"2023-11-05;Supplier %d;10,00\n" % n for n in range(500))
    entries = read(REVERSED + lines, answers={"sign": "positive"}).entries
    assert smooth(entries).groupby("key", observed=True)["units"].sum()["Supplier 7"] == 1000
    assert len(gone) == 3


def test_smoothing_is_off_unless_asked_for() -> None:
    entries = booked()
    plan = replace(PLAN, start="2023-11")
    plain = variance(plan, project(plan), entries)
    flat = variance(plan, project(plan), entries, smooth=True)
    assert plain.by_month()["actual"].min() < 0
    assert flat.by_month()["actual"].min() > plain.by_month()["actual"].min()
    assert flat.by_category()["actual"].sum() == pytest.approx(plain.by_category()["actual"].sum())
    assert smooth(entries[entries["amount"] > 0]) is not None
    assert len(smooth(entries.iloc[:0])) == 0


@given(st.lists(st.integers(-(10**14), 10**14), max_size=24))
def test_smoothing_moves_only_back_and_loses_nothing(months: list[int]) -> None:
    before = np.array(months, dtype=np.int64)
    after = spread(before)
    assert sum(after.tolist()) == sum(months)
    positive = before > 0
    assert (after[positive] <= before[positive]).all() and (after[positive] >= 0).all()
    assert (after[~positive] >= before[~positive]).all() and (after[~positive] <= 0).all()
    # Only what the earlier months could not take is left.
    for at in np.flatnonzero(after < 0):
        assert (after[:at] <= 0).all()
