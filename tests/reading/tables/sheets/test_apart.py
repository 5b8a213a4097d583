"""Several tables on one sheet are offered one by one, and never read into each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.workbooks import BOOKS, xlsx

Rows = list[list[Any]]
ADS: Rows = [["Date", "Libellé", "Montant"], [date(2024, 1, 5), "Ads", 100],
             [date(2024, 2, 5), "CRM", 50], [date(2024, 3, 5), "Salon", 30]]  # fmt: skip
TRAVEL: Rows = [["Date", "Libellé", "Montant"], [date(2024, 1, 9), "Train", 10],
                [date(2024, 2, 9), "Hôtel", 20]]  # fmt: skip
RENT: Rows = [["Mois", "Poste", "Coût"], ["janv. 2024", "Loyer", 7], ["févr. 2024", "Loyer", 8]]


def beside(left: Rows, right: Rows) -> Rows:
    count = max(len(left), len(right))
    full = [left[i] if i < len(left) else [""] * 3 for i in range(count)]
    return [[*row, "", *(right[i] if i < len(right) else [])] for i, row in enumerate(full)]


def offered(reading: Reading) -> dict[str, object]:
    (question,) = [q for q in reading.questions if q.blocking]
    assert question.id == "sheet"
    return {c.answer: c.gives.get("all") for c in question.candidates}


def test_tables_side_by_side_are_offered_one_by_one() -> None:
    content = xlsx({"S": beside(ADS, TRAVEL)})
    assert offered(read(content)) == {"S · A1": 180, "S · E1": 30, "*": 210}
    chosen = read_limited(content, answers={"sheet": "S · E1"})
    assert chosen.total("month") == {"2024-01": 10, "2024-02": 20}
    assert chosen.entries["line"].tolist() == [2, 3]
    assert read(content, answers={"sheet": "*"}).total() == 210
    assert offered(read(xlsx({"S": beside(RENT, ADS)}))) == {"S · A1": 15, "S · E1": 180, "*": 195}
    with pytest.raises(ValueError, match="S · Z9"):
        read(content, answers={"sheet": "S · Z9"})


def test_tables_one_below_the_other_too_with_their_titles() -> None:
    content = xlsx({"S": [["Marketing"], *ADS, [], ["Loyers"], *RENT]})
    assert offered(read(content)) == {"S · A1": 180, "S · A7": 15, "*": 195}
    chosen = read(content, answers={"sheet": "S · A7"})
    assert chosen.total("month") == {"2024-01": 7, "2024-02": 8}
    assert chosen.entries["line"].tolist() == [9, 10]


def test_the_same_header_again_is_the_same_table() -> None:
    assert read(xlsx({"S": [*ADS, [], *TRAVEL]})).total() == 210


def test_an_empty_column_inside_a_table_parts_nothing() -> None:
    rows = [[row[0], row[1], "", row[2]] for row in ADS]
    assert read(xlsx({"S": rows})).total() == 180
    for name, book in BOOKS.items():
        assert not read(book(), name=name).blocked, name


def test_tables_of_several_sheets_stand_beside_each_other() -> None:
    found = offered(read(xlsx({"A": beside(ADS, RENT), "B": TRAVEL})))
    assert found == {"A · A1": 180, "A · E1": 15, "B": 30, "*": 210}
