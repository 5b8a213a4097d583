"""What is drawn of a case travels with it."""

from __future__ import annotations

import pytest

from roi_model import ScenarioError, dump_scenario
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.storage.scenario_file import parse_scenario, scenario_from_dict, scenario_to_dict
from tests.storage.cases import whole


def test_what_is_drawn_travels_and_is_left_out_where_it_is_as_usual() -> None:
    chosen = {"others": False, "luck": True}
    case = scenario_from_dict(whole(drawn=chosen))
    assert parse_scenario(dump_scenario(case)).drawn == chosen
    assert case.doubt_set == DoubtSet(others=False, luck=True)
    assert "drawn" not in scenario_to_dict(scenario_from_dict(whole()), complete=True)
    for wrong, path in (({"luck": 1}, "drawn/luck"), ({"seed": True}, "drawn/seed"), ([], "drawn")):
        with pytest.raises(ScenarioError) as caught:
            scenario_from_dict(whole(drawn=wrong))
        assert [problem.path for problem in caught.value.problems] == [path]


def test_without_a_word_inputs_are_drawn_and_neither_shocks_nor_luck() -> None:
    assert DoubtSet() == DoubtSet(others=True, shock=False, luck=False)
