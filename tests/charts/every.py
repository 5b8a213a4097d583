"""Every chart of the app as it may be drawn, by the examples of the other tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from roi_model.charts.actuals import measured
from roi_model.charts.parts.case import Drawn
from roi_model.charts.table import CHARTS
from roi_model.export.contents.dossier import Dossier
from roi_model.storage.presets import preset
from tests.charts import test_compare_pictures, test_pictures, test_risk_pictures

NEEDS_ACTUALS = {"actuals", "forecast", "open-deals"}
FROM_A_CASE = [chart for chart in CHARTS.values() if chart.of_case is not None]


@cache
def of_a_case(lang: str, theme: str = "light") -> dict[str, Drawn]:
    """Those that a case alone can draw, with their data."""
    scenario = replace(preset("inbound-and-outbound").scenario, opening_cash=20_000.0)
    other = replace(scenario, name="Dearer", deal_value=scenario.deal_value * 2)
    case = Dossier(
        scenario, lang, date(2026, 11, 27), baseline=other, compared={"Dearer": other}
    )  # fmt: skip
    made = {c.name: c.of_case(case, theme) for c in FROM_A_CASE if c.of_case is not None}
    return {name: one for name, one in made.items() if one is not None}


def _shaped(spec: Callable[..., Any], shape: dict[str, Any]) -> Callable[[str, str], Any]:
    return lambda lang, theme: spec(lang, "EUR", theme, **shape)


def _of_case(name: str) -> Callable[[str, str], Any]:
    return lambda lang, theme: of_a_case(lang, theme)[name][1]


EVERY: dict[str, Callable[[str, str], dict[str, Any]]] = {
    **{name: _shaped(one.spec, one.shape) for name, one in test_pictures.PICTURES.items()},
    **{name: _shaped(one.spec, one.shape) for name, one in test_risk_pictures.PICTURES.items()},
    **{name: _shaped(spec, shape)
       for name, (spec, shape, _) in test_compare_pictures.PICTURES.items()},
    **{f"case_{c.name}": _of_case(c.name) for c in FROM_A_CASE if c.name not in NEEDS_ACTUALS},
    "measured": _shaped(measured.spec, {}),
}  # fmt: skip
"""A specification by language and theme; `test_table.py` sees to it that no chart is left out."""
