"""The workbook as LibreOffice and gnumeric recalculate it: every month and metric as the engine's.

The values written beside the formulas are wrong on purpose, so that nothing passes unless it was
calculated. Money to the cent in every month, metrics to 1e-9; undefined ones are their reason.
The values that are written otherwise are compared with those calculated, cell by cell.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from roi_model.analysis.risk.risk import risk
from roi_model.declaration.card import Card
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at, get_value, numeric_paths, walk, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps, step_paths
from roi_model.declaration.units import Unit
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.by_channel import CHANNEL
from roi_model.export.xlsx.writing.grid import FIRST
from roi_model.metrics import CARDS
from roi_model.projection import SERIES, Projection, project
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import text
from tests.conftest import LONG, QUICK
from tests.engine import strategies
from tests.export.office import by_gnumeric, converted
from tests.golden.cases import PROJECTIONS

pytestmark = pytest.mark.office

DAY = date(2026, 11, 27)
CENT, RELATIVE = 0.005, 1e-9
SMALL, SEARCHED = 1e-6, 1e-4
"""Of values beside formulas: apart in all; of the search, whose amounts reach 1e36 times a flow."""
AT_THE_ROOT = (7, 8)
"""The columns of the search that hold a present value beside the rate looked for."""

RANDOM, CHANGED = (50 if LONG else 7), 10
GOLDEN = PROJECTIONS if LONG else PROJECTIONS[::2]
FEW = ("linkedin-outbound", "saas-subscription", "inbound-and-outbound")
"""Presets that `make test-quick` tries: of one deal, of a subscription, of several channels."""
HARD = ("No costs", "Capacity")
"""Golden cases with metrics that are undefined nowhere else: always tried."""
WRONG = -987654.0


# −100, then 230, then −132: 10 % and 20 % a month both bring present value to 0.
SEVERAL_RATES = scenario_from_dict(
    {
        "name": "Several rates", "horizon_months": 3, "campaign_months": 1, "cycle_months": 0,
        "dso_days": 0, "deal_value": 230, "gross_margin": 1, "commission": 0,
        "channels": [
            {
                "name": "C", "contacts": 1, "contact_to_lead": 1, "lead_to_qualified": 1,
                "qualified_to_meeting": 1, "meeting_to_quote": 1, "quote_to_customer": 1,
                "meeting_cost": 0,
            }
        ],
        "costs": [
            {"name": "Start", "every": "once", "start_month": 0, "amount": 100},
            {"name": "End", "every": "once", "start_month": 2, "amount": 132},
        ],
    }
)  # fmt: skip


# 0^0 is 1 in LibreOffice and an error elsewhere.
NOBODY_STAYS = replace(
    presets()[0].scenario, retention=0.0, cycle_months=0.0, discount_rate=0.0, dso_days=0
)


@dataclass(frozen=True)
class Case:
    """A workbook and the projection it must show once recalculated."""

    content: bytes
    scenario: Scenario


def dossier(scenario: Scenario, lang: str = "en") -> Dossier:
    """A case whose draws, which no formula reads, are few."""
    told = Dossier(scenario, lang, DAY)
    told.__dict__["risk"] = risk(scenario, draws=16)
    return told


def made(scenario: Scenario) -> bytes:
    return workbook(dossier(scenario), cached=False)


def random_scenario(seed: int) -> Scenario:
    rng = Random(seed)
    parts = (rng.randint(0, 2), rng.randint(0, 3), rng.randint(0, 3), rng.randint(0, 1))
    raw = strategies.raw_scenario(
        seed,
        rng.randint(3, 10) / 10,
        rng.randint(3, 48),
        channels=rng.randint(1, 3),
        parts=parts,
    )
    return scenario_from_dict(raw)


def moved(card: Card, value: float, rng: Random) -> float:
    """Another value of an input, within its bounds."""
    new = value * rng.uniform(0.6, 1.4) if value else rng.uniform(0, min(card.high, 2))
    return float(round(new)) if card.whole else round(new, 4)


def typed(card: Card, value: float) -> float:
    return int(value) if card.whole else value


def changed(scenario: Scenario, seed: int) -> tuple[Scenario, dict[str, Any]]:
    """The scenario with ten inputs changed, flags among them, and what was changed."""
    rng = Random(seed)
    flags = [path for path, card, _ in walk(scenario) if card.unit is Unit.FLAG]
    values = {path: get_value(scenario, path) for path in numeric_paths(scenario)}
    paths = [  # of an input that varies by month, each step
        own
        for path, value in values.items()
        if path != "horizon_months"
        for own in (step_paths(path, value) if isinstance(value, Steps) else [path])
    ]
    rng.shuffle(paths)
    changes: dict[str, Any] = {}
    for path in [*rng.sample(flags, 1), *paths]:
        before, card = get_value(scenario, path), card_at(scenario, path)
        value = not before if path in flags else moved(card, before, rng)
        try:
            after = with_value(scenario, path, value if path in flags else typed(card, value))
        except ScenarioError:
            continue
        if after != scenario:
            scenario, changes[path] = after, value
        if len(changes) == CHANGED:
            break
    return scenario, changes


def edited(content: bytes, changes: dict[str, Any]) -> bytes:
    """The workbook with cells of its inputs sheet changed by hand."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Inputs"]
    left = dict(changes)
    for row in sheet.iter_rows(min_row=5):
        path = row[7].value
        if path in left:
            row[1].value = left.pop(path)
    assert not left
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Made = Callable[[], Case]


def as_made(scenario: Scenario) -> Made:
    return lambda: Case(made(scenario), scenario)


def by_hand(scenario: Scenario, seed: int) -> Made:
    def make() -> Case:
        after, changes = changed(scenario, seed)
        return Case(edited(made(scenario), changes), after)

    return make


def cases() -> Iterator[tuple[str, Made]]:
    """All there are, by name; made only where they are asked for."""
    for ready in presets():
        yield f"preset {ready.slug}", as_made(ready.scenario)
        yield f"changed {ready.slug}", by_hand(ready.scenario, len(ready.slug))
    for seed in range(RANDOM):
        yield f"random {seed}", as_made(random_scenario(seed))
        if seed % 5 == 0:
            yield f"changed random {seed}", by_hand(random_scenario(seed), seed)
    for number, case in enumerate(GOLDEN):
        scenario = scenario_from_dict(case["scenario"])
        yield f"golden {number} {scenario.name}", as_made(scenario)
    yield "nobody stays", as_made(NOBODY_STAYS)
    yield "several rates", as_made(SEVERAL_RATES)
    yield "a horizon changed", shortened


def shortened() -> Case:
    scenario = presets()[0].scenario
    after = with_value(with_value(scenario, "campaign_months", 6), "horizon_months", 15)
    changes = {"campaign_months": 6, "horizon_months": 15}
    return Case(edited(made(scenario), changes), after)


def is_usual(name: str, place: int) -> bool:
    """Whether `make test` tries it; `make test-thorough` tries the others."""
    kind, _, rest = name.partition(" ")
    if QUICK:
        return kind == "preset" and rest in FEW
    if kind == "preset":  # some are tried as they are, others with inputs changed by hand
        return place % 8 == 2
    return kind not in ("changed", "random", "golden") or name.endswith(HARD) or place % 8 == 1


Engines = dict[str, dict[str, Path]]
"""The recalculated workbooks by engine and name of the case."""


@pytest.fixture(
    scope="module", params=["usual", pytest.param("others", marks=pytest.mark.thorough)]
)
def known(request: pytest.FixtureRequest) -> dict[str, Case]:
    usual = request.param == "usual"
    return {
        name: make() for place, (name, make) in enumerate(cases()) if is_usual(name, place) is usual
    }


@pytest.fixture(scope="module")
def recalculated(known: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """All by LibreOffice, which takes many at once; a part by gnumeric, one after the other."""
    names = {name: f"{number}.xlsx" for number, name in enumerate(known)}
    folder = tmp_path_factory.mktemp("office")
    office = converted(folder, {names[name]: case.content for name, case in known.items()}, "xlsx")
    some = [] if QUICK else list(known)[::2]
    second = by_gnumeric(folder, {names[name]: folder / "in" / names[name] for name in some})
    return {
        "LibreOffice": {name: office[names[name]] for name in known},
        "gnumeric": {name: second[names[name]] for name in some},
    }


def differences(case: Case, path: Path) -> list[str]:
    """All that a recalculated workbook shows otherwise than the engine."""
    book = CalamineWorkbook.from_path(path)
    projection = project(case.scenario)
    cash = book.get_sheet_by_name("Costs and cash").to_python()
    found = [*_metrics(book.get_sheet_by_name("Metrics").to_python(), projection)]
    found += _series(cash, projection)
    checks = book.get_sheet_by_name("Checks").to_python(skip_empty_area=False)
    bad = ("Differs", "Typed over")
    found += [f"check: {row}" for row in checks if any(word in row for word in bad)]
    for sheet in book.sheet_names:
        cells = (cell for row in book.get_sheet_by_name(sheet).to_python() for cell in row)
        errors = [cell for cell in cells if isinstance(cell, str) and cell.startswith("#")]
        found += [f"{sheet}: {errors[:3]}"] if errors else []
    return found


def _near(found: Any, wanted: float, allowed: float) -> bool:
    return isinstance(found, int | float) and abs(float(found) - wanted) <= allowed


def _metrics(rows: list[list[Any]], projection: Projection) -> Iterator[str]:

    def size(name: str) -> float:
        """A difference of large amounts keeps their rounding."""
        large = projection.metrics["revenue"].value + projection.metrics["investment"].value
        return large if CARDS[name].unit == "money" else 0.0

    def near(name: str) -> float:
        """A spreadsheet's own IRR stops before its last digit; a year is twelve of its months."""
        return 1e-8 if name == "irr" else RELATIVE

    for row, (name, metric) in zip(rows[3:], projection.metrics.items(), strict=False):
        if metric.value is None:
            if row[1] != text(f"metrics.reason.{metric.reason}", "en"):
                yield f"{name}: {row[1]!r} for {metric.reason}"
        elif not _near(row[1], metric.value, near(name) * max(1.0, abs(metric.value), size(name))):
            yield f"{name}: {row[1]!r}, the engine has {metric.value!r}"
    top = 7 + len(CARDS)
    for row, line in zip(rows[top:], projection.channels, strict=False):
        assert row[0] == line["name"]
        for value, (key, _) in zip(row[1:], CHANNEL, strict=False):
            wanted = line[key]
            if wanted is None and value != "–":
                yield f"{line['name']} {key}: {value!r} for none"
            elif wanted is not None and not _near(value, wanted, 1e-9 * max(1.0, abs(wanted))):
                yield f"{line['name']} {key}: {value!r}, the engine has {wanted!r}"


def _series(rows: list[list[Any]], projection: Projection) -> Iterator[str]:
    labels = {row[0]: row for row in reversed(rows) if row}  # the first of a name counts
    for name in SERIES:
        key = "signed" if name == "customers" else name
        yield from _row(labels[text(f"workbook.row.{key}", "en")], projection.monthly[name], name)
    start = [row[0] for row in rows].index(text("workbook.part.categories", "en"))
    by_category = {row[0]: row for row in rows[start + 1 :] if row and row[0]}
    for category, series in projection.monthly_costs.items():
        row = by_category[text(f"charts.category.{category}", "en")]
        yield from _row(row, series, category)


def _row(row: list[Any], wanted: Any, name: str) -> Iterator[str]:
    found = np.array([float(v or 0) for v in row[FIRST : FIRST + len(wanted)]])
    off = np.abs(found - np.asarray(wanted))
    if not off.max() < CENT:
        yield f"{name}: month {off.argmax()} {found[off.argmax()]} is {wanted[off.argmax()]}"


@pytest.mark.parametrize("engine", [pytest.param("LibreOffice", marks=pytest.mark.few), "gnumeric"])
def test_every_month_and_metric(engine: str, known: dict[str, Case], recalculated: Engines) -> None:
    wrong = {
        name: found
        for name, path in recalculated[engine].items()
        if (found := differences(known[name], path))
    }
    assert wrong == {}


def test_every_formula_carries_its_value(known: dict[str, Case], recalculated: Engines) -> None:
    """For readers that do not calculate: previews, phones, protected views."""
    apart, formulas, rates = [], 0, text("workbook.sheet.rates", "en")
    names = [name for name in known if "changed" not in name]
    for name in dict.fromkeys(names[::2] + [name for name in names if name == "several rates"]):
        written = workbook(dossier(known[name].scenario))
        kept = CalamineWorkbook.from_filelike(io.BytesIO(written))
        marked = CalamineWorkbook.from_filelike(io.BytesIO(known[name].content))
        office = CalamineWorkbook.from_path(recalculated["LibreOffice"][name])
        near_root = _rounding(known[name].scenario)
        for sheet in kept.sheet_names:
            tables = [b.get_sheet_by_name(sheet).to_python() for b in (kept, office, marked)]
            for at, row in enumerate(zip(*tables, strict=False)):
                for column, (value, wanted, mark) in enumerate(zip(*row, strict=False)):
                    formulas += mark == WRONG
                    slack = near_root if sheet == rates and column in AT_THE_ROOT else SMALL
                    if not _alike(value, wanted, SEARCHED if sheet == rates else RELATIVE, slack):
                        apart.append(f"{name}: {sheet} row {at + 1}: {value!r} for {wanted!r}")
    assert apart == []
    assert formulas > (25_000 if "several rates" in known else 50_000)


def _rounding(scenario: Scenario) -> float:
    """What rounding leaves of a present value at the rate of return: its parts cancel out there.

    Some units in the last place of the sum of their sizes, 1e15 at a rate of −67 % a month.
    """
    found = project(scenario)
    yearly = found.metrics["irr"].value
    if yearly is None:
        return SMALL
    flows = np.abs(found.monthly["cash_flow"])
    sizes = flows * (1 + yearly) ** (-np.arange(len(flows)) / 12)
    return max(SMALL, 4 * np.finfo(float).eps * float(sizes.sum()))


def _alike(value: Any, wanted: Any, relative: float, slack: float) -> bool:
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return _near(value, float(wanted), max(slack, relative * abs(float(wanted))))
    return bool(value == wanted)


def test_what_was_tested(known: dict[str, Case], recalculated: Engines) -> None:
    """Of each kind enough, by both programs; and the cases that are hard among them."""
    kinds = Counter(name.split()[0] for name in known)
    assert len(recalculated["gnumeric"]) >= len(known) // 2
    tried = {name.split()[1] for name in known if name.startswith(("preset", "changed"))}
    if "several" not in kinds:
        assert tried >= {ready.slug for ready in presets()}
        assert kinds["changed"] + kinds["random"] >= 10 and kinds["golden"] >= 10
        return
    assert len(tried) >= 6 and kinds["preset"] >= 3 and kinds["golden"] >= 4
    assert kinds["changed"] >= 3 and kinds["random"] >= 1
    metrics = [project(case.scenario).metrics for case in known.values()]
    reasons = {metric.reason for found in metrics for metric in found.values()}
    assert {"no_investment", "no_customers", "multiple_roots", "not_within_cap"} <= reasons
    limited = [found["roi"].value != found["capacity_roi"].value for found in metrics]
    assert sum(limited) >= 4
