"""A workbook, opened again."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import SCENARIO


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook(Dossier(SCENARIO, "en", DAY))


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))
