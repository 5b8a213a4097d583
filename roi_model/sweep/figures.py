"""The figures of every case of a block, or in words what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.metrics import CARDS
from roi_model.projection import project
from roi_model.sweep.blocks import Cases, Group
from roi_model.sweep.forms import Form
from roi_model.sweep.shapes import Layout, Shape, layout_of, shape_of
from roi_model.texts import text

FEW = 16
"""Cases of one form for which a layout is not worth its while: they are looked at singly."""
TRIES = 16
"""Illegal cases of a form after which nobody looks for a legal one to lay them all out by."""
_KEPT = 500
"""Layouts kept in a worker."""
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


def batches(cases: Cases, errors: dict[int, str], lang: str) -> list[Batch]:
    """The legal cases of a block by shape; what is wrong with the others goes to `errors`."""
    found: dict[Shape, Batch] = {}
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
        shape, inputs = shape_of(scenario)
        values = np.array([[one.value for one in inputs]])
        found.setdefault(shape, Batch(scenario)).add([position], values)
    return list(found.values())


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


def _project(batch: Batch, cases: Cases, made: Figures, lang: str) -> None:
    """All metrics of a batch, in the order of the block: its numbers depend on nothing else."""
    order = np.argsort(batch.positions, kind="stable")
    positions = np.array(batch.positions)[order]
    values = np.concatenate(batch.values)[order]
    try:
        _figures(batch.base, values, positions, made)
    except Exception:  # then the others need not suffer: each by itself
        for position in positions.tolist():
            try:
                scenario = cases.scenario(position)
                here = np.array([position])
                _figures(scenario, np.array([[]]), here, made)
            except Exception as error:
                made.values[:, position], made.codes[:, position] = np.nan, 0
                made.errors[position] = in_words(error, lang)


def _figures(base: Scenario, values: Floats, positions: NDArray[np.intp], made: Figures) -> None:
    varying = np.flatnonzero((values != values[0]).any(axis=0))
    draws = None
    if varying.size:
        paths = [one.path for one in shape_of(base)[1]]
        draws = {paths[at]: np.ascontiguousarray(values[:, at]) for at in varying}
    metrics = project(base, draws, workers=1, metrics=NAMES).metrics
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
