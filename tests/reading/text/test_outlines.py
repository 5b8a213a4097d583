"""An outline keeps all of a value but which figures it has."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.text.outlines import figures, outlined

VALUES = ["1 234,50 €", "-907.00", "", "(12)", "n/a", "é 5", "3é"]


@pytest.mark.parametrize("times", [1, 100])
@pytest.mark.parametrize("start", [0, 3])
def test_values_have_the_outline_they_are_given(times: int, start: int) -> None:
    values = pa.array(VALUES * times).slice(start)
    outlines, place = outlined(values)
    zero_or_one = str.maketrans("23456789", "11111111")
    found = [outlines[at].as_py() for at in place.tolist()]
    assert [one.translate(zero_or_one) for one in found] == [
        one.translate(zero_or_one) for one in values.to_pylist()
    ]
    assert len(outlines) == (len(VALUES) if times > 1 else len(values))


def test_figures_are_all_that_is_left() -> None:
    values = pa.array(VALUES)
    wanted = ["123450", "90700", "", "12", "", "5", "3"]
    assert figures(values).to_pylist() == wanted
    assert figures(values.slice(2, 4)).to_pylist() == wanted[2:6]
    assert figures(pa.array([], pa.string())).to_pylist() == []
