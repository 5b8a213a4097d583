"""Several tables one below the other in a file of text."""

from __future__ import annotations

from roi_model.reading.formats import known_headings
from roi_model.reading.tables.sheets.sections import sections
from roi_model.reading.text.dialect import find_dialect
from roi_model.reading.text.text import Text
from tests.reading.read_again import reading_of

FIRST = "Giro;2025\n\nDate;Libellé;Montant;Solde\n13/03/2025;Zed;-5,00;7,00\n"
OTHER = "Date;Référence;Libellé;Détail;Montant;Solde\n14/03/2025;1;Ibis;a;-4,00;3,00\n"


def names(content: str) -> list[str]:
    text = Text.of(content.encode())
    dialect = find_dialect(text.first, known_headings)
    return [sheet.name for sheet in sections(text, dialect, "utf-8", known_headings)]


def test_each_table_is_called_by_its_title_or_its_place() -> None:
    assert names(f"{FIRST}\n\nCarte;2025\n\n{OTHER}") == ["csv · Giro", "csv · Carte"]
    assert names(f"{FIRST}\n{OTHER}")[0] == "csv · Giro"


def test_one_table_with_titles_and_totals_is_one() -> None:
    assert names(FIRST) == []
    assert names(f"{FIRST}\n{FIRST.partition('2025')[2]}") == []  # the same header again


def test_a_row_that_does_not_fit_makes_no_second_table() -> None:
    fits = "15/03/2025;Ibis;-2,00;5,00\n16/03/2025;Ibis;-1,00;4,00\n"
    reading = reading_of(f"{FIRST}{fits}14/03/2025;Ibis;-4,00;3,00;;;x\n")
    assert reading.total() == 5 + 2 + 1
    assert "too_many_fields" in set(reading.rejected["reason"])
