"""Spending by campaign: the campaign is the label, beside a category or alone."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.campaign_variants import CAMPAIGN_FILES, CAMPAIGNS
from tests.reading.variants import SAMPLES


@pytest.mark.parametrize("name", CAMPAIGN_FILES)
def test_campaigns_are_labels(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    assert content == CAMPAIGN_FILES[name](), "run tests.reading.variants"
    found = read(content, name=name)
    assert found.usable and not found.questions
    spent = {row[1 if "_en" in name else 3]: sum(row[4]) / 100 for row in CAMPAIGNS}
    assert found.total("label") == spent


@pytest.mark.parametrize("head", ["Campaign", "Campaign name", "Campagne", "Nom de la campagne"])
def test_a_category_beside_does_not_hide_the_campaign(head: str) -> None:
    rows = f"Date,Category,{head},Cost\n2025-01-31,Advertising,Brand,120.00\n"
    assert list(read(rows.encode()).entries["label"]) == ["Brand"]
