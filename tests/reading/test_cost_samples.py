"""The samples of costs whose rows repeat each other, or say their side in a word."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.cost_variants import COST_FILES
from tests.reading.variants import SAMPLES, TOTAL, expected, expected_by_month


@pytest.mark.parametrize("name", COST_FILES)
def test_every_layout_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)
