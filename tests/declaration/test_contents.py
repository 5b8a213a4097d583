"""A fault inside a list or table names the part, its value and what is allowed."""

from __future__ import annotations

import pytest

from roi_model import ScenarioError
from roi_model.declaration.card import GRADES
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import LANGUAGES
from tests.storage.cases import whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_grade_is_answered_with_path_value_and_what_is_allowed(lang: str) -> None:
    raw = whole(evidence={"channels/Calls/contacts": {"source": "x", "grade": "sure"}})
    with pytest.raises(ScenarioError) as caught:
        scenario_from_dict(raw)
    said = caught.value.sentences(lang)
    for part in ("evidence/channels/Calls/contacts/grade", "sure", *GRADES):
        assert part in said
