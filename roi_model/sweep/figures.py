"""The figures of every case of a block, or in words what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.card import Entity
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.metrics import CARDS
from roi_model.projection import project
from roi_model.sweep.blocks import Cases, Group
from roi_model.sweep.forms import Form
from roi_model.sweep.shapes import (
    ADDED,
    Layout,
    Outline,
    Shape,
    Slot,
    inputs_of,
    layout_of,
    outline,
)
from roi_model.texts import text

FEW = 16
"""Cases of one form for which a layout is not worth its while: they are looked at singly."""
TRIES = 16
"""Illegal cases of a form after which nobody looks for a legal one to lay them all out by."""
_KEPT = 500
"""Layouts kept in a worker."""
_PARTS = 64
"""Roles, cost lines and benefits that cases worked out as one plan may have between them."""
NAMES = tuple(CARDS)
RISK_METRICS = ("roi", "net_gain", "npv", "payback_month")
"""Whose P10, P50 and P90 are worked out unless others are asked for."""
ENDS = ("p10", "p50", "p90")


@dataclass(frozen=True)
class Options:
    """What is asked of every case; `draws` None for no risk, else `metrics` are those drawn."""

    lang: str = "en"
    draws: int | None = None
    seed: int = 0
    metrics: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The columns that risk adds."""
        if self.draws is None:
            return ()
        return (*(f"{name}_{end}" for name in self.metrics for end in ENDS), "payback_chance")


@dataclass(frozen=True)
class Figures:
    """The figures of cases, by metric and case, (metrics, n): NaN with a reason's code, or an
    error by position; `ends` (columns of `Options.ends`, n).
    """

    values: Floats
    codes: NDArray[np.int8]
    ends: Floats
    errors: dict[int, str]


def figures_of(cases: Cases, options: Options) -> Figures:
    """All figures of some cases. Raises for nothing that is wrong with one: it becomes its error.

    >>> from roi_model.sweep.blocks import LinesBlock
    >>> lines = b'{"name": "A", "channels": [{"name": "B"}]}\\n{"name": "A"}'
    >>> found = figures_of(LinesBlock(0, 1, lines).cases(), Options())
    >>> found.values[NAMES.index("revenue")].round(6).tolist(), found.errors
    ([112500.0, nan], {1: 'channels: this key is missing. Add it.'})
    """
    count = len(cases.rows)
    made = Figures(
        np.full((len(NAMES), count), np.nan),
        np.zeros((len(NAMES), count), dtype=np.int8),
        np.full((len(options.ends), count), np.nan),
        {},
    )
    for batch in batches(cases, made.errors, options.lang):
        _project(batch, cases, made, options.lang)
    if options.draws is not None:
        for position in range(count):
            if position not in made.errors:
                _draw(position, cases, made, options.draws, options)
    return made


# Cases of one shape -------------------------------------------------------------------------------


@dataclass
class Batch:
    """Legal cases of one shape: positions, and the inputs of each, one of them as a scenario."""

    base: Scenario
    positions: list[int] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)

    def add(self, positions: Sequence[int], values: Floats) -> None:
        """Some more of them."""
        self.positions += positions
        self.values.append(values)

    def plan(self) -> Plan:
        """What stands for all, in the order of the block: their numbers depend on nothing else."""
        order = np.argsort(self.positions, kind="stable")
        values = np.concatenate(self.values)[order]
        draws = _drawn(self.base, values[0], values)
        return Plan(np.array(self.positions)[order], self.base, draws)


class Plan(NamedTuple):
    """Cases as one project(): their positions, a scenario, the draws that make it each of them."""

    positions: NDArray[np.intp]
    scenario: Scenario
    draws: dict[str, Floats] | None


class Kin:
    """Legal cases that differ in shape by what is added up alone: roles, cost lines, benefits.

    One plan has the parts of all; in each case its own have their numbers, the others add nothing.
    """

    def __init__(self) -> None:
        self.positions: list[int] = []
        self._longest: Scenario | None = None
        self._cases: list[Outline] = []
        self._parts: dict[Slot, Entity] = {}

    def takes(self, position: int, scenario: Scenario, case: Outline) -> bool:
        """Whether there was room for one more."""
        its = chain.from_iterable(getattr(scenario, key) for key in ADDED)
        parts = dict(zip(case.parts, its, strict=True)) | self._parts
        if self._cases and len(parts) > _PARTS:
            return False
        if self._longest is None or scenario.horizon_months > self._longest.horizon_months:
            self._longest = scenario  # its months are those of any part
        self._parts = parts
        self._cases.append(case)
        self.positions.append(position)
        return True

    def plan(self) -> Plan:
        """What stands for all of them."""
        assert self._longest is not None
        positions = np.array(self.positions)
        if len(positions) == 1:
            return Plan(positions, self._longest, None)
        lists: dict[str, Any] = {key: () for key in ADDED}
        for (key, _, _), part in self._parts.items():
            name = "title" if key == "team" else "name"
            changed: dict[str, Any] = {name: str(len(lists[key])), ADDED[key]: 0.0}
            lists[key] += (replace(part, **changed),)  # type: ignore[type-var]
        host = replace(self._longest, **lists, uncertainty={}, evidence={}, drawn={})
        usual = outline(host)
        values = np.array(
            [
                case.numbers
                + [v for slot, none in usual.parts.items() for v in case.parts.get(slot, none)]
                for case in self._cases
            ]
        )
        return Plan(positions, host, _drawn(host, np.array(usual.values), values))


def _drawn(base: Scenario, usual: Floats, values: Floats) -> dict[str, Floats] | None:
    """The inputs, (n, inputs), that are not as usual in some case, by path."""
    varying = np.flatnonzero((values != usual).any(axis=0))
    if not varying.size:
        return None
    paths = [one.path for one in inputs_of(base)]
    return {paths[at]: np.ascontiguousarray(values[:, at]) for at in varying}


def batches(cases: Cases, errors: dict[int, str], lang: str) -> list[Batch | Kin]:
    """The legal cases of a block by shape; what is wrong with the others goes to `errors`."""
    found: dict[Shape, Batch] = {}
    kin: dict[Shape, list[Kin]] = {}
    groups, alone = cases.groups()
    for group in groups:
        laid = _laid_out(group, cases) if len(group.positions) >= FEW else None
        if laid is None:
            alone += group.positions
            continue
        shape, base, values, legal = laid
        sure = [at for at, held in zip(group.positions, legal, strict=True) if held]
        alone += [at for at, held in zip(group.positions, legal, strict=True) if not held]
        if sure:
            found.setdefault(shape, Batch(base)).add(sure, values[legal])
    for position in sorted(alone):
        try:
            scenario = cases.scenario(position)
        except Exception as error:
            errors[position] = in_words(error, lang)
            continue
        case = outline(scenario)
        if case.shape in found:
            found[case.shape].add([position], np.array([case.values], dtype=np.float64))
            continue
        near = kin.setdefault((case.frame, bool(scenario.team)), [Kin()])
        if not near[-1].takes(position, scenario, case):
            near.append(Kin())
            near[-1].takes(position, scenario, case)
    return [*found.values(), *chain.from_iterable(kin.values())]


_layouts: dict[Form, Layout] = {}


def _laid_out(
    group: Group, cases: Cases
) -> tuple[Shape, Scenario, Floats, NDArray[np.bool_]] | None:
    """Shape, one legal case, inputs and legality of the cases of one form; None to look singly."""
    base = _first_legal(group.positions, cases)
    if base is None:
        return None
    layout = _layouts.get(group.form) if group.form else None
    if layout is None:
        layout = layout_of(base, group.places())
        if layout is None:
            return None
        if group.form:
            if len(_layouts) >= _KEPT:
                _layouts.clear()
            _layouts[group.form] = layout
    try:
        numbers = np.array(group.numbers, dtype=np.float64)
    except OverflowError:  # a whole number of hundreds of digits
        return None
    values, legal = layout.values(numbers)
    return layout.shape, base, values, legal


def _first_legal(positions: Sequence[int], cases: Cases) -> Scenario | None:
    for position in positions[:TRIES]:
        try:
            return cases.scenario(position)
        except Exception:
            continue
    return None


def in_words(error: Exception, lang: str) -> str:
    """What is wrong with a case."""
    if isinstance(error, ScenarioError):
        return error.sentences(lang)
    return text("sweep.cannot", lang, kind=type(error).__name__)


# Figures ------------------------------------------------------------------------------------------


def _project(batch: Batch | Kin, cases: Cases, made: Figures, lang: str) -> None:
    """All metrics of a batch."""
    try:
        _figures(batch.plan(), made)
    except Exception:  # then the others need not suffer: each by itself
        for position in sorted(batch.positions):
            try:
                _figures(Plan(np.array([position]), cases.scenario(position), None), made)
            except Exception as error:
                made.values[:, position], made.codes[:, position] = np.nan, 0
                made.errors[position] = in_words(error, lang)


def _figures(plan: Plan, made: Figures) -> None:
    positions, scenario, draws = plan
    metrics = project(scenario, draws, workers=1, metrics=NAMES).metrics
    found = np.empty((len(NAMES), len(positions)))
    codes = np.empty(found.shape, dtype=np.int8)
    for at, name in enumerate(NAMES):
        found[at], codes[at] = metrics.figure(name)
    made.values[:, positions], made.codes[:, positions] = found, codes


def _draw(position: int, cases: Cases, made: Figures, draws: int, options: Options) -> None:
    """P10, P50 and P90 of a case, and its chance of payback."""
    from roi_model.analysis.risk.risk import risk

    try:
        scenario = cases.scenario(position)
        seed, metrics = options.seed, options.metrics
        run = risk(scenario, draws=draws, seed=seed, metrics=metrics, workers=1)
        spreads = [run.spread(name) for name in options.metrics]
        ends = [getattr(spread, end) for spread in spreads for end in ENDS]
        made.ends[:, position] = np.array([*ends, 1.0 - run.never], dtype=np.float64)
    except Exception as error:  # its doubts may be none; the plan itself stands
        made.errors[position] = in_words(error, options.lang)
