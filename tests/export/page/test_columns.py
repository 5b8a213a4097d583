"""The figures that the page shows of the plan as it stands: those of the app, word for word.

At every other stop a browser reads them beside the engine (`tests/browser/test_handout.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from roi_model import formatting
from roi_model.charts.funnel import STAGES
from roi_model.declaration.paths import with_value
from roi_model.export.contents.dossier import Dossier
from roi_model.export.page.page import page
from roi_model.projection import project
from roi_model.remarks.capacity import overload
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES
from tests.export.dossiers import DAY

CALM = replace(preset("in-house-sdr").scenario, horizon_months=12, campaign_months=None)
BUSY = with_value(CALM, f"channels/{CALM.channels[0].name}/contacts", 2 * CALM.channels[0].contacts)
"""Twice the contacts its team has hours for: within these the money is not back in the year."""


def shown(written: str, name: str, lang: str) -> str:
    """A figure in one language."""
    both = re.search(rf'data-figure="{name}">((?:<span lang="\w+">[^<]*</span>)+)', written)
    assert both is not None, name
    said = re.search(rf'<span lang="{lang}">([^<]*)<', both[1])
    assert said is not None, name
    return unescape(said[1])


def test_beside_return_and_payback_stands_what_the_teams_hours_allow() -> None:
    too_much = overload(project(BUSY))
    assert too_much is not None
    assert too_much.values["payback_month"] and too_much.values["capacity_payback_month"] is None
    written = page(Dossier(BUSY, "en", DAY)).decode("utf-8")
    for lang in LANGUAGES:
        for name in ("roi", "payback_month"):
            assert shown(written, f"within_{name}", lang) == too_much.beside(name, lang)


def test_nothing_stands_beside_them_where_the_team_has_the_hours() -> None:
    written = page(Dossier(CALM, "en", DAY)).decode("utf-8")
    assert overload(project(CALM)) is None
    assert {shown(written, f"within_{name}", "fr") for name in ("roi", "payback_month")} == {""}


def test_the_funnel_says_how_many_pass_each_step() -> None:
    plan = project(CALM)
    counts = [float(plan.monthly[stage].sum()) for stage in STAGES[:-1]]
    counts.append(plan.value("customers_ultimate") or 0.0)
    written = page(Dossier(CALM, "en", DAY)).decode("utf-8")
    for lang in LANGUAGES:
        for at, stage in enumerate(STAGES):
            assert shown(written, f"funnel/{stage}", lang) == formatting.number(counts[at], lang)
            if at:
                passed = formatting.percent(counts[at] / counts[at - 1], lang)
                assert shown(written, f"step/{stage}", lang) == passed
