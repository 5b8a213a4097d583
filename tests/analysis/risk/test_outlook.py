"""What is kept of a run says the same as the run."""

from __future__ import annotations

import pytest

from roi_model.analysis.risk.doubt_words import gap, range_words, set_words
from roi_model.analysis.risk.outlook import Outlook
from roi_model.analysis.risk.risk import risk
from roi_model.projection import project
from roi_model.storage.presets import Preset, presets

NAMES = ("roi", "payback_month", "net_gain")


@pytest.mark.parametrize("preset", presets()[:3], ids=lambda preset: preset.slug)
def test_it_says_what_the_run_says(preset: Preset) -> None:
    whole, few = risk(preset.scenario, draws=256), risk(preset.scenario, draws=256, metrics=NAMES)
    kept = Outlook.of(few, NAMES)
    for name in NAMES:
        assert range_words(name, kept, "EUR", "fr") == range_words(name, whole, "EUR", "fr")
    assert kept.never == whole.never
    assert set_words(kept, "en") == set_words(whole, "en")
    now = project(preset.scenario)
    assert gap(kept, now) == gap(whole, now)
    assert all((kept.cumulative_cash[p] == whole.cumulative_cash[p]).all() for p in ("p10", "p90"))
