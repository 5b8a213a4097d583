"""A case of a sweep says what it says alone, to the last digits, or what is wrong with it."""

from __future__ import annotations

import json
from random import Random

import numpy as np
import pytest

from roi_model import ScenarioError, project
from roi_model.declaration.spending import CATEGORIES
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import parse_scenario, scenario_from_dict, scenario_to_dict
from roi_model.sweep import figures
from roi_model.sweep.blocks import Axis, GridBlock, LinesBlock
from roi_model.sweep.figures import NAMES, Figures, Options, batches, figures_of
from roi_model.sweep.shapes import outline
from tests.conftest import LONG
from tests.engine.batches import BATCH, SENSITIVE
from tests.sweep.lines import Json, some_lines, written


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


def other_people(number: int) -> Json:
    """A plan of its own shape: other roles, cost lines and benefits, other months."""
    rng = Random(number)
    months = rng.choice([12, 24, 36])
    team = [
        {"title": f"R{n}", "fte": rng.uniform(0.1, 2), "attrition": rng.choice([0, 0.3])}
        | rng.choice([{}, {"end_month": months}, {"ramp_months": 3}])
        for n in range(rng.randint(1, 3))
    ]
    costs = [
        {"name": f"C{n}", "category": rng.choice(CATEGORIES), "amount": rng.uniform(10, 900)}
        | rng.choice([{}, {"every": "once"}, {"start_month": 2, "end_month": months}])
        for n in range(rng.randint(0, 4))
    ]
    benefits = [{"name": "B", "annual_value": 900.0}] * rng.randint(0, 1)
    return {
        "name": f"Case {number}",
        "horizon_months": months,
        "channels": [{"name": "Calls", "contacts": rng.uniform(100, 900)}],
        "uncertainty": {f"team/{team[0]['title']}/fte": {"kind": "range", "p10": 0.1, "p90": 2}},
        "team": team,
        "costs": costs,
        "benefits": benefits,
    }


def test_cases_that_differ_by_what_is_added_up_are_one_batch() -> None:
    plans = [other_people(number) for number in range(60)]
    shapes = {outline(scenario_from_dict(plan)).shape for plan in plans}
    lines = written([*plans, plans[0] | {"team": []}])
    block, errors = LinesBlock(0, 1, lines), dict[int, str]()
    found = batches(block.cases(), errors, "en")
    # without a team there is nothing to keep to: another plan
    assert len(shapes) > 50 and [len(batch.positions) for batch in found] == [60, 1]
    together = figures_of(block.cases(), Options())
    for position, line in enumerate(lines.splitlines()):
        alone(line, together, position)


def test_a_plan_that_stands_for_many_has_not_too_many_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures, "_PARTS", 12)
    lines = written([other_people(number) for number in range(30)])
    found = batches(LinesBlock(0, 1, lines).cases(), {}, "en")
    assert sorted(at for batch in found for at in batch.positions) == list(range(30))
    parts = [len(scenario.team + scenario.costs) for _, scenario, _ in (b.plan() for b in found)]
    assert 1 < len(parts) < 30 and max(parts) <= 12


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
