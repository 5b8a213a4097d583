"""No headline without the pair, where the team lacks the hours and nothing limits the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import Role, project
from roi_model.remarks.capacity import overload, with_capacity
from tests.remarks.busy import BUSY


def test_the_pair_is_needed_where_hours_are_missing_and_nothing_limits_the_plan() -> None:
    assert overload(project(BUSY)) is not None
    assert overload(project(replace(BUSY, enforce_capacity=True))) is None
    assert overload(project(replace(BUSY, team=()))) is None
    assert overload(project(replace(BUSY, team=(Role(title="SDR", fte=3.0),)))) is None
    names = ("roi", "payback_month", "npv")
    assert with_capacity(names, [project(BUSY)]) == (
        "roi", "payback_month", "peak_utilisation", "capacity_roi", "capacity_payback_month", "npv",
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_plan_that_never_pays_back_within_its_hours_says_so(lang: str) -> None:
    hopeless = replace(BUSY, team=(Role(title="SDR", time_share=0.05, gross_salary=60_000.0),))
    found = overload(project(hopeless))
    assert found is not None and found.values["capacity_payback_month"] is None
    never = {"fr": "pas de récupération en 24 mois", "en": "no payback within 24 months"}[lang]
    assert never in found.sentence(lang) and never in found.chip(lang)
