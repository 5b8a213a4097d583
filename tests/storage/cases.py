"""Whole files of a case, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from roi_model import ScenarioError
from roi_model.storage.scenario_file import scenario_from_dict


def whole(**inputs: Any) -> dict[str, Any]:
    return {"name": "Case", "channels": [{"name": "A"}], **inputs}


def problems(raw: Any) -> dict[str, Any]:
    with pytest.raises(ScenarioError) as caught:
        scenario_from_dict(raw)
    return {problem.path: problem for problem in caught.value.problems}
