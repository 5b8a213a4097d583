"""What a sheet asks is told by the sheets under the same headings, or asked of all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.workbooks import xlsx

Cells = Sequence[Sequence[object]]


def _read(sheets: Mapping[str, Cells], **answers: str) -> Reading:
    return read(xlsx(sheets), name="2026.xlsx", answers=answers)


def _gives(reading: Reading) -> dict[str, object]:
    """What each answer to the one question gives in all."""
    (question,) = [one for one in reading.questions if one.blocking]
    return {one.answer: one.gives.get("all") for one in question.candidates}


# By a name: headings, a sheet that leaves something open and what it costs, one that does not.
OPEN: dict[str, tuple[list[str], Cells, float, Cells, float]] = {
    "more given back than spent": (
        ["Date", "Fournisseur", "Montant HT"],
        [["2026-01-05", "Kaspr", 199.67], ["2026-01-06", "Notion", -291.07]], -91.40,
        [["2026-02-03", "Aircall", 640.5], ["2026-02-10", "Aircall", -40.5],
         ["2026-02-11", "SNCF", 88.0], ["2026-02-17", "Lemlist", 59.0]], 747.0,
    ),
    "days all before the 13th": (
        ["Date", "Supplier", "Amount"],
        [["05/03/2026", "Aircall", 120.0], ["07/03/2026", "HubSpot", 90.0]], 210.0,
        [["14/02/2026", "Aircall", 120.0], ["25/02/2026", "HubSpot", 90.0]], 210.0,
    ),
    "figures that may be thousands": (
        ["Datum", "Lieferant", "Betrag"],
        [["2026-03-05", "Aircall", "12.300"], ["2026-03-17", "HubSpot", "1.450"]], 13_750.0,
        [["2026-02-05", "Aircall", "1.120,50"], ["2026-02-17", "HubSpot", "90,00"]], 1210.5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OPEN)
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_sheet_leaves_open_is_read_as_on_the_others(case: str, turned: bool) -> None:
    head, open_rows, cost, clear_rows, other = OPEN[case]
    assert _read({"Mars": [head, *open_rows]}).blocked
    sheets = {"Mars": [head, *open_rows], "Février": [head, *clear_rows]}
    if turned:
        sheets = dict(reversed(sheets.items()))
    reading = _read(sheets)
    if reading.blocked:
        assert _gives(reading)["*"] == pytest.approx(cost + other)
        reading = _read(sheets, sheet="*")
    assert reading.usable and reading.total() == pytest.approx(cost + other)
    (said,) = [note for note in reading.notes if note.code == "sheet_as_sisters"]
    assert said.values == {"sheets": "Février"}


def test_a_month_of_refunds_alone_is_no_list_of_costs_below_nought() -> None:
    head, *_, spent, cost = OPEN["more given back than spent"]
    back = [["2026-01-18", "Kaspr", -41.54], ["2026-01-27", "Kaspr", -190.03]]
    assert _read({"Janvier": [head, *back]}).total() == pytest.approx(231.57)
    reading = _read({"Janvier": [head, *back], "Février": [head, *spent]})
    assert reading.total("month") == pytest.approx({"2026-01": -231.57, "2026-02": cost})
    both = _read({"Janvier": [head, *back], "Mars": [head, ["2026-03-01", "Kaspr", -12.0]]})
    assert both.total("month") == pytest.approx({"2026-01": 231.57, "2026-03": 12.0})


@pytest.mark.parametrize("case", OPEN)
def test_what_every_sheet_leaves_open_is_asked_once_of_all(case: str) -> None:
    head, rows, cost, *_ = OPEN[case]
    more = [[str(row[0]).replace("03", "04").replace("-01-", "-02-"), *row[1:]] for row in rows]
    sheets = {"A": [head, *rows], "B": [head, *more]}
    reading = _read(sheets)
    (question,) = reading.questions
    right = [answer for answer, total in _gives(reading).items() if total == round(2 * cost, 2)]
    answer = "%d/%m/%Y" if question.about == "date_format" else right[0]
    again = _read(sheets, **{question.id: answer})
    assert again.usable or _gives(again)["*"] == pytest.approx(2 * cost)


def test_sheets_that_say_different_things_leave_it_to_the_user() -> None:
    head = ["Datum", "Lieferant", "Betrag"]
    reading = _read({"A": [head, ["2026-03-05", "Aircall", "12.300"]],
                     "B": [head, ["2026-03-06", "Aircall", "1.120,50"]],
                     "C": [head, ["2026-03-07", "Aircall", "1,120.50"]]})  # fmt: skip
    (question,) = reading.questions
    assert question.id == "decimal:Betrag"


def test_other_headings_tell_nothing() -> None:
    clear = [["Day", "Payee", "Amount"], ["14/02/2026", "Aircall", 120.0]]
    reading = _read({"A": [["Date", "Supplier", "Amount"], ["05/03/2026", "Aircall", 120.0]],
                     "B": clear})  # fmt: skip
    assert {"A": None, "B": 120.0}.items() <= _gives(reading).items()
