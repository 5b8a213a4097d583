"""Draws of a plan, and the plan of each draw by itself."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from roi_model import Channel, Effect, Initiative, Scenario
from roi_model.declaration.card import Card
from roi_model.declaration.paths import card_at, get_value, walk
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict

BATCH = 1e-12
SENSITIVE = 1e-9


def months_in_use(scenario: Scenario) -> int:
    """The horizon cannot be drawn below this: a month of the plan would lie beyond it."""
    latest = [
        value for _, card, value in walk(scenario) if card.within_horizon and value is not None
    ]
    latest += [v.months[-1] for _, _, v in walk(scenario) if isinstance(v, Steps)]
    return max([3, *map(int, latest)])


def drawable(scenario: Scenario) -> dict[str, Card]:
    """Numbers and flags; also those that are null, but for a saturation, which comes in pairs."""
    found = {}
    for path, card, value in walk(scenario):
        if path.endswith(("saturation_spend", "reference_spend")) and value is None:
            continue
        if isinstance(value, Steps) and value.first == 0:
            continue  # no factor leads from there
        if card.is_number or card.unit is Unit.FLAG or path.startswith("seasonality/"):
            found[path] = card
    return {path: card for path, card in found.items() if not _ends_a_one_off(scenario, path)}


def _ends_a_one_off(scenario: Scenario, path: str) -> bool:
    names = path.split("/")
    if names[0] != "costs" or names[-1] != "end_month":
        return False
    return get_value(scenario, f"costs/{names[1]}/every") == "once"


def some_draws(scenario: Scenario, seed: int, count: int, share: float) -> dict[str, np.ndarray]:
    """Draws of about `share` of the inputs, each within its bounds and the drawn horizons."""
    rng = Random(seed)
    chosen = [path for path in drawable(scenario) if rng.random() < share]
    made: dict[str, np.ndarray] = {}
    horizon = scenario.horizon_months
    if "horizon_months" in chosen:
        low = months_in_use(scenario)
        made["horizon_months"] = np.array([rng.randint(low, 40) for _ in range(count)], float)
        horizon = int(made["horizon_months"].min())
    cards = drawable(scenario)
    for path in chosen:
        if path != "horizon_months":
            made[path] = np.array(
                [one_draw(rng, scenario, path, cards[path], horizon) for _ in range(count)], float
            )
    return made


def one_draw(rng: Random, scenario: Scenario, path: str, card: Card, horizon: int) -> float:
    value = get_value(scenario, path)
    if isinstance(value, Steps):  # by a factor that keeps every step within its bounds
        low = max(card.low / (min(value.values) or 1.0), 0.5)
        return value.first * rng.uniform(low, min(card.high / max(value.values), 1.5))
    if card.unit is Unit.FLAG:
        return float(rng.random() < 0.5)
    if path.startswith("seasonality/"):
        return rng.uniform(0.1, 3)
    if card.whole:
        low = int(card.low)
        if path.startswith("costs/") and _every_month(scenario, path):
            low = 1
        high = horizon if card.within_horizon else min(int(card.high), horizon + 4, 60)
        return float(rng.randint(low, max(low, high)))
    if card.unit.is_percent or card.high <= 3:
        return rng.choice([rng.uniform(card.low, card.high), card.low, card.high])
    around = float(value) if value else min(card.high, 1000 if card.unit.is_money else 2)
    return float(np.clip(rng.uniform(0.5, 1.5) * around, max(card.low, 1e-3), card.high))


def _every_month(scenario: Scenario, path: str) -> bool:
    return get_value(scenario, f"costs/{path.split('/')[1]}/every") == "month"


def single(scenario: Scenario, draws: dict[str, np.ndarray], n: int) -> Scenario:
    """The scenario of the n-th draw, written into its JSON."""
    raw = scenario_to_dict(scenario, complete=False)
    for path, drawn in draws.items():
        card = card_at(scenario, path)
        value: Any = float(drawn[n])
        if card.unit is Unit.FLAG:
            value = bool(value)
        elif card.whole:
            value = int(value)
        steps = get_value(scenario, path)
        if isinstance(steps, Steps):  # the value of the first; the others follow by its factor
            value = {str(m): step * (value / steps.first) for m, step in steps.steps}
        put(raw, path.split("/"), value)
    return scenario_from_dict(raw)


def put(raw: dict[str, Any], path: list[str], value: Any) -> None:
    """Write a value where a path of MODEL 5 leads in the JSON."""
    head, *rest = path
    if not rest:
        raw[head] = value
    elif head == "seasonality":
        raw[head][int(rest[0]) - 1] = value
    elif head == "effects":
        label, key = "/".join(rest[:-1]), rest[-1]
        seen: dict[str, int] = {}
        for effect in raw[head]:
            name = "/".join(filter(None, (effect["parameter"], effect.get("channel"))))
            seen[name] = seen.get(name, 0) + 1
            if label == (name if seen[name] == 1 else f"{name}#{seen[name]}"):
                effect[key] = value
                return
        raise AssertionError(path)
    else:
        item = next(i for i in raw[head] if rest[0] in (i.get("title"), i.get("name")))
        put(item, rest[1:], value)


CAMPAIGN = Scenario(
    name="Two ideas",
    channels=(Channel(name="A"), Channel(name="B", deal_value=900)),
    initiatives=(
        Initiative(name="I", effects=(Effect(parameter="deal_value", factor=1.5),)),
        Initiative(name="J", enabled=False, effects=(Effect(parameter="contacts", factor=0.5),)),
    ),
)
