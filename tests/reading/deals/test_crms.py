"""The exports of twelve CRMs in seven languages give the deals that were written into them."""

from __future__ import annotations

import statistics
from datetime import date

import numpy as np
import pandas as pd
import pytest

from roi_model.reading.reading import read
from tests.reading.crm_variants import CRM_FILES
from tests.reading.deal_variants import DEALS
from tests.reading.variants import SAMPLES


@pytest.mark.parametrize("name", CRM_FILES)
def test_every_crm_gives_the_known_deals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert (reading.kind, reading.refused, reading.blocked) == ("deals", None, False)
    assert reading.deals is not None and len(reading.deals) == len(DEALS)
    got = reading.deals.sort_values("created", ignore_index=True)
    for deal, row in zip(DEALS, got.to_dict("records"), strict=True):
        _, _, state, _, created, closed, cents, source, owner = deal
        assert (row["state"], row["owner"]) == (state, owner), deal
        assert row["created"] == pd.Timestamp(created)
        assert bool(row["source"]) == bool(source)
        if state == "open":
            assert pd.isna(row["closed"])
        else:
            assert row["closed"] == pd.Timestamp(closed)
            known = np.nan if cents is None else cents / 100
            assert row["amount"] == pytest.approx(known, nan_ok=True), deal


@pytest.mark.parametrize("name", CRM_FILES)
def test_every_crm_gives_the_known_totals(name: str) -> None:
    found = read((SAMPLES / name).read_bytes(), name=name).to_json()["deals"]
    won = [d for d in DEALS if d[2] == "won"]
    spans = [(date.fromisoformat(d[5]) - date.fromisoformat(d[4])).days for d in won]
    assert (found["won"], found["lost"], found["open"]) == (8, 5, 5)
    assert found["won_amount"] == sum(d[6] or 0 for d in won) / 100
    assert found["cycle_mean_days"] == pytest.approx(statistics.mean(s for s in spans if s >= 0))
    by_source = sorted(group["won"] for group in found["by_source"].values())
    sources = [d[7] for d in DEALS]
    assert by_source == sorted(sum(d[7] == s for d in won) for s in set(sources))
