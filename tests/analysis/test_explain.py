"""A metric taken apart: its formula with its terms gives the figure."""

from __future__ import annotations

import pytest

from roi_model import project
from roi_model.analysis.explain import explain
from roi_model.metrics import CARDS
from roi_model.storage.presets import Preset, presets


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_the_formula_shown_gives_the_figure_shown(preset: Preset) -> None:
    """“Why?” shows a formula with its numbers: calculated by hand, it gives the metric."""
    projection = project(preset.scenario)
    counted = 0
    for metric in CARDS:
        found = explain(projection, metric)
        if found.formula is None or found.value is None:
            continue
        sum_ = found.formula.replace("−", "-").replace("^", "**")
        values = {term: f"({value!r})" for term, (value, _) in found.terms.items()}
        assert eval(sum_.format(**values), {"min": min}) == pytest.approx(
            found.value, rel=1e-9, abs=1e-6
        ), metric
        counted += 1
    assert counted >= 18
