"""The charts that travel as files of their own."""

from __future__ import annotations

import json

import pytest

from roi_model import project
from roi_model.charts.table import CHARTS
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import PROMISES, pictures, standing_alone
from roi_model.remarks.capacity import overload
from roi_model.storage.presets import presets
from tests.export.dossiers import dossier
from tests.remarks.busy import BUSY, SAID_ON


def test_a_chart_that_promises_a_return_says_it_as_a_file_of_its_own() -> None:
    made = Dossier(BUSY, "en", SAID_ON)
    found = overload(project(BUSY))
    assert found is not None
    said = {
        name: found.chip("en") in json.loads(one.whole())["title"].get("subtitle", [])
        for name, one in standing_alone(made).items()
    }
    assert {name for name, told in said.items() if told} == set(PROMISES)


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_chart_as_a_file(slug: str) -> None:
    shown = pictures(dossier(slug))
    assert {"cash", "funnel", "monthly", "payback-chance", "distribution"} <= set(shown)
    cash = shown["cash"]
    assert (
        cash.svg().startswith(b"<svg")
        and CHARTS["cash"].words[0].title("fr") in cash.svg().decode()
    )
    assert cash.png(1).startswith(b"\x89PNG")
