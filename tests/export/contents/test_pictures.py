"""The charts that travel as files of their own."""

from __future__ import annotations

import json

from roi_model import project
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import PROMISES, standing_alone
from roi_model.remarks.capacity import overload
from tests.remarks.busy import BUSY, DAY


def test_a_chart_that_promises_a_return_says_it_as_a_file_of_its_own() -> None:
    made = Dossier(BUSY, "en", DAY)
    found = overload(project(BUSY))
    assert found is not None
    said = {
        name: found.chip("en") in json.loads(one.whole())["title"].get("subtitle", [])
        for name, one in standing_alone(made).items()
    }
    assert {name for name, told in said.items() if told} == set(PROMISES)
