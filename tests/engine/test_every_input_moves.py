"""No input is inert: each of the declaration moves at least one output of at least one plan.

The inputs are those of the cards, so a new one is covered the day it is declared; one whose kind
of value is not known here fails until its alternative is written down.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from roi_model import (
    Benefit,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Role,
    Scenario,
    ScenarioError,
    project,
)
from roi_model.analysis.change.levers import levers
from roi_model.declaration.card import Card, cards
from roi_model.declaration.paths import get_value, walk, with_value
from roi_model.declaration.scenario import EFFECT_PARAMETERS
from roi_model.declaration.units import Unit
from tests.cases import RICH

SAYS_NOTHING_OF_MONEY = {
    (Scenario, "name"): "a label",
    (Scenario, "currency"): "a display matter: nothing is converted",
    (Scenario, "uncertainty"): "moves the draws, not the plan itself",
    (Scenario, "drawn"): "says what is drawn, not what the plan is",
    (Scenario, "evidence"): "says where a figure comes from",
    (Benefit, "name"): "a label",
    (CostLine, "name"): "a label",
    (Initiative, "name"): "a label; names the line of a lever",
    (Role, "title"): "a label",
}

OTHER_VALUES: dict[str, Any] = {
    "start": "2025-07",
    "seasonality": (3.0, *[1.0] * 11),
    "channels/Calls/name": "Phone",
    "initiatives/Course/effects": (),
    "initiatives/Course/effects/quote_to_customer/channel": "Calls",
}
"""For what is no number, flag or choice: something else to put there."""


PLANS = {
    "rich": RICH,
    "unlimited": dataclasses.replace(RICH, enforce_capacity=False),
    "without overrides": dataclasses.replace(
        RICH, channels=(dataclasses.replace(RICH.channels[0], name="Ads"), RICH.channels[0])
    ),
}


def outputs(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    p = project(scenario)
    for name, metric in p.metrics.items():
        yield f"metric {name}", (metric.value, metric.reason)
    for name, series in p.monthly.items():
        yield f"monthly {name}", series.tolist()
    yield "costs", p.costs
    yield "channels", p.channels
    yield "utilisation", np.nan_to_num(p.utilisation, nan=-1).tolist()
    yield "levers", levers(scenario)


def alternative(scenario: Scenario, path: str, card: Card) -> Any:
    """Another legal value of the input."""
    value = get_value(scenario, path)
    if path in OTHER_VALUES:
        return OTHER_VALUES[path]
    if path.startswith("seasonality/"):
        return value + 1
    if card.unit is Unit.FLAG:
        return not value
    if card.unit is Unit.CHOICE:
        return next(choice for choice in card.choices if choice != value)
    if not card.is_number:
        pytest.fail(f"{path}: say in OTHER_VALUES what else this input can be")
    if value is None:
        return max(card.low, 1) if card.whole else card.low + 0.5
    for other in (value * 2, value / 2, value + 1, value - 1):
        other = int(other) if card.whole else other
        if other != value and card.problem(other) is None:
            return other
    raise AssertionError(path)


def key_of(path: str, card: Card) -> str:
    return "seasonality" if path.startswith("seasonality/") else card.key


def entity_of(path: str) -> type:
    groups = {
        "channels": Channel, "team": Role, "costs": CostLine, "initiatives": Initiative,
        "benefits": Benefit,
    }  # fmt: skip
    if path in cards(Scenario) or path.startswith("seasonality"):
        return Scenario
    return Effect if "/effects/" in path else groups[path.split("/")[0]]


def inputs() -> dict[tuple[type, str], list[tuple[str, Card]]]:
    """Every field of every entity, with the paths that reach it in the rich plan."""
    entities = (Scenario, Channel, Role, CostLine, Initiative, Effect, Benefit)
    found: dict[tuple[type, str], list[tuple[str, Card]]] = {
        (entity, key): [] for entity in entities for key in cards(entity)
    }
    for path, card, _ in walk(RICH):
        found[entity_of(path), key_of(path, card)].append((path, card))
    found[Scenario, "seasonality"].append(("seasonality", cards(Scenario)["seasonality"]))
    found[Initiative, "effects"].append(
        ("initiatives/Course/effects", cards(Initiative)["effects"])
    )
    return found


LISTS = {(Scenario, key) for key in ("channels", "team", "costs", "initiatives", "benefits")}

MOVABLE = {
    key: paths
    for key, paths in inputs().items()
    if key not in LISTS and key not in SAYS_NOTHING_OF_MONEY
}


def test_the_rich_plan_reaches_every_input() -> None:
    unreached = [f"{owner.__name__}.{key}" for (owner, key), paths in MOVABLE.items() if not paths]
    assert not unreached


@pytest.fixture(scope="module")
def before() -> dict[str, dict[str, Any]]:
    return {name: dict(outputs(plan)) for name, plan in PLANS.items()}


@pytest.mark.parametrize(
    ("entity", "key"), list(MOVABLE), ids=[f"{entity.__name__}.{key}" for entity, key in MOVABLE]
)
def test_every_input_moves_an_output(
    entity: type, key: str, before: dict[str, dict[str, Any]]
) -> None:
    moved = set()
    refused = []
    for path, card in MOVABLE[entity, key]:
        for plan, scenario in PLANS.items():
            if moved:
                break
            try:
                changed = with_value(scenario, path, alternative(scenario, path, card))
            except ScenarioError as error:  # legal alone, not beside the others of this plan
                refused.append(str(error))
                continue
            for name, output in outputs(changed):
                if output != before[plan][name]:
                    moved.add(name)
    assert moved, f"{entity.__name__}.{key} moves nothing; refused: {refused}"


@pytest.mark.parametrize("parameter", EFFECT_PARAMETERS)
def test_every_parameter_of_an_initiative_moves_an_output(
    parameter: str, before: dict[str, dict[str, Any]]
) -> None:
    idea = Initiative(name="Course", effects=(Effect(parameter=parameter, factor=0.8),))
    none = dataclasses.replace(idea, effects=())
    with_it, without = (
        dict(outputs(dataclasses.replace(PLANS["unlimited"], initiatives=(one,))))
        for one in (idea, none)
    )
    moved = {name for name in without if name != "levers" and with_it[name] != without[name]}
    assert moved


def test_the_headline_feels_what_it_should(before: dict[str, dict[str, Any]]) -> None:
    """The inputs of the page Simulate move `roi` or the payback, not some far corner alone."""
    headline = ("metric roi", "metric payback_month", "metric npv")
    plan = PLANS["unlimited"]
    core = [(p, c) for paths in inputs().values() for p, c in paths if not c.advanced]
    assert len(core) > 20
    for path, card in core:
        if path == "horizon_months":
            continue  # nothing new arrives after the last customer has aged
        changed = dict(outputs(with_value(plan, path, alternative(plan, path, card))))
        inherited = path in cards(Scenario) and path in cards(Channel)
        assert any(changed[name] != before["unlimited"][name] for name in headline), (
            path,
            inherited,
        )


def test_what_says_nothing_of_money_moves_nothing(before: dict[str, dict[str, Any]]) -> None:
    """The exceptions are what they claim: amounts stay when they change."""
    other = {"name": "Another", "currency": "USD", "title": "Head", "uncertainty": {}}
    for (entity, key), paths in inputs().items():
        if (entity, key) not in SAYS_NOTHING_OF_MONEY or key in (
            "uncertainty",
            "evidence",
            "drawn",
        ):
            continue
        for path, _ in paths:
            changed = dict(outputs(with_value(RICH, path, other[key])))
            for name, output in before["rich"].items():
                if name != "levers":
                    assert changed[name] == output, (path, name)
