"""Rows and sheets that a spreadsheet hides are said, and left out where the user says so."""

from __future__ import annotations

from datetime import date

import pytest

from roi_model.reading.reading import read
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.tables.books import notes
from tests.reading.tables.sheets.unlike import HEAD, cost, ods, row, table
from tests.reading.variants import TOTAL
from tests.reading.workbooks import long_rows, packed, parts, sheet_xml, xlsx

ROWS = [["date", "label", "amount"], [date(2024, 1, 5), "Ads", 12.5],
        [date(2024, 1, 6), "CRM", 7], [date(2024, 2, 6), "Fair", 100]]  # fmt: skip


def hiding(*numbers: int, rows: list[list[object]] = ROWS, filtered: bool = False) -> bytes:
    """A workbook that hides the rows of these numbers, from 1."""
    xml = sheet_xml(rows)
    for number in numbers:
        xml = xml.replace(f'<row r="{number}">', f'<row r="{number}" hidden="1">')
    mark = '<autoFilter ref="A1:C4"><filterColumn colId="1"/></autoFilter></worksheet>'
    return packed(parts({"S": xml.replace("</worksheet>", mark) if filtered else xml}))


def test_hidden_rows_are_asked_about_and_left_out_in_sight() -> None:
    content = hiding(3)
    asked = read(content)
    (question,) = [q for q in asked.questions if q.blocking]
    assert question.id == "hidden_rows"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"all": 119.5, "shown": 112.5}
    assert "rows_hidden" in notes(asked)
    assert read(content, answers={"hidden_rows": "all"}).total() == 119.5
    shown = read_limited(content, answers={"hidden_rows": "shown"})
    assert shown.total() == 112.5
    assert shown.rejected[["line", "reason"]].to_numpy().tolist() == [[3, "hidden_row"]]
    assert "CRM" in shown.rejected["text"][0]
    assert (shown.rows_read, shown.rows_kept) == (3, 2)
    with pytest.raises(ValueError, match="hidden_rows"):
        read(content, answers={"hidden_rows": "some"})


def test_what_a_filter_hides_is_called_so() -> None:
    assert "rows_filtered" in notes(read(hiding(2, 4, filtered=True)))
    hidden = cost("2024-01-06", "CRM", "7", 'table:visibility="filter"')
    asked = read(ods(table(HEAD, cost("2024-01-05", "Ads", "12.5"), hidden)))
    assert "rows_filtered" in notes(asked)
    assert [q.id for q in asked.questions if q.blocking] == ["hidden_rows"]


def test_nothing_is_asked_where_hidden_rows_change_nothing() -> None:
    # Titles above the table, blank rows and totals: hidden or not, the costs are the same.
    rows = [["Costs", "", ""], *ROWS, ["", "", ""], ["Total", "", 119.5]]
    reading = read(hiding(1, 2, 6, 7, rows=rows))
    assert reading.total() == 119.5 and not reading.blocked
    blank = row("<table:table-cell/>", how='table:visibility="collapse"')
    assert not read(ods(table(HEAD, cost("2024-01-05", "Ads", "12.5"), blank))).blocked
    # The rows of a group that is folded up, under a subtotal that is shown.
    wide = [["Poste", "janv. 2024", "févr. 2024"], ["Google Ads", 10, 1], ["LinkedIn", 20, 2],
            ["Total publicité", 30, 3]]  # fmt: skip
    folded = read(hiding(2, 3, rows=wide))
    assert folded.total() == 33


def test_rows_at_the_end_are_listed_too() -> None:
    shown = read(hiding(4), answers={"hidden_rows": "shown"})
    assert shown.total() == 19.5
    assert shown.rejected["line"].tolist() == [4]


def test_hidden_sheets_are_named_and_may_be_left_out_of_a_sum() -> None:
    rows = long_rows()
    content = xlsx({"A": rows, "B": rows, "C": rows}, hidden=["C"])
    asked = read(content)
    (question,) = asked.questions
    assert [c.answer for c in question.candidates] == ["A", "B", "C", "*", "*shown"]
    assert question.answer_label("*shown", "fr").startswith("Celles")
    assert "sheets_hidden" in notes(asked)
    assert read(content, answers={"sheet": "*shown"}).total() == round(2 * TOTAL, 2)
    assert read(content, answers={"sheet": "*"}).total() == round(3 * TOTAL, 2)
    alone = read(xlsx({"A": [["just", "words"]], "B": rows}, hidden=["B"]))
    assert alone.total() == TOTAL and "sheets_hidden" in notes(alone)
    with pytest.raises(ValueError, match="layout"):
        read(xlsx({"A": rows, "B": rows}, hidden=["B"]), answers={"sheet": "*shown"})
