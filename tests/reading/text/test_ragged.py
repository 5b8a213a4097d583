"""Lines that are not plain lose no row in silence."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.read_again import reading_of


def test_stray_and_unclosed_quotes_swallow_no_row() -> None:
    rows = ['15/01/2024;"Ads";10,50', '16/01/2024;"CRM;20,50', '17/01/2024;"Tool";30,50',
            '18/01/2024;12" screen;40,50']  # fmt: skip
    assert reading_of("\n".join(["date;libellé;coût", *rows])).total() == 102.0


def test_a_line_end_inside_quotes_is_one_row() -> None:
    text = 'date;label;cost\n2024-01-15;"two\nlines; one cell";10.50\n2024-01-16;CRM;1.25\n'
    reading = reading_of(text)
    assert reading.total() == 11.75
    assert set(reading.entries["label"]) == {"two lines; one cell", "CRM"}


def test_rows_cut_short_are_left_out() -> None:
    reading = reading_of("date;label;cost;note\n15/01/2024;Ads;10,50;x\n16/01/2024;CRM;20,5\n")
    assert reading.total() == 10.5
    assert reading.rejected["reason"].tolist() == ["cut_line"]


LISTED = {  # what is lost in a row is listed, and the other rows count
    "Date;Libellé;HT;TVA;TTC\n25/01/2024;A;100,00;20,00;120,00\n26/01/2024;B 50,00;10,00;60,00\n"
    "27/01/2024;C;10,00;2,00;12,00\n28/01/2024;D;1,00;0,20;1,20\n": (111.0, 3, "cut_line"),
    '"Date","Label","Cost"\n"2024-01-05","A","$1,000.00"\n"2024-01-06"x"B","$4,260.00"\n'
    '"2024-01-07","C","$1.50"\n"2024-01-08","D","$2.50"\n': (1004.0, 3, "cut_line"),
    "Budget 2024 de 25/01/2024;A;100,00\nDate;Libellé;Montant HT\n"
    "26/01/2024;B;50,00\n": (50.0, 1, "above_table"),
}  # fmt: skip


@pytest.mark.parametrize("text", LISTED)
def test_a_row_that_lost_a_separator_is_listed(text: str) -> None:
    total, line, reason = LISTED[text]
    reading = read(text.encode())
    assert reading.total() == total
    assert [line, reason] in reading.rejected[["line", "reason"]].to_numpy().tolist()


def test_cells_that_a_program_leaves_away_at_the_end_are_empty() -> None:
    rows = "25/01/2024;A;10,00;x\n" * 3 + "26/01/2024;B;5,00\n" * 2
    reading = read(f"Date;Libellé;Montant;Note\n{rows}".encode())
    assert reading.total() == 35.0  # the last one may be cut inside its amount
    assert reading.rejected["line"].tolist() == [6]


def test_a_header_that_lost_a_separator_is_refused() -> None:
    rows = "25/01/2024;62310000;A;10,00;\n" * 8 + "26/01/2024;62310000;B;;5,00\n"
    reading = read(f"Date;Compte.Intitulé;Débit;Crédit\n{rows}".encode())
    assert reading.refused is not None and reading.refused.code == "shifted"
