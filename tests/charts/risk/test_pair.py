"""The map of two inputs: its rows, its frame of what is published, its words."""

from __future__ import annotations

import numpy as np

from roi_model.analysis.risk.chances import Pair
from roi_model.charts.risk import pair
from tests.charts.risk.pictures import MAP, TWO, money, share


def test_a_row_a_cell_the_highest_first() -> None:
    assert list(zip(MAP.across_words[:2], MAP.up_words[:2], MAP.chance[:2], strict=True)) == [
        ("50.000%", "€8e+03", 0.5),
        ("50.000%", "€4e+03", 0.2),
    ]
    assert MAP.reached.tolist() == [0, 0, 1, 0, 1, 0]  # 80 % is enough
    [now] = MAP[MAP.present == 1].to_dict("records")
    assert (now["across"], now["up"], now["chance"]) == (1, 0, 0.36)


def test_the_frame_spans_what_is_published_and_all_of_what_is_not() -> None:
    """0.55 to 0.75 holds the last two margins; of the deal's value nothing is published."""
    first = MAP.iloc[0]
    assert [first[edge] for edge in pair.FRAMED] == ["60.000%", "70.000%", "€8e+03", "€4e+03"]
    assert MAP[[*pair.FRAMED]].iloc[1:].isna().all(axis=None)
    for published in ((None, None), ((0.9, 0.95), None)):
        made = pair.frame(TWO, (0.6, 4000.0), 0.8, (share, money), published)
        assert made[[*pair.FRAMED]].isna().all(axis=None)


def test_values_close_together_have_as_many_digits_as_tell_them_apart() -> None:
    near = Pair(TWO.paths, TWO.first, np.array([4000.0, 4000.5]), TWO.chances)
    made = pair.frame(near, (0.6, 4000.0), 0.8, (share, money))
    assert set(made.up_words) == {"€4000", "€4000.5"}
