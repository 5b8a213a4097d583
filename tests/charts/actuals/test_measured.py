"""What was measured of an input, drawn."""

from __future__ import annotations

import altair as alt
import pytest

from roi_model.charts.actuals import measured
from tests.charts.drawn import LANGUAGES, THEMES, parts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_measured_input_is_drawn_without_a_title(lang: str, theme: str) -> None:
    spec = measured.spec(lang, "EUR", theme)  # type: ignore[arg-type]
    alt.LayerChart.from_dict(spec)
    frame = measured.frame(0.25, 0.5, (0.4, 0.6), ("25%", "50%", "40% to 60%"))
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    assert drawn == set(frame.columns)
    assert "title" not in spec and spec["description"]
