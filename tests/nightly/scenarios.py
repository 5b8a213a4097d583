"""Random scenarios beside the slow calculation, and their workbooks in two spreadsheets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from python_calamine import CalamineWorkbook

from roi_model.export.xlsx.writing.grid import FIRST
from roi_model.projection import SERIES, project
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import text
from tests.engine import strategies
from tests.engine.reference_metrics import reference
from tests.engine.test_reference import agree
from tests.export import test_workbook
from tests.export.office import by_gnumeric, converted
from tests.nightly.row import Row

SCENARIOS, BOOKS, AT_ONCE = 10_000, 200, 40


def random_raw(seed: int) -> dict[str, Any]:
    """A legal scenario of up to 30 months, every fiftieth of up to 120."""
    rng = Random(seed)
    parts = (rng.randint(0, 2), rng.randint(0, 3), rng.randint(0, 3), rng.randint(0, 1))
    longest = 120 if seed % 50 == 0 else 30
    return strategies.raw_scenario(
        seed, rng.randint(0, 10) / 10, rng.randint(3, longest), channels=rng.randint(1, 3),
        parts=parts,
    )  # fmt: skip


def engine(share: float) -> Iterator[Row]:
    """Every month, cost, channel and metric of the engine."""
    count, largest, wrong = max(1, round(SCENARIOS * share)), 0.0, []
    for seed in range(count):
        raw = random_raw(seed)
        found, expected = project(scenario_from_dict(raw)), reference(raw)
        for name, series in expected.monthly.items():
            wanted = np.asarray(series)
            off = np.abs(found.monthly[name] - wanted).max()
            largest = max(largest, float(off / max(1.0, np.abs(wanted).max())))
        try:
            agree(found, expected)
        except AssertionError as error:
            wrong.append(f"scenario {seed}: {str(error).splitlines()[0]}")
    yield Row(
        "engine: the independent calculation", count, f"{largest:.1e} of the series", "1e-9",
        tuple(wrong),
    )  # fmt: skip


def workbooks(share: float) -> Iterator[Row]:
    """Workbooks without a value beside their formulas, recalculated by each program."""
    count = max(1, round(BOOKS * share))
    largest = {"LibreOffice": 0.0, "gnumeric": 0.0}
    wrong: dict[str, list[str]] = {name: [] for name in largest}
    for begin in range(0, count, AT_ONCE):
        cases = {
            f"{seed}.xlsx": test_workbook.as_made(test_workbook.random_scenario(seed))()
            for seed in range(begin, min(begin + AT_ONCE, count))
        }
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            made = {name: case.content for name, case in cases.items()}
            paths = {"LibreOffice": converted(folder, made, "xlsx")}
            paths["gnumeric"] = by_gnumeric(folder, {n: folder / "in" / n for n in cases})
            for program, files in paths.items():
                for name, path in files.items():
                    found = test_workbook.differences(cases[name], path)
                    wrong[program] += [f"{program}, scenario {name}: {one}" for one in found]
                    largest[program] = max(largest[program], apart(cases[name], path))
    for program, off in largest.items():
        yield Row(
            f"workbooks in {program}",
            count,
            f"{off:.1e} in a month",
            f"{test_workbook.CENT}",
            tuple(wrong[program]),
        )


def apart(case: test_workbook.Case, path: Path) -> float:
    """The largest difference of an amount or a number in any month, in its own unit."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Costs and cash").to_python()
    labels = {row[0]: row for row in reversed(rows) if row}
    off = 0.0
    for name, wanted in project(case.scenario).monthly.items():
        if name in SERIES:
            label = text(f"workbook.row.{'signed' if name == 'customers' else name}", "en")
            cells = labels[label][FIRST : FIRST + len(wanted)]
            found = np.array([float(v or 0) for v in cells])
            off = max(off, float(np.abs(found - wanted).max()))
    return off
