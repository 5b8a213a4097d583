"""Two plans compared and a budget shared, to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from roi_model import Scenario, project
from roi_model.analysis.bottleneck import bottlenecks
from roi_model.analysis.change.compare import compare
from roi_model.analysis.search.allocate import allocate, marginal_curves
from roi_model.charts import bars, bottleneck, marginal, side_by_side, utilisation, waterfall
from roi_model.declaration.paths import with_value
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES

PLAN = preset("inbound-and-outbound").scenario


def better() -> Scenario:
    made = PLAN
    for path, value in {
        "deal_value": 7000.0,
        "channels/Outbound/quote_to_customer": 0.2,
        "market": 1.1,
    }.items():
        made = with_value(made, path, value)
    return made


COMPARED = compare(PLAN, better(), "npv")
SHARED = allocate(PLAN, 9000)

PICTURES: dict[str, tuple[Callable[..., dict[str, Any]], dict[str, Any], pd.DataFrame]] = {
    "waterfall": (
        waterfall.spec,
        {"kind": "money"},
        waterfall.frame(COMPARED, ("A", "B"), "EUR", "en"),
    ),
    "waterfall of a rate": (
        waterfall.spec,
        {"kind": "percent"},
        waterfall.frame(compare(PLAN, better(), "roi"), ("A", "B"), "EUR", "en"),
    ),
    "side_by_side": (
        side_by_side.spec,
        {"horizon": 36, "start": "2026-05"},
        side_by_side.frame({"A": project(PLAN), "B": project(better())}),
    ),
    "bars": (
        bars.spec,
        {"what": "levers"},
        bars.frame(
            [
                bars.Bar("Ads", 5_540.0, "+€5,540", "ROI 114%", second=4_000.0),
                bars.Bar("Loyalty", -4_000.0, "−€4,000", "no", tone="worse", solid=False),
                bars.Bar("Unknown", None, "–"),
            ]
        ),
    ),
    "bottleneck": (
        bottleneck.spec,
        {"move": "point"},
        bottleneck.frame(bottlenecks(PLAN), PLAN, "EUR", "en", move="point"),
    ),
    "utilisation": (
        utilisation.spec,
        {"horizon": 36, "start": "2026-05"},
        utilisation.frame(project(PLAN).utilisation),
    ),
    "marginal": (marginal.spec, {}, marginal.frame(marginal_curves(PLAN, 9000), SHARED)),
}


def every(test: Callable[..., None]) -> Callable[..., None]:
    marked = pytest.mark.parametrize("name", PICTURES)(test)
    marked = pytest.mark.parametrize("lang", LANGUAGES)(marked)
    return pytest.mark.parametrize("theme", ("light", "dark"))(marked)
