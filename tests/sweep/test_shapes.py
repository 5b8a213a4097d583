"""Every number of a scenario is an input of its shape."""

from __future__ import annotations

import numpy as np

from roi_model.declaration.paths import numeric_paths
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict
from roi_model.sweep.forms import form_of, places_of
from roi_model.sweep.shapes import inputs_of, layout_of, outline
from tests.sweep.lines import plans


def test_all_presets_are_found_legal_at_a_glance() -> None:
    """What is sure is not looked at twice: else a sweep takes ten times as long."""
    for one in presets():
        raw = scenario_to_dict(one.scenario, complete=False)
        known = form_of(raw)
        assert known is not None
        layout = layout_of(one.scenario, places_of(raw))
        assert layout is not None
        values, legal = layout.values(np.array([known[1]], dtype=float))
        assert legal.all()
        assert values[0].tolist() == outline(one.scenario).values


def test_every_number_of_a_scenario_has_its_place() -> None:
    for plan in plans(40):
        complete = scenario_to_dict(scenario_from_dict(plan))
        scenario = scenario_from_dict(complete)
        layout = layout_of(scenario, places_of(complete))
        assert layout is not None
        given = set(layout.target.tolist())
        inputs = inputs_of(scenario)
        assert outline(scenario).values == [one.value for one in inputs]
        assert given == set(range(len(inputs)))
        steps = {one.path.rpartition("/")[0] for one in inputs if one.place[-1] != one.card.key}
        numbers = {path for path in numeric_paths(scenario) if path not in steps}
        assert numbers <= {one.path for one in inputs}
