"""Draws that make no plan are refused by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from roi_model import ScenarioError, project
from tests.engine.batches import CAMPAIGN


@pytest.mark.parametrize(
    ("path", "values", "code"),
    [
        ("no_such_input", [1.0], "unknown_path"),
        ("channels/Nobody/contacts", [1.0], "unknown_path"),
        ("name", [1.0], "not_a_number"),
        ("deal_value", [[1.0]], "shape"),
        ("deal_value", [], "shape"),
        ("gross_margin", [0.5, 1.1], "out_of_range"),
        ("gross_margin", [-0.1, 0.5], "out_of_range"),
        ("deal_value", [1.0, np.nan], "out_of_range"),
        ("deal_value", [1.0, np.inf], "out_of_range"),
        ("horizon_months", [12.0, 12.5], "not_whole"),
        ("channels/A/start_month", [1.5], "not_whole"),
        ("initiatives/I/enabled", [0.0, 2.0], "out_of_range"),
        ("initiatives/I/enabled", [0.0, 0.5], "not_whole"),
    ],
)
def test_draws_that_are_refused(path: str, values: list[Any], code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        project(CAMPAIGN, {path: values})
    assert code in {problem.code for problem in caught.value.problems}
    assert path in str(caught.value)


def test_draws_of_different_length_are_refused() -> None:
    with pytest.raises(ScenarioError):
        project(CAMPAIGN, {"deal_value": [1.0, 2.0], "market": [1.0]})
