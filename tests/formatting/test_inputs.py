"""Inputs, their values and their changes in words."""

from __future__ import annotations

from typing import Any

import pytest

from roi_model.declaration.initiatives import EFFECT_PARAMETERS
from roi_model.declaration.paths import numeric_paths
from roi_model.formatting import NBSP
from roi_model.formatting.inputs import change_words, path_words, value_words
from roi_model.storage.presets import preset, presets
from roi_model.texts import LANGUAGES


def test_inputs_are_written_alike_everywhere_with_their_unit() -> None:
    deal = value_words("deal_value", 7500.0, "EUR", "fr")
    assert deal.replace("\u202f", " ").replace(NBSP, " ") == "7 500 €"
    assert value_words("cycle_months", 3.0, "EUR", "en") == f"3{NBSP}months"
    assert value_words("channels/A/qualified_to_meeting", 2 / 3, "EUR", "en") == "66.67%"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_input_has_words(slug: str, lang: str) -> None:
    scenario = preset(slug).scenario
    words = {path: path_words(path, lang) for path in numeric_paths(scenario)}
    assert all(words.values())
    assert len(set(words.values())) == len(words)  # no two inputs are called the same


@pytest.mark.parametrize("parameter", EFFECT_PARAMETERS)
def test_effects_have_words(parameter: str) -> None:
    told = path_words(f"initiatives/Pitch/effects/{parameter}/Ads/factor", "fr")
    assert told.startswith("Pitch · ") and told.endswith(" · Ads") and len(told) > 16
    added = change_words(f"initiatives/Pitch/effects/{parameter}", None, parameter, "en")
    assert added.endswith(": added")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("deal_value", 1234.5, "€1,234.50"),
        ("retention", 0.85, "85%"),
        ("channels/Ads/end_month", None, "default"),
        ("enforce_capacity", True, "yes"),
        ("team/SDR/fte", 1.5, "1.5"),
        ("costs/CRM", {"every": "once", "amount": 3}, "once · 3"),
        ("channels/Ads", "Ads", "Ads"),
        ("seasonality", [1.0, 2.0], "1 · 2"),
        ("initiatives/Pitch/effects/deal_value/factor", 1.2, "1.2"),
    ],
)
def test_values_in_words(path: str, value: Any, words: str) -> None:
    assert value_words(path, value, "EUR", "en") == words


def test_changes_in_words() -> None:
    assert change_words("costs/CRM", "CRM", None, "en") == "CRM: removed"
    assert change_words("channels/Ads", "Ads", "Search", "en") == "Ads becomes Search"
    assert change_words("costs/CRM", {"every": "once"}, {"every": "month"}, "en") == "CRM: changed"
    assert change_words("seasonality", None, [1.0] * 12, "en") == "Seasonality"
    assert path_words("seasonality/7", "en") == "Seasonality, month 7"
