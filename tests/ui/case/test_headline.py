"""The headline of a case whose figures do not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from roi_model import project
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.formatting import UNDEFINED
from roi_model.texts import text
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, NAMES, figures, headline, open_case


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, channels=(replace(p.channels[0], contacts=0.0),)),
        lambda p: replace(p, gross_margin=0.0, deal_value=0.0),
        lambda p: replace(p, team=(), costs=(), commission=0.0, channels=(Channel(name="X"),)),
        lambda p: replace(p, horizon_months=3, campaign_months=1, cycle_months=36.0),
        lambda p: replace(p, horizon_months=120, start="2026-11"),
        lambda p: with_value(p, "deal_value", 10_000_000.0),
    ],
    ids=["no leads", "no margin", "no spending", "no time", "ten years", "ten millions"],
)
def test_extremes_show_words_instead_of_failing(change: Callable[[Scenario], Scenario]) -> None:
    plan = change(seen(FIRST))
    for lang in ("fr", "en"):
        made = open_case(plan, lang=lang)
        shown = zip(headline(made), figures(made, "delta"), NAMES, strict=False)
        for value, said, name in shown:
            found = project(plan).metrics[name]
            if found.value is None:
                assert value == UNDEFINED
                assert said == text(f"metrics.reason.{found.reason}", lang)
