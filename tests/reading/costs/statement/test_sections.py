"""Lines told apart by their sections, their sums and what is left of them."""

from __future__ import annotations

import numpy as np

from roi_model.reading.costs.statement.sections import Line, Told, sum_among, told
from roi_model.reading.sorting.plans import COST, REVENUE


def of(*rows: tuple[str, int, int]) -> Told | None:
    """What rows of a name and two months are; without amounts where both are 0."""
    lines = [Line(name, empty=not (first or second)) for name, first, second in rows]
    return told(lines, np.array([row[1:] for row in rows], np.int64))


def test_lines_between_two_results_are_told_by_the_second() -> None:
    found = of(("Revenue", 90, 95), ("Costs", 40, 42), ("EBITDA", 50, 53), ("Zorglub", 5, 6),
               ("Hop", 2, 1), ("Net profit", 47, 48))  # fmt: skip
    assert found is not None and (found.proved, found.sure) == (2, True)
    assert [found.codes[3], found.codes[4]] == [COST, REVENUE]


def test_a_team_within_costs_is_told_by_their_total() -> None:
    rows = [("Income", 0, 0), ("Dupont", 90, 95), ("Expenses", 0, 0), ("Sales", 0, 0),
            ("Salaries", 30, 31), ("Marketing", 0, 0), ("Ads", 10, 12)]  # fmt: skip
    found = of(*rows, ("Total expenses", 40, 43))
    assert found is not None and found.sure and found.rows(COST) == [4, 6]
    open_ = of(*rows)
    assert open_ is not None and not open_.sure and open_.otherwise is not None
    assert (open_.rows(COST), open_.otherwise.rows(COST)) == ([], [4, 6])


def test_what_an_account_holds_moves_by_what_comes_and_goes() -> None:
    lines = [Line(name) for name in ("Receipts", "Payments", "Hop")]
    found = told(lines, np.array([[9, 8, 7], [4, 5, 3], [105, 108, 112]], np.int64))
    assert found is not None and found.codes[2] == "balance"


def test_costs_alone_speak_of_no_money_in() -> None:
    assert of(("Rent", 30, 31), ("Ads", 10, 12), ("Total", 40, 43)) is None
    assert of(("CRM", 100, 100), ("Ads", 50, 60), ("Tel", 50, 40)) is None  # 100 − 50, by chance


def test_the_first_rows_that_add_up() -> None:
    units = np.array([[1, 2], [3, 4], [9, 9], [4, 6]], np.int64)
    assert (sum_among(units, [0, 1, 2], 3), sum_among(units, [1, 0], 3)) == (2, 2)
    assert sum_among(units, [2, 1], 3) == 0 and sum_among(units, [], 3) == 0
