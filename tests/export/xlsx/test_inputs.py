"""The sheet of inputs is alive: every number on it is read by a formula."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from roi_model.declaration.paths import numeric_paths
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.inputs import InputCells
from roi_model.texts import text
from tests.cases import RICH
from tests.export.dossiers import LARGE


def test_every_number_is_read_by_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()

    plain = InputCells.__getitem__

    def noted(sheet: InputCells, path: str) -> str:
        read.add(path)
        return plain(sheet, path)

    monkeypatch.setattr(InputCells, "__getitem__", noted)
    workbook(Dossier(RICH, "en", date(2026, 11, 27)))
    unread = set(numeric_paths(RICH)) - read
    assert unread == set()


def test_a_long_name_hides_no_input() -> None:
    """What an input belongs to stands above it once, so that its label fits its column."""
    made = Dossier(LARGE, "fr", date(2026, 11, 27))
    sheet = load_workbook(io.BytesIO(workbook(made)))[text("workbook.sheet.inputs", "fr")]
    room = sheet.column_dimensions["A"].width
    lines = sheet.iter_rows(min_row=5, max_col=8, values_only=True)
    said = [(line[0], line[7]) for line in lines if line[0]]
    inputs = [(label, path) for label, path in said if path]
    assert len(inputs) > 12 * 20
    assert all(len(label) <= room for label, _ in inputs)
    headings = [label for label, path in said if not path]
    for channel in LARGE.channels:
        at = said.index((channel.name, None))
        assert said[at + 1][1].startswith(f"channels/{channel.name}/")
        assert headings.count(channel.name) == 1
