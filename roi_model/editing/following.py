"""Evidence and doubts follow their input: they hold for the value they were given at.

Where an input stands elsewhere, its entries of `evidence` and `uncertainty` keep, under `value`,
where it stood. The evidence then speaks of that value alone, and the doubt is moved to the new one
when it is read; once the input is back, both are as they were given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.initiatives import Initiative
from roi_model.declaration.paths import get_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps

Entry = Mapping[str, Any]
GROUPS = ("evidence", "uncertainty")


def follow(before: Scenario, after: Scenario) -> Scenario:
    """The scenario after a change, with the values that entries from before it were given at.

    An entry that the change itself brought, as an accepted calibration does, is of the new value.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), deal_value=18_000.0,
    ...                 evidence={"deal_value": {"source": "orders", "grade": "measured"}})
    >>> moved = follow(case, replace(case, deal_value=15_500.0))
    >>> moved.evidence["deal_value"]["value"]
    18000.0
    >>> follow(moved, replace(moved, deal_value=18_000.0)) == case
    True
    """
    now = {group: getattr(after, group) for group in GROUPS}
    found = followed(before, after, now)
    changed: dict[str, Any] = {g: entries for g, entries in found.items() if entries != now[g]}
    return replace(after, **changed) if changed else after


def followed(
    before: Scenario, after: Scenario, now: Mapping[str, Mapping[str, Entry]]
) -> dict[str, dict[str, Entry]]:
    """The same of other entries `now` than those of the case `after`, by group and path.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), deal_value=18_000.0,
    ...                 evidence={"deal_value": {"source": "orders", "grade": "measured"}})
    >>> followed(case, replace(case, deal_value=9_000.0), {"evidence": case.evidence})
    {'evidence': {'deal_value': {'source': 'orders', 'grade': 'measured', 'value': 18000.0}}}
    """
    return {
        group: {
            path: entry
            if _untouched(before, after, path, entry)
            else _followed(
                entry,
                entry == getattr(before, group).get(path),
                _at(before, group, path),
                _at(after, group, path),
            )
            for path, entry in entries.items()
        }
        for group, entries in now.items()
    }


def _untouched(before: Scenario, after: Scenario, path: str, entry: Entry) -> bool:
    """Whether nothing near an input has changed: its entry, of no other value, then stays."""
    field = path.partition("/")[0]
    missing = object()
    was = getattr(before, field, missing)
    return "value" not in entry and was is not missing and was is getattr(after, field, None)


def given_at(scenario: Scenario, group: str, path: str) -> Any:
    """The value that an input's evidence or doubt was given at; None where it still holds.

    A number, in the model's unit; of steps by month, as JSON holds them; of an initiative, its
    factors by what they multiply.
    """
    value = getattr(scenario, group).get(path, {}).get("value")
    return None if value == _at(scenario, group, path) else value


def is_measured(scenario: Scenario, path: str) -> bool:
    """Whether the present value of an input was measured."""
    grade = scenario.evidence.get(path, {}).get("grade")
    return grade == "measured" and given_at(scenario, "evidence", path) is None


def spread_at(
    spread: Entry, value: float | None, low: float, high: float
) -> dict[str, float] | None:
    """The numbers of a doubt at the value its input has now, cut at the input's bounds.

    A beta keeps its `ess` around the new value; every other kind is multiplied by the ratio of the
    new value to the old, or shifted where the old one was 0. None where no doubt is left: the
    input stands at 0, has no value, or all lies on one bound.

    >>> spread_at({"kind": "range", "p10": 90.0, "p90": 110.0, "value": 100.0}, 50.0, 0.0, 1e7)
    {'p10': 45.0, 'p90': 55.0}
    >>> spread_at({"kind": "beta", "mean": 0.3, "ess": 40.0, "value": 0.3}, 0.5, 0.0, 1.0)
    {'mean': 0.5, 'ess': 40.0}
    """
    numbers = {key: float(spread[key]) for key in spread if key not in ("kind", "value")}
    then = spread.get("value", value)
    if then == value:
        return numbers
    if value is None or value == 0 or (spread["kind"] == "beta" and value == 1):
        return None
    if spread["kind"] == "beta":
        return {**numbers, "mean": float(value)}
    ratio, shift = (value / then, 0.0) if then else (1.0, value)
    moved = {k: min(max(n * ratio + shift, low), high) for k, n in numbers.items()}
    return moved if len(set(moved.values())) > 1 or len(set(numbers.values())) == 1 else None


def _followed(entry: Entry, was_there: bool, then: Any, now: Any) -> Entry:
    if entry.get("value", then if was_there else now) == now:
        return {key: entry[key] for key in entry if key != "value"}
    return entry if "value" in entry or then is None else {**entry, "value": then}


def _at(scenario: Scenario, group: str, path: str) -> Any:
    """What evidence speaks of: a number, steps, or the factors of an initiative; else None.

    A doubt is one about the first of the steps, and goes with it.
    """
    try:
        found = get_value(scenario, path)
    except ScenarioError:
        return None
    if isinstance(found, Initiative):
        factors: dict[str, float] = {}
        for effect in found.effects:
            same = sum(key.partition("#")[0] == effect.parameter for key in factors)
            factors[f"{effect.parameter}#{same + 1}" if same else effect.parameter] = effect.factor
        return factors
    if isinstance(found, Steps):
        return found.as_json() if group == "evidence" else found.first
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return found if is_number else None
