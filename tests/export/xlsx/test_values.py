"""The values that stand beside the formulas: every month, metric and channel as the engine's.

Previews, phones and protected views show these. That spreadsheets calculate the same from the
formulas, `tests/export/test_workbook.py` tries with two of them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Scenario
from roi_model.export.workbook import workbook
from roi_model.projection import project
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from tests.export import test_workbook as recalculated
from tests.export.xlsx.opened import word
from tests.golden.cases import PROJECTIONS

SEVERAL = preset("inbound-and-outbound").scenario
GOLDEN = {case["scenario"]["name"]: scenario_from_dict(case["scenario"]) for case in PROJECTIONS}
CASES = {
    "a deal": preset("linkedin-outbound").scenario,
    "a subscription": preset("saas-subscription").scenario,
    "channels, an account, steps": replace(
        with_value(
            with_value(SEVERAL, "deal_value", {1: 5e3, 7: 6e3}),
            f"channels/{SEVERAL.channels[0].name}/monthly_cost", {1: 500.0, 4: 900.0},
        ),
        opening_cash=50_000.0, cash_floor=1_000.0, enforce_capacity=True,
    ),
    "several rates of return": recalculated.SEVERAL_RATES,
    "nobody stays": recalculated.NOBODY_STAYS,
    **{name: made for name, made in GOLDEN.items() if name.endswith(recalculated.HARD)},
}  # fmt: skip


def saved(scenario: Scenario, folder: Path) -> Path:
    path = folder / "case.xlsx"
    path.write_bytes(workbook(recalculated.dossier(scenario)))
    return path


@pytest.mark.parametrize("name", CASES)
def test_every_month_and_metric_is_the_engines(name: str, tmp_path: Path) -> None:
    path = saved(CASES[name], tmp_path)
    assert recalculated.differences(recalculated.Case(b"", CASES[name]), path) == []


def test_what_channels_share_out_adds_up_to_the_plan(tmp_path: Path) -> None:
    """Under the channels stand sums of what can be summed, and nothing under ratios."""
    rows = CalamineWorkbook.from_path(saved(SEVERAL, tmp_path)).get_sheet_by_name("Metrics")
    table = rows.to_python()
    head = next(row for row in table if row[0] == word("column.channel"))
    total = next(row for row in table[table.index(head) :] if row[0] == word("total"))
    summed = {title: total[at] for at, title in enumerate(head) if at and title}
    plan = project(SEVERAL)

    def of(*keys: str) -> float:
        return sum(summed[word(f"column.{key}")] for key in keys)

    metric = {name: found.value for name, found in plan.metrics.items()}
    assert of("own_cost", "shared_cost") == pytest.approx(metric["investment"])
    assert of("revenue") == pytest.approx(metric["revenue"])
    assert of("gross_profit") == pytest.approx(metric["gross_profit"])
    assert of("leads") == pytest.approx(plan.monthly["leads"].sum())
    assert of("customers_signed") == pytest.approx(plan.monthly["customers"].sum())
    assert of("customers_ultimate") == pytest.approx(metric["customers_ultimate"])
    assert of("hours") == pytest.approx(sum(line["hours"] for line in plan.channels))
    for ratio in ("contribution_roi", "loaded_roi", "ltv", "cac"):
        assert summed[word(f"column.{ratio}")] == ""
