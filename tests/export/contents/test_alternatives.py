"""The cases side by side: in what order, under what names, and how likely each is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.analysis.risk.risk import risk
from roi_model.export.contents.alternatives import MOST, alternatives
from roi_model.export.contents.dossier import Dossier
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.export.dossiers import DAY

PLAN, OTHER = preset("in-house-sdr").scenario, preset("outsourced-appointments").scenario


def test_alone_it_stands_alone() -> None:
    made = Dossier(PLAN, "en", DAY)
    [only] = made.alternatives
    assert only.projection is made.projection and only.risk is made.risk


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_baseline_is_one_of_them_once(lang: str) -> None:
    base = replace(PLAN, deal_value=5_000.0)
    made = Dossier(PLAN, lang, DAY, baseline=base, compared={"Buy": OTHER})
    names = [one.name for one in alternatives(made)]
    assert names == [PLAN.name, "Buy", text("slides.baseline", lang)]
    held = Dossier(PLAN, lang, DAY, baseline=base, compared={"As it was": base})
    assert [one.name for one in alternatives(held)] == [PLAN.name, "As it was"]


def test_six_at_most_each_with_its_own_chance() -> None:
    many = {f"Case {n}": replace(OTHER, deal_value=2_000.0 + 900 * n) for n in range(9)}
    found = alternatives(Dossier(PLAN, "en", DAY, compared=many))
    assert len(found) == MOST
    assert found[2].chance == pytest.approx(1.0 - risk(many["Case 1"]).never)
    assert found[1].chance < found[-1].chance
    assert found[1].value("net_gain") == found[1].projection.metrics["net_gain"].value
