"""A column says the same by its distinct values as row by row."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from roi_model.reading.text.distinct import (
    CODED,
    by_distinct,
    coded,
    each,
    filled,
    instead,
    joined,
    matching,
    only,
    plain,
    repeated,
    trimmed,
    where,
)

WORDS = [" b ", "a", None, "b", "a", "", "a", None, " b ", "A", "a", "b"] * 3
ROWS = pa.array(WORDS, pa.string())
MASK = np.arange(len(WORDS)) % 5 > 1
Look = Callable[[pa.Array], object]


def listed(column: pa.Array) -> list[str | None]:
    found: list[str | None] = column.to_pylist()
    return found


@pytest.mark.parametrize(
    "look",
    [
        lambda column: (coded(column)[0].to_pylist(), coded(column)[1].tolist()),
        lambda column: listed(each(column, pc.utf8_upper)),
        lambda column: listed(each(trimmed(each(column, pc.utf8_upper)), pc.utf8_lower)),
        lambda column: coded(trimmed(column))[0].to_pylist(),
        lambda column: where(column, lambda values: pc.equal(values, "a")).tolist(),
        lambda column: matching(column, "^[ab]$").tolist(),
        lambda column: (matching(column, "z").tolist(), matching(column, "").tolist()),
        lambda column: filled(column).tolist(),
        lambda column: listed(instead(column, trimmed(column), matching(column, "b"))),
        lambda column: listed(joined(column, each(column, pc.utf8_upper))),
    ],
)
@pytest.mark.parametrize("kept", [np.ones(len(WORDS), bool), MASK])
def test_distinct_values_say_what_the_rows_say(look: Look, kept: np.ndarray) -> None:
    by_value = repeated(ROWS)
    assert by_value.type == CODED
    assert look(only(by_value, kept)) == look(only(ROWS, kept))


def test_a_missing_cell_stays_missing_until_it_is_read() -> None:
    assert plain(repeated(ROWS)).to_pylist() == WORDS
    assert "" in coded(repeated(ROWS))[0].to_pylist()


def test_two_values_that_became_one_are_one() -> None:
    column = by_distinct(pa.array(["x", "y", "x"]), np.array([2, 1, 0], np.int32))
    values, index = coded(column)
    assert (values.to_pylist(), index.tolist()) == (["x", "y"], [0, 1, 0])


def test_a_column_of_different_values_stays_as_it_is() -> None:
    assert repeated(pa.array([str(number) for number in range(100)])).type == pa.string()


SIZE = 300_000


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([f"F{i}" for i in range(SIZE)], False),
        ([f"F{i // 3}" for i in range(SIZE)], True),  # the same in rows that follow each other
        ([f"F{i % (SIZE // 3)}" for i in range(SIZE)], True),  # the same far below
        ([f"F{i // 2}" for i in range(SIZE)], False),
        (["F0" if i % 5 else f"F{i}" for i in range(SIZE)], True),
    ],
)
@pytest.mark.parametrize("pieces", [1, 7])
def test_a_long_column_is_one_of_distinct_values_where_they_repeat(
    values: list[str], found: bool, pieces: int
) -> None:
    size = -(-SIZE // pieces)
    column = pa.chunked_array([values[at : at + size] for at in range(0, SIZE, size)])
    result = repeated(column)
    assert (result.type == CODED) is found
    assert result.to_pylist() == values
