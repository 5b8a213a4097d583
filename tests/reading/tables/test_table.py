"""The table of a text that holds several."""

from __future__ import annotations

import pytest

from roi_model.reading.tables import table
from roi_model.reading.text import text
from tests.reading.exported import reading_of


def test_a_table_above_the_one_that_is_read_is_listed() -> None:
    reading = reading_of(
        "Date;Libellé;Montant\n15/01/2024;Ads;100,50\n\n"
        "Date;Fournisseur;Réf;Montant HT\n16/01/2024;CRM;R1;50,00\n"
    )
    assert reading.total() == 50
    listed = reading.rejected[["line", "reason"]].to_numpy().tolist()
    assert listed == [[1, "above_table"], [2, "above_header"]]
    assert reading.rows_read == 3


def test_a_long_table_reads_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"{1 + n % 28:02d}/01/2024;Café {n % 9};F{n};{n},50" for n in range(600)]
    rows[100], rows[300], rows[500] = "Total;;;1,00", "short;row", "too;many;fields;in;it"
    lines = "Date;Libellé;Pièce;Montant\n" + "\n".join(rows) + "\n"
    short = reading_of(lines)
    monkeypatch.setattr(text, "_PIECE", 500)
    monkeypatch.setattr(table, "_LOOKED_AT", 200)
    long = reading_of(lines)
    assert long.rows_kept == 597
    assert long.to_json() == short.to_json()
    assert long.entries["label"].tolist() == short.entries["label"].tolist()
