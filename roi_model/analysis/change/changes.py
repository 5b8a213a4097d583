"""What differs between two scenarios, and every scenario that lies between them.

A change is an input that has another value, or a part of a list that only one of the two has, or
that stands under another name. Any subset of the changes is one draw of one union scenario, so
that thousands of subsets are one call of project().
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roi_model.analysis.change.matching import Pairing, pair_up, renamed
from roi_model.declaration.card import Entity, cards
from roi_model.declaration.channel import OVERRIDES, Channel
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Effect, Initiative, Scenario
from roi_model.declaration.steps import Steps, at_month, steps_of
from roi_model.declaration.units import Unit
from roi_model.engine.arrays import Floats
from roi_model.metrics import LIMITED, Figure, replaced
from roi_model.metrics.account import OF_ACCOUNT, UNKNOWN
from roi_model.projection import project
from roi_model.shapley import Coalitions

Values = Callable[[Coalitions], Floats]
"""The values of one input in each coalition of changes, shape (m,)."""
SWITCHES = {
    "channels": ("contacts", "monthly_cost"),
    "team": ("fte",),
    "costs": ("amount",),
    "initiatives": ("enabled",),
    "benefits": ("annual_value",),
}
"""Inputs that are 0 where a part of that list is not there: nothing is left of it."""


@dataclass(frozen=True)
class InputChange:
    """One difference: where, and what stands on either side (None: nothing, or the default).

    `before` and `after` are a number, steps by month, a flag, twelve seasonal indices, the name of
    a part that comes, goes or is renamed, or the fields that differ where a part is exchanged as a
    whole.
    """

    path: str
    before: Any
    after: Any


@dataclass
class Between:
    """Two scenarios, the changes that lead from one to the other, and all that is between.

    `renames` are changes too, but move no number. Raises ScenarioError where the currencies
    differ: amounts are never converted.

    >>> a = Scenario(name="A", channels=(Channel(name="Calls"),))
    >>> b = dataclasses.replace(a, name="B", deal_value=6000.0, market=1.1)
    >>> [change.path for change in Between(a, b).changes]
    ['market', 'deal_value']
    """

    before: Scenario
    after: Scenario
    changes: list[InputChange] = field(default_factory=list)
    renames: list[InputChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.before.currency != self.after.currency:
            allowed, value = self.before.currency, self.after.currency
            raise ScenarioError([Problem("currency", "other_currency", value, allowed)])
        self._inputs: dict[str, Values] = {}
        self._steps: dict[str, tuple[int, ...]] = {}
        self._saturation: dict[str, int] = {}
        self._roles: list[Values] = []
        self.before, found = renamed(self.before, self.after)
        self.renames = [InputChange(*rename) for rename in found]
        self._own_fields()
        self._seasons()
        lists: dict[str, Any] = {
            group: self._list(f"{group}/", pair_up(group, items, self.after.lists()[group]))
            for group, items in self.before.lists().items()
        }
        horizon = max(self.before.horizon_months, self.after.horizon_months)
        self._union = _of_legal_parts(
            self.after,
            horizon_months=horizon,
            uncertainty={},
            evidence={},
            **self._year_round(),
            **self._stepped("", self.after),
            **lists,
        )

    def figures(self, metrics: Sequence[str], coalitions: Coalitions) -> dict[str, Figure]:
        """Metrics in each coalition of the changes: values and reason codes, shape (m,) each."""
        found = {
            name: Figure(np.empty(len(coalitions)), np.empty(len(coalitions), dtype=np.int8))
            for name in metrics
        }
        switched = coalitions[:, list(self._saturation.values())]
        kinds, which = np.unique(switched, axis=0, return_inverse=True)
        for kind, states in enumerate(kinds):
            rows = np.flatnonzero(which.reshape(-1) == kind)
            among = coalitions[rows]
            known = project(self._with_saturation(states), self._draws(among)).metrics
            nobody = np.flatnonzero(~self._somebody(among))
            unknown = np.flatnonzero(~self._followed(among))
            for name, figure in found.items():
                part = known.figure(name)
                if name in LIMITED and nobody.size:  # nothing limits that plan
                    plain = known.figure(LIMITED[name])
                    part = replaced(part, plain.at(nobody, len(rows)), nobody, len(rows))
                if name in OF_ACCOUNT and unknown.size:
                    part = replaced(part, UNKNOWN, unknown, len(rows))
                figure.values[rows], figure.codes[rows] = part.values, part.codes
        return found

    def _draws(self, coalitions: Coalitions) -> dict[str, Floats]:
        # One input is always drawn, so that the projection is one of draws.
        rate = np.full(len(coalitions), self.after.discount_rate)
        draws = {"discount_rate": rate}
        draws |= {path: values(coalitions) for path, values in self._inputs.items()}
        if self._roles:  # with nobody at all there is no capacity to enforce
            enforced = draws.get("enforce_capacity", float(self.after.enforce_capacity) + 0 * rate)
            draws["enforce_capacity"] = enforced * self._somebody(coalitions)
        return draws

    def _somebody(self, coalitions: Coalitions) -> NDArray[np.bool_]:
        """Where there is a role at all."""
        there = [role(coalitions) > 0 for role in self._roles]
        return np.asarray(np.any([np.zeros(len(coalitions), dtype=bool), *there], axis=0))

    def _followed(self, coalitions: Coalitions) -> NDArray[np.bool_]:
        """Where the opening balance of an account is given."""
        given = (self.before.opening_cash is not None, self.after.opening_cash is not None)
        at = next((n for n, c in enumerate(self.changes) if c.path == "opening_cash"), None)
        followed: NDArray[np.bool_] = np.array(given)[_side(coalitions, at)]
        return followed

    # Inputs that have another value ---------------------------------------------------------

    def _added(self, path: str, before: Any, after: Any) -> int:
        self.changes.append(InputChange(path, before, after))
        return len(self.changes) - 1

    def _own_fields(self) -> None:
        for path, left, right in _numbers("", self.before, self.after):
            self._number(path, left, right)

    def _number(self, path: str, left: Any, right: Any, first_month: float = 1.0) -> None:
        """One changed input; what null stands for may itself depend on other changes.

        Where it varies by month on either side, each month in which a step begins has its draws.
        """
        months = self._turns(path, left, right)
        defaults = [self._default(path, first_month, month) for month in months]
        if (left is None or right is None) and path != "opening_cash":
            ends = np.repeat([[False], [True]], len(self.changes), axis=1)
            if all(
                np.array_equal(
                    _resolved(left, m, default, ends), _resolved(right, m, default, ends)
                )
                for m, default in zip(months, defaults, strict=True)
            ):
                return  # the default, written out
        at = self._added(path, left, right)

        def chosen(month: int, default: Values) -> Values:
            return lambda among: np.where(
                among[:, at],
                _resolved(right, month, default, among),
                _resolved(left, month, default, among),
            )

        if len(months) > 1:
            self._steps[path] = months
        for month, default in zip(months, defaults, strict=True):
            own = f"{path}/{month}" if len(months) > 1 else path
            self._inputs[own] = chosen(month, default)

    def _turns(self, path: str, left: Any, right: Any) -> tuple[int, ...]:
        """The months in which an input takes another value on either side."""
        key = path.rsplit("/", 1)[-1]
        sides = [left, right]
        if (left is None or right is None) and path.startswith("channels/") and key in OVERRIDES:
            sides += [getattr(self.before, key), getattr(self.after, key)]  # what it may inherit
        return tuple(sorted({1, *(m for v in sides if isinstance(v, Steps) for m in v.months)}))

    def _value(self, path: str, month: int = 1) -> Values:
        """An input of the scenario itself, as it is in each coalition."""
        if path in self._steps:
            path = f"{path}/{max(m for m in self._steps[path] if m <= month)}"
        known = self._inputs.get(path)
        if known is not None:
            return known
        value = getattr(self.after, path)
        if value is None:
            return self._default(path)
        return lambda among: np.full(len(among), float(at_month(value, month)))

    def _default(self, path: str, first_month: float = 1.0, month: int = 1) -> Values:
        """What a null input stands for."""
        key = path.rsplit("/", 1)[-1]
        if key == "campaign_months":
            horizon = self._value("horizon_months")
            return lambda among: np.minimum(12.0, horizon(among))
        if key == "end_month":
            return self._value("campaign_months")
        if key == "opening_cash":  # what is read off the account there is undefined anyway
            return lambda among: np.zeros(len(among))
        if path.startswith("channels/") and key in OVERRIDES:
            return self._value(key, month)
        return lambda among: np.full(len(among), first_month)

    def _seasons(self) -> None:
        sides = (self.before, self.after)
        if all(side.seasonality is None for side in sides):
            return  # without seasons the first month's name moves nothing
        flat = (1.0,) * 12
        tables = [np.array(side.seasonality or flat, dtype=np.float64) for side in sides]
        january = [0 if side.start is None else int(side.start[5:]) - 1 for side in sides]
        same = np.array_equal(tables[0] / tables[0].mean(), tables[1] / tables[1].mean())
        left, right = (side.seasonality for side in sides)
        shape = None if same else self._added("seasonality", _list_of(left), _list_of(right))
        starts = (self.before.start, self.after.start)
        turn = None if starts[0] == starts[1] else self._added("start", *starts)

        def index(month: int) -> Values:
            def values(among: Coalitions) -> Floats:
                rows = _side(among, shape)
                columns = (month + np.array(january)[_side(among, turn)]) % 12
                return np.asarray(np.array(tables)[rows, columns])

            return values

        for month in range(12):
            self._inputs[f"seasonality/{month + 1}"] = index(month)

    def _year_round(self) -> dict[str, Any]:
        """In the union the seasons start with month 1: turning them stands for another start."""
        if "seasonality/1" not in self._inputs:
            return {}
        return {"start": None, "seasonality": (1.0,) * 12}

    # Parts that come, go or change ----------------------------------------------------------

    def _list(self, prefix: str, pairs: Iterable[Pairing]) -> tuple[Entity, ...]:
        """The parts of both sides; those of one side only are switched by a change."""
        kept: list[tuple[Entity, Values | None]] = []
        for pair in pairs:
            path = f"{prefix}{pair.path}"
            if pair.both_as_one:
                assert pair.before is not None and pair.after is not None
                kept.append((self._matched(f"{path}/", pair.before, pair.after), None))
                continue
            at = self._added(path, *pair.words)
            if pair.before is not None:
                kept.append((pair.before, _there(at, 0)))
            if pair.after is not None:
                kept.append((pair.after, _there(at, 1)))
        items = tuple(item for item, _ in kept)
        for (name, _, item), (_, there) in zip(named(items), kept, strict=True):
            if prefix == "team/":
                self._roles.append(there or _always)
            if there is not None:
                self._switch(prefix, name, item, there)
        return items

    def _switch(self, prefix: str, name: str, item: Entity, there: Values) -> None:
        if isinstance(item, Effect):  # a factor of 1 is no effect
            self._inputs[f"{prefix}{name}/factor"] = _scaled(item.factor - 1.0, there, 1.0)
            return
        for key in SWITCHES[prefix.rstrip("/")]:
            value, path = getattr(item, key), f"{prefix}{name}/{key}"
            for month, step in steps_of(value):
                own = f"{path}/{month}" if isinstance(value, Steps) else path
                self._inputs[own] = _scaled(float(step), there)

    def _matched(self, path: str, before: Entity, after: Entity) -> Entity:
        """The same part on both sides: its inputs are compared one by one."""
        skipped: set[str] = set()
        if isinstance(before, Channel) and isinstance(after, Channel):
            skipped = self._saturated(path, before, after)
        first_month = 0.0 if getattr(after, "every", "") == "once" else 1.0
        for found, left, right in _numbers(path, before, after):
            if found.rsplit("/", 1)[-1] not in skipped:
                self._number(found, left, right, first_month)
        if isinstance(before, Initiative) and isinstance(after, Initiative):
            effects: Any = self._list(
                f"{path}effects/", pair_up("effects", before.effects, after.effects)
            )
            return dataclasses.replace(after, effects=effects)
        return dataclasses.replace(after, **self._stepped(path, after))  # type: ignore[type-var]

    def _stepped(self, prefix: str, after: Entity) -> dict[str, Any]:
        """The inputs of an entity that vary by month on either side, as steps to be drawn."""
        found: dict[str, Any] = {}
        for path, months in self._steps.items():
            key = path.removeprefix(prefix)
            if path.startswith(prefix) and "/" not in key:
                value = getattr(after, key)
                value = getattr(self.after, key) if value is None else value
                found[key] = Steps(tuple((month, at_month(value, month)) for month in months))
        return found

    def _saturated(self, path: str, before: Channel, after: Channel) -> set[str]:
        """Saturation switched on or off is one change, which no draw can stand for."""
        left, right = before.saturation_spend, after.saturation_spend
        if left is not None and right is not None:
            return set()
        if left is not None or right is not None:
            at = self._added(f"{path}saturation_spend", left, right)
            self._saturation[after.name] = at
        return {"saturation_spend", "reference_spend"}

    def _with_saturation(self, states: Sequence[bool]) -> Scenario:
        """The union with each switched saturation as it is before (False) or after (True)."""
        if not self._saturation:
            return self._union
        before, after = (
            {channel.name: channel for channel in side.channels}
            for side in (self.before, self.after)
        )
        own = {
            name: (after if state else before)[name]
            for name, state in zip(self._saturation, states, strict=True)
        }
        channels = (
            dataclasses.replace(
                channel,
                saturation_spend=own.get(channel.name, channel).saturation_spend,
                reference_spend=own.get(channel.name, channel).reference_spend,
            )
            for channel in self._union.channels
        )
        return _of_legal_parts(self._union, channels=tuple(channels))


def _of_legal_parts(scenario: Scenario, **changed: Any) -> Scenario:
    """`dataclasses.replace` without its checks: a union may hold more channels than a plan may."""
    made = object.__new__(Scenario)
    # Its fields alone: what a case keeps of itself, as where its paths lead, is of no other.
    for one in dataclasses.fields(scenario):
        value = changed.get(one.name, getattr(scenario, one.name))
        object.__setattr__(made, one.name, value)
    return made


def _numbers(path: str, before: Entity, after: Entity) -> Iterator[tuple[str, Any, Any]]:
    """The numbers and flags that differ between two entities of a kind, by path."""
    for key, card in cards(type(after)).items():
        if not (card.is_number or card.unit is Unit.FLAG):
            continue
        left, right = getattr(before, key), getattr(after, key)
        if left != right:
            yield f"{path}{key}", left, right


def _resolved(value: Any, month: int, default: Values, among: Coalitions) -> Floats:
    return default(among) if value is None else np.full(len(among), float(at_month(value, month)))


def _there(at: int, side: int) -> Values:
    """1 where the change is made (side 1) or is not (side 0), else 0."""
    return lambda among: np.where(among[:, at] == bool(side), 1.0, 0.0)


def _always(among: Coalitions) -> Floats:
    return np.ones(len(among))


def _scaled(full: float, there: Values, base: float = 0.0) -> Values:
    return lambda among: base + full * there(among)


def _side(among: Coalitions, at: int | None) -> Any:
    """0 (before) or 1 (after) in each coalition; where nothing changes, after."""
    return np.ones(len(among), dtype=int) if at is None else among[:, at].astype(int)


def _list_of(values: tuple[float, ...] | None) -> list[float] | None:
    return None if values is None else list(values)
