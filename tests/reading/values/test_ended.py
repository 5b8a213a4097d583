"""The end of something in words of its state."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.values.ended import ended_in


@pytest.mark.parametrize(("state", "day"), [
    ("Cancelled 2026-03", "2026-03"), ("Canceled on 2026-03-31", "2026-03-31"),
    ("Résilié le 31/03/2026", "31/03/2026"), ("Arrêté en mars 2026", "mars 2026"),
    ("Gekündigt zum 31.03.2026", "31.03.2026"), ("Beendet 03/2026", "03/2026"),
    ("Baja 31/03/2026", "31/03/2026"), ("Disdetto dal 31/03/2026", "31/03/2026"),
    ("Opgezegd per 31-03-2026", "31-03-2026"), ("Encerrado em 31/03/2026", "31/03/2026"),
    ("Ended: March 2026", "March 2026"), ("Cancelled (2026-03)", "2026-03")])  # fmt: skip
def test_the_day_after_a_word_for_an_end(state: str, day: str) -> None:
    found = ended_in(pa.array(["Active", state, ""]))
    assert found is not None and found.to_pylist() == ["", day, ""]


@pytest.mark.parametrize("state", ["Active since 2026-03", "Cancelled", "2026-03-31", "Endive 2026",
                                   "Cancelled by the supplier"])  # fmt: skip
def test_other_words_end_nothing(state: str) -> None:
    assert ended_in(pa.array(["Active", state])) is None
