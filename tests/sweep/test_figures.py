"""A case of a sweep says what it says alone, to the last digits, or what is wrong with it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from roi_model import ScenarioError, project
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import parse_scenario, scenario_to_dict
from roi_model.sweep import figures
from roi_model.sweep.blocks import Axis, GridBlock, LinesBlock
from roi_model.sweep.figures import NAMES, Figures, Options, batches, figures_of
from tests.conftest import LONG
from tests.engine.batches import BATCH, SENSITIVE
from tests.sweep.lines import some_lines, written


def alone(line: bytes, found: Figures, position: int) -> None:
    """The case at a position is what project() says of it, or the sentence of its errors."""
    try:
        one = project(parse_scenario(line))
    except ScenarioError as error:
        assert found.errors[position] == error.sentences("en")
        assert np.isnan(found.values[:, position]).all() and not found.codes[:, position].any()
        return
    assert position not in found.errors
    amounts = float(sum(np.abs(series).sum() for series in one.monthly.values()))
    for at, name in enumerate(NAMES):
        metric = one.metrics[name]
        value = found.values[at, position]
        assert found.codes[at, position] == metric.code, name
        if metric.value is None:
            assert np.isnan(value), name
            continue
        rate = name in ("irr", "mirr") or name.endswith("_month")
        scale = 0.0 if rate or "roi" in name else amounts
        allowed = (SENSITIVE if rate else BATCH) * max(1.0, abs(float(metric.value)), scale)
        assert abs(value - metric.value) <= allowed, (name, value, metric.value)


@pytest.mark.parametrize("seed", range(40 if LONG else 2))
@pytest.mark.parametrize("boldly", [False, True])
def test_a_case_among_others_is_what_it_is_alone(seed: int, boldly: bool) -> None:
    lines = written(some_lines(150, 5 if seed % 2 else 14, seed, boldly=boldly))
    found = figures_of(LinesBlock(0, 1, lines).cases(), Options())
    for position, line in enumerate(lines.splitlines()):
        alone(line, found, position)
    assert bool(found.errors) == boldly


def test_lines_of_one_shape_are_one_batch_whatever_keys_they_leave_out() -> None:
    plan = scenario_to_dict(preset("linkedin-outbound").scenario)
    lean = scenario_to_dict(preset("linkedin-outbound").scenario, complete=False)
    renamed = json.loads(json.dumps(lean).replace('"LinkedIn"', '"Réseau"'))
    block = LinesBlock(0, 1, written([plan] * 20 + [lean] * 20 + [renamed]))
    errors: dict[int, str] = {}
    assert [len(batch.positions) for batch in batches(block.cases(), errors, "en")] == [41]
    assert errors == {}


def test_what_was_worked_on_before_moves_no_bit() -> None:
    lines = some_lines(120, 4, seed=3, boldly=True)
    block = LinesBlock(0, 1, written(lines))
    figures._layouts.clear()
    fresh = figures_of(block.cases(), Options())
    figures_of(LinesBlock(0, 1, written(some_lines(200, 9, seed=4))).cases(), Options())
    again = figures_of(block.cases(), Options())
    np.testing.assert_array_equal(fresh.values, again.values)
    assert fresh.errors == again.errors


def test_a_fault_of_the_engine_is_the_row_of_one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = some_lines(20, 1, seed=5)
    culprit = lines[7]["deal_value"]

    def project_but_one(scenario, draws=None, **options):  # type: ignore[no-untyped-def]
        if culprit in np.atleast_1d((draws or {}).get("deal_value", scenario.deal_value)):
            raise FloatingPointError
        return project(scenario, draws, **options)

    monkeypatch.setattr(figures, "project", project_but_one)
    found = figures_of(LinesBlock(0, 1, written(lines)).cases(), Options(lang="fr"))
    assert list(found.errors) == [7] and "FloatingPointError" in found.errors[7]
    assert not np.isnan(found.values[0, [6, 8]]).any()


def test_a_grid_is_its_cases_one_by_one() -> None:
    base = preset("in-house-sdr").scenario
    channel = base.channels[0].name
    axes = (
        Axis("horizon_months", 10, 40, 4),
        Axis(f"channels/{channel}/quote_to_customer", 0.5, 1.1, 5),
        Axis("enforce_capacity", 0, 1, 2),
        Axis("campaign_months", 6, 13, 3),
    )
    block = GridBlock(0, 1, 4 * 5 * 2 * 3, json.dumps(scenario_to_dict(base)), axes)
    cases = block.cases()
    found = figures_of(cases, Options())
    assert found.errors and len(found.errors) < 120
    for position in range(120):
        try:
            line = json.dumps(scenario_to_dict(cases.scenario(position))).encode()
        except ScenarioError as error:
            assert found.errors[position] == error.sentences("en")
        else:
            alone(line, found, position)


def test_steps_by_month_are_moved_as_one_in_a_grid() -> None:
    plan = {"name": "A", "channels": [{"name": "B"}], "deal_value": {"1": 1000, "7": 3000}}
    axes = (Axis("deal_value", 500, 2000, 3), Axis("channels/B/contacts", 10, 1000, 10))
    cases = GridBlock(0, 1, 30, json.dumps(plan), axes).cases()
    found = figures_of(cases, Options())
    assert found.errors == {}
    for position in (0, 17, 29):
        line = json.dumps(scenario_to_dict(cases.scenario(position))).encode()
        alone(line, found, position)
