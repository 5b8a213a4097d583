"""Workbooks of every format and of independent writers give the known totals."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from roi_model.commands.actuals import read_command
from roi_model.reading.reading import read
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.tables.sheets.unlike import XLSB
from tests.reading.variants import SAMPLES, TOTAL, expected, expected_by_month
from tests.reading.workbooks import BOOKS

WRITTEN = {
    "fr_workbook_libreoffice.ods": "ods",
    "fr_workbook_merged_libreoffice.ods": "ods",
    "fr_workbook_gnumeric.ods": "ods",
    "fr_workbook_libreoffice.xls": "xls",
    "fr_workbook_merged_gnumeric.xls": "xls",
    XLSB: "xlsb",
    "fr_workbook_sheetjs.xlsb": "xlsb",
    "fr_workbook_libreoffice.xlsx": "xlsx",
    "fr_workbook_xlsxwriter.xlsx": "xlsx",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_workbook_of_another_format_gives_the_known_totals(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    reading = read(content, name="costs.csv")
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)
    assert reading.dialect["encoding"] == WRITTEN[name]
    assert read_limited(content).total() == TOTAL
    assert read_command([SAMPLES / name])["totals"]["all"] == TOTAL


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_what_libreoffice_and_gnumeric_write_today_is_read(ending: str, tmp_path: Path) -> None:
    for name in BOOKS:
        if name.startswith("fec"):
            continue
        shutil.copy(SAMPLES / name, tmp_path / name)
        kind = {"ods": "Gnumeric_OpenCalc:odf", "xls": "Gnumeric_Excel:excel_biff8"}[ending]
        made = tmp_path / f"gnumeric_{name}.{ending}"
        subprocess.run(["ssconvert", "-T", kind, tmp_path / name, made], check=True,
                       capture_output=True, timeout=120)  # fmt: skip
        assert read(made.read_bytes()).total() == TOTAL, name
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    books = [tmp_path / name for name in BOOKS if not name.startswith("fec")]
    subprocess.run(["soffice", profile, "--headless", "--convert-to", ending, "--outdir",
                    tmp_path / "office", *books], check=True, capture_output=True,
                   timeout=180)  # fmt: skip
    for path in books:
        made = tmp_path / "office" / f"{path.stem}.{ending}"
        assert read(made.read_bytes()).total() == TOTAL, path.name
