"""The table of a text that holds several."""

from __future__ import annotations

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
