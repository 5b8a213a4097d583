"""The sheet of inputs is alive: every number on it is read by a formula."""

from __future__ import annotations

from datetime import date

import pytest

from roi_model.declaration.paths import numeric_paths
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.inputs import InputCells
from tests.cases import RICH


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
