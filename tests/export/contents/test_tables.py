"""Tables as files open right in the reader's spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from roi_model.declaration.initiatives import Effect, Initiative
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.tables import tables
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.export.dossiers import DAY, LARGE, dossier


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_speak_the_readers_language_in_numbers_to_be_read(lang: str) -> None:
    scenario = preset("inbound-and-outbound").scenario
    levers = (Initiative(name="Lot 1", effects=(Effect(parameter="contacts", factor=1.1),)),)
    dossier = Dossier(replace(scenario, initiatives=levers, deal_value=14_000 / 3), lang, DAY)
    found = tables(dossier)
    other = tables(replace(dossier, lang="fr" if lang == "en" else "en"))
    delimiter, decimal = (";", ",") if lang == "fr" else (",", ".")
    assert len(found) == 10 and not set(found) & set(other) - {"months.csv"}
    for name, content in found.items():
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)
        assert rows and all(len(row) == len(head) for row in rows)
        assert not re.search(r"_|\b(guess|people|tools)\b", " ".join(head)), name
        for cell in (cell for row in rows for cell in row):
            assert "_" not in cell and cell not in ("guess", "people", "tools", "month"), name
            if re.fullmatch(rf"-?\d+{re.escape(decimal)}\d+", cell):
                assert len(cell.partition(decimal)[2]) <= 6 and len(cell) < 14, name


def test_tables_open_right_in_the_readers_spreadsheet() -> None:
    for lang, delimiter, decimal in (("fr", ";", ","), ("en", ",", ".")):
        made = dossier(lang=lang)
        found = tables(made)
        assert all(content.startswith(b"\xef\xbb\xbf") for content in found.values())
        months = found[f"{text('tables.file.months', lang)}.csv"].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(months), delimiter=delimiter))
        at = rows[0].index(text("metrics.series.cumulative_cash.label", lang))
        values = [float(row[at].replace(decimal, ".")) for row in rows[1:]]
        assert values == pytest.approx(made.projection.monthly["cumulative_cash"], abs=0.005)


def test_no_cell_of_a_table_is_a_formula() -> None:
    for content in tables(Dossier(LARGE, "en", DAY)).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.startswith("-") or float(cell) < 0
