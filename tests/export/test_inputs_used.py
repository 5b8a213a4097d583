"""Every input of the workbook's inputs sheet is read by a formula: none is shown and counts not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook

from roi_model.analysis.risk.risk import risk
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.storage.scenario_file import scenario_from_dict
from tests.golden.cases import PROJECTIONS

SHOWN_ALONE = {"currency"}
"""A unit: no formula needs it."""
WHOLE = [case["scenario"] for case in PROJECTIONS if case["scenario"]["name"].startswith("Whole")]


def kind(path: str) -> str:
    """A path without the names of its parts: `team/*/fte`."""
    return "/".join(word if at % 2 == 0 else "*" for at, word in enumerate(path.split("/")))


def read_by_formulas(content: bytes) -> Iterator[tuple[str, bool]]:
    """(kind of input, whether a formula of the book refers to its cell) of every input."""
    book = load_workbook(io.BytesIO(content))
    words = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    cells = {n for w in words if w.startswith("=") for n in re.findall(r"Inputs'?!\$B\$(\d+)", w)}
    for row in book["Inputs"].iter_rows(min_row=5):
        if row[7].value:
            yield kind(row[7].value), str(row[1].row) in cells


def test_every_input_of_the_sheet_is_read_by_a_formula() -> None:
    seen: set[str] = set()
    read: set[str] = set()
    for raw in WHOLE[:4]:
        scenario = scenario_from_dict(raw)
        dossier = Dossier(replace(scenario, enforce_capacity=True), "en", date(2026, 11, 27))
        dossier.__dict__["risk"] = risk(scenario, draws=16)
        for name, is_read in read_by_formulas(workbook(dossier, cached=False)):
            seen.add(name)
            read |= {name} if is_read else set()
    assert seen - read == SHOWN_ALONE
